import { KubistError } from '../errors.ts';

/** Resource quantities; source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */

/** Text that is no quantity. The message is the reference's. */
export class QuantityError extends KubistError {
  override name = 'QuantityError';
}

/** How a quantity is written: `1500m`, `1Gi`, `1e3`. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** An exact amount in billionths, the smallest step a quantity can have, and the form it is written in. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

const NANO = 1_000_000_000n;
const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const SHAPE = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(.*)$/s;
const EXPONENT = /^[eE]([-+]?[0-9]+)$/;
/** The largest amount: 2^63-1; more is capped. */
const MAX = (2n ** 63n - 1n) * NANO;
const WRONG =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Reads a quantity. What is finer than a billionth is rounded up, away from zero. Throws QuantityError. */
export function parseQuantity(text: string): Quantity {
  if (text === '')
    throw new QuantityError(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  const [, sign = '', whole = '', fraction = '', suffix = ''] = SHAPE.exec(text)!;
  if (whole === '' && fraction === '') throw new QuantityError(WRONG);
  const { format, numerator, denominator } = scaleOf(suffix);
  const digits = BigInt(whole + fraction) * numerator * NANO;
  const divisor = denominator * 10n ** BigInt(fraction.length);
  let nano = digits / divisor;
  if (digits % divisor !== 0n) nano++;
  if (nano > MAX) nano = MAX;
  return { nano: sign === '-' ? -nano : nano, format };
}

function scaleOf(suffix: string): {
  format: QuantityFormat;
  numerator: bigint;
  denominator: bigint;
} {
  const exponent = EXPONENT.exec(suffix);
  if (exponent && suffix !== 'E') {
    const power = Number(exponent[1]);
    if (!Number.isSafeInteger(power) || Math.abs(power) > 2 ** 31)
      throw new QuantityError("unable to parse quantity's suffix");
    return { format: 'DecimalExponent', ...powerOfTen(power) };
  }
  const binary = BINARY_SUFFIXES.indexOf(suffix);
  if (binary > 0)
    return { format: 'BinarySI', numerator: 1024n ** BigInt(binary), denominator: 1n };
  const decimal = DECIMAL_SUFFIXES.indexOf(suffix);
  if (decimal < 0) throw new QuantityError("unable to parse quantity's suffix");
  return { format: 'DecimalSI', ...powerOfTen((decimal - 3) * 3) };
}

function powerOfTen(power: number): { numerator: bigint; denominator: bigint } {
  // Past these the amount is capped, or rounds to a billionth: no need for giant numbers.
  const bounded = BigInt(Math.max(-400, Math.min(400, power)));
  return bounded >= 0n
    ? { numerator: 10n ** bounded, denominator: 1n }
    : { numerator: 1n, denominator: 10n ** -bounded };
}

/** The canonical text: the largest suffix that leaves no fraction. */
export function formatQuantity(quantity: Quantity): string {
  const { nano } = quantity;
  if (nano === 0n) return '0';
  const size = nano < 0n ? -nano : nano;
  const sign = nano < 0n ? '-' : '';
  // Binary suffixes are for whole amounts of at least 1024; the rest is written in decimal ones.
  if (quantity.format === 'BinarySI' && size >= 1024n * NANO && size % NANO === 0n) {
    let value = size / NANO;
    let step = 0;
    for (; step < BINARY_SUFFIXES.length - 1 && value % 1024n === 0n; step++) value /= 1024n;
    return `${sign}${value}${BINARY_SUFFIXES[step]}`;
  }
  let value = size;
  let step = 0;
  for (; step < DECIMAL_SUFFIXES.length - 1 && value % 1000n === 0n; step++) value /= 1000n;
  if (quantity.format !== 'DecimalExponent') return `${sign}${value}${DECIMAL_SUFFIXES[step]}`;
  return `${sign}${value}${step === 3 ? '' : `e${(step - 3) * 3}`}`;
}

/** The text of a quantity in canonical form; text that is none comes back as it is. */
export function canonicalQuantity(text: string): string {
  try {
    return formatQuantity(parseQuantity(text));
  } catch (error) {
    if (error instanceof QuantityError) return text;
    throw error;
  }
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/** The sum, in the form of `a` (of `b` where `a` is zero). */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format };
}

/** The difference, in the form of `a` (of `b` where `a` is zero). */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano - b.nano, format: a.nano === 0n ? b.format : a.format };
}

/** Zero, the start of a sum. */
export const ZERO_QUANTITY: Quantity = { nano: 0n, format: 'DecimalSI' };

/** The amount in units, rounded up, away from zero: bytes, or whole cores. */
export function quantityValue(quantity: Quantity): bigint {
  return roundUp(quantity.nano, NANO);
}

/** The amount in thousandths, rounded up, away from zero: millicores. */
export function quantityMilliValue(quantity: Quantity): bigint {
  return roundUp(quantity.nano, NANO / 1000n);
}

function roundUp(nano: bigint, unit: bigint): bigint {
  const size = nano < 0n ? -nano : nano;
  const units = (size + unit - 1n) / unit;
  return nano < 0n ? -units : units;
}
