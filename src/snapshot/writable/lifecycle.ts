import type { JSONObject, KubeObject } from '../../api/types.ts';
import { formatRFC3339 } from '../../formats/time.ts';
import { equal } from '../../resources/patch/values.ts';
import { badRequest, notFound, qualified, Refusal } from '../answer.ts';
import type { StoredItem } from '../layout.ts';
import { listAt, mapAt, textOf } from '../values.ts';
import { allocateAddress, dropUnused } from './addresses.ts';
import { beginLife, randomSuffix } from './birth.ts';
import { checkIdentity, withoutStatus, withStatus } from './carry-over.ts';
import { cellsOf } from './cells/cells.ts';
import { DEFAULTS } from './defaults/kinds.ts';
import { hasGeneration, specChanged } from './generation.ts';
import { invalid } from './invalid.ts';
import { removeManagedTimes, trackUpdate } from './managed/track.ts';
import { Types } from './managed/types.ts';
import type { MemorySource } from './memory.ts';
import type { Model } from './model.ts';
import type { WriteOptions } from './options.ts';
import { forbiddenChanges, problemsOf } from './validate.ts';

/** What objects go through: they are created, and change. Times are milliseconds since 1970. */
export class Lifecycle {
  readonly source: MemorySource;
  readonly now: () => number;
  readonly types: Types;

  constructor(source: MemorySource, now: () => number) {
    this.source = source;
    this.now = now;
    this.types = new Types(source);
  }

  /** Creates an object that was read as the model's kind. Throws what the server answers when it cannot be. */
  async create(
    model: Model,
    namespace: string | undefined,
    object: JSONObject,
    options: WriteOptions,
    track: (object: JSONObject) => Promise<JSONObject> = (made) =>
      this.#track(model, undefined, made, options),
  ): Promise<StoredItem> {
    const metadata = mapAt(object, ['metadata']);
    object['metadata'] = metadata;
    await this.#enterNamespace(model, namespace, metadata);
    if (textOf(metadata['name']) === '' && textOf(metadata['generateName']) !== '') {
      metadata['name'] = `${textOf(metadata['generateName'])}${randomSuffix()}`;
    }
    if (metadata['resourceVersion'] !== undefined && !options.dryRun) {
      throw new Refusal(500, '', 'resourceVersion should not be set on objects to be created');
    }
    Object.assign(metadata, {
      uid: crypto.randomUUID(),
      creationTimestamp: formatRFC3339(this.now()),
    });
    for (const key of ['selfLink', 'generation', 'deletionTimestamp', 'resourceVersion']) {
      delete metadata[key];
    }
    delete metadata['deletionGracePeriodSeconds'];
    if (hasGeneration(model)) metadata['generation'] = 1;
    if (model.message !== undefined) fillDefaults(object, model.message);
    const problems = problemsOf(object, model);
    const name = textOf(metadata['name']);
    if (problems.length > 0) throw invalid(model, name, problems);
    if (findItem(model, namespace, name) !== undefined) throw alreadyExists(model, name);
    // What the server adds now belongs to nobody.
    const tracked = structuredClone(await track(object));
    await beginLife(tracked, model, this.source);
    return this.#store(model, tracked, undefined, options);
  }

  /** Changes an object. `subresource` is what of it changes; all but its status when missing. */
  async update(
    model: Model,
    before: StoredItem,
    sent: JSONObject,
    options: WriteOptions,
    subresource?: string,
    track: (object: JSONObject) => Promise<JSONObject> = (made) =>
      this.#track(model, before.object as JSONObject, made, options, subresource),
  ): Promise<StoredItem> {
    const old = before.object as JSONObject;
    const metadata = mapAt(old, ['metadata']);
    checkIdentity(model, metadata, mapAt(sent, ['metadata']));
    let next = subresource === 'status' ? withStatus(old, sent) : withoutStatus(model, old, sent);
    if (subresource !== 'status' && model.message !== undefined) fillDefaults(next, model.message);
    if (model.message === 'Service' && subresource !== 'status') {
      next = { ...next, spec: structuredClone(mapAt(next, ['spec'])) };
      dropUnused(mapAt(next, ['spec']), mapAt(old, ['spec']));
      await allocateAddress(mapAt(next, ['spec']), model, this.source, textOf(metadata['uid']));
    }
    const problems = [...problemsOf(next, model), ...forbiddenChanges(old, next, model)];
    if (problems.length > 0) throw invalid(model, textOf(metadata['name']), problems);
    if (hasGeneration(model) && specChanged(old, next, model)) {
      const generation = Number(metadata['generation'] ?? 0) + 1;
      next = { ...next, metadata: { ...mapAt(next, ['metadata']), generation } };
    }
    next = await track(next);
    if (equal(removeManagedTimes(old), removeManagedTimes(next))) return before;
    const ends =
      metadata['deletionTimestamp'] !== undefined &&
      listAt(next, ['metadata', 'finalizers']).length === 0;
    if (!ends) return this.#store(model, next, before, options);
    if (!options.dryRun) await this.source.remove(model, before);
    return { cells: before.cells, object: next };
  }

  async #store(
    model: Model,
    object: JSONObject,
    before: StoredItem | undefined,
    { dryRun }: WriteOptions,
  ): Promise<StoredItem> {
    const metadata = { ...mapAt(object, ['metadata']) };
    if (!dryRun) metadata['resourceVersion'] = this.source.nextVersion();
    const whole = { ...object, metadata } as KubeObject;
    const { savedAt } = this.source.info;
    const { now } = this;
    const item: StoredItem = {
      // Ages go on.
      get cells() {
        return cellsOf(model, whole, before, { savedAt, now: now() });
      },
      object: whole,
    };
    if (!dryRun) await this.source.put(model, item, before);
    return item;
  }

  async #enterNamespace(
    model: Model,
    namespace: string | undefined,
    metadata: JSONObject,
  ): Promise<void> {
    const said = textOf(metadata['namespace']);
    if (said !== '' && said !== (namespace ?? '')) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
    if (namespace === undefined) return;
    metadata['namespace'] = namespace;
    const namespaces = await this.source.resource({
      group: '',
      version: 'v1',
      resource: 'namespaces',
    });
    const found = namespaces?.items.find(({ object }) => object.metadata?.name === namespace);
    // Who may not list namespaces has saved none.
    if (found === undefined && namespaces !== undefined && namespaces.items.length > 0) {
      throw notFound('', 'namespaces', namespace);
    }
    if (found?.object.metadata?.deletionTimestamp === undefined) return;
    const name = textOf(metadata['name']);
    throw new Refusal(
      403,
      'Forbidden',
      `${qualified(model)} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }

  async #track(
    model: Model,
    before: JSONObject | undefined,
    after: JSONObject,
    options: WriteOptions,
    subresource = '',
  ): Promise<JSONObject> {
    return trackUpdate(before, after, await this.types.of(model), {
      manager: options.manager,
      kind: model.kind,
      apiVersion: model.apiVersion,
      message: model.message,
      subresource,
      hasStatus: model.subresources.includes('status'),
      time: formatRFC3339(this.now()),
    });
  }
}

/** Fills in defaults of one of the API's own kinds. Changes the object. */
export function fillDefaults(object: JSONObject, message: string): void {
  if (Object.hasOwn(DEFAULTS, message)) DEFAULTS[message]?.(object, mapAt(object, ['spec']));
}

/** An object by its name. */
export function findItem(
  { stored }: Model,
  namespace: string | undefined,
  name: string,
): StoredItem | undefined {
  return stored.items.find(
    ({ object }) => object.metadata?.name === name && object.metadata.namespace === namespace,
  );
}

function alreadyExists(model: Model, name: string): Refusal {
  const { group, resource } = model;
  return new Refusal(409, 'AlreadyExists', `${qualified(model)} "${name}" already exists`, {
    name,
    ...(group === '' ? {} : { group }),
    kind: resource,
  });
}
