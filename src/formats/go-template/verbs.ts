import { bytesOf } from '../go-bytes.ts';
import { sortedKeys } from '../compare.ts';
import { goType, GoNumber, type GoValue } from '../go-format.ts';
import { goQuote, goQuoteRune, isPrint } from '../go-quote.ts';
import { isInt64 } from '../go-values.ts';
import { formatFloat } from './float-format.ts';

/** Flags, width and precision of one verb. */
export interface Flags {
  sharp: boolean;
  zero: boolean;
  plus: boolean;
  minus: boolean;
  space: boolean;
  width: number | undefined;
  precision: number | undefined;
}

/** No flag set. */
export const NO_FLAGS: Readonly<Flags> = {
  sharp: false,
  zero: false,
  plus: false,
  minus: false,
  space: false,
  width: undefined,
  precision: undefined,
};

/** True for the values that Go holds as an integer. */
export function isInteger(value: GoValue): value is number | bigint | GoNumber {
  if (value instanceof GoNumber) return value.type !== 'float64';
  return (typeof value === 'number' || typeof value === 'bigint') && isInt64(value);
}

/** Formats one argument of Printf. */
export function formatArgument(value: GoValue, verb: string, flags: Flags): string {
  if (value === null || value === undefined)
    return verb === 'T' || verb === 'v' ? pad('<nil>', flags) : `%!${verb}(<nil>)`;
  if (verb === 'T') return pad(truncate(goType(value), flags), flags);
  if (verb === 'v' || verb === 'w') return formatPlain(value, verb, flags);
  if (verb !== 'p') return format(value, verb, flags);
  return isScalar(value) ? badVerb(value, verb, flags) : pad('0xc000000000', flags);
}

/** `%v` and `%w`: `#` asks for Go's syntax, `+` for nothing that JSON has. `%w` is for errors only. */
function formatPlain(value: GoValue, verb: 'v' | 'w', flags: Flags): string {
  const plain = { ...flags, sharp: false, plus: false };
  const text = flags.sharp ? syntax(value, plain) : format(value, 'v', plain);
  return verb === 'v' ? text : `%!w(${goType(value)}=${text})`;
}

function isScalar(value: GoValue): boolean {
  return typeof value !== 'object' || value instanceof GoNumber;
}

/** `%#v`: widths apply to every scalar in it. */
function syntax(value: GoValue, flags: Flags): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (Array.isArray(value))
    return `[]interface {}{${value.map((item) => syntax(item, flags)).join(', ')}}`;
  if (typeof value === 'object' && !(value instanceof GoNumber)) {
    const pairs = sortedKeys(value).map(
      (key) => `${syntax(key, flags)}:${syntax(value[key], flags)}`,
    );
    return `map[string]interface {}{${pairs.join(', ')}}`;
  }
  if (typeof value === 'string') return pad(goQuote(truncate(value, flags)), flags);
  return value instanceof GoNumber && value.type === 'uint8'
    ? format(value, 'x', { ...flags, sharp: true })
    : format(value, 'v', flags);
}

function format(value: GoValue, verb: string, flags: Flags): string {
  // A nil inside a collection is printed so under every verb.
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'string') return formatString(value, verb, flags);
  if (typeof value === 'boolean')
    return verb === 't' || verb === 'v' ? pad(String(value), flags) : badVerb(value, verb, flags);
  if (Array.isArray(value)) return `[${value.map((item) => format(item, verb, flags)).join(' ')}]`;
  if (isInteger(value)) return formatInteger(value, verb, flags);
  if (typeof value !== 'object' || value instanceof GoNumber)
    return formatFloatVerb(value, verb, flags);
  return `map[${sortedKeys(value)
    .map((key) => `${format(key, verb, flags)}:${format(value[key], verb, flags)}`)
    .join(' ')}]`;
}

/** A verb that the value does not have; flags, width and precision apply all the same. */
function badVerb(value: GoValue, verb: string, flags: Flags): string {
  return `%!${verb}(${goType(value)}=${format(value, 'v', flags)})`;
}

function pad(text: string, flags: Flags): string {
  const missing = (flags.width ?? 0) - (flags.width === undefined ? 0 : Array.from(text).length);
  if (missing <= 0) return text;
  if (flags.minus) return text + ' '.repeat(missing);
  return (flags.zero ? '0' : ' ').repeat(missing) + text;
}

function truncate(text: string, flags: Flags): string {
  return flags.precision === undefined || text.length <= flags.precision
    ? text
    : Array.from(text).slice(0, flags.precision).join('');
}

function formatString(value: string, verb: string, flags: Flags): string {
  switch (verb) {
    case 'v':
    case 's':
      return pad(truncate(value, flags), flags);
    case 'q': {
      const text = truncate(value, flags);
      const raw = flags.sharp && !/[`\ufeff\x7f]|[\x00-\x08\x0a-\x1f]/.test(text);
      return pad(raw ? `\`${text}\`` : goQuote(text, flags.plus), flags);
    }
    case 'x':
    case 'X':
      return hexString(value, verb, flags);
    default:
      return badVerb(value, verb, flags);
  }
}

function hexString(value: string, verb: 'x' | 'X', flags: Flags): string {
  const bytes = [...bytesOf(value)].slice(0, flags.precision);
  const prefix = flags.sharp ? `0${verb}` : '';
  const digits = bytes.map((byte) => {
    const text = byte.toString(16).padStart(2, '0');
    return verb === 'X' ? text.toUpperCase() : text;
  });
  if (digits.length === 0) return pad('', flags);
  return pad(
    flags.space ? digits.map((text) => prefix + text).join(' ') : prefix + digits.join(''),
    flags,
  );
}

const BASES: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

function formatInteger(value: number | bigint | GoNumber, verb: string, flags: Flags): string {
  const integer = BigInt(value instanceof GoNumber ? value.value : value);
  const rune = integer >= 0n && integer <= 0x10ffffn ? Number(integer) : 0xfffd;
  switch (verb) {
    case 'c':
      return pad(String.fromCodePoint((rune & 0xfffff800) === 0xd800 ? 0xfffd : rune), flags);
    case 'q':
      return pad(goQuoteRune(rune, flags.plus), flags);
    case 'U':
      return pad(unicodeVerb(integer, rune, flags), { ...flags, zero: false });
  }
  const base = BASES[verb];
  return base === undefined
    ? badVerb(value, verb, flags)
    : integerDigits(integer, base, verb, flags);
}

function unicodeVerb(integer: bigint, rune: number, flags: Flags): string {
  const digits = BigInt.asUintN(64, integer)
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(flags.precision ?? 4, 4), '0');
  const char = String.fromCodePoint(rune);
  return `U+${digits}${flags.sharp && BigInt(rune) === integer && isPrint(char) ? ` '${char}'` : ''}`;
}

function integerDigits(integer: bigint, base: number, verb: string, flags: Flags): string {
  const negative = integer < 0n;
  if (flags.precision === 0 && integer === 0n) return pad('', { ...flags, zero: false });
  let digits = (negative ? -integer : integer).toString(base);
  if (verb === 'X') digits = digits.toUpperCase();
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const zeros =
    flags.zero && !flags.minus && flags.width !== undefined ? flags.width - sign.length : 0;
  digits = digits.padStart(flags.precision ?? zeros, '0');
  if (flags.sharp) {
    if (base === 2) digits = `0b${digits}`;
    else if (base === 8 && !digits.startsWith('0')) digits = `0${digits}`;
    else if (base === 16) digits = `0${verb}${digits}`;
  }
  if (verb === 'O') digits = `0o${digits}`;
  return pad(sign + digits, { ...flags, zero: false });
}

const FLOAT_VERBS = /^[vbgGxXfFeE]$/;

function formatFloatVerb(value: number | bigint | GoNumber, verb: string, flags: Flags): string {
  if (!FLOAT_VERBS.test(verb)) return badVerb(value, verb, flags);
  const number = Number(value instanceof GoNumber ? value.value : value);
  const negative = number < 0 || Object.is(number, -0);
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  if (!Number.isFinite(number))
    return pad(sign + (Number.isNaN(number) ? 'NaN' : 'Inf'), { ...flags, zero: false });
  const kind = verb === 'v' ? 'g' : verb.toLowerCase();
  let digits = formatFloat(
    number,
    kind,
    flags.precision ?? (kind === 'e' || kind === 'f' ? 6 : -1),
  );
  if (flags.sharp && kind !== 'b')
    digits = withPoint(digits, verb === 'X' ? verb : kind, flags.precision);
  if (verb !== 'b' && verb === verb.toUpperCase()) digits = digits.toUpperCase();
  if (flags.zero && !flags.minus && flags.width !== undefined)
    return sign + digits.padStart(flags.width - sign.length, '0');
  return pad(sign + digits, flags);
}

/** `%#g` keeps the decimal point and trailing zeros. */
function withPoint(text: string, kind: string, precision: number | undefined): string {
  const tailAt = text.search(/^x$/i.test(kind) ? /p/ : /[ep]/);
  const head = tailAt < 0 ? text : text.slice(0, tailAt);
  const tail = tailAt < 0 ? '' : text.slice(tailAt);
  let wanted = kind === 'g' || kind === 'x' ? (precision ?? 6) : 0;
  const significant = head.replace('.', '').replace(/^0+/, '').length;
  wanted -= significant;
  const pointed = head.includes('.') ? head : `${head}.`;
  if (!head.includes('.') && head === '0') wanted--;
  return pointed + '0'.repeat(Math.max(wanted, 0)) + tail;
}
