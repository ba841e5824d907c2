import type { JSONObject, JSONValue } from '../../api/types.ts';
import { goValue } from '../../formats/go-format.ts';
import { PatchError } from './errors.ts';
import type { FieldRules } from './lookup.ts';
import { interleave } from './order.ts';
import { isMap, itemsAreMaps, member, mergeKeyValue } from './values.ts';

/** Merges two lists item by item. `mergeItem` merges maps with equal merge keys. Throws PatchError. */
export function mergeItems(
  original: JSONValue[],
  patch: JSONValue[],
  rules: FieldRules,
  mergeItem: (original: JSONObject, patch: JSONObject) => JSONObject,
): JSONValue[] {
  if (original.length === 0 && patch.length === 0) return original;
  const { mergeKey } = rules;
  const maps = itemsAreMaps(original, patch);
  if (maps && mergeKey === '')
    throw new PatchError(`cannot merge lists without merge key for ${rules.schema.type}`);
  const [base, changes] = maps ? applyDirectives(original, patch, mergeKey) : [original, patch];
  const merged = maps
    ? mergeMaps(base, changes, mergeKey, mergeItem)
    : [...new Set([...base, ...changes])];
  const [named, serverOnly] = partition(merged, changes, mergeKey);
  return interleave(named, serverOnly, changes, base, { maps, mergeKey });
}

/** Splits a list into what another list names and the rest. */
export function partition(
  items: readonly JSONValue[],
  by: readonly JSONValue[],
  mergeKey: string,
): [named: JSONValue[], rest: JSONValue[]] {
  const identity = (item: JSONValue) =>
    mergeKey === '' ? item : isMap(item) ? member(item, mergeKey) : undefined;
  const wanted = new Set(by.map(identity));
  const named: JSONValue[] = [];
  const rest: JSONValue[] = [];
  for (const item of items) {
    const id = mergeKey === '' ? item : mergeKeyValue(item, mergeKey);
    (wanted.has(id) ? named : rest).push(item);
  }
  return [named, rest];
}

/** Takes items with `$patch` out of the patch and does what they say. */
function applyDirectives(
  original: JSONValue[],
  patch: JSONValue[],
  mergeKey: string,
): [original: JSONValue[], patch: JSONValue[]] {
  const rest: JSONValue[] = [];
  let base = original;
  let replace = false;
  for (const item of patch as JSONObject[]) {
    const directive = member(item, '$patch');
    if (directive === undefined) rest.push(item);
    else if (directive === 'delete') {
      const id = mergeKeyValue(item, mergeKey);
      base = base.filter((other) => member(other as JSONObject, mergeKey) !== id);
    } else if (directive === 'replace') replace = true;
    else if (directive === 'merge')
      throw new PatchError('merging lists cannot yet be specified in the patch');
    else {
      throw new PatchError(`unknown patch type: ${goValue(directive)} in map: ${goValue(item)}`);
    }
  }
  return replace ? [rest, []] : [base, rest];
}

function mergeMaps(
  original: JSONValue[],
  patch: JSONValue[],
  mergeKey: string,
  mergeItem: (original: JSONObject, patch: JSONObject) => JSONObject,
): JSONValue[] {
  const merged = [...original] as JSONObject[];
  const places = new Map<JSONValue | undefined, number>();
  for (const [index, item] of merged.entries()) {
    const id = member(item, mergeKey);
    if (!places.has(id)) places.set(id, index);
  }
  for (const item of patch as JSONObject[]) {
    const id = mergeKeyValue(item, mergeKey);
    const index = places.get(id);
    if (index === undefined) places.set(id, merged.push(item) - 1);
    else merged[index] = mergeItem(merged[index]!, item);
  }
  return merged;
}
