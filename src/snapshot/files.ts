import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { KubistError } from '../errors.ts';
import { compareBytes } from '../formats/compare.ts';
import { parseJSON } from '../formats/json.ts';

/** Names that may be part of a path: those of API objects, groups and our own files; never `..` or a separator. */
const SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

/** Reads files below one directory, and nothing outside it, whatever names a snapshot or a request contains. */
export class SnapshotFiles {
  readonly #directory: string;
  #root: Promise<string> | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The bytes of a file; undefined when there is none. `path` has forward slashes. */
  async bytes(path: string): Promise<Uint8Array | undefined> {
    if (!path.split('/').every((segment) => SEGMENT.test(segment))) return undefined;
    try {
      const file = await realpath(join(this.#directory, path));
      this.#root ??= realpath(this.#directory);
      if (!file.startsWith((await this.#root) + sep)) {
        throw this.problem(path, 'leads out of the snapshot');
      }
      return await readFile(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      if (error instanceof KubistError) throw error;
      throw this.problem(path, 'cannot be read', error);
    }
  }

  /** Names of the files in a folder, sorted; none when there is no such folder. */
  async list(folder: string): Promise<string[]> {
    const names = await readdir(join(this.#directory, folder)).catch(() => []);
    return names.sort(compareBytes);
  }

  /** The text of a file; undefined when there is none. */
  async text(path: string): Promise<string | undefined> {
    const bytes = await this.bytes(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  /** A JSON object; undefined when there is no such file. Throws a sentence with the file's name. */
  async json<T extends object>(path: string): Promise<T | undefined> {
    const text = await this.text(path);
    if (text === undefined) return undefined;
    let value: unknown;
    try {
      value = parseJSON(text);
    } catch (error) {
      throw this.problem(path, `is not JSON: ${(error as Error).message}`, error);
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as T;
    throw this.problem(path, 'does not hold a JSON object');
  }

  /** One sentence about one file. */
  problem(path: string, what: string, cause?: unknown): KubistError {
    return new KubistError(`snapshot ${this.#directory}: ${path} ${what}`, { cause });
  }
}
