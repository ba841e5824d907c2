import { compareBytes } from '../../formats/compare.ts';
import type { FileSource } from '../files.ts';
import { readArchive } from './read.ts';

/** The files of an archive, in memory. */
export class Archive implements FileSource {
  readonly name: string;
  readonly #files: ReadonlyMap<string, Uint8Array>;
  /** Names in each folder. */
  readonly #folders: Map<string, Set<string>> = new Map();

  private constructor(name: string, files: ReadonlyMap<string, Uint8Array>) {
    this.name = name;
    this.#files = files;
    for (const path of files.keys()) {
      for (let rest = path; rest !== '';) {
        const slash = rest.lastIndexOf('/');
        const folder = rest.slice(0, Math.max(slash, 0));
        const names = this.#folders.get(folder) ?? new Set();
        this.#folders.set(folder, names.add(rest.slice(slash + 1)));
        rest = folder;
      }
    }
  }

  /** Reads an archive. Throws one sentence when it is none, or none that may be trusted. */
  static async open(file: string): Promise<Archive> {
    const files = await readArchive(file);
    return new Archive(file, withoutTop(files));
  }

  async bytes(path: string): Promise<Uint8Array | undefined> {
    return this.#files.get(path);
  }

  async list(folder: string): Promise<string[]> {
    return [...(this.#folders.get(folder) ?? [])].sort(compareBytes);
  }
}

/** People pack folders with the folder: then all paths begin with its name. */
function withoutTop(files: Map<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  const tops = new Set(Array.from(files.keys(), (path) => path.slice(0, path.indexOf('/') + 1)));
  const [top = ''] = tops;
  if (tops.size !== 1 || top === '') return files;
  return new Map(Array.from(files, ([path, bytes]) => [path.slice(top.length), bytes]));
}
