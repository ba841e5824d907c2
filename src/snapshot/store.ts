import type { GVR } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { SnapshotFiles, type FileSource } from './files.ts';
import {
  logFile,
  objectsFile,
  openapiFile,
  openapiPath,
  type LogPart,
  type SnapshotInfo,
  type StoredDiscovery,
  type StoredResource,
} from './layout.ts';
import type { Source } from './source.ts';

/** What a snapshot holds. Objects, documents and logs are read when first asked for, and checked as they are. */
export class SnapshotStore implements Source {
  readonly info: SnapshotInfo;
  readonly discovery: StoredDiscovery;
  readonly #files: SnapshotFiles;
  readonly #resources: Map<string, Promise<StoredResource | undefined>> = new Map();

  private constructor(files: SnapshotFiles, info: SnapshotInfo, discovery: StoredDiscovery) {
    this.#files = files;
    this.info = info;
    this.discovery = discovery;
  }

  /** Opens the files of a snapshot. Throws one sentence when they are none. */
  static async open(source: FileSource): Promise<SnapshotStore> {
    const files = new SnapshotFiles(source);
    const info = await files.json<Partial<SnapshotInfo>>('snapshot.json');
    if (info === undefined) {
      throw new KubistError(`snapshot ${source.name}: not a snapshot, snapshot.json is missing`);
    }
    if (info.formatVersion !== 1) {
      throw files.problem(
        'snapshot.json',
        `has formatVersion ${info.formatVersion}; this program reads 1`,
      );
    }
    if (Number.isNaN(Date.parse(String(info.savedAt)))) {
      throw files.problem('snapshot.json', 'has no valid savedAt');
    }
    if (
      typeof info.namespace !== 'string' ||
      typeof info.version !== 'object' ||
      info.version === null
    ) {
      throw files.problem('snapshot.json', 'lacks namespace or version');
    }
    return new SnapshotStore(files, info as SnapshotInfo, await readDiscovery(files));
  }

  /** The objects of a resource; undefined when none were saved. */
  resource(gvr: GVR): Promise<StoredResource | undefined> {
    const file = objectsFile(gvr);
    let loading = this.#resources.get(file);
    if (loading === undefined) {
      loading = this.#loadResource(file);
      this.#resources.set(file, loading);
    }
    return loading;
  }

  /** The paths of the OpenAPI documents that were saved. */
  async openapiPaths(): Promise<string[]> {
    const names = await this.#files.list('openapi');
    return names.map(openapiPath).filter((path) => path !== undefined);
  }

  /** An OpenAPI document as text, by its path in the index. */
  async openapi(path: string): Promise<string | undefined> {
    const file = openapiFile(path);
    const bytes = await this.#files.bytes(file);
    if (bytes === undefined) return undefined;
    const { gunzipSync } = await import('node:zlib');
    try {
      return new TextDecoder().decode(gunzipSync(bytes));
    } catch (error) {
      throw this.#files.problem(file, `cannot be unpacked: ${(error as Error).message}`, error);
    }
  }

  /** A container's log or what the server said in its place; undefined when it was not saved. */
  log(
    namespace: string,
    pod: string,
    container: string,
    part: LogPart,
  ): Promise<string | undefined> {
    return this.#files.text(logFile(namespace, pod, container, part));
  }

  async #loadResource(file: string): Promise<StoredResource | undefined> {
    const stored = await this.#files.json<StoredResource>(file);
    if (stored === undefined) return undefined;
    if (
      typeof stored.kind !== 'string' ||
      !Array.isArray(stored.columns) ||
      !Array.isArray(stored.items)
    ) {
      throw this.#files.problem(file, 'lacks kind, columns or items');
    }
    for (const [index, item] of stored.items.entries()) {
      if (!Array.isArray(item?.cells) || typeof item.object?.metadata?.name !== 'string') {
        throw this.#files.problem(
          file,
          `has no object with a name, or no cells, as item ${index + 1}`,
        );
      }
    }
    return stored;
  }
}

async function readDiscovery(files: SnapshotFiles): Promise<StoredDiscovery> {
  const discovery = await files.json<StoredDiscovery>('discovery.json');
  if (discovery === undefined) throw files.problem('discovery.json', 'is missing');
  for (const path of ['/api', '/apis'] as const) {
    if (!Array.isArray(discovery[path]?.items)) {
      throw files.problem('discovery.json', `has no groups under "${path}"`);
    }
  }
  return discovery;
}
