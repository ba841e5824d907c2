import type { JSONObject, JSONValue } from '../../api/types.ts';
import { compareBytes } from '../../formats/compare.ts';
import { goValue } from '../../formats/go-format.ts';
import type { DiffOptions } from './diff.ts';
import { orderLike, sortByText } from './order.ts';
import { equal, isEmpty, itemsAreMaps, mergeKeyValue, setMember } from './values.ts';

/** What a patch says of a list that is merged. Empty lists are not written. */
export interface ListDiff {
  /** Goes under the name of the field: new and changed items, and `$patch: delete` for maps. */
  readonly additions: JSONValue[];
  /** Scalars for `$deleteFromPrimitiveList`. */
  readonly deletions: JSONValue[];
  /** For `$setElementOrder`. */
  readonly order: JSONValue[];
}

type DiffItem = (before: JSONObject, after: JSONObject) => JSONObject;

/** Compares two lists that are merged. `diffItem` compares maps with equal merge keys. Throws PatchError. */
export function diffItems(
  before: JSONValue[],
  after: JSONValue[],
  mergeKey: string,
  options: DiffOptions,
  diffItem: DiffItem,
): ListDiff {
  if (before.length === 0)
    return { additions: options.changes ? after : [], deletions: [], order: [] };
  return itemsAreMaps(before, after)
    ? diffMapItems(before, after, mergeKey, options, diffItem)
    : diffScalars(before, after, options);
}

function diffMapItems(
  before: JSONValue[],
  after: JSONValue[],
  mergeKey: string,
  options: DiffOptions,
  diffItem: DiffItem,
): ListDiff {
  const idOf = (item: JSONValue) => mergeKeyValue(item, mergeKey);
  const changed: JSONValue[] = [];
  const deleted: JSONValue[] = [];
  for (const [old, now] of pair(before, after, mergeKey)) {
    if (old !== undefined && now !== undefined) {
      const change = diffItem(old, now);
      if (isEmpty(change)) continue;
      setMember(change, mergeKey, idOf(now));
      changed.push(change);
    } else if (now !== undefined) {
      if (options.changes) changed.push(now);
    } else if (options.deletions) deleted.push(withId(mergeKey, idOf(old!), { $patch: 'delete' }));
  }
  const additions = [...orderLike(changed, after, { maps: true, mergeKey }), ...deleted];
  const isMoved =
    before.length !== after.length || before.some((item, i) => idOf(item) !== idOf(after[i]!));
  const isOrdered =
    options.order &&
    ((options.changes && (additions.length > 0 || isMoved)) ||
      (options.deletions && additions.length > 0));
  const order = isOrdered ? after.map((item) => withId(mergeKey, idOf(item), {})) : [];
  return { additions, deletions: [], order };
}

function withId(mergeKey: string, id: JSONValue, map: JSONObject): JSONObject {
  setMember(map, mergeKey, id);
  return map;
}

/** Walks both lists by merge key: items of both, or of one of them. */
function* pair(
  before: JSONValue[],
  after: JSONValue[],
  mergeKey: string,
): Generator<[JSONObject | undefined, JSONObject | undefined]> {
  // A missing key sorts as null and is an error once the walk comes to it.
  const sort = (items: JSONValue[]) =>
    sortByText(items, (item) => (item as JSONObject)[mergeKey] ?? null) as JSONObject[];
  const olds = sort(before);
  const news = sort(after);
  for (let i = 0, j = 0; i < olds.length || j < news.length;) {
    const old = olds[i];
    const now = news[j];
    const oldText = old && goValue(mergeKeyValue(old, mergeKey));
    const newText = now && goValue(mergeKeyValue(now, mergeKey));
    const order = compareText(oldText, newText);
    if (order <= 0) i++;
    if (order >= 0) j++;
    yield [order <= 0 ? old : undefined, order >= 0 ? now : undefined];
  }
}

/** The end of a list comes after all text. */
function compareText(a: string | undefined, b: string | undefined): number {
  if (a === undefined) return 1;
  return b === undefined ? -1 : compareBytes(a, b);
}

function diffScalars(before: JSONValue[], after: JSONValue[], options: DiffOptions): ListDiff {
  const self = (item: JSONValue) => item;
  const olds = sortByText(before, self);
  const news = sortByText(after, self);
  const added: JSONValue[] = [];
  const removed = new Set<JSONValue>();
  for (let i = 0, j = 0; i < olds.length || j < news.length;) {
    const old = olds[i];
    const now = news[j];
    const order = compareText(
      old === undefined ? undefined : goValue(old),
      now === undefined ? undefined : goValue(now),
    );
    if (order <= 0) i++;
    if (order >= 0) j++;
    if (order < 0 && options.deletions) removed.add(old!);
    if (order > 0 && options.changes) added.push(now!);
  }
  const deletions = [...removed];
  // The reference has sorted the old list by now, so a list that was not sorted counts as changed.
  const isOrdered =
    options.order &&
    ((options.deletions && deletions.length > 0) || (options.changes && !equal(olds, after)));
  return {
    additions: orderLike(added, after, { maps: false, mergeKey: '' }),
    deletions,
    order: isOrdered ? after : [],
  };
}
