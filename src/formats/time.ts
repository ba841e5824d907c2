/** Times as the API writes them (RFC 3339) and as Go reads and prints them. */

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const YAML_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))| +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

/** Whether the date exists in the calendar: `2024-02-30` does not. */
function validDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= days[month - 1]!;
}

function validClock(hour: number, minute: number, second: number): boolean {
  return hour < 24 && minute < 60 && second < 60;
}

/** Whether a plain YAML scalar is a timestamp: YAML 1.1's forms as far as Go's time.Parse reads them. */
export function isYAMLTimestamp(text: string): boolean {
  if (text.length < 8 || text[4] !== '-') return false;
  const match = YAML_TIME.exec(text);
  if (!match) return false;
  const field = (index: number): number => Number(match[index] ?? 0);
  return (
    validDate(field(1), field(2), field(3)) &&
    validClock(field(4), field(5), field(6)) &&
    validClock(field(9), field(10), field(11)) &&
    field(7) <= 24 &&
    field(8) <= 60
  );
}

/** A moment: milliseconds since 1970 (UTC), and the whole nanoseconds within its second. */
export interface Timestamp {
  readonly ms: number;
  readonly nanos: number;
  /** The offset it was written with, in minutes. */
  readonly offset: number;
}

/** Reads RFC 3339 as Go's time.Parse does; undefined when it is none. */
export function parseRFC3339(text: string): Timestamp | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const field = (index: number): number => Number(match[index] ?? 0);
  if (!validDate(field(1), field(2), field(3)) || !validClock(field(4), field(5), field(6)))
    return undefined;
  if (field(9) > 24 || field(10) > 60) return undefined;
  const offset = (match[8] === '-' ? -1 : 1) * (field(9) * 60 + field(10));
  const nanos = Number((match[7] ?? '').slice(0, 9).padEnd(9, '0'));
  const date = new Date(0);
  date.setUTCFullYear(field(1), field(2) - 1, field(3));
  date.setUTCHours(field(4), field(5), field(6));
  return { ms: date.getTime() - offset * 60_000 + Math.floor(nanos / 1e6), nanos, offset };
}

/** `2024-05-01T10:00:00Z`: seconds, UTC, as `metav1.Time` is written. */
export function formatRFC3339(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

/** The same in local time, `2024-05-01T12:00:00+02:00`: Go's time.RFC3339 of a time that was not asked for UTC. */
export function formatLocalRFC3339(ms: number): string {
  const zone = -new Date(ms).getTimezoneOffset();
  if (zone === 0) return formatRFC3339(ms);
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  const offset = Math.abs(zone);
  const clock = formatRFC3339(ms + zone * 60_000).slice(0, -1);
  return `${clock}${zone < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}

/** `2024-05-01T10:00:00.123456Z`, as `metav1.MicroTime` is written. */
export function formatMicroTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Go's time.RFC1123Z, `Mon, 02 Jan 2006 15:04:05 -0700`, in local time unless `utc`: the form of `describe`. */
export function formatRFC1123Z(ms: number, utc = false): string {
  const zone = utc ? 0 : -new Date(ms).getTimezoneOffset();
  const date = new Date(ms + zone * 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  const day = `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]}`;
  const offset = Math.abs(zone);
  const sign = zone < 0 ? '-' : '+';
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  return `${day} ${year} ${clock} ${sign}${two(Math.floor(offset / 60))}${two(offset % 60)}`;
}
