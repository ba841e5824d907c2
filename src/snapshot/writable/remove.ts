import type { GVR, JSONObject, KubeObject, OwnerReference } from '../../api/types.ts';
import { formatRFC3339 } from '../../formats/time.ts';
import { qualified, Refusal } from '../answer.ts';
import { servedResources } from '../catalogue.ts';
import type { StoredItem } from '../layout.ts';
import { listAt, textAt, textOf } from '../values.ts';
import { maps } from './defaults/fill.ts';
import { ownersOf, type MemorySource } from './memory.ts';

/** What becomes of what an object owns. */
export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** An object and where it is. */
interface Found {
  readonly gvr: GVR;
  readonly item: StoredItem;
}

const FOREGROUND = 'foregroundDeletion';
const PROTECTED = new Set(['default', 'kube-public', 'kube-system']);
/** Finalizers of the claims' and volumes' protection, which ends when nobody uses them. */
const IN_USE = new Set(['kubernetes.io/pvc-protection', 'kubernetes.io/pv-protection']);

/** Deletes objects and what belongs to them, as the API server, the garbage collector and the namespace controller do. */
export class Remover {
  readonly #source: MemorySource;
  readonly #now: () => number;
  /** Namespaces that are just being emptied. */
  readonly #emptying: Set<string> = new Set();
  /** Who was named as an owner when it was looked first. */
  #saved: Promise<ReadonlySet<string>> | undefined;

  constructor(source: MemorySource, now: () => number) {
    this.#source = source;
    this.#now = now;
  }

  /** Deletes an object; undefined when it is gone, else what is left, which waits for its finalizers. */
  async remove(
    gvr: GVR,
    item: StoredItem,
    propagation: Propagation,
  ): Promise<StoredItem | undefined> {
    const { metadata } = item.object;
    const isNamespace = gvr.group === '' && gvr.resource === 'namespaces';
    if (isNamespace) requireDeletable(metadata?.name ?? '');
    const marked = await this.#mark(gvr, item, isNamespace, propagation);
    if (isNamespace) await this.#empty(metadata?.name ?? '');
    if (propagation === 'Orphan') await this.#orphan(metadata?.uid);
    if (propagation === 'Foreground') await this.#removeDependents(metadata?.uid, 'Foreground');
    const blocked =
      (propagation === 'Foreground' && (await this.#isBlocked(metadata?.uid))) ||
      (isNamespace && (await this.#contents(metadata?.name ?? '')).length > 0);
    const finalizers = await this.#finalizers(marked);
    if (finalizers.length === 0 && !blocked) return this.#finish({ gvr, item: marked });
    const kept = propagation === 'Foreground' && blocked ? [...finalizers, FOREGROUND] : finalizers;
    return this.#change(gvr, marked, { finalizers: kept });
  }

  /** Looks after what an object leaves behind that has ended for good: what it owned, and who waited for it. */
  async gone({ object }: StoredItem): Promise<void> {
    const { uid, namespace, ownerReferences = [] } = object.metadata ?? {};
    await this.#removeDependents(uid, 'Background');
    if (ownerReferences.length > 0) await this.#freeOwners(ownerReferences);
    if (namespace !== undefined && !this.#emptying.has(namespace)) await this.#close(namespace);
  }

  /** Ends owners that have waited for their last dependent. */
  async #freeOwners(references: readonly OwnerReference[]): Promise<void> {
    for (const { gvr, item } of await this.#all()) {
      const { uid, deletionTimestamp, finalizers = [] } = item.object.metadata ?? {};
      const isWaiting = deletionTimestamp !== undefined && finalizers.includes(FOREGROUND);
      if (!isWaiting || !references.some((one) => one.uid === uid)) continue;
      if (await this.#isBlocked(uid)) continue;
      const others = finalizers.filter((one) => one !== FOREGROUND);
      const freed = await this.#change(gvr, item, { finalizers: others });
      if (others.length === 0) await this.#finish({ gvr, item: freed });
    }
  }

  /** Ends a namespace that has waited for the last object in it. */
  async #close(name: string): Promise<void> {
    const gvr = { group: '', version: 'v1', resource: 'namespaces' };
    const item = (await this.#source.resource(gvr))?.items.find(
      ({ object }) => object.metadata?.name === name,
    );
    if (item?.object.metadata?.deletionTimestamp === undefined) return;
    if ((item.object.metadata.finalizers ?? []).length > 0) return;
    if ((await this.#contents(name)).length === 0) await this.#finish({ gvr, item });
  }

  async #finish({ gvr, item }: Found): Promise<undefined> {
    await this.#source.remove(gvr, item);
    await this.gone(item);
    return undefined;
  }

  /** Writes down that an object is to be deleted, where that has not happened yet. */
  async #mark(
    gvr: GVR,
    item: StoredItem,
    isNamespace: boolean,
    propagation: Propagation,
  ): Promise<StoredItem> {
    const { metadata = {} } = item.object;
    if (metadata.deletionTimestamp !== undefined) return item;
    const isDirect = !isNamespace && propagation !== 'Foreground';
    if (isDirect && (await this.#finalizers(item)).length === 0) return item;
    const { generation } = metadata;
    const marked = await this.#change(gvr, item, {
      deletionTimestamp: formatRFC3339(this.#now()),
      ...(isNamespace ? {} : { deletionGracePeriodSeconds: 0 }),
      ...(generation === undefined ? {} : { generation: generation + 1 }),
    });
    if (!isNamespace) return marked;
    const status = { ...(marked.object['status'] as JSONObject), phase: 'Terminating' };
    const cells = marked.cells.map((cell, index) => (index === 1 ? 'Terminating' : cell));
    const terminating = { cells, object: { ...marked.object, status } };
    await this.#source.put(gvr, terminating, marked);
    return terminating;
  }

  async #change(gvr: GVR, item: StoredItem, metadata: KubeObject['metadata']): Promise<StoredItem> {
    const changed = { ...item.object.metadata, ...metadata };
    if (changed.finalizers?.length === 0) delete changed.finalizers;
    changed.resourceVersion = this.#source.nextVersion();
    const next = { cells: item.cells, object: { ...item.object, metadata: changed } };
    await this.#source.put(gvr, next, item);
    return next;
  }

  /** Finalizers that keep an object: none of those that end with this. */
  async #finalizers({ object }: StoredItem): Promise<string[]> {
    const all = object.metadata?.finalizers ?? [];
    const others = all.filter((one) => one !== FOREGROUND && one !== 'orphan');
    const isUsed = others.some((one) => IN_USE.has(one)) && (await this.#isUsed(object));
    return others.filter((one) => isUsed || !IN_USE.has(one));
  }

  /** Whether a pod uses a claim, or a claim a volume. */
  async #isUsed(object: KubeObject): Promise<boolean> {
    if (object.kind !== 'PersistentVolumeClaim') {
      return textAt(object, ['status', 'phase']) === 'Bound';
    }
    const pods = await this.#source.resource({ group: '', version: 'v1', resource: 'pods' });
    const { name = '', namespace } = object.metadata ?? {};
    return (pods?.items ?? []).some(
      ({ object: pod }) =>
        pod.metadata?.namespace === namespace &&
        !['Failed', 'Succeeded'].includes(textAt(pod, ['status', 'phase'])) &&
        maps(listAt(pod, ['spec', 'volumes'])).some(
          (volume) => textAt(volume, ['persistentVolumeClaim', 'claimName']) === name,
        ),
    );
  }

  async #empty(namespace: string): Promise<void> {
    this.#emptying.add(namespace);
    for (const { gvr, item } of await this.#contents(namespace)) {
      const current = await this.#current(gvr, item);
      if (current !== undefined) await this.remove(gvr, current, 'Background');
    }
    this.#emptying.delete(namespace);
  }

  async #contents(namespace: string): Promise<Found[]> {
    const all = await this.#all();
    return all.filter(({ item }) => item.object.metadata?.namespace === namespace);
  }

  async #removeDependents(uid: string | undefined, propagation: Propagation): Promise<void> {
    const dependents = await this.#dependents(uid);
    if (dependents.length === 0) return;
    const existing = new Set((await this.#all()).map(({ item }) => item.object.metadata?.uid));
    for (const { gvr, item } of dependents) {
      const current = await this.#current(gvr, item);
      if (current === undefined) continue;
      const references = current.object.metadata?.ownerReferences ?? [];
      const others = references.filter((one) => one.uid !== uid);
      if (others.some((one) => existing.has(one.uid))) {
        await this.#change(gvr, current, { ownerReferences: others });
      } else if (propagation === 'Background' || blocks(references, uid)) {
        await this.remove(gvr, current, propagation);
      }
    }
  }

  async #orphan(uid: string | undefined): Promise<void> {
    for (const { gvr, item } of await this.#dependents(uid)) {
      const { metadata = {} } = item.object;
      const ownerReferences = (metadata.ownerReferences ?? []).filter((one) => one.uid !== uid);
      await this.#change(gvr, item, { ownerReferences });
    }
  }

  async #isBlocked(uid: string | undefined): Promise<boolean> {
    const dependents = await this.#dependents(uid);
    return dependents.some(({ item }) => blocks(item.object.metadata?.ownerReferences ?? [], uid));
  }

  async #dependents(uid: string | undefined): Promise<Found[]> {
    if (uid === undefined) return [];
    // Most objects own nothing, and looking through all of them takes long.
    this.#saved ??= this.#all().then(
      (found) => new Set(found.flatMap(({ item }) => ownersOf(item.object))),
    );
    if (!(await this.#saved).has(uid) && !this.#source.owners.has(uid)) return [];
    const all = await this.#all();
    return all.filter(
      ({ item }) => item.object.metadata?.ownerReferences?.some((one) => one.uid === uid) === true,
    );
  }

  async #current(gvr: GVR, { object }: StoredItem): Promise<StoredItem | undefined> {
    const stored = await this.#source.resource(gvr);
    return stored?.items.find((item) => item.object.metadata?.uid === object.metadata?.uid);
  }

  /** Every object that can be deleted, once, whatever the number of its versions. */
  async #all(): Promise<Found[]> {
    const seen = new Set<unknown>();
    const found: Found[] = [];
    for (const gvr of servedResources(this.#source.discovery)) {
      if (!gvr.verbs.includes('delete') || this.#source.isStale(gvr)) continue;
      for (const item of (await this.#source.resource(gvr))?.items ?? []) {
        const { uid } = item.object.metadata ?? {};
        if (uid !== undefined && seen.has(uid)) continue;
        seen.add(uid);
        found.push({ gvr, item });
      }
    }
    return found;
  }
}

function blocks(references: readonly OwnerReference[], uid: string | undefined): boolean {
  return references.some((one) => one.uid === uid && one.blockOwnerDeletion === true);
}

function requireDeletable(name: string): void {
  if (!PROTECTED.has(name)) return;
  throw new Refusal(
    403,
    'Forbidden',
    `${qualified({ group: '', resource: 'namespaces' })} "${name}" is forbidden: this namespace may not be deleted`,
    { name, kind: 'namespaces' },
  );
}

/** What happens to the dependents of an object whose client does not say it. */
function defaultPropagation({ group, resource }: GVR): Propagation {
  const name = qualified({ group, resource });
  return name === 'jobs.batch' || name === 'replicationcontrollers' ? 'Orphan' : 'Background';
}

/** Reads DeleteOptions of a body and of the query, which goes before. */
export function readPropagation(body: JSONObject, query: URLSearchParams, gvr: GVR): Propagation {
  const said = query.get('propagationPolicy') ?? textOf(body['propagationPolicy']);
  if (said === 'Background' || said === 'Foreground' || said === 'Orphan') return said;
  const orphan = query.get('orphanDependents') ?? textOf(body['orphanDependents']);
  if (orphan !== '') return orphan === 'true' ? 'Orphan' : 'Background';
  return defaultPropagation(gvr);
}
