/** Regular expressions as Go's regexp package reads them, as trees. Source: https://github.com/google/re2/wiki/Syntax */

/** Code points, as pairs of first and last, in order. */
export type Ranges = readonly (readonly [first: number, last: number])[];

/** A condition on the place between two characters. */
export type Assertion = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd' | 'word' | 'noWord';

/** A regular expression, taken apart. */
export type Node =
  | { readonly type: 'empty' }
  | { readonly type: 'chars'; readonly ranges: Ranges }
  | { readonly type: 'assert'; readonly assertion: Assertion }
  | { readonly type: 'concat' | 'alternate'; readonly nodes: readonly Node[] }
  /** `max` is Infinity for no limit. */
  | { readonly type: 'repeat'; readonly node: Node; readonly min: number; readonly max: number };

/** The last code point. */
export const LAST = 0x10ffff;

/** Sorts ranges and joins those that touch. */
export function normalize(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [first, last] of sorted) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** Everything else. */
export function negate(ranges: Ranges): Ranges {
  const result: [number, number][] = [];
  let next = 0;
  for (const [first, last] of normalize(ranges)) {
    if (first > next) result.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) result.push([next, LAST]);
  return result;
}
