import { KubistError } from '../errors.ts';
import { parseJSON } from '../formats/json.ts';

/** Where the files of a snapshot are: a folder or an archive. Paths have forward slashes. */
export interface FileSource {
  /** As a person named it, for messages. */
  readonly name: string;
  /** The bytes of a file; undefined when there is none, or when the path leads elsewhere. */
  bytes(path: string): Promise<Uint8Array | undefined>;
  /** Names of the files and folders in a folder ("" is the top), sorted; none when there is no such folder. */
  list(folder: string): Promise<string[]>;
}

/** Names that may be part of a path: those of API objects, groups and our own files; never `..` or a separator. */
const SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

/** True when a path leads to a file below its start. */
export function isInside(path: string): boolean {
  return path.split('/').every((segment) => SEGMENT.test(segment));
}

/** Reads texts and JSON of a snapshot's files. */
export class SnapshotFiles {
  readonly #source: FileSource;

  constructor(source: FileSource) {
    this.#source = source;
  }

  bytes(path: string): Promise<Uint8Array | undefined> {
    return this.#source.bytes(path);
  }

  list(folder: string): Promise<string[]> {
    return this.#source.list(folder);
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
    return new KubistError(`snapshot ${this.#source.name}: ${path} ${what}`, { cause });
  }
}
