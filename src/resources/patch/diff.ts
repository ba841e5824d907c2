import type { JSONObject, JSONValue } from '../../api/types.ts';
import { compareBytes } from '../../formats/compare.ts';
import { goType } from '../../formats/go-format.ts';
import { diffItems } from './diff-items.ts';
import { DELETIONS, ORDER } from './directives.ts';
import { PatchError } from './errors.ts';
import { type FieldRules, listRules, mapRules } from './lookup.ts';
import type { PatchSchema } from './schema.ts';
import { equal, isEmpty, isMap, member, setMember } from './values.ts';

/** Which differences go into the patch. */
export interface DiffOptions {
  readonly changes: boolean;
  readonly deletions: boolean;
  /** Write `$setElementOrder` lists. */
  readonly order: boolean;
}

/** The strategic merge patch that makes `original` into `modified`. Throws PatchError. */
export function diffMaps(
  original: JSONObject,
  modified: JSONObject,
  schema: PatchSchema,
  options: DiffOptions,
  retainKeys = false,
): JSONObject {
  const patch: JSONObject = {};
  for (const key of Object.keys(modified)) {
    diffMember(patch, key, member(original, key), modified[key]!, schema, options);
  }
  const removed = Object.keys(original).filter((key) => !Object.hasOwn(modified, key));
  if (options.deletions) for (const key of removed) setMember(patch, key, null);
  if (retainKeys) {
    const retained = Object.keys(modified).filter((key) => modified[key] !== null);
    const clears = removed.some((key) => original[key] !== null);
    if (retained.length > 0 && (clears || !isEmpty(patch)))
      patch['$retainKeys'] = retained.sort(compareBytes);
  }
  return patch;
}

/** Adds what differs in one member to the patch. */
function diffMember(
  patch: JSONObject,
  key: string,
  before: JSONValue | undefined,
  after: JSONValue,
  schema: PatchSchema,
  options: DiffOptions,
): void {
  const replace = () => {
    if (options.changes && (before === undefined || !equal(before, after)))
      setMember(patch, key, after);
  };
  if (before === undefined) replace();
  else if (key === '$patch') diffDirective(patch, before, after);
  else if (goType(before) !== goType(after)) replace();
  else if (isMap(after)) {
    const rules = rulesOf(mapRules, schema, key, before, after);
    if (rules === undefined) return;
    if (rules.strategy === 'replace') {
      if (options.changes) setMember(patch, key, after);
      return;
    }
    const inner = diffMaps(before as JSONObject, after, rules.schema, options, rules.retainKeys);
    if (!isEmpty(inner)) setMember(patch, key, inner);
  } else if (Array.isArray(after)) {
    const rules = rulesOf(listRules, schema, key, before, after);
    if (rules === undefined) return;
    if (rules.strategy === 'merge')
      diffList(patch, key, before as JSONValue[], after, rules, options);
    else replace();
  } else replace();
}

/** The rules of a field; none are needed where nothing differs in a field that the schema does not have. */
function rulesOf(
  lookup: (schema: PatchSchema, name: string) => FieldRules,
  schema: PatchSchema,
  key: string,
  before: JSONValue,
  after: JSONValue,
): FieldRules | undefined {
  try {
    return lookup(schema, key);
  } catch (error) {
    if (equal(before, after)) return undefined;
    throw error;
  }
}

function diffDirective(patch: JSONObject, before: JSONValue, after: JSONValue): void {
  if (typeof before !== 'string' || typeof after !== 'string')
    throw new PatchError('invalid value for special key: $patch');
  if (before !== after) patch['$patch'] = after;
}

function diffList(
  patch: JSONObject,
  key: string,
  before: JSONValue[],
  after: JSONValue[],
  rules: FieldRules,
  options: DiffOptions,
): void {
  const { additions, deletions, order } = diffItems(
    before,
    after,
    rules.mergeKey,
    options,
    (a, b) => diffMaps(a, b, rules.schema, options, rules.retainKeys),
  );
  if (additions.length > 0) setMember(patch, key, additions);
  if (deletions.length > 0) patch[`${DELETIONS}/${key}`] = deletions;
  if (order.length > 0) patch[`${ORDER}/${key}`] = order;
}
