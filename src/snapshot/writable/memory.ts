import type { GVR, KubeObject } from '../../api/types.ts';
import { compareBytes } from '../../formats/compare.ts';
import { Refusal } from '../answer.ts';
import { servedResources } from '../catalogue.ts';
import { objectsFile, type StoredItem, type StoredResource } from '../layout.ts';
import type { Source } from '../source.ts';
import type { Change, Changes } from '../watch.ts';

/** Changes that are remembered for watches that come back. */
const REMEMBERED = 5000;

/** A snapshot with changes on top, in memory. Lists that somebody holds never change: each change makes a new one. */
export class MemorySource implements Source, Changes {
  readonly #base: Source;
  readonly #changed: Map<string, StoredResource> = new Map();
  /** Versions of resources that can no longer be read, with what was changed. */
  readonly #stale: Map<string, GVR> = new Map();
  readonly #waiting: Set<() => void> = new Set();
  /** The uids of all that a changed object has named as its owner. */
  readonly owners: Set<string> = new Set();
  #log: Change[] = [];
  #forgotten = 0;
  #version: number;

  constructor(base: Source) {
    this.#base = base;
    // Any number that is larger than all in the snapshot; the time in milliseconds is.
    this.#version = Date.parse(base.info.savedAt);
  }

  get info(): Source['info'] {
    return this.#base.info;
  }

  get discovery(): Source['discovery'] {
    return this.#base.discovery;
  }

  get version(): number {
    return this.#version;
  }

  async resource(gvr: GVR): Promise<StoredResource | undefined> {
    const changed = this.#stale.get(objectsFile(gvr));
    if (changed !== undefined) {
      const [group, version] = [changed.group || 'v1', changed.group === '' ? '' : changed.version];
      throw new Refusal(
        501,
        'NotImplemented',
        `the snapshot does not convert between versions: ${gvr.resource} were changed as ${[group, version].filter(Boolean).join('/')}, and can only be read as such`,
      );
    }
    return this.#changed.get(objectsFile(gvr)) ?? this.#base.resource(gvr);
  }

  /** Whether a resource can no longer be read, since it was changed in another version. */
  isStale(gvr: GVR): boolean {
    return this.#stale.has(objectsFile(gvr));
  }

  openapiPaths(): Promise<string[]> {
    return this.#base.openapiPaths();
  }

  openapi(path: string): Promise<string | undefined> {
    return this.#base.openapi(path);
  }

  log(...where: Parameters<Source['log']>): Promise<string | undefined> {
    return this.#base.log(...where);
  }

  /** The resourceVersion of the next change. */
  nextVersion(): string {
    return String(this.#version + 1);
  }

  /** Puts an object in, whose resourceVersion is `nextVersion`, in place of the one that it was. */
  async put(gvr: GVR, item: StoredItem, before: StoredItem | undefined): Promise<void> {
    for (const uid of ownersOf(item.object)) this.owners.add(uid);
    const type = before === undefined ? 'ADDED' : 'MODIFIED';
    await this.#apply(gvr, { type, item, ...(before === undefined ? {} : { before }) });
  }

  /** Takes an object out. */
  async remove(gvr: GVR, before: StoredItem): Promise<void> {
    const { object, cells } = before;
    const resourceVersion = this.nextVersion();
    const last = {
      cells,
      object: { ...object, metadata: { ...object.metadata, resourceVersion } },
    };
    await this.#apply(gvr, { type: 'DELETED', item: last, before });
  }

  after(version: number): readonly Change[] | undefined {
    if (version < this.#forgotten) return undefined;
    return this.#log.filter((change) => change.version > version);
  }

  next(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        signal?.removeEventListener('abort', go);
        resolve();
      };
      const timer = setTimeout(go, milliseconds);
      this.#waiting.add(go);
      signal?.addEventListener('abort', go);
    });
  }

  async #apply(gvr: GVR, change: Omit<Change, 'gvr' | 'version'>): Promise<void> {
    const others = await this.#otherVersions(gvr);
    const version = ++this.#version;
    await this.#change(gvr, change, version);
    for (const other of others) {
      const stored = await this.#base.resource(other);
      if (stored === undefined) continue;
      if (!stored.typedItems) {
        this.#stale.set(objectsFile(other), gvr);
        continue;
      }
      // Versions of a custom resource differ in their name only, unless a webhook converts, which none does here.
      const as = (item: StoredItem): StoredItem => ({
        cells: item.cells,
        object: { ...item.object, apiVersion: stored.apiVersion },
      });
      const { type, item, before } = change;
      const converted = { type, item: as(item), ...(before && { before: as(before) }) };
      await this.#change(other, converted, version);
    }
    for (const wake of this.#waiting) wake();
  }

  async #change(gvr: GVR, change: Omit<Change, 'gvr' | 'version'>, version: number): Promise<void> {
    const stored = await this.resource(gvr);
    if (stored === undefined) return;
    const key = keyOf(change.item);
    const items = stored.items.filter((item) => keyOf(item) !== key);
    if (change.type !== 'DELETED') {
      const place = items.findIndex((item) => compareBytes(keyOf(item), key) > 0);
      items.splice(place < 0 ? items.length : place, 0, change.item);
    }
    this.#changed.set(objectsFile(gvr), { ...stored, items, resourceVersion: String(version) });
    const { group, version: apiVersion, resource } = gvr;
    this.#log.push({ ...change, gvr: { group, version: apiVersion, resource }, version });
    if (this.#log.length > 2 * REMEMBERED) {
      this.#log = this.#log.slice(-REMEMBERED);
      this.#forgotten = (this.#log[0]?.version ?? 1) - 1;
    }
  }

  /** The same objects under other names: further versions, and the two kinds of events. */
  async #otherVersions(gvr: GVR): Promise<GVR[]> {
    const isEvent = ({ group, resource }: GVR): boolean =>
      resource === 'events' && (group === '' || group === 'events.k8s.io');
    return servedResources(this.discovery).filter(
      (one) =>
        one.resource === gvr.resource &&
        (one.group === gvr.group || (isEvent(one) && isEvent(gvr))) &&
        !(one.group === gvr.group && one.version === gvr.version),
    );
  }
}

/** The uids of an object's owners. */
export function ownersOf({ metadata }: KubeObject): string[] {
  return (metadata?.ownerReferences ?? []).map(({ uid }) => uid);
}

function keyOf({ object: { metadata } }: StoredItem): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}
