import type { JSONObject } from '../../../api/types.ts';
import { parseJSON, stringifyJSON } from '../../../formats/json.ts';
import { formatRFC3339 } from '../../../formats/time.ts';
import { isMap, member } from '../../../resources/patch/values.ts';
import { badRequest, notFound, Refusal } from '../../answer.ts';
import type { StoredItem } from '../../layout.ts';
import { at, mapAt, textAt, textOf } from '../../values.ts';
import { invalid, required } from '../invalid.ts';
import { findItem, type Lifecycle } from '../lifecycle.ts';
import { readAs, type Model } from '../model.ts';
import { judgeUnknown, type WriteOptions } from '../options.ts';
import { conflictOf } from './conflict.ts';
import { FieldSet } from './field-set.ts';
import {
  afterChange,
  keyOf,
  readManagers,
  withManagers,
  type Manager,
  type Managers,
} from './managers.ts';
import { compare, fieldsOf, mergeOver, removeFields, withNamedFields } from './merge.ts';
import type { TypeNode } from './schema.ts';
import { comparison, emptyObject, ownable, updated, type Tracked } from './track.ts';

/** A request to apply. */
export interface ApplyRequest {
  readonly sent: JSONObject;
  readonly options: WriteOptions;
  /** As the query has it: it must be said. */
  readonly manager: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** Empty for the object itself. */
  readonly subresource: string;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Server-side apply. Throws what the server answers, conflicts among it. */
export async function applyTo(
  lifecycle: Lifecycle,
  model: Model,
  request: ApplyRequest,
): Promise<{ made: StoredItem; warnings: string[]; created: boolean }> {
  const { namespace, name, subresource, options } = request;
  check(model, request);
  const type = await lifecycle.types.of(model);
  if (type === undefined) {
    throw new Refusal(
      501,
      'NotImplemented',
      `the snapshot holds no OpenAPI document of ${model.apiVersion}, without which it cannot apply on the server's side`,
    );
  }
  const { object: sentRead, unknown } = readAs(model, request.sent, true);
  const [wrong] = unknown;
  if (wrong !== undefined && model.message !== undefined) {
    const where = `${namespace === undefined ? '' : `${namespace}/`}${name}`;
    const kind = `${model.group}/${model.version}, Kind=${model.kind}`;
    const words = `failed to create typed patch object (${where}; ${kind}): .${wrong}: field not declared in schema`;
    throw new Refusal(500, '', words);
  }
  const warnings = judgeUnknown(unknown, options);
  const config = withoutUnknown(request.sent, model, sentRead, namespace, name);
  const item = findItem(model, namespace, name);
  if (item === undefined && subresource !== '') throw notFound(model.group, model.resource, name);
  const live = item?.object as JSONObject | undefined;
  const by: Tracked = {
    manager: request.manager,
    kind: model.kind,
    apiVersion: model.apiVersion,
    message: model.message,
    subresource,
    hasStatus: model.subresources.includes('status'),
    time: formatRFC3339(lifecycle.now()),
  };
  const applied = apply(live, config, type, by, options.force);
  const { object } = readAs(model, applied.object);
  const track = async (made: JSONObject): Promise<JSONObject> =>
    withManagers(made, applied.managers);
  if (item === undefined) {
    const { metadata, ...rest } = object;
    const { resourceVersion: _, ...own } = mapAt({ metadata: metadata ?? {} }, ['metadata']);
    const fresh = { ...rest, metadata: own };
    const made = await lifecycle.create(model, namespace, fresh, options, track);
    return { made, warnings, created: true };
  }
  const made = await lifecycle.update(model, item, object, options, subresource, track);
  return { made, warnings, created: false };
}

function check(model: Model, { sent, manager, name, namespace }: ApplyRequest): void {
  if (manager === '') {
    const problem = required('fieldManager', 'is required for apply patch');
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [problem]);
  }
  if (at(sent, ['metadata', 'managedFields']) !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const saidVersion = textOf(sent['apiVersion']);
  if (saidVersion !== '' && saidVersion !== model.apiVersion) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${saidVersion}, expected: ${model.apiVersion}`,
    );
  }
  const said = textAt(sent, ['metadata', 'name']);
  if (said !== '' && said !== name) {
    throw badRequest(
      `the name of the object (${said}) does not match the name on the URL (${name})`,
    );
  }
  const saidNamespace = textAt(sent, ['metadata', 'namespace']);
  if (saidNamespace !== '' && saidNamespace !== (namespace ?? '')) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}

/** What was sent, without what its kind does not have. Values stay as they were written. */
function withoutUnknown(
  sent: JSONObject,
  model: Model,
  read: JSONObject,
  namespace: string | undefined,
  name: string,
): JSONObject {
  const kept = model.message === undefined ? read : sent;
  const metadata = mapAt(sent, ['metadata']);
  const where = namespace === undefined ? {} : { namespace };
  const { kind, apiVersion } = model;
  return { ...kept, kind, apiVersion, metadata: { ...metadata, name, ...where } };
}

/** The live object with a configuration laid over it, and who owns what then. */
function apply(
  live: JSONObject | undefined,
  config: JSONObject,
  type: TypeNode,
  by: Tracked,
  force: boolean,
): { object: JSONObject; managers: Managers } {
  const own: Omit<Manager, 'fields'> = {
    name: by.manager,
    operation: 'Apply',
    apiVersion: by.apiVersion,
    subresource: by.subresource,
    time: by.time,
  };
  const key = keyOf(own);
  let before = live === undefined ? new Map<string, Manager>() : new Map(readManagers(live));
  if (before.size === 0 && live !== undefined) before = beforeFirstApply(live, type, by);
  for (const manager of before.values()) {
    if (manager.apiVersion === by.apiVersion || manager.fields.isEmpty) continue;
    throw new Refusal(
      501,
      'NotImplemented',
      `the snapshot does not convert between versions: "${manager.name}" owns fields of this object as ${manager.apiVersion}`,
    );
  }
  const last = before.get(key)?.fields ?? new FieldSet();
  const fields = ownable(fieldsOf(config, type), by);
  const managers = new Map(before);
  managers.set(key, { ...own, fields });
  const merged = mergeOver(live ?? {}, config, type) as JSONObject;
  const object = last.isEmpty ? merged : prune(merged, last, managers, type);
  const changes = comparison(live ?? {}, object, type, by);
  const touched = changes.added.union(changes.modified);
  const conflicts = [...managers]
    .filter(([other]) => other !== key)
    .map(([, manager]) => ({ manager, fields: manager.fields.intersection(touched) }))
    .filter((one) => !one.fields.isEmpty);
  if (conflicts.length > 0 && !force) {
    const allowed =
      by.manager === 'kubectl' && live !== undefined ? lastApplied(live, type) : undefined;
    const left = conflicts
      .map(({ manager, fields: set }) => ({
        manager,
        fields: set.difference(allowed ?? new FieldSet()),
      }))
      .filter((one) => !one.fields.isEmpty);
    if (left.length > 0) throw conflictOf(left);
  }
  const after = afterChange(managers, (manager, other) =>
    other === key ? manager.fields : manager.fields.difference(touched).difference(changes.removed),
  );
  const mine = after.get(key);
  const old = before.get(key);
  if (mine !== undefined && old !== undefined && old.fields.equals(fields)) {
    after.set(key, { ...mine, time: old.time });
  }
  return { object: noteLastApplied(object, live, config, by), managers: after };
}

/** Who applies for the first time finds fields that somebody has set whom nobody has counted. */
function beforeFirstApply(live: JSONObject, type: TypeNode, by: Tracked): Map<string, Manager> {
  const whole = { ...by, manager: 'before-first-apply', subresource: '' };
  return new Map(updated(new Map(), comparison(emptyObject(by), live, type, whole), whole));
}

/** Takes out what was applied last and is no longer in the configuration, unless somebody else owns it. */
function prune(merged: JSONObject, last: FieldSet, managers: Managers, type: TypeNode): JSONObject {
  const all = (value: JSONObject): FieldSet => withNamedFields(fieldsOf(value, type), type);
  const without = (set: FieldSet): JSONObject => {
    const left = removeFields(merged, set, type);
    return isMap(left) ? left : {};
  };
  const pruned = without(withNamedFields(last, type));
  const owned = [...managers.values()].reduce((set, one) => set.union(one.fields), new FieldSet());
  const mergedSet = all(merged);
  const kept = without(mergedSet.difference(all(pruned).union(withNamedFields(owned, type))));
  // Items that held what was taken out and that nobody had applied stay.
  return without(mergedSet.difference(all(kept)).intersection(withNamedFields(last, type)));
}

/** Fields that `kubectl apply` has set and that are still so: it may take them over without a conflict. */
function lastApplied(live: JSONObject, type: TypeNode): FieldSet | undefined {
  const text = at(live, ['metadata', 'annotations', LAST_APPLIED]);
  if (typeof text !== 'string') return undefined;
  let applied: unknown;
  try {
    applied = parseJSON(text);
  } catch {
    return undefined;
  }
  if (!isMap(applied as JSONObject)) return undefined;
  const config = applied as JSONObject;
  const { added, modified, removed } = compare(config, live, type);
  return fieldsOf(config, type).difference(modified).difference(added).difference(removed);
}

/** `kubectl apply --server-side` keeps the annotation that `kubectl apply` has made. */
function noteLastApplied(
  object: JSONObject,
  live: JSONObject | undefined,
  config: JSONObject,
  { manager, subresource }: Tracked,
): JSONObject {
  const annotations = mapAt(live, ['metadata', 'annotations']);
  if (
    manager !== 'kubectl' ||
    subresource !== '' ||
    member(annotations, LAST_APPLIED) === undefined
  ) {
    return object;
  }
  const metadata = mapAt(object, ['metadata']);
  const note = { [LAST_APPLIED]: `${stringifyJSON(config, { sortKeys: true })}\n` };
  const noted = { ...mapAt(metadata, ['annotations']), ...note };
  return { ...object, metadata: { ...metadata, annotations: noted } };
}
