import type { JSONObject, JSONValue } from '../../api/types.ts';
import { goType, goValue } from '../../formats/go-format.ts';
import { DELETIONS, ORDER, withoutDirectives } from './directives.ts';
import { PatchError } from './errors.ts';
import { type FieldRules, listRules, mapRules } from './lookup.ts';
import { mergeItems } from './merge-items.ts';
import { mergeOrdered } from './merge-ordered.ts';
import type { PatchSchema } from './schema.ts';
import { equal, isMap, itemsAreMaps, member, setMember } from './values.ts';

/** What a merge is for: a patch changes an object, or a patch is added to another patch, whose directives stay. */
export type MergeMode = 'apply' | 'combine';

/** Merges a strategic merge patch into a map. Throws PatchError. */
export function mergeMap(
  original: JSONObject,
  patch: JSONObject,
  schema: PatchSchema,
  mode: MergeMode,
): JSONObject {
  if (Object.hasOwn(patch, '$patch')) return replaceMap(patch);
  const target = { ...original };
  const pending = { ...patch };
  retainKeys(target, pending, mode);
  mergeOrdered(target, pending, schema, mode === 'combine', (live, change, rules) =>
    mergeList(live, change, rules, mode),
  );
  for (const key of Object.keys(pending)) mergeMember(target, key, pending[key]!, schema, mode);
  return target;
}

function replaceMap(patch: JSONObject): JSONObject {
  const { $patch: directive, ...rest } = patch;
  if (directive === 'replace') return rest;
  if (directive === 'delete') return {};
  throw new PatchError(`unknown patch type: ${goValue(directive)} in map: ${goValue(patch)}`);
}

/** Takes `$retainKeys` out of the patch and clears what it does not name. Changes both arguments. */
function retainKeys(target: JSONObject, patch: JSONObject, mode: MergeMode): void {
  const named = member(patch, '$retainKeys');
  if (named === undefined) return;
  delete patch['$retainKeys'];
  if (mode === 'combine') {
    const before = member(target, '$retainKeys') ?? named;
    if (!equal(before, named)) {
      throw new PatchError(
        `${goValue(before)} and ${goValue(named)} are not deep equal: this may happen when calculating the 3-way diff patch`,
      );
    }
    target['$retainKeys'] = named;
    return;
  }
  if (!Array.isArray(named)) throw new PatchError('invalid patch format of retainKeys');
  const retained = new Set(named);
  for (const [key, value] of Object.entries(patch)) {
    const isDirective = key.startsWith(DELETIONS) || key.startsWith(ORDER);
    if (value !== null && !isDirective && !retained.has(key))
      throw new PatchError('invalid patch format of retainKeys');
  }
  for (const key of Object.keys(target)) if (!retained.has(key)) delete target[key];
}

/** Merges one member of the patch. Changes `target`. */
function mergeMember(
  target: JSONObject,
  patchKey: string,
  value: JSONValue,
  schema: PatchSchema,
  mode: MergeMode,
): void {
  const isDeletion = patchKey.startsWith(DELETIONS);
  if (isDeletion && mode === 'combine') {
    setMember(target, patchKey, value);
    return;
  }
  const key = isDeletion ? listOfDeletions(patchKey) : patchKey;
  if (value === null) {
    delete target[key];
    if (mode === 'apply') return;
  }
  const current = member(target, key);
  if (current === undefined || goType(current) !== goType(value)) {
    if (!isDeletion) replaceMember(target, key, withoutDirectives(value, mode === 'apply'));
  } else if (isMap(value)) {
    const rules = mapRules(schema, key);
    const merged =
      rules.strategy === 'replace'
        ? value
        : mergeMap(current as JSONObject, value, rules.schema, mode);
    setMember(target, key, merged);
  } else if (Array.isArray(value)) {
    const rules = listRules(schema, key);
    setMember(target, key, mergeList(current as JSONValue[], value, rules, mode, isDeletion));
  } else setMember(target, key, value);
}

/** Merges a list as the strategy of its field says. */
function mergeList(
  original: JSONValue[],
  patch: JSONValue[],
  rules: FieldRules,
  mode: MergeMode,
  isDeletion = false,
): JSONValue[] {
  const isEmpty = original.length === 0 && patch.length === 0;
  if (isDeletion && !isEmpty && !itemsAreMaps(original, patch)) {
    const deleted = new Set(patch);
    return original.filter((item) => !deleted.has(item));
  }
  if (rules.strategy !== 'merge' && !isDeletion) return patch;
  return mergeItems(original, patch, rules, (item, change) =>
    mergeMap(item, change, rules.schema, mode),
  );
}

function replaceMember(target: JSONObject, key: string, value: JSONValue | undefined): void {
  if (value === undefined) delete target[key];
  else setMember(target, key, value);
}

function listOfDeletions(key: string): string {
  if (key.startsWith(`${DELETIONS}/`)) return key.slice(DELETIONS.length + 1);
  throw new PatchError('invalid patch format of primitive list');
}
