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
  /** The text it was read from, where the reference keeps it: `1.234` and `+5` stay as they are. */
  readonly text?: string;
}

const NANO = 1_000_000_000n;
const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const SHAPE = /^([+-]?)0*([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const EXPONENT = /^[eE]([-+]?[0-9]+)$/;
/** Binary quantities are capped at 2^63-1. */
const BINARY_MAX = (2n ** 63n - 1n) * NANO;
/** So many digits fit an int64 for certain. */
const SAFE_DIGITS = 18;
const WRONG_FORMAT =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const WRONG_SUFFIX = "unable to parse quantity's suffix";

/** Reads a quantity. What is finer than a billionth is rounded up, away from zero. Throws QuantityError. */
export function parseQuantity(text: string): Quantity {
  const match = text === '' ? null : SHAPE.exec(text);
  if (!match) throw new QuantityError(WRONG_FORMAT);
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  const { format, power } = scaleOf(suffix);
  // A bare suffix is zero, except where the reference computes with big numbers.
  if (/^[+-]?[eEPi]/.test(text) && (format === 'BinarySI' ? power >= 50 : power < -9)) {
    throw new QuantityError('unable to parse numeric part of quantity');
  }
  const base = format === 'BinarySI' ? 2n : 10n;
  // Past these powers the amount rounds to a billionth, or is absurd: no need for giant numbers.
  const exponent = Math.max(-1000, Math.min(1000, power)) - (base === 10n ? fraction.length : 0);
  const digits = BigInt(whole + fraction) * NANO;
  const divisor =
    (base === 2n ? 10n ** BigInt(fraction.length) : 1n) *
    (exponent < 0 ? base ** BigInt(-exponent) : 1n);
  const scaled = exponent > 0 ? digits * base ** BigInt(exponent) : digits;
  let nano = (scaled + divisor - 1n) / divisor;
  const small = format === 'BinarySI' && nano > 0n && nano < NANO;
  if (format === 'BinarySI' && nano > BINARY_MAX) nano = BINARY_MAX;
  if (sign === '-') nano = -nano;
  if (keepsText(whole || '0', fraction, format, power)) return { nano, format, text };
  return { nano, format: small ? 'DecimalSI' : format };
}

/** Whether the reference takes the text for canonical; its test is a rough one. */
function keepsText(
  whole: string,
  fraction: string,
  format: QuantityFormat,
  power: number,
): boolean {
  if (format === 'BinarySI') {
    const room = 14 - whole.length - Math.trunc((power * 3) / 10);
    return room >= 0 && fraction === '' && (BigInt(whole) & 7n) !== 0n;
  }
  const digits = whole + fraction;
  const scale = power - fraction.length;
  if (digits.length > SAFE_DIGITS || scale < -9) return false;
  return scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

function scaleOf(suffix: string): { format: QuantityFormat; power: number } {
  const exponent = EXPONENT.exec(suffix);
  if (exponent) return { format: 'DecimalExponent', power: Number(exponent[1]) };
  const binary = BINARY_SUFFIXES.indexOf(suffix);
  if (binary > 0) return { format: 'BinarySI', power: binary * 10 };
  const decimal = DECIMAL_SUFFIXES.indexOf(suffix);
  if (decimal < 0) throw new QuantityError(WRONG_SUFFIX);
  return { format: 'DecimalSI', power: (decimal - 3) * 3 };
}

/** The canonical text: the largest suffix that leaves no fraction (or the text that counts as canonical). */
export function formatQuantity(quantity: Quantity): string {
  const { nano } = quantity;
  if (quantity.text !== undefined) return quantity.text;
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
  const steps = quantity.format === 'DecimalExponent' ? Infinity : DECIMAL_SUFFIXES.length - 1;
  for (; step < steps && value % 1000n === 0n; step++) value /= 1000n;
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
