import type { JSONObject } from '../../../api/types.ts';
import { listAt, mapAt } from '../../values.ts';
import { readTyped } from '../typed.ts';
import { isMap } from '../../../resources/patch/values.ts';
import type { FieldSet } from './field-set.ts';
import { FieldSet as Fields } from './field-set.ts';
import {
  afterChange,
  keyOf,
  readManagers,
  withManagers,
  type Manager,
  type Managers,
} from './managers.ts';
import { compare, type Comparison } from './merge.ts';
import type { TypeNode } from './schema.ts';

/** Who changes an object, and when. */
export interface Tracked {
  readonly manager: string;
  readonly kind: string;
  readonly apiVersion: string;
  /** The type of the API's own kinds. */
  readonly message: string | undefined;
  /** Empty for the object itself. */
  readonly subresource: string;
  /** Whether status is changed on its own, and belongs to nobody who changes the rest. */
  readonly hasStatus: boolean;
  /** RFC 3339. */
  readonly time: string;
}

/** What nobody owns: the server says it, or it is the object's name. */
const SYSTEM = [
  'creationTimestamp',
  'generation',
  'managedFields',
  'name',
  'namespace',
  'resourceVersion',
  'selfLink',
  'uid',
].map((name) => `f:${name}`);

/** Fields that a change may own. */
export function ownable(
  set: FieldSet,
  { subresource, hasStatus }: Pick<Tracked, 'subresource' | 'hasStatus'>,
): FieldSet {
  const fields = set.without('f:apiVersion').without('f:kind').withoutBelow('f:metadata', SYSTEM);
  const result = new Fields();
  for (const [element, node] of fields.nodes) {
    // The server counts metadata and status themselves as nobody's.
    if (element === 'f:metadata') {
      if (!node.below.isEmpty) result.nodes.set(element, { own: false, below: node.below });
    } else if (
      element === 'f:status' ? subresource !== '' || !hasStatus : subresource !== 'status'
    ) {
      result.nodes.set(element, node);
    }
  }
  return result;
}

/**
 * The new object with the managers that it has after an update. What was there before anybody counted stays uncounted,
 * until somebody applies.
 */
export function trackUpdate(
  before: JSONObject | undefined,
  after: JSONObject,
  type: TypeNode | undefined,
  by: Tracked,
): JSONObject {
  const given = listAt(after, ['metadata', 'managedFields']);
  const isCleared = given.length === 1 && isMap(given[0]) && Object.keys(given[0]).length === 0;
  const source = given.length > 0 && before !== undefined ? after : (before ?? {});
  const managers: Managers = isCleared ? new Map() : readManagers(source);
  if (type === undefined) return withManagers(after, managers);
  if (managers.size === 0 && before !== undefined) return withManagers(after, managers);
  const changes = comparison(before ?? emptyObject(by), after, type, by);
  return withManagers(after, updated(managers, changes, by));
}

/** What an object of the API's own kinds is before anything is said about it. */
export function emptyObject({ kind, apiVersion, message }: Tracked): JSONObject {
  if (message === undefined) return {};
  return readTyped({}, message, { kind, apiVersion }).object;
}

/** How an object has changed, in fields that can be owned. */
export function comparison(
  before: JSONObject,
  after: JSONObject,
  type: TypeNode,
  by: Pick<Tracked, 'subresource' | 'hasStatus'>,
): Comparison {
  const { added, modified, removed } = compare(
    withoutManagers(before),
    withoutManagers(after),
    type,
  );
  return {
    added: ownable(added, by),
    modified: ownable(modified, by),
    removed: ownable(removed, by),
  };
}

/** The managers after one of them has updated fields: these are now his. */
export function updated(managers: Managers, changes: Comparison, by: Tracked): Managers {
  const own: Omit<Manager, 'fields'> = {
    name: by.manager,
    operation: 'Update',
    apiVersion: by.apiVersion,
    subresource: by.subresource,
    time: by.time,
  };
  const key = keyOf(own);
  const changed = changes.added.union(changes.modified);
  const result = afterChange(managers, (manager, other) =>
    other === key
      ? manager.fields.difference(changes.removed).union(changed)
      : manager.fields.difference(changed).difference(changes.removed),
  );
  const mine = result.get(key);
  if (mine === undefined) {
    if (!changed.isEmpty) result.set(key, { ...own, fields: changed });
  } else if (mine !== managers.get(key)) result.set(key, { ...mine, time: by.time });
  return result;
}

function withoutManagers(object: JSONObject): JSONObject {
  const { managedFields: _, ...metadata } = mapAt(object, ['metadata']);
  return { ...object, metadata };
}

/** An object as it is compared: when somebody last wrote a field does not count. */
export function removeManagedTimes(object: JSONObject): JSONObject {
  const entries = listAt(object, ['metadata', 'managedFields']).filter(isMap);
  const managedFields = entries.map((entry) => ({ ...entry, time: '' }));
  return { ...object, metadata: { ...mapAt(object, ['metadata']), managedFields } };
}
