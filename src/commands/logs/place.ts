import { formatRFC3339, parseRFC3339 } from '../../formats/time.ts';

const [SPACE, POINT, ZERO, NINE, Z] = [32, 46, 48, 57, 90] as const;
/** Lengths of the shortest and the longest timestamp that begins a line, and of its whole seconds. */
const SHORTEST = 20;
const LONGEST = 35;
const SECONDS = 19;

/**
 * How far a log has been read, by the timestamps that begin its lines. The server finds a place by whole seconds
 * only, so the lines of the last second are remembered: they come again, and are not shown twice.
 */
export class LogPlace {
  readonly #keep: boolean;
  /** Seconds since 1970 of the newest line. */
  #second = -Infinity;
  /** Nanoseconds of the lines of that second. */
  #seen: number[] = [];
  /** How often each of them is still to come again, and in which second. */
  #again = new Map<number, number>();
  #againSecond = NaN;
  /** True until the first line shows whether they come again. */
  #resumed = false;
  /** Called when they do not: the log was turned over meanwhile, and the server has the newest part only. */
  onGap: (since: string) => void = () => undefined;
  /** Where the first line was: with `tailLines`, the same second may have earlier ones, which were not asked for. */
  #firstSecond = NaN;
  #firstNanos = 0;
  /** The last text of whole seconds in UTC, and what it means: most lines share it with the one before. */
  readonly #text: Buffer = Buffer.alloc(SECONDS);
  #value = NaN;

  /** `keep` leaves the timestamps in the lines. */
  constructor(keep: boolean) {
    this.#keep = keep;
  }

  /** Where to go on, for `sinceTime`; undefined when there was no line. */
  get since(): string | undefined {
    return this.#second === -Infinity ? undefined : formatRFC3339(this.#second * 1000);
  }

  /** The log is read again from `since`: lines that have been shown are left out. */
  resume(): void {
    this.#again = new Map();
    this.#againSecond = this.#second;
    this.#resumed = this.since !== undefined;
    for (const nanos of this.#seen) this.#again.set(nanos, (this.#again.get(nanos) ?? 0) + 1);
  }

  /**
   * Where the text of the line at `start` begins, behind its timestamp; -1 when the line has been shown. One without
   * a timestamp begins where it is.
   */
  textOf(bytes: Buffer, start: number, end: number): number {
    const space = bytes.indexOf(SPACE, start + SHORTEST);
    if (space < 0 || space >= end || space > start + LONGEST) return start;
    let nanos = 0;
    let at = start + SECONDS;
    if (bytes[at] === POINT) {
      let scale = 1e9;
      for (at++; isDigit(bytes[at]) && scale > 1; at++) {
        scale /= 10;
        nanos += ((bytes[at] as number) - ZERO) * scale;
      }
    }
    const second = bytes[at] === Z ? this.#utc(bytes, start) : otherZone(bytes, start, at, space);
    if (Number.isNaN(second)) return start;
    if (this.#resumed) {
      this.#resumed = false;
      if (second > this.#againSecond) this.onGap(this.since ?? '');
    }
    if (second === this.#againSecond) {
      const times = this.#again.get(nanos) ?? 0;
      if (times > 0) {
        this.#again.set(nanos, times - 1);
        return -1;
      }
    }
    if (second === this.#firstSecond && nanos < this.#firstNanos && this.#againSecond === second) {
      return -1;
    }
    if (Number.isNaN(this.#firstSecond)) {
      this.#firstSecond = second;
      this.#firstNanos = nanos;
    }
    if (second > this.#second) {
      this.#second = second;
      this.#seen = [];
    }
    if (second === this.#second) this.#seen.push(nanos);
    return this.#keep ? start : space + 1;
  }

  #utc(bytes: Buffer, start: number): number {
    for (let index = SECONDS - 1; index >= 0; index--) {
      if (bytes[start + index] === this.#text[index]) continue;
      bytes.copy(this.#text, 0, start, start + SECONDS);
      this.#value = secondOf(`${this.#text.toString('latin1')}Z`);
      break;
    }
    return this.#value;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function otherZone(bytes: Buffer, start: number, zone: number, space: number): number {
  const seconds = bytes.toString('latin1', start, start + SECONDS);
  return secondOf(seconds + bytes.toString('latin1', zone, space));
}

function secondOf(text: string): number {
  const time = parseRFC3339(text);
  return time === undefined ? NaN : Math.floor(time.ms / 1000);
}
