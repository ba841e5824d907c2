import type { JSONObject, JSONValue } from '../../api/types.ts';
import { goValue } from '../../formats/go-format.ts';
import { PatchError } from './errors.ts';
import { type FieldRules, listRules, mapRules } from './lookup.ts';
import { sortByText } from './order.ts';
import type { PatchSchema } from './schema.ts';
import { equal, isMap, itemsAreMaps, member, setMember } from './values.ts';

/** True when two strategic merge patches give the same field different values. Throws PatchError. */
export function mapsConflict(left: JSONObject, right: JSONObject, schema: PatchSchema): boolean {
  if (directivesDiffer(left, right)) return true;
  return Object.keys(left).some((key) => {
    if (key === '$patch' || key === '$retainKeys' || !Object.hasOwn(right, key)) return false;
    const value = left[key]!;
    if (Array.isArray(value)) return listConflicts(value, right[key]!, listRules(schema, key));
    if (!isMap(value)) return !equal(value, right[key]!);
    return valuesConflict(value, right[key]!, mapRules(schema, key));
  });
}

function valuesConflict(
  left: JSONValue,
  right: JSONValue,
  rules: Pick<FieldRules, 'schema' | 'strategy'>,
): boolean {
  if (Array.isArray(left)) {
    const none = { strategy: '', retainKeys: false, mergeKey: '' };
    return listConflicts(left, right, { schema: rules.schema, ...none });
  }
  if (!isMap(left)) return !equal(left, right);
  if (!isMap(right)) return true;
  if (rules.strategy === 'replace') return directivesDiffer(left, right);
  return mapsConflict(left, right, rules.schema);
}

/** A directive is about the whole map: two of them agree only when they are the same. */
function directivesDiffer(left: JSONObject, right: JSONObject): boolean {
  return member(left, '$patch') !== member(right, '$patch');
}

function listConflicts(left: JSONValue[], right: JSONValue, rules: FieldRules): boolean {
  if (!Array.isArray(right)) return true;
  const maps = itemsAreMaps(left, right);
  if (rules.strategy === 'merge') {
    // Scalars that are merged do not conflict: each patch adds its own.
    if (!maps) return false;
    const lefts = byMergeKey(left, rules.mergeKey);
    const rights = byMergeKey(right, rules.mergeKey);
    return Object.keys(lefts).some(
      (id) =>
        Object.hasOwn(rights, id) &&
        valuesConflict(lefts[id]!, rights[id]!, { schema: rules.schema, strategy: '' }),
    );
  }
  if (left.length !== right.length) return true;
  const [lefts, rights] = maps ? [left, right] : [sorted(left), sorted(right)];
  return lefts.some((item, i) =>
    valuesConflict(item, rights[i] ?? null, { schema: rules.schema, strategy: '' }),
  );
}

function sorted(list: JSONValue[]): JSONValue[] {
  return sortByText([...new Set(list)], (item) => item);
}

function byMergeKey(list: JSONValue[], mergeKey: string): JSONObject {
  const result: JSONObject = {};
  for (const item of list as JSONObject[]) {
    const id = member(item, mergeKey);
    if (id === undefined) {
      throw new PatchError(
        `cannot find merge key \`${mergeKey}\` in merging list element:${goValue(item)}`,
      );
    }
    setMember(result, goValue(id), item);
  }
  return result;
}
