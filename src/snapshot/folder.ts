import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { KubistError } from '../errors.ts';
import { compareBytes } from '../formats/compare.ts';
import { isInside, type FileSource } from './files.ts';

/** Reads files below one directory, and nothing outside it, whatever names a snapshot or a request contains. */
export class Folder implements FileSource {
  readonly name: string;
  #root: Promise<string> | undefined;

  constructor(directory: string) {
    this.name = directory;
  }

  async bytes(path: string): Promise<Uint8Array | undefined> {
    if (!isInside(path)) return undefined;
    try {
      const file = await realpath(join(this.name, path));
      this.#root ??= realpath(this.name);
      if (!file.startsWith((await this.#root) + sep)) {
        throw new KubistError(`snapshot ${this.name}: ${path} leads out of the snapshot`);
      }
      return await readFile(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
      if (error instanceof KubistError) throw error;
      throw new KubistError(`snapshot ${this.name}: ${path} cannot be read`, { cause: error });
    }
  }

  async list(folder: string): Promise<string[]> {
    if (folder !== '' && !isInside(folder)) return [];
    const names = await readdir(join(this.name, folder)).catch(() => []);
    return names.sort(compareBytes);
  }
}
