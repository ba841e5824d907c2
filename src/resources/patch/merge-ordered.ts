import type { JSONObject, JSONValue } from '../../api/types.ts';
import { goValue } from '../../formats/go-format.ts';
import { PatchError } from './errors.ts';
import { hasDirective, isDeletion, ORDER, withoutDirectives } from './directives.ts';
import { type FieldRules, listRules } from './lookup.ts';
import { partition } from './merge-items.ts';
import { interleave } from './order.ts';
import type { PatchSchema } from './schema.ts';
import { asList, equal, itemsAreMaps, member, mergeKeyValue, setMember } from './values.ts';

type MergeList = (live: JSONValue[], change: JSONValue[], rules: FieldRules) => JSONValue[];

/**
 * Merges lists that come with `$setElementOrder/NAME` and takes both out of the patch; with `keep`, the target
 * is a patch as well and gets the order. Changes both maps.
 */
export function mergeOrdered(
  target: JSONObject,
  patch: JSONObject,
  schema: PatchSchema,
  keep: boolean,
  mergeList: MergeList,
): void {
  for (const key of Object.keys(patch)) {
    if (!key.startsWith(ORDER)) continue;
    const order = patch[key]!;
    if (keep) keepOrder(target, key, order);
    delete patch[key];
    const merged = mergeOne(target, patch, key, asList(order), schema, mergeList);
    if (merged === undefined) continue;
    const name = key.slice(ORDER.length + 1);
    setMember(target, name, merged);
    delete patch[name];
  }
}

/** Both patches must want the same order. */
function keepOrder(target: JSONObject, key: string, order: JSONValue): void {
  if (!equal(member(target, key) ?? order, order)) throw badOrder();
  setMember(target, key, order);
}

function mergeOne(
  target: JSONObject,
  patch: JSONObject,
  key: string,
  order: JSONValue[],
  schema: PatchSchema,
  mergeList: MergeList,
): JSONValue[] | undefined {
  if (!key.startsWith(`${ORDER}/`)) throw badOrder();
  const name = key.slice(ORDER.length + 1);
  const live = member(target, name);
  const change = member(patch, name);
  const liveList = live === undefined ? [] : asList(live);
  const changeList = change === undefined ? [] : asList(change);
  const rules = listRules(schema, name);
  checkOrder(changeList, order, rules.mergeKey);
  if (live === undefined && change === undefined) return undefined;
  let merged = liveList;
  if (live === undefined) merged = withoutDirectives(changeList, false) as JSONValue[];
  else if (change !== undefined) merged = mergeList(liveList, changeList, rules);
  const [named, serverOnly] = partition(merged, order, rules.mergeKey);
  const maps = itemsAreMaps(liveList, changeList);
  const isMerged = maps && live !== undefined && change !== undefined && rules.strategy === 'merge';
  const places = isMerged ? placesAfter(liveList, changeList, rules.mergeKey) : liveList;
  return interleave(named, serverOnly, order, places, { maps, mergeKey: rules.mergeKey });
}

/**
 * The live order that counts after a merge: new items take the places of deleted ones at the end. The reference gets
 * there by reusing the memory of the live list, and the server with it, so users see this order.
 */
function placesAfter(live: JSONValue[], change: JSONValue[], mergeKey: string): JSONValue[] {
  const idOf = (item: JSONValue) => mergeKeyValue(item, mergeKey);
  const deleted = new Set(change.filter(isDeletion).map(idOf));
  const places = live.filter((item) => !deleted.has(idOf(item)));
  const known = new Set(places.map(idOf));
  for (const item of change) {
    if (hasDirective(item) || known.has(idOf(item))) continue;
    known.add(idOf(item));
    places.push(item);
  }
  return places.slice(0, live.length);
}

/** The patch's list must be part of the order, and in that order. */
function checkOrder(patch: JSONValue[], order: JSONValue[], mergeKey: string): void {
  if (patch.length === 0 || order.length === 0) return;
  const items = patch.filter((item) => mergeKey === '' || !isDeletion(item));
  let index = 0;
  for (const place of order) {
    while (index < items.length && hasDirective(items[index]!)) index++;
    if (index < items.length && sameItem(items[index]!, place, mergeKey)) index++;
  }
  if (index < items.length) {
    throw new PatchError(
      `The order in patch list:\n${goValue(patch)}\n doesn't match ${ORDER} list:\n${goValue(order)}\n`,
    );
  }
}

function sameItem(item: JSONValue, place: JSONValue, mergeKey: string): boolean {
  if (mergeKey === '') return item === place;
  return mergeKeyValue(item, mergeKey) === mergeKeyValue(place, mergeKey);
}

function badOrder(): PatchError {
  return new PatchError('invalid patch format of setElementOrder list');
}
