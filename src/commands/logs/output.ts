import type { Writer } from '../../api/types.ts';

/** An output that several logs share: what one writes is written whole before the next one's. */
export class SharedOutput implements Writer {
  readonly #out: Writer;
  #busy: Promise<void> | undefined;

  constructor(out: Writer) {
    this.#out = out;
  }

  /** A promise is back-pressure: the reader of the log waits for it. */
  write(data: string | Uint8Array): void | Promise<void> {
    if (this.#busy === undefined) {
      const pending = this.#out.write(data);
      return pending === undefined ? undefined : this.#wait(pending);
    }
    return this.#wait(this.#busy.then(() => this.#out.write(data)));
  }

  #wait(pending: Promise<void>): Promise<void> {
    const busy = pending.finally(() => {
      if (this.#busy === busy) this.#busy = undefined;
    });
    this.#busy = busy;
    return busy;
  }
}
