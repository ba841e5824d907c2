import { parseRFC3339 } from './time.ts';
import { KubistError } from '../errors.ts';

/** Durations as Go reads and writes them, and as tables show them. */

/** Text that is no duration. The message is that of Go's time.ParseDuration. */
export class DurationError extends KubistError {
  override name = 'DurationError';
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const PART = /^(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))/;
const UNIT = /^[^0-9.]+/;
const LIMIT = 2n ** 63n;

/** Reads `1h30m`, `1.5s`, `-2m`, `0` to nanoseconds. Throws DurationError. */
export function parseDurationNanos(text: string): bigint {
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  let rest = text.slice(sign.length);
  const invalid = (): never => {
    throw new DurationError(`time: invalid duration ${quote(text)}`);
  };
  if (rest === '0') return 0n;
  if (rest === '') return invalid();
  let total = 0n;
  while (rest !== '') {
    const part = PART.exec(rest);
    if (!part) return invalid();
    rest = rest.slice(part[0].length);
    const unit = UNIT.exec(rest)?.[0];
    if (unit === undefined)
      throw new DurationError(`time: missing unit in duration ${quote(text)}`);
    rest = rest.slice(unit.length);
    const scale = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (scale === undefined) {
      throw new DurationError(`time: unknown unit ${quote(unit)} in duration ${quote(text)}`);
    }
    const fraction = (part[2] ?? part[3] ?? '').slice(0, 18);
    total += BigInt(part[1] ?? 0) * scale;
    // Go computes the fraction in floating point.
    total += BigInt(Math.trunc(Number(fraction) * (Number(scale) / 10 ** fraction.length)));
    if (total > LIMIT) return invalid();
  }
  if (total === LIMIT && sign !== '-') return invalid();
  return sign === '-' ? -total : total;
}

/** Quotes as Go's time package does: what is not printable ASCII is written byte by byte. */
function quote(text: string): string {
  const escaped = text.replace(/[^ -~]|["\\]/gu, (char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    if (char === '\x7f') return char;
    return Array.from(Buffer.from(char), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(
      '',
    );
  });
  return `"${escaped}"`;
}

/** The same in milliseconds, which may have a fraction. Throws DurationError. */
export function parseDuration(text: string): number {
  return Number(parseDurationNanos(text)) / 1e6;
}

/** Writes nanoseconds as Go's Duration.String does: `1h30m0s`, `1.5s`, `2ms`, `0s`. */
export function formatDuration(nanoseconds: bigint | number): string {
  const value = BigInt(nanoseconds);
  if (value === 0n) return '0s';
  const sign = value < 0n ? '-' : '';
  const size = value < 0n ? -value : value;
  const second = UNITS['s']!;
  if (size < second) {
    const unit = size >= 1_000_000n ? 'ms' : size >= 1_000n ? 'µs' : 'ns';
    return sign + decimal(size, UNITS[unit]!) + unit;
  }
  const minutes = size / (60n * second);
  const hours = minutes / 60n;
  let text = `${decimal(size % (60n * second), second)}s`;
  if (minutes > 0n) text = `${minutes % 60n}m${text}`;
  if (hours > 0n) text = `${hours}h${text}`;
  return sign + text;
}

/** `size / scale` without trailing zeros. */
function decimal(size: bigint, scale: bigint): string {
  const fraction = (size % scale)
    .toString()
    .padStart(scale.toString().length - 1, '0')
    .replace(/0+$/, '');
  return fraction === '' || scale === 1n ? `${size / scale}` : `${size / scale}.${fraction}`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/**
 * The AGE of a table from milliseconds, two to three digits of it: `90s`, `5m30s`, `4h10m`, `3d4h`, `2y10d`.
 * Clocks may differ: up to two seconds in the future is `0s`, more is `<invalid>`.
 */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * MINUTE) return `${seconds}s`;
  if (seconds < 10 * MINUTE) return pair(seconds, MINUTE, 'm', 1, 's');
  if (seconds < 3 * HOUR) return `${Math.floor(seconds / MINUTE)}m`;
  if (seconds < 8 * HOUR) return pair(seconds, HOUR, 'h', MINUTE, 'm');
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)}h`;
  if (seconds < 8 * DAY) return pair(seconds, DAY, 'd', HOUR, 'h');
  if (seconds < 2 * YEAR) return `${Math.floor(seconds / DAY)}d`;
  if (seconds < 8 * YEAR) return pair(seconds, YEAR, 'y', DAY, 'd');
  return `${Math.floor(seconds / YEAR)}y`;
}

function pair(
  seconds: number,
  big: number,
  bigUnit: string,
  small: number,
  smallUnit: string,
): string {
  const rest = Math.floor((seconds % big) / small);
  return `${Math.floor(seconds / big)}${bigUnit}${rest === 0 ? '' : `${rest}${smallUnit}`}`;
}

/** The shorter form with one unit: `90m` is `1h`. */
export function shortHumanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < MINUTE) return `${seconds}s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}m`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)}h`;
  if (seconds < YEAR) return `${Math.floor(seconds / DAY)}d`;
  return `${Math.floor(seconds / YEAR)}y`;
}

/** The age of an RFC 3339 timestamp at `now` (milliseconds); `<unknown>` without one. */
export function formatTimestampAge(timestamp: string | null | undefined, now: number): string {
  const time = timestamp ? parseRFC3339(timestamp) : undefined;
  return time ? humanDuration(now - time.ms) : '<unknown>';
}
