import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goValue } from '../../formats/go-format.ts';
import { stringifyYAML } from '../../formats/yaml/emit.ts';
import type { PatchSchema } from '../patch/schema.ts';
import { isMap, member, setMember } from '../patch/values.ts';

/**
 * Strategic merge as kustomize does it. It is not that of the API server: new items of a list come first, in the order
 * of the patch; some lists have two merge keys; `$retainKeys` and `$setElementOrder` are unknown.
 */

/** Second merge keys, by the first. Items that differ in them are different items. */
const SECOND_KEYS: Readonly<Record<string, string>> = {
  containerPort: 'protocol',
  port: 'protocol',
  topologyKey: 'whenUnsatisfiable',
};

/** The object with the patch applied; undefined when the patch deletes it. Changes neither. */
export function strategicMerge(
  target: JSONObject,
  patch: JSONObject,
  schema: PatchSchema | undefined,
): JSONObject | undefined {
  const directive = member(patch, '$patch');
  if (directive === 'delete') return undefined;
  const { $patch: _, ...changes } = patch;
  if (directive === 'replace') return changes;
  if (directive !== undefined && directive !== 'merge') {
    throw new KubistError(`unknown patch strategy '${goValue(directive)}'`);
  }
  const merged = { ...target };
  for (const key of Object.keys(changes)) {
    const value = mergeValue(member(target, key), changes[key]!, schema?.field(key));
    if (value === undefined) delete merged[key];
    else setMember(merged, key, value);
  }
  return merged;
}

function mergeValue(
  target: JSONValue | undefined,
  patch: JSONValue,
  schema: PatchSchema | undefined,
): JSONValue | undefined {
  if (patch === null) return undefined;
  const current = target ?? undefined;
  if (current !== undefined && shapeOf(current) !== shapeOf(patch)) {
    throw new KubistError(
      `wrong node kind: expected ${shapeOf(current)} but got ${shapeOf(patch)}: node contents:\n${stringifyYAML(patch)}`,
    );
  }
  if (isMap(patch)) return strategicMerge((current ?? {}) as JSONObject, patch, schema);
  if (!Array.isArray(patch)) return patch;
  if (schema === undefined || !schema.strategies.includes('merge')) return patch;
  return mergeList((current ?? []) as JSONValue[], patch, schema);
}

function shapeOf(value: JSONValue): string {
  if (Array.isArray(value)) return 'SequenceNode';
  return isMap(value) ? 'MappingNode' : 'ScalarNode';
}

function mergeList(
  target: readonly JSONValue[],
  patch: readonly JSONValue[],
  schema: PatchSchema,
): JSONValue[] {
  const { mergeKey } = schema;
  if (mergeKey === undefined) return [...new Set([...patch, ...target])];
  const changes = patch.filter(isMap);
  const isWhole = (item: JSONObject): boolean =>
    member(item, '$patch') === 'replace' && member(item, mergeKey) === undefined;
  if (changes.some(isWhole)) return changes.filter((item) => !isWhole(item));
  const current = target.filter(isMap);
  const second = SECOND_KEYS[mergeKey];
  const isPaired =
    second !== undefined && [...changes, ...current].some((item) => Object.hasOwn(item, second));
  const kept = new Map(current.map((item) => [item, item as JSONObject | undefined]));
  const first: JSONObject[] = [];
  for (const change of changes) {
    const same = current.find((item) => likeness(item, change, mergeKey) === 'same');
    // An item that says less than its counterpart, or more, is lost: so the reference does.
    if (!same && current.some((item) => likeness(item, change, mergeKey) === 'partly')) continue;
    const value = strategicMerge(same ?? {}, change, schema.items);
    // With two keys, what is there keeps its place; with one, everything in the patch comes first.
    if (same !== undefined) kept.set(same, isPaired ? value : undefined);
    if (value !== undefined && !(isPaired && same !== undefined)) first.push(value);
  }
  return [...first, ...[...kept.values()].filter((item) => item !== undefined)];
}

/** Whether two items are one: `partly` when only one of them has the second key. */
function likeness(a: JSONObject, b: JSONObject, key: string): 'same' | 'partly' | 'different' {
  if (member(a, key) !== member(b, key)) return 'different';
  const second = SECOND_KEYS[key];
  if (second === undefined) return 'same';
  const [left, right] = [member(a, second), member(b, second)];
  if (left === right) return 'same';
  return left === undefined || right === undefined ? 'partly' : 'different';
}
