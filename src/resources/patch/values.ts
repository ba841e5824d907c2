import type { JSONObject, JSONValue } from '../../api/types.ts';
import { goType, goValue } from '../../formats/go-format.ts';
import { setOwn } from '../../formats/json-parser.ts';
import { PatchError } from './errors.ts';

/** JSON values as the merges see them. Nothing here changes its arguments, unless it says so. */

/** True for a JSON object. */
export function isMap(value: JSONValue | undefined): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member, whatever its name: `__proto__` and `constructor` are keys like any other. */
export function member(object: JSONObject, key: string): JSONValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own member of `object` in place. */
export function setMember(object: JSONObject, key: string, value: JSONValue): void {
  setOwn(object, key, value);
}

/** Equal in structure; the order of keys does not count. */
export function equal(a: JSONValue, b: JSONValue): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null))
    );
  }
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equal(a[key]!, b[key]!));
}

/** True when there is nothing in it. */
export function isEmpty(object: JSONObject): boolean {
  return Object.keys(object).length === 0;
}

/** The list, or a PatchError. */
export function asList(value: JSONValue): JSONValue[] {
  if (Array.isArray(value)) return value;
  throw new PatchError(`expected a []interface {}, but received a ${goType(value)}`);
}

/** The map, or a PatchError. */
export function asMap(value: JSONValue): JSONObject {
  if (isMap(value)) return value;
  throw new PatchError(`expected a map[string]interface {}, but received a ${goType(value)}`);
}

/** The value that tells an item of a list from its siblings; PatchError when it has none. */
export function mergeKeyValue(item: JSONValue, mergeKey: string): JSONValue {
  const map = asMap(item);
  const value = member(map, mergeKey);
  if (value !== undefined) return value;
  throw new PatchError(`map: ${goValue(map)} does not contain declared merge key: ${mergeKey}`);
}

const MAP_TYPE = goType({});
const LIST_TYPE = goType([]);

/** What the items of lists are, which must all be the same. */
export function itemsAreMaps(...lists: readonly JSONValue[][]): boolean {
  let found: string | undefined;
  for (const list of lists) {
    for (const item of list) {
      const type = goType(item);
      if (type === LIST_TYPE) throw new PatchError('lists of lists are not supported');
      found ??= type;
      if (type !== found)
        throw new PatchError(`list element types are not identical: ${goValue([...lists])}`);
    }
  }
  if (found === undefined) throw new PatchError('no elements in any of the given slices');
  return found === MAP_TYPE;
}
