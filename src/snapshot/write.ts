import { mkdir, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GVR } from '../api/types.ts';
import { stringifyJSON } from '../formats/json.ts';
import {
  logFile,
  objectsFile,
  openapiFile,
  type LogPart,
  type SnapshotInfo,
  type StoredDiscovery,
  type StoredItem,
  type StoredResource,
} from './layout.ts';

/** Writes the files of a snapshot into a folder. Only their owner may read them: logs and objects tell much of a cluster. */
export class SnapshotWriter {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  discovery(discovery: StoredDiscovery): Promise<void> {
    return this.#write('discovery.json', `${stringifyJSON(discovery)}\n`);
  }

  /** Begins the file of a resource: items follow. */
  async resource(gvr: GVR, head: Omit<StoredResource, 'items'>): Promise<ItemWriter> {
    const file = join(this.#directory, objectsFile(gvr));
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'w', 0o600);
    await handle.writeFile(`${stringifyJSON(head).slice(0, -1)},"items":[\n`);
    return new ItemWriter(handle, file);
  }

  /** An OpenAPI document, as the server sent it. */
  async openapi(path: string, document: string): Promise<void> {
    const { gzipSync } = await import('node:zlib');
    const bytes = gzipSync(document);
    // The operating system has a place in the header: it is not told.
    bytes[9] = 255;
    await this.#write(openapiFile(path), bytes);
  }

  log(
    namespace: string,
    pod: string,
    container: string,
    part: LogPart,
    text: string,
  ): Promise<void> {
    return this.#write(logFile(namespace, pod, container, part), text);
  }

  end(info: SnapshotInfo): Promise<void> {
    return this.#write('snapshot.json', `${stringifyJSON(info, { indent: 2 })}\n`);
  }

  async #write(path: string, data: string | Uint8Array): Promise<void> {
    const file = join(this.#directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, data, { mode: 0o600 });
  }
}

/** Writes items as they come, a line each: a list may be larger than memory. */
export class ItemWriter {
  readonly #handle: FileHandle;
  readonly #file: string;
  #separator = '';

  constructor(handle: FileHandle, file: string) {
    this.#handle = handle;
    this.#file = file;
  }

  async items(items: readonly StoredItem[]): Promise<void> {
    if (items.length === 0) return;
    const lines = items.map((item) => stringifyJSON(item)).join(',\n');
    await this.#handle.writeFile(this.#separator + lines);
    this.#separator = ',\n';
  }

  async end(): Promise<void> {
    await this.#handle.writeFile('\n]}\n');
    await this.#handle.close();
  }

  /** Half a list is none. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.#file, { force: true });
  }
}
