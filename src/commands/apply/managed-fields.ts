import type { JSONObject } from '../../api/types.ts';
import { setOwn } from '../../formats/json-parser.ts';
import { LAST_APPLIED } from '../create/last-applied.ts';

/** An entry of `metadata.managedFields`. Source: "Server-Side Apply", field management. */
export type ManagedFields = JSONObject & {
  manager?: string;
  operation?: string;
  apiVersion?: string;
  subresource?: string;
  fieldsV1?: JSONObject;
};

/** The entries of an operation that own the last-applied configuration. */
export function managersOf(
  entries: readonly ManagedFields[],
  operation: 'Apply' | 'Update',
): ManagedFields[] {
  return entries.filter(
    (entry) =>
      entry.operation === operation &&
      !entry.subresource &&
      has(entry.fieldsV1, 'f:metadata', 'f:annotations', `f:${LAST_APPLIED}`),
  );
}

function has(fields: JSONObject | undefined, ...path: readonly string[]): boolean {
  let current: unknown = fields;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key))
      return false;
    current = (current as JSONObject)[key];
  }
  return true;
}

/**
 * The entries with the updates of one manager given to another one that applies: its fields of the same version
 * join, those of other versions go. The same list when there was nothing to give.
 */
export function takeOver(entries: ManagedFields[], from: string, to: string): ManagedFields[] {
  const isFrom = (entry: ManagedFields): boolean =>
    entry.manager === from && entry.operation === 'Update' && !entry.subresource;
  const first = entries.find(isFrom);
  if (first === undefined) return entries;
  const applier = entries.find(
    (entry) => entry.manager === to && entry.operation === 'Apply' && !entry.subresource,
  );
  const target = applier ?? first;
  const joined = entries.find((entry) => isFrom(entry) && entry.apiVersion === target.apiVersion);
  const fieldsV1 = union(target.fieldsV1 ?? {}, joined?.fieldsV1 ?? {});
  return entries
    .map((entry) =>
      entry === target ? { ...entry, manager: to, operation: 'Apply', fieldsV1 } : entry,
    )
    .filter((entry) => !isFrom(entry));
}

/** Sets of fields are maps all the way down. An empty map is the field itself, which `.` stands for beside fields in it. */
function union(a: JSONObject, b: JSONObject): JSONObject {
  const result: JSONObject = { ...a };
  for (const key of Object.keys(b)) {
    const other = b[key] as JSONObject;
    const own = Object.hasOwn(result, key) ? (result[key] as JSONObject) : undefined;
    setOwn(result, key, own === undefined ? other : unionOfField(own, other));
  }
  return result;
}

function unionOfField(a: JSONObject, b: JSONObject): JSONObject {
  const [inA, inB] = [Object.keys(a).length, Object.keys(b).length];
  return (inA === 0) === (inB === 0) ? union(a, b) : { ...a, ...b, '.': {} };
}
