import { compareBytes } from '../compare.ts';
import type { GoValue } from '../go-format.ts';
import { GoNumber, isInt64 } from '../go-values.ts';
import { JSONPathError } from './parser.ts';

type Kind = 'bool' | 'int' | 'float' | 'string';

const OPERATORS: Readonly<Record<string, (a: GoValue, b: GoValue) => boolean>> = {
  '==': equal,
  '!=': (a, b) => !equal(a, b),
  '<': less,
  '<=': (a, b) => less(a, b) || equal(a, b),
  '>': (a, b) => !(less(a, b) || equal(a, b)),
  '>=': (a, b) => !less(a, b),
};

/** Applies a filter's operator. Throws JSONPathError for kinds that do not compare. */
export function compare(a: GoValue, b: GoValue, operator: string): boolean {
  const apply = OPERATORS[operator];
  if (apply === undefined) throw new JSONPathError(`unrecognized filter operator ${operator}`);
  return apply(a, b);
}

function kindOf(value: GoValue): Kind {
  if (value instanceof GoNumber) return value.type === 'float64' ? 'float' : 'int';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    case 'number':
    case 'bigint':
      return isInt64(value) ? 'int' : 'float';
    default:
      throw new JSONPathError('invalid type for comparison');
  }
}

/** The kind that both have. */
function commonKind(a: GoValue, b: GoValue): Kind {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) throw new JSONPathError('incompatible types for comparison');
  return kind;
}

function plain(value: GoValue): GoValue {
  return value instanceof GoNumber ? value.value : value;
}

function equal(a: GoValue, b: GoValue): boolean {
  commonKind(a, b);
  // Loosely, because one integer may be a number and the other a bigint.
  // eslint-disable-next-line eqeqeq
  return plain(a) == plain(b);
}

function less(a: GoValue, b: GoValue): boolean {
  const kind = commonKind(a, b);
  if (kind === 'bool') throw new JSONPathError('invalid type for comparison');
  if (kind === 'string') return compareBytes(a as string, b as string) < 0;
  return (plain(a) as number) < (plain(b) as number);
}
