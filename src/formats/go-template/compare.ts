import { compareBytes } from '../compare.ts';
import { goType, goValue, GoNumber, type GoValue } from '../go-format.ts';
import { isInteger, formatArgument, NO_FLAGS } from './verbs.ts';

type Kind = 'bool' | 'int' | 'float' | 'string' | undefined;

/** The basic kind of a value; undefined for maps, slices and nil. */
function kindOf(value: GoValue): Kind {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (isInteger(value)) return 'int';
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof GoNumber
    ? 'float'
    : undefined;
}

function isNil(value: GoValue): boolean {
  return value === null || value === undefined;
}

function plain(value: GoValue): number {
  return (value instanceof GoNumber ? value.value : value) as number;
}

function incompatible(a: GoValue, b: GoValue): Error {
  return new Error(`incompatible types for comparison: ${goType(a)} and ${goType(b)}`);
}

/** `eq`: true when the first value equals any of the others. Throws an Error with Go's words. */
export function eq(a: GoValue, others: readonly GoValue[]): boolean {
  if (others.length === 0) throw new Error('missing argument for comparison');
  return others.some((b) => equal(a, b));
}

function equal(a: GoValue, b: GoValue): boolean {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) {
    if (!isNil(a) && !isNil(b)) throw incompatible(a, b);
    return false;
  }
  // Loosely, because one integer may be a number and the other a bigint.
  // eslint-disable-next-line eqeqeq
  if (kind !== undefined) return plain(a) == plain(b);
  if (isNil(a) || isNil(b)) return isNil(a) === isNil(b);
  if (goType(a) !== goType(b)) {
    throw new Error(`non-comparable types ${text(a)}: ${goType(a)}, ${goType(b)}: ${goValue(b)}`);
  }
  throw new Error(`non-comparable type ${text(b)}: ${goType(b)}`);
}

function text(value: GoValue): string {
  return formatArgument(value, 's', NO_FLAGS);
}

/** `lt`. Throws an Error with Go's words. */
export function lt(a: GoValue, b: GoValue): boolean {
  const kind = kindOf(a);
  const other = kindOf(b);
  if (kind === undefined || other === undefined) throw new Error('invalid type for comparison');
  if (kind !== other) throw incompatible(a, b);
  if (kind === 'bool') throw new Error('invalid type for comparison');
  return kind === 'string' ? compareBytes(a as string, b as string) < 0 : plain(a) < plain(b);
}

/** `le`. Throws an Error with Go's words. */
export function le(a: GoValue, b: GoValue): boolean {
  return lt(a, b) || equal(a, b);
}
