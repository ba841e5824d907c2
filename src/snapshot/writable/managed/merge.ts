import type { JSONObject, JSONValue } from '../../../api/types.ts';
import { stringifyJSON } from '../../../formats/json.ts';
import { equal, isMap, member, setMember } from '../../../resources/patch/values.ts';
import { FieldSet, type PathElement } from './field-set.ts';
import type { TypeNode } from './schema.ts';

/**
 * Structured merge: which fields a value has, how two values differ, one laid over another, and fields taken out of one.
 * Source: KEP-555, and the documented behaviour of server-side apply. Arguments are never changed.
 */

/** How a value differs from another. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

type Value = JSONValue | undefined;

/** The fields that a value has. */
export function fieldsOf(value: JSONValue, type: TypeNode): FieldSet {
  const set = new FieldSet();
  collect(value, type, [], set);
  return set;
}

function collect(value: JSONValue, type: TypeNode, path: PathElement[], set: FieldSet): void {
  if (isAtomic(value, type)) {
    set.insert(path);
  } else if (Array.isArray(value)) {
    for (const item of value) {
      const place = [...path, elementOf(item, type)];
      collect(item, type.values, place, set);
      set.insert(place);
    }
  } else if (isMap(value)) {
    for (const key of Object.keys(value)) {
      const inner = value[key]!;
      const field = type.field(key);
      const place = [...path, `f:${key}`];
      collect(inner, field ?? type.values, place, set);
      const isEmpty = inner === null || (isMap(inner) && Object.keys(inner).length === 0);
      if (isEmpty || field === undefined) set.insert(place);
    }
  }
}

/** Owned as a whole: by its type, or because it is no list or map. */
function isAtomic(value: JSONValue, type: TypeNode): boolean {
  if (type.shape === 'atomic') return true;
  return Array.isArray(value) ? type.shape === 'map' : !isMap(value);
}

/** What tells an item from its siblings. */
function elementOf(item: JSONValue, type: TypeNode): PathElement {
  if (type.shape === 'set' || !isMap(item)) return `v:${stringifyJSON(item)}`;
  const keys: JSONObject = {};
  for (const name of type.keys) {
    const value = member(item, name) ?? type.values.fallback(name);
    if (value !== undefined) setMember(keys, name, value);
  }
  return `k:${stringifyJSON(keys)}`;
}

/** How `after` differs from `before`. */
export function compare(before: Value, after: Value, type: TypeNode): Comparison {
  const result = { added: new FieldSet(), modified: new FieldSet(), removed: new FieldSet() };
  diff(before, after, type, [], result);
  return result;
}

function diff(
  before: Value,
  after: Value,
  type: TypeNode,
  path: PathElement[],
  to: Comparison,
): void {
  if (before === undefined && after === undefined) return;
  // A list or map that is null is as good as an empty one.
  const isNothing = (value: Value): boolean => value === undefined || value === null;
  const isLeaf =
    type.shape === 'atomic' ||
    [before, after].some((one) => !isNothing(one) && isAtomic(one as JSONValue, type));
  const isHollow = (value: Value): boolean =>
    isNothing(value) || (isMap(value) ? Object.keys(value) : (value as JSONValue[])).length === 0;
  if (isLeaf || (isHollow(before) && isHollow(after))) {
    if (before === undefined) to.added.insert(path);
    else if (after === undefined) to.removed.insert(path);
    else if (!equal(before, after)) to.modified.insert(path);
    return;
  }
  const [olds, news] = [children(before, type), children(after, type)];
  for (const element of new Set([...olds.keys(), ...news.keys()])) {
    const inner = olds.get(element)?.type ?? news.get(element)!.type;
    diff(olds.get(element)?.value, news.get(element)?.value, inner, [...path, element], to);
  }
  if (before === undefined) to.added.insert(path);
  if (after === undefined) to.removed.insert(path);
}

function children(
  value: Value,
  type: TypeNode,
): Map<PathElement, { readonly value: JSONValue; readonly type: TypeNode }> {
  if (Array.isArray(value)) {
    return new Map(
      value.map((item) => [elementOf(item, type), { value: item, type: type.values }] as const),
    );
  }
  const map = isMap(value) ? value : {};
  return new Map(
    Object.keys(map).map(
      (key) => [`f:${key}`, { value: map[key]!, type: type.field(key) ?? type.values }] as const,
    ),
  );
}

/** A value laid over a live one: what it does not say stays. */
export function mergeOver(live: Value, config: Value, type: TypeNode): JSONValue {
  if (config === undefined) return live ?? null;
  if (live === undefined || isAtomic(config, type) || isAtomic(live, type)) return config;
  if (Array.isArray(config) && Array.isArray(live)) return mergeLists(live, config, type);
  if (!isMap(config) || !isMap(live)) return config;
  const result: JSONObject = { ...live };
  for (const key of Object.keys(config)) {
    const inner = type.field(key) ?? type.values;
    setMember(result, key, mergeOver(member(live, key), config[key], inner));
  }
  return result;
}

/** Items of both lists: the order of the configuration goes before that of the live list. */
function mergeLists(live: JSONValue[], config: JSONValue[], type: TypeNode): JSONValue[] {
  const index = (list: JSONValue[]): Map<PathElement, JSONValue> =>
    new Map(list.map((item) => [elementOf(item, type), item]));
  const [lefts, rights] = [index(live), index(config)];
  const [left, right] = [[...lefts.keys()], [...rights.keys()]];
  const shared = right.filter((element) => lefts.has(element));
  const merged = new Set<PathElement>();
  const result: JSONValue[] = [];
  const take = (element: PathElement): void => {
    result.push(mergeOver(lefts.get(element), rights.get(element), type.values));
  };
  let next = shared.shift();
  for (let l = 0, r = 0; l < left.length || r < right.length;) {
    const [a, b] = [left[l], right[r]];
    if (a !== undefined && a === b) {
      merged.add(a);
      take(a);
      l++;
      r++;
      next = shared.shift();
    } else if (
      a !== undefined &&
      b !== undefined &&
      rights.has(a) &&
      next !== undefined &&
      next !== a
    ) {
      l++;
    } else if (a !== undefined && !rights.has(a)) {
      take(a);
      l++;
    } else if (a !== undefined && merged.has(a)) {
      l++;
    } else if (b !== undefined) {
      merged.add(b);
      take(b);
      r++;
      if (next === b) next = shared.shift();
    }
  }
  return result;
}

/** A value without fields; what is left empty is null. */
export function removeFields(value: JSONValue, fields: FieldSet, type: TypeNode): JSONValue {
  if (isAtomic(value, type)) return Array.isArray(value) || isMap(value) ? null : value;
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => {
      const element = elementOf(item, type);
      if (fields.has(element)) return [];
      const below = fields.below(element);
      return [below.isEmpty ? item : removeFields(item, below, type.values)];
    });
    return items.length === 0 ? null : items;
  }
  const map = value as JSONObject;
  const result: JSONObject = {};
  for (const key of Object.keys(map)) {
    if (fields.has(`f:${key}`)) continue;
    const below = fields.below(`f:${key}`);
    const inner = type.field(key) ?? type.values;
    setMember(result, key, below.isEmpty ? map[key]! : removeFields(map[key]!, below, inner));
  }
  return Object.keys(result).length === 0 ? null : result;
}

/** The set with every field that its type names, where something below it is in the set. */
export function withNamedFields(set: FieldSet, type: TypeNode): FieldSet {
  const result = new FieldSet();
  for (const [element, { own, below }] of set.nodes) {
    const field = element.startsWith('f:') ? type.field(element.slice(2)) : undefined;
    const named = own || (field !== undefined && !below.isEmpty);
    result.nodes.set(element, { own: named, below: withNamedFields(below, field ?? type.values) });
  }
  return result;
}
