import type { JSONObject, JSONValue } from '../../api/types.ts';
import { isMap, member, setMember } from './values.ts';

/** `$deleteFromPrimitiveList/NAME`: scalars to take out of a list. */
export const DELETIONS = '$deleteFromPrimitiveList';
/** `$setElementOrder/NAME`: the order that a list shall have. */
export const ORDER = '$setElementOrder';

/** True for a map with `$patch`. */
export function hasDirective(item: JSONValue): boolean {
  return isMap(item) && Object.hasOwn(item, '$patch');
}

/** True for a map with `$patch: delete`. */
export function isDeletion(item: JSONValue): boolean {
  return isMap(item) && member(item, '$patch') === 'delete';
}

/** What a patch adds: without maps that hold a directive, and, to an object, without members that are null. */
export function withoutDirectives(value: JSONValue, dropNulls: boolean): JSONValue | undefined {
  if (Array.isArray(value)) {
    return value
      .map((item) => withoutDirectives(item, dropNulls))
      .filter((item) => item !== undefined);
  }
  if (!isMap(value)) return value;
  if (hasDirective(value)) return undefined;
  const result: JSONObject = {};
  for (const key of Object.keys(value)) {
    const kept = withoutDirectives(value[key]!, dropNulls);
    if (kept !== undefined && !(dropNulls && kept === null)) setMember(result, key, kept);
  }
  return result;
}
