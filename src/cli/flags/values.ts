import { parseDuration } from '../../formats/duration.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { FlagError } from './error.ts';
import type { FlagSpec, FlagValue } from './flags.ts';

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);
const INTEGER = /^[+-]?(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO]?(_?[0-7])*|[1-9](_?[0-9])*)$/;

/** Turns the text of a flag into its value; slices grow on `previous`. Throws FlagError in pflag's words. */
export function parseFlagValue(spec: FlagSpec, text: string, previous?: FlagValue): FlagValue {
  try {
    switch (spec.type) {
      case 'bool':
        return parseBool(text);
      case 'string':
        return text;
      case 'int':
      case 'int64':
      case 'count':
        return parseInteger(text, 64);
      case 'int32':
      case 'Level':
        return parseInteger(text, 32);
      case 'duration':
        parseDuration(text);
        return text;
      case 'stringSlice':
        return [...((previous as string[] | undefined) ?? []), ...parseCSV(text)];
      case 'stringArray':
        return [...((previous as string[] | undefined) ?? []), text];
      case 'mapStringString':
        return [...((previous as string[] | undefined) ?? []), ...parsePairs(text)];
      case 'stringToString':
        return [...((previous as string[] | undefined) ?? []), ...parseMap(text)];
    }
  } catch (error) {
    const flag = spec.short === undefined ? `--${spec.name}` : `-${spec.short}, --${spec.name}`;
    const reason = (error as Error).message;
    throw new FlagError(`invalid argument ${goQuote(text)} for "${flag}" flag: ${reason}`, {
      cause: error,
    });
  }
}

/** `a=b,c=d` as `KEY=VALUE` each, without the spaces around keys and values. */
function parsePairs(text: string): string[] {
  if (text === '') return [];
  return text.split(',').map((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 0) throw new Error('malformed pair, expect string=string');
    return `${pair.slice(0, equals).trim()}=${pair.slice(equals + 1).trim()}`;
  });
}

/** `a=b,c=d` as pflag's StringToString reads it: CSV, unless there is but one `=`. */
function parseMap(text: string): string[] {
  const single = text.split('=').length <= 2;
  const pairs = single ? [text.replace(/^"+|"+$/g, '')] : parseCSV(text);
  for (const pair of pairs) {
    if (!pair.includes('=')) throw new Error(`${pair} must be formatted as key=value`);
  }
  return pairs;
}

function parseBool(text: string): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw new Error(`strconv.ParseBool: parsing ${goQuote(text)}: invalid syntax`);
}

/** strconv.ParseInt with base 0. */
function parseInteger(text: string, bits: 32 | 64): number {
  if (!INTEGER.test(text)) {
    throw new Error(`strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`);
  }
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = text.startsWith('-') ? -BigInt(octal) : BigInt(octal);
  if (BigInt.asIntN(bits, value) !== value) {
    throw new Error(`strconv.ParseInt: parsing ${goQuote(text)}: value out of range`);
  }
  return Number(value);
}

/** One CSV record, as pflag's StringSlice reads it; quoted fields may hold commas. */
function parseCSV(text: string): string[] {
  if (!text.includes('"')) return text === '' ? [] : text.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const field = /"((?:[^"]|"")*)"/y;
      field.lastIndex = at;
      const match = field.exec(text);
      if (match === null) {
        throw new Error(
          `parse error on line 1, column ${text.length + 1}: extraneous or missing " in quoted-field`,
        );
      }
      fields.push((match[1] as string).replaceAll('""', '"'));
      at = field.lastIndex;
      if (at < text.length && text[at] !== ',') {
        throw new Error(
          `parse error on line 1, column ${at}: extraneous or missing " in quoted-field`,
        );
      }
    } else {
      const comma = text.indexOf(',', at);
      const field = text.slice(at, comma < 0 ? undefined : comma);
      const quote = field.indexOf('"');
      if (quote >= 0) {
        throw new Error(
          `parse error on line 1, column ${at + quote + 1}: bare " in non-quoted-field`,
        );
      }
      fields.push(field);
      at += field.length;
    }
    if (at >= text.length) return fields;
    at++;
  }
}
