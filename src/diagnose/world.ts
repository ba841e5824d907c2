import { type Fields, fields, list, text } from '../describe/fields.ts';
import type { ManifestCheck } from './manifest.ts';
import type { ObjectRef, Skipped } from './model.ts';

/** Kinds that are looked at. Their lists may be incomplete only as `World.sees` says. */
export type Kind =
  | 'ConfigMap'
  | 'ControllerRevision'
  | 'CronJob'
  | 'DaemonSet'
  | 'Deployment'
  | 'EndpointSlice'
  | 'Event'
  | 'HorizontalPodAutoscaler'
  | 'Ingress'
  | 'IngressClass'
  | 'Job'
  | 'LimitRange'
  | 'NetworkPolicy'
  | 'Node'
  | 'PersistentVolume'
  | 'PersistentVolumeClaim'
  | 'Pod'
  | 'PodDisruptionBudget'
  | 'ReplicaSet'
  | 'ResourceQuota'
  | 'Secret'
  | 'Service'
  | 'ServiceAccount'
  | 'StatefulSet'
  | 'StorageClass';

/** The last lines of a container, already redacted. */
export interface ContainerLog {
  /** Of the container that ended, not of the one that runs now. */
  readonly previous: boolean;
  readonly text: string;
}

/** A world as data: what a diagnosis was made of. */
export interface WorldRecord {
  /** RFC 3339. */
  readonly now: string;
  /** The one namespace that was listed; all when missing. */
  readonly scope?: string;
  readonly objects: { readonly [kind: string]: readonly Fields[] };
  /** Kinds of which all objects are known. */
  readonly complete: readonly string[];
  /** `Secret/NAMESPACE/NAME`. */
  readonly absent: readonly string[];
  /** By `POD-UID/CONTAINER`. */
  readonly logs: { readonly [container: string]: ContainerLog };
  readonly skipped: readonly Skipped[];
  /** Missing where there are none. */
  readonly manifests?: readonly ManifestCheck[];
}

/** The cluster as far as it was read: the same for a live server, a snapshot and files. Rules read it, and nothing else. */
export class World {
  /** Milliseconds since 1970: the moment as of which everything is judged. */
  readonly now: number;
  readonly skipped: Skipped[] = [];
  /** What the manifests of `-f` were found to be. */
  readonly manifests: ManifestCheck[] = [];
  readonly #objects: Map<Kind, Fields[]> = new Map();
  /** Made when asked for, and anew when there are more objects. */
  readonly #indexes: Map<Kind, Index> = new Map();
  readonly #seen: Set<Kind> = new Set();
  readonly #absent: Set<string> = new Set();
  readonly #logs: Map<string, ContainerLog> = new Map();
  readonly #events: Map<string, Event[]> = new Map();

  readonly #scope: string;

  /** @param scope the one namespace that was listed; "" for all. Of others nothing is known. */
  constructor(now: number, scope = '') {
    this.now = now;
    this.#scope = scope;
  }

  /** The world that a record is of. */
  static from(record: WorldRecord): World {
    const world = new World(Date.parse(record.now), record.scope ?? '');
    for (const [kind, objects] of Object.entries(record.objects))
      world.add(kind as Kind, objects, record.complete.includes(kind));
    for (const place of record.absent) world.#absent.add(place);
    for (const [place, log] of Object.entries(record.logs)) world.#logs.set(place, log);
    world.skipped.push(...record.skipped);
    world.manifests.push(...(record.manifests ?? []));
    return world;
  }

  toJSON(): WorldRecord {
    return {
      now: new Date(this.now).toISOString(),
      ...(this.#scope === '' ? {} : { scope: this.#scope }),
      objects: Object.fromEntries(this.#objects),
      complete: [...this.#seen],
      absent: [...this.#absent],
      logs: Object.fromEntries(this.#logs),
      skipped: this.skipped,
      ...(this.manifests.length === 0 ? {} : { manifests: this.manifests }),
    };
  }

  /** Adds what a list answered; `complete` says that there are no others. */
  add(kind: Kind, objects: readonly Fields[], complete = true): void {
    const known = this.#objects.get(kind) ?? [];
    this.#objects.set(kind, known);
    for (const object of objects) known.push(object);
    this.#indexes.delete(kind);
    if (complete) this.#seen.add(kind);
    if (kind === 'Event') this.#addEvents(objects);
  }

  /** True when all objects of the kind are known: one that is not there does not exist. */
  sees(kind: Kind): boolean {
    return this.#seen.has(kind);
  }

  /** Notes that a server was asked for an object and has none. */
  setAbsent(kind: Kind, namespace: string, name: string): void {
    this.#absent.add(`${kind}/${namespace}/${name}`);
  }

  /** False for a namespace of which single objects were read at most. */
  covers(namespace: string): boolean {
    return this.#scope === '' || namespace === '' || namespace === this.#scope;
  }

  /** True when a server was asked for this object, and has none. */
  asked(kind: Kind, namespace: string, name: string): boolean {
    return this.#absent.has(`${kind}/${namespace}/${name}`);
  }

  /** Whether an object is there; undefined when that is not known, as it may not be read or was not asked for. */
  exists(kind: Kind, namespace: string, name: string): boolean | undefined {
    if (this.find(kind, namespace, name) !== undefined) return true;
    return (this.covers(namespace) && this.sees(kind)) ||
      this.#absent.has(`${kind}/${namespace}/${name}`)
      ? false
      : undefined;
  }

  /** The objects of a kind, of one namespace where one is given. */
  all(kind: Kind, namespace?: string): readonly Fields[] {
    if (namespace === undefined) return this.#objects.get(kind) ?? [];
    return this.#index(kind).byNamespace.get(namespace) ?? [];
  }

  find(kind: Kind, namespace: string, name: string): Fields | undefined {
    return this.#index(kind).byName.get(`${namespace}/${name}`);
  }

  /** Objects of a kind whose controller is this object, by uid. */
  ownedBy(owner: Fields, kind: Kind): readonly Fields[] {
    const uid = uidOf(owner);
    return uid === '' ? [] : (this.#index(kind).byOwner.get(uid) ?? []);
  }

  /** The events about an object, the latest first. */
  eventsOf(object: Fields): readonly Event[] {
    return this.#events.get(uidOf(object)) ?? [];
  }

  setLog(pod: Fields, container: string, log: ContainerLog): void {
    this.#logs.set(`${uidOf(pod)}/${container}`, log);
  }

  log(pod: Fields, container: string): ContainerLog | undefined {
    return this.#logs.get(`${uidOf(pod)}/${container}`);
  }

  #index(kind: Kind): Index {
    const known = this.#indexes.get(kind) ?? indexOf(this.#objects.get(kind) ?? []);
    this.#indexes.set(kind, known);
    return known;
  }

  #addEvents(objects: readonly Fields[]): void {
    const changed = new Set<Event[]>();
    for (const event of objects.map(readEvent)) {
      const known = this.#events.get(event.uid) ?? [];
      this.#events.set(event.uid, known);
      known.push(event);
      changed.add(known);
    }
    for (const events of changed) events.sort((a, b) => b.time - a.time);
  }
}

/** The objects of a kind by what they are asked for. */
interface Index {
  readonly byNamespace: ReadonlyMap<string, readonly Fields[]>;
  /** By `NAMESPACE/NAME`; the first of several. */
  readonly byName: ReadonlyMap<string, Fields>;
  /** By the uid of the controller. */
  readonly byOwner: ReadonlyMap<string, readonly Fields[]>;
}

function indexOf(objects: readonly Fields[]): Index {
  const byNamespace = new Map<string, Fields[]>();
  const byName = new Map<string, Fields>();
  const byOwner = new Map<string, Fields[]>();
  const file = (map: Map<string, Fields[]>, key: string, object: Fields): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [object]);
    else known.push(object);
  };
  for (const object of objects) {
    const namespace = namespaceOf(object);
    const place = `${namespace}/${nameOf(object)}`;
    file(byNamespace, namespace, object);
    if (!byName.has(place)) byName.set(place, object);
    const owner = text(controllerOf(object)?.['uid']);
    if (owner !== '') file(byOwner, owner, object);
  }
  return { byNamespace, byName, byOwner };
}

/** An event, read. */
export interface Event {
  /** Of the object that it is about. */
  readonly uid: string;
  /** The name of that object. */
  readonly about: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  /** When it was last seen, milliseconds since 1970; 0 when it does not say. */
  readonly time: number;
  /** The container that it is about; "" for none. */
  readonly container: string;
}

/** Reads an event of either API: core and events.k8s.io. */
export function readEvent(object: Fields): Event {
  const series = fields(object['series']);
  const about = fields(object['involvedObject'] ?? object['regarding']);
  const time =
    text(series['lastObservedTime']) ||
    text(object['lastTimestamp']) ||
    text(object['deprecatedLastTimestamp']) ||
    text(object['eventTime']) ||
    text(object['firstTimestamp']) ||
    text(fields(object['metadata'])['creationTimestamp']);
  const count = Number(text(series['count'] ?? object['count'] ?? object['deprecatedCount']));
  return {
    uid: text(about['uid']),
    about: text(about['name']),
    type: text(object['type']),
    reason: text(object['reason']),
    message: text(object['message'] ?? object['note']),
    count: count > 0 ? count : 1,
    time: timeOf(time),
    container:
      /^spec\.(?:init|ephemeral)?[cC]ontainers\{(.*)\}$/.exec(text(about['fieldPath']))?.[1] ?? '',
  };
}

/** An RFC 3339 text as milliseconds since 1970; 0 for none. */
export function timeOf(value: unknown): number {
  const time = Date.parse(text(value));
  return Number.isNaN(time) ? 0 : time;
}

export function metadataOf(object: Fields): Fields {
  return fields(object['metadata']);
}

export function nameOf(object: Fields): string {
  return text(metadataOf(object)['name']);
}

export function namespaceOf(object: Fields): string {
  return text(metadataOf(object)['namespace']);
}

export function uidOf(object: Fields): string {
  return text(metadataOf(object)['uid']);
}

/** The owner that manages an object: its controller. */
export function controllerOf(object: Fields): Fields | undefined {
  return list(metadataOf(object)['ownerReferences']).find((owner) => owner['controller'] === true);
}

/** A condition of an object's status, by type. */
export function conditionOf(object: Fields, type: string): Fields | undefined {
  return list(fields(object['status'])['conditions']).find((one) => one['type'] === type);
}

export function refOf(object: Fields, container?: string): ObjectRef {
  return {
    kind: text(object['kind']),
    namespace: namespaceOf(object),
    name: nameOf(object),
    ...(container === undefined ? {} : { container }),
  };
}
