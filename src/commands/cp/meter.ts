/** Counts the bytes of a copy, and tells how fast they go. */
export class Meter {
  #bytes = 0;
  readonly #now: () => number;
  readonly #begun: number;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
    this.#begun = now();
  }

  count(data: Uint8Array): void {
    this.#bytes += data.length;
  }

  /** Passes data on, counted. */
  async *through(data: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const piece of data) {
      yield piece;
      this.count(piece);
    }
  }

  /** `12.5 MiB, 3.1 MiB/s` */
  toString(): string {
    const seconds = Math.max(this.#now() - this.#begun, 1) / 1000;
    return `${inUnits(this.#bytes)}, ${inUnits(this.#bytes / seconds)}/s`;
  }
}

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'];

function inUnits(bytes: number): string {
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  let amount = bytes / 1024;
  let unit = 0;
  for (; amount >= 1024 && unit < UNITS.length - 1; unit++) amount /= 1024;
  return `${amount.toFixed(1)} ${UNITS[unit]}`;
}
