/** Go's strconv.FormatFloat for given precisions, exact at any size. */

/** Decimal digits of a positive number: 0.DIGITS × 10^point. No trailing zeros. */
interface Digits {
  digits: string;
  point: number;
}

/**
 * Formats |value| (finite) with `e`, `f`, `g`, `x` or `b`; precision -1 is the fewest digits that
 * give the same number back. The sign is the caller's.
 */
export function formatFloat(value: number, verb: string, precision: number): string {
  const size = Math.abs(value);
  switch (verb) {
    case 'b':
      return binary(size);
    case 'x':
      return hexadecimal(size, precision);
    case 'e':
      return scientific(precision < 0 ? shortest(size) : round(size, precision + 1), precision);
    case 'f':
      return fixed(precision < 0 ? shortest(size) : roundAt(size, precision), precision);
    default:
      return general(size, precision);
  }
}

function general(size: number, precision: number): string {
  const wanted = precision === 0 ? 1 : precision;
  const found = wanted < 0 ? shortest(size) : round(size, wanted);
  const count = found.digits.length;
  let limit = wanted < 0 ? 6 : wanted;
  if (wanted > count && count >= found.point) limit = count;
  const exponent = size === 0 ? -1 + found.point : found.point - 1;
  if (exponent < -4 || exponent >= limit) {
    return scientific(found, (wanted < 0 || wanted > count ? count : wanted) - 1);
  }
  return fixed(found, Math.max(count - found.point, 0));
}

function shortest(size: number): Digits {
  if (size === 0) return { digits: '', point: 0 };
  const [mantissa, exponent] = size.toExponential().split('e') as [string, string];
  return trim(mantissa.replace('.', ''), Number(exponent) + 1);
}

function trim(digits: string, point: number): Digits {
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? { digits: '', point: 0 } : { digits: kept, point };
}

/** Mantissa and binary exponent: size = mantissa × 2^exponent. */
function decompose(size: number): [mantissa: bigint, exponent: number] {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, size);
  const raw = bits.getBigUint64(0);
  const biased = Number(raw >> 52n) & 0x7ff;
  const fraction = raw & 0xfffffffffffffn;
  return biased === 0 ? [fraction, -1074] : [fraction | 0x10000000000000n, biased - 1075];
}

/** Every decimal digit of the number. */
function exact(size: number): Digits {
  const [mantissa, exponent] = decompose(size);
  if (exponent >= 0) {
    const text = String(mantissa << BigInt(exponent));
    return { digits: text, point: text.length };
  }
  const text = String(mantissa * 5n ** BigInt(-exponent));
  return { digits: text, point: text.length + exponent };
}

/** Rounds to a count of digits, ties to even. */
function round(size: number, count: number): Digits {
  if (size === 0) return { digits: '', point: 0 };
  return roundDigits(exact(size), count);
}

/** Rounds to a count of places behind the decimal point. */
function roundAt(size: number, places: number): Digits {
  if (size === 0) return { digits: '', point: 0 };
  const all = exact(size);
  return roundDigits(all, all.point + places);
}

function roundDigits({ digits, point }: Digits, count: number): Digits {
  if (count < 0) return { digits: '', point: 0 };
  if (count >= digits.length) return trim(digits, point);
  const head = digits.slice(0, count);
  const next = digits.charCodeAt(count) - 48;
  const tie = next === 5 && /^0*$/.test(digits.slice(count + 1));
  const odd = count > 0 && (digits.charCodeAt(count - 1) & 1) === 1;
  if (next < 5 || (tie && !odd)) return trim(head, point);
  const up = String(BigInt(`0${head}`) + 1n).padStart(count, '0');
  return trim(up, point + up.length - count);
}

function scientific({ digits, point }: Digits, precision: number): string {
  const places = precision < 0 ? Math.max(digits.length - 1, 0) : precision;
  const exponent = digits === '' ? 0 : point - 1;
  const padded = digits.padEnd(places + 1, '0');
  const fraction = places > 0 ? `.${padded.slice(1, places + 1)}` : '';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${padded[0]}${fraction}e${exponent < 0 ? '-' : '+'}${power}`;
}

function fixed({ digits, point }: Digits, precision: number): string {
  const places = precision < 0 ? Math.max(digits.length - point, 0) : precision;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (places === 0) return whole;
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  return `${whole}.${fraction.padEnd(places, '0').slice(0, places)}`;
}

/** `4503599627370496p-52`. */
function binary(size: number): string {
  const [mantissa, exponent] = decompose(size);
  return `${mantissa}p${exponent < 0 ? '' : '+'}${exponent}`;
}

/** `0x1.8p+00`. */
function hexadecimal(size: number, precision: number): string {
  let [mantissa, exponent] = decompose(size);
  exponent = mantissa === 0n ? 0 : exponent + 52;
  for (; mantissa !== 0n && mantissa < 2n ** 52n; exponent--) mantissa <<= 1n;
  if (precision >= 0 && precision < 13) {
    const shift = BigInt(4 * (13 - precision));
    const rest = mantissa & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    mantissa >>= shift;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa++;
    mantissa <<= shift;
    if (mantissa >= 2n ** 53n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  const text = mantissa.toString(16).padStart(14, '0');
  const fraction =
    precision < 0
      ? text.slice(1).replace(/0+$/, '')
      : text.slice(1).padEnd(precision, '0').slice(0, precision);
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `0x${text[0]}${fraction === '' ? '' : `.${fraction}`}p${exponent < 0 ? '-' : '+'}${power}`;
}
