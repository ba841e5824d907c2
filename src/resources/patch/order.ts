import type { JSONValue } from '../../api/types.ts';
import { compareBytes } from '../../formats/compare.ts';
import { goValue } from '../../formats/go-format.ts';
import { isDeletion } from './directives.ts';
import { isMap, member, mergeKeyValue } from './values.ts';

/**
 * The order of merged lists: KEP "preserve order in strategic merge patch". The order of the patch goes before the
 * order of the live list, and both are kept as far as they agree.
 */

/** How items of a list are told apart: by a merge key, or, without one, by themselves. */
export interface ItemKind {
  readonly maps: boolean;
  readonly mergeKey: string;
}

function identity(item: JSONValue, { maps, mergeKey }: ItemKind): JSONValue {
  if (!maps) return item;
  return isMap(item) ? (member(item, mergeKey) ?? null) : null;
}

/** Where each item stands first. */
function ranksOf(order: readonly JSONValue[], kind: ItemKind): Map<JSONValue, number> {
  const ranks = new Map<JSONValue, number>();
  for (const [index, item] of order.entries()) {
    const id = identity(item, kind);
    if (!ranks.has(id)) ranks.set(id, index);
  }
  return ranks;
}

/** Items in the order of another list; deletions go to the end. Throws PatchError for an item without its merge key. */
export function orderLike(
  items: readonly JSONValue[],
  order: readonly JSONValue[],
  kind: ItemKind,
): JSONValue[] {
  if (kind.maps) for (const item of [...items, ...order]) mergeKeyValue(item, kind.mergeKey);
  const ranks = ranksOf(order, kind);
  const rank = (item: JSONValue) => ranks.get(identity(item, kind));
  const deletions = kind.maps ? items.filter(isDeletion) : [];
  const sorted = kind.maps ? items.filter((item) => !isDeletion(item)) : [...items];
  if (sorted.every((item) => rank(item) !== undefined)) {
    sorted.sort((a, b) => rank(a)! - rank(b)!);
    return [...sorted, ...deletions];
  }
  // An insertion sort, for the reference counts an item of no known place as smaller than each one before it.
  for (let i = 1; i < sorted.length; i++) {
    for (let j = i; j > 0; j--) {
      const here = rank(sorted[j]!);
      const before = rank(sorted[j - 1]!);
      if (here !== undefined && before !== undefined && here >= before) break;
      [sorted[j - 1], sorted[j]] = [sorted[j]!, sorted[j - 1]!];
    }
  }
  return [...sorted, ...deletions];
}

/**
 * One list of what the patch names and what only the server has: an item of the server goes before the first item of
 * the patch that it preceded in the live list.
 */
export function interleave(
  named: readonly JSONValue[],
  serverOnly: readonly JSONValue[],
  patchOrder: readonly JSONValue[],
  serverOrder: readonly JSONValue[],
  kind: ItemKind,
): JSONValue[] {
  const right = orderLike(named, patchOrder, kind);
  const left = orderLike(serverOnly, serverOrder, kind);
  const ranks = ranksOf(serverOrder, kind);
  const result: JSONValue[] = [];
  let next = 0;
  for (const item of right) {
    const place = ranks.get(identity(item, kind));
    for (; next < left.length; next++) {
      const rank = ranks.get(identity(left[next]!, kind));
      if (rank === undefined || place === undefined || rank >= place) break;
      result.push(left[next]!);
    }
    result.push(item);
  }
  return [...result, ...left.slice(next)];
}

/**
 * Sorted by text in byte order. Equal ones change places, as they do in the reference's sort of short lists: ports
 * that differ only in their protocol have equal merge keys.
 */
export function sortByText(
  items: readonly JSONValue[],
  keyOf: (item: JSONValue) => JSONValue,
): JSONValue[] {
  return items
    .map((item) => ({ item, text: goValue(keyOf(item)) }))
    .toReversed()
    .sort((a, b) => compareBytes(a.text, b.text))
    .map(({ item }) => item);
}
