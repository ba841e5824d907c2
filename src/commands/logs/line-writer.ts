import type { Writer } from '../../api/types.ts';
import type { LogPlace } from './place.ts';

/** A longer line is handed on in pieces, so that memory stays bounded. */
const LONGEST_LINE = 16 << 20;

const LINE_FEED = 10;

/** Room for more prefixes, when there was too little. */
const MORE = 16 << 10;

const NOTHING: Buffer = Buffer.alloc(0);

/** Changes a line, its line feed included; undefined leaves it out. */
export type LineStep = (line: Buffer) => Uint8Array | undefined;

/** What is done to the lines of a log. */
export interface LineTreatment {
  /** Before each line. */
  readonly prefix?: string;
  /** Takes off timestamps, and leaves out lines that were shown. */
  readonly place?: LogPlace | undefined;
  readonly step?: LineStep | undefined;
  /** Keeps lines together even where nothing is done to them: several logs share the output. */
  readonly whole?: boolean;
}

/** Writes a log: bytes as they come, or line by line where lines are treated. */
export class LineWriter {
  readonly #out: Writer;
  readonly #prefix: Buffer;
  readonly #place: LogPlace | undefined;
  readonly #step: LineStep | undefined;
  readonly #plain: boolean;
  /** The beginning of a line whose end has not come yet. */
  #rest: Uint8Array[] = [];
  #length = 0;
  /** Lines that are to be written together. */
  #batch: Buffer = NOTHING;
  #used = 0;

  constructor(out: Writer, { prefix = '', place, step, whole = false }: LineTreatment) {
    this.#out = out;
    this.#prefix = Buffer.from(prefix);
    this.#place = place;
    this.#step = step;
    this.#plain = prefix === '' && place === undefined && step === undefined && !whole;
  }

  /** Takes some bytes of the log. */
  write(chunk: Uint8Array): void | Promise<void> {
    if (this.#plain) return this.#out.write(chunk);
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      if (this.#length === 0) this.#add(bytes, start, end + 1);
      else this.#join(bytes.subarray(start, end + 1));
      start = end + 1;
    }
    if (start < bytes.length) {
      this.#rest.push(bytes.subarray(start));
      this.#length += bytes.length - start;
      if (this.#length > LONGEST_LINE) this.#join(NOTHING);
    }
    return this.#flush();
  }

  /** The log has ended: a last line without a line feed is written too. */
  end(): void | Promise<void> {
    if (this.#length === 0) return;
    this.#join(NOTHING);
    return this.#flush();
  }

  /** Forgets the beginning of a line that will come again. */
  drop(): void {
    this.#rest = [];
    this.#length = 0;
  }

  #join(end: Uint8Array): void {
    const line = Buffer.concat([...this.#rest, end]);
    this.drop();
    this.#add(line, 0, line.length);
  }

  #add(bytes: Buffer, start: number, end: number): void {
    const text = this.#place === undefined ? start : this.#place.textOf(bytes, start, end);
    if (text < 0) return;
    if (this.#step === undefined) {
      this.#put(bytes, text, end);
      return;
    }
    const changed = this.#step(bytes.subarray(text, end));
    if (changed !== undefined) this.#put(Buffer.from(changed), 0, changed.length);
  }

  #put(bytes: Buffer, start: number, end: number): void {
    const needed = this.#used + this.#prefix.length + end - start;
    if (needed > this.#batch.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, bytes.length, this.#batch.length) + MORE);
      this.#batch.copy(larger, 0, 0, this.#used);
      this.#batch = larger;
    }
    this.#used += this.#prefix.copy(this.#batch, this.#used);
    this.#used += bytes.copy(this.#batch, this.#used, start, end);
  }

  /** The batch belongs to the output until that has taken it. */
  #flush(): void | Promise<void> {
    if (this.#used === 0) return;
    const lines = this.#batch.subarray(0, this.#used);
    this.#used = 0;
    const pending = this.#out.write(lines);
    if (pending !== undefined) this.#batch = NOTHING;
    return pending;
  }
}
