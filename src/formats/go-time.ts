import { KubistError } from '../errors.ts';
import { goQuote } from './go-quote.ts';

const LAYOUT = '2006-01-02T15:04:05Z07:00';

/** The pieces of RFC 3339 as Go's layout names them, and what each takes of the text. */
const PIECES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d\d/],
  ['-', /^-/],
  ['02', /^\d\d/],
  ['T', /^T/],
  ['15', /^\d\d?/],
  [':', /^:/],
  ['04', /^\d\d/],
  [':', /^:/],
  ['05', /^\d\d(?:[.,]\d+)?/],
  ['Z07:00', /^(?:Z|[+-]\d\d:\d\d)/],
];

/** Reads RFC 3339 as Go's time.Parse does, to milliseconds since 1970. Throws a KubistError in Go's words. */
export function parseGoTime(text: string): number {
  let rest = text;
  const values: string[] = [];
  const fail = (problem: string): KubistError =>
    new KubistError(`parsing time ${goQuote(text)}${problem}`);
  for (const [name, pattern] of PIECES) {
    const piece = pattern.exec(rest)?.[0];
    if (piece === undefined) {
      throw fail(` as "${LAYOUT}": cannot parse ${goQuote(rest)} as "${name}"`);
    }
    const problem = outOfRange(name, piece);
    if (problem !== undefined) throw fail(`: ${problem} out of range`);
    values.push(piece);
    rest = rest.slice(piece.length);
  }
  if (rest !== '') throw fail(`: extra text: ${goQuote(rest)}`);
  const [
    year = '',
    ,
    month = '',
    ,
    day = '',
    ,
    hour = '',
    ,
    minute = '',
    ,
    second = '',
    zone = '',
  ] = values;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (Number(day) < 1 || date.getUTCDate() !== Number(day)) throw fail(': day out of range');
  date.setUTCHours(Number(hour), Number(minute));
  return date.getTime() + Number(second.replace(',', '.')) * 1000 - offsetOf(zone);
}

function outOfRange(name: string, piece: string): string | undefined {
  const value = Number(piece.replace(',', '.'));
  switch (name) {
    case '01':
      return value < 1 || value > 12 ? 'month' : undefined;
    case '15':
      return value > 23 ? 'hour' : undefined;
    case '04':
      return value > 59 ? 'minute' : undefined;
    case '05':
      return value >= 60 ? 'second' : undefined;
    case 'Z07:00':
      if (Number(piece.slice(1, 3)) > 24) return 'time zone offset hour';
      return Number(piece.slice(4, 6)) > 60 ? 'time zone offset minute' : undefined;
    default:
      return undefined;
  }
}

/** Milliseconds of `Z` or `+02:00`. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
