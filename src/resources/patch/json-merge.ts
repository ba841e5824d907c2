import type { JSONObject, JSONValue } from '../../api/types.ts';
import { PatchError } from './errors.ts';
import type { PatchOptions } from './strategic.ts';
import { requireUnchanged } from './preconditions.ts';
import { equal, isEmpty, isMap, member, setMember } from './values.ts';

/**
 * JSON merge patches (RFC 7386), as the reference makes them for custom resources. Arguments are never changed, but
 * results share parts with them. Unlike the reference's, numbers stay exact past 2^53.
 */

/** The document with the patch applied; nulls within what is added are dropped, in lists as well. Throws PatchError. */
export function applyJSONMergePatch(original: JSONValue, patch: JSONValue): JSONValue {
  if (original === null) throw new PatchError('Invalid JSON Document');
  if (isMap(original) && isMap(patch)) return mergeMaps(original, patch);
  if (!isMap(patch) && !Array.isArray(patch)) throw new PatchError('Invalid JSON Patch');
  return withoutNulls(patch);
}

/** The patch that makes `original` into `modified`. A null in `modified` cannot be told from a deletion. */
export function createJSONMergePatch(original: JSONObject, modified: JSONObject): JSONObject {
  const patch: JSONObject = {};
  for (const key of Object.keys(modified)) {
    const before = member(original, key);
    const after = modified[key]!;
    if (isMap(before) && isMap(after)) {
      const inner = createJSONMergePatch(before, after);
      if (!isEmpty(inner)) setMember(patch, key, inner);
    } else if (before === undefined || !equal(before, after)) setMember(patch, key, after);
  }
  for (const key of Object.keys(original)) {
    if (!Object.hasOwn(modified, key)) setMember(patch, key, null);
  }
  return patch;
}

/**
 * The patch for `current`: what `modified` adds and changes in it, and what it no longer has of `original`, which was
 * applied last. The two never touch the same member. Throws PreconditionError.
 */
export function createThreeWayJSONMergePatch(
  original: JSONObject,
  modified: JSONObject,
  current: JSONObject,
  options: PatchOptions = {},
): JSONObject {
  const additions = keepValues(createJSONMergePatch(current, modified));
  const deletions = keepNulls(createJSONMergePatch(original, modified));
  const patch = mergeMaps(deletions, additions);
  requireUnchanged(patch, options.unchanged ?? []);
  return patch;
}

function mergeMaps(original: JSONObject, patch: JSONObject): JSONObject {
  const result = { ...original };
  for (const key of Object.keys(patch)) {
    const change = patch[key]!;
    const current = member(result, key);
    if (change === null) delete result[key];
    else if (isMap(current) && isMap(change)) setMember(result, key, mergeMaps(current, change));
    // A list that replaces a map is taken as it is; so the reference does.
    else setMember(result, key, isMap(current) ? change : withoutNulls(change));
  }
  return result;
}

/** Without members that are null, at any depth. Items of lists stay. */
function withoutNulls(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMap(value)) return value;
  const result: JSONObject = {};
  for (const key of Object.keys(value)) {
    if (value[key] !== null) setMember(result, key, withoutNulls(value[key]!));
  }
  return result;
}

/** What a patch adds and changes. An empty map is a value; one that has nothing left is not. */
function keepValues(patch: JSONObject): JSONObject {
  const result: JSONObject = {};
  for (const key of Object.keys(patch)) {
    const value = patch[key]!;
    if (value === null) continue;
    const kept = isMap(value) && !isEmpty(value) ? keepValues(value) : value;
    if (!isMap(kept) || !isEmpty(kept) || isEmpty(value as JSONObject))
      setMember(result, key, kept);
  }
  return result;
}

/** What a patch deletes. */
function keepNulls(patch: JSONObject): JSONObject {
  const result: JSONObject = {};
  for (const key of Object.keys(patch)) {
    const value = patch[key]!;
    const kept = isMap(value) ? keepNulls(value) : value;
    if (kept === null || (isMap(kept) && !isEmpty(kept))) setMember(result, key, kept);
  }
  return result;
}
