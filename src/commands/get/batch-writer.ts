import type { Writer } from '../../api/types.ts';

/** Characters that go out at once: fewer, larger writes cost less. */
const BATCH = 128 * 1024;

/** Gathers text into large writes. What it holds goes out with `flush`. */
export class BatchWriter implements Writer {
  /** True once anything was written. */
  written = false;
  readonly #out: Writer;
  #pieces: string[] = [];
  #size = 0;

  constructor(out: Writer) {
    this.#out = out;
  }

  get painter(): Writer['painter'] {
    return this.#out.painter;
  }

  write(data: string | Uint8Array): void | Promise<void> {
    if (data.length === 0) return undefined;
    this.written = true;
    if (typeof data !== 'string') return this.flush().then(() => this.#out.write(data));
    this.#pieces.push(data);
    this.#size += data.length;
    return this.#size < BATCH ? undefined : this.flush();
  }

  /** Hands over what is held, and waits until it has been taken. */
  async flush(): Promise<void> {
    if (this.#size === 0) return;
    const text = this.#pieces.join('');
    this.#pieces = [];
    this.#size = 0;
    await this.#out.write(text);
  }
}
