import { GoNumber, type GoValue } from '../formats/go-format.ts';

/**
 * A copy whose numbers are float64, as the reference has them when it reads back an object that it
 * built itself: 1000000 prints as `1e+06` then, and does not compare with integers.
 */
export function withFloats(value: GoValue): GoValue {
  if (typeof value === 'number' || typeof value === 'bigint')
    return new GoNumber('float64', Number(value));
  if (typeof value !== 'object' || value === null || value instanceof GoNumber) return value;
  if (Array.isArray(value)) return value.map((item) => withFloats(item)) as GoValue;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withFloats(member)]),
  ) as GoValue;
}
