import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GVR } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { stringifyJSON } from '../formats/json.ts';
import {
  logFile,
  objectsFile,
  openapiFile,
  type LogPart,
  type SnapshotInfo,
  type StoredDiscovery,
  type StoredResource,
} from './layout.ts';

/** All that stands at the top of a snapshot. */
const OWN = ['snapshot.json', 'discovery.json', 'objects', 'openapi', 'logs'];

/** Writes the files of a snapshot. `snapshot.json` comes last: without it, a folder is no snapshot. */
export class SnapshotWriter {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Begins in a new or empty directory, or in place of the snapshot that it holds. Throws rather than delete anything else. */
  static async begin(directory: string): Promise<SnapshotWriter> {
    await mkdir(directory, { recursive: true });
    const names = await readdir(directory);
    const other = names.find((name) => !OWN.includes(name));
    if (other !== undefined) {
      throw new KubistError(`${directory} is no snapshot: it holds ${other}`);
    }
    for (const name of OWN) {
      await rm(join(directory, name), { recursive: true, force: true });
    }
    return new SnapshotWriter(directory);
  }

  discovery(discovery: StoredDiscovery): Promise<void> {
    return this.#write('discovery.json', `${stringifyJSON(discovery)}\n`);
  }

  async resource(gvr: GVR, { items, ...head }: StoredResource): Promise<void> {
    const open = stringifyJSON(head).slice(0, -1);
    const lines = items.map((item) => stringifyJSON(item)).join(',\n');
    await this.#write(objectsFile(gvr), `${open},"items":[\n${lines}\n]}\n`);
  }

  /** An OpenAPI document, as the server sent it. */
  async openapi(path: string, document: string): Promise<void> {
    const { gzipSync } = await import('node:zlib');
    await this.#write(openapiFile(path), gzipSync(document, { level: 9 }));
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
    await writeFile(file, data);
  }
}
