import { constants, createReadStream, writeSync } from 'node:fs';
import { lstat, mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KubistError } from '../../errors.ts';
import type { TarEntry } from '../../formats/tar/read.ts';
import { fileError } from './errors.ts';
import { cleanPath } from './spec.ts';

/** Where an archive is unpacked, and what to say meanwhile. */
export interface ExtractOptions {
  /** The remote path that the archive is of: its entries begin with it. */
  readonly source: string;
  /** The local name that takes the place of the source. */
  readonly destination: string;
  readonly warn: (line: string) => void | Promise<void>;
  /** The command line that copies symbolic links as well. */
  readonly hint: string;
}

/**
 * Unpacks an archive of one path to another name. Nothing is written outside of the destination, nor through symbolic
 * links within it; links of the archive are not made, but told of. Permissions to run are kept, as far as the umask
 * allows. Resolves to the number of entries; rejects when one does not belong to the path.
 */
export async function extract(
  entries: AsyncIterable<TarEntry>,
  { source, destination, warn, hint }: ExtractOptions,
): Promise<number> {
  const prefix = cleanPath(source);
  const folders = new Folders(destination);
  /** Local paths of files that are there, by their name in the archive: hard links name them. */
  const files = new Map<string, string>();
  let links = 0;
  let count = 0;
  for await (const entry of entries) {
    count++;
    const name = cleanPath(entry.name);
    const rest = belowPrefix(entry.name, name, prefix);
    const path = join(destination, rest);
    if (entry.type === 'directory') {
      await folders.make(rest);
    } else if (entry.type === 'symlink') {
      const more = links++ === 0 ? ` (consider using "${hint}")` : '';
      await warn(
        `warning: skipping symlink: ${JSON.stringify(path)} -> ${JSON.stringify(entry.linkName)}${more}\n`,
      );
    } else if (entry.type === 'file') {
      await folders.make(parentOf(rest));
      await writeFile(path, entry.mode, entry.data, rest === '');
      files.set(name, path);
    } else if (entry.type === 'link') {
      const original = files.get(cleanPath(entry.linkName));
      if (original === undefined) throw corrupted();
      await folders.make(parentOf(rest));
      await writeFile(path, entry.mode, createReadStream(original), rest === '');
    } else {
      await warn(`warning: skipping ${JSON.stringify(path)}: it is a pipe or a device\n`);
    }
  }
  return count;
}

const corrupted = (): KubistError => new KubistError('tar contents corrupted');

/** The path below the prefix; empty for itself. Names that lead elsewhere are refused. */
function belowPrefix(raw: string, name: string, prefix: string): string {
  if (raw.split('/').includes('..') && !raw.startsWith('../')) {
    throw new KubistError(
      `the archive is refused: ${JSON.stringify(raw)} leads outside of the destination`,
    );
  }
  if (prefix === '' || name === prefix) return prefix === '' ? name : '';
  if (!name.startsWith(`${prefix}/`)) throw corrupted();
  return name.slice(prefix.length + 1);
}

function parentOf(rest: string): string | undefined {
  if (rest === '') return undefined;
  return rest.includes('/') ? rest.slice(0, rest.lastIndexOf('/')) : '';
}

/** The folders below a destination: made once, and none of them a link to elsewhere. */
class Folders {
  readonly #destination: string;
  readonly #made = new Set<string>();
  constructor(destination: string) {
    this.#destination = destination;
  }

  /** Makes a folder by its path below the destination; undefined is the folder that the destination lies in. */
  async make(rest: string | undefined): Promise<void> {
    const key = rest ?? '..';
    if (this.#made.has(key)) return;
    if (rest === undefined) await makeFolder(dirname(this.#destination));
    else if (rest === '') await makeFolder(this.#destination);
    else {
      await this.make(parentOf(rest));
      const path = join(this.#destination, rest);
      // The destination itself may be a link of the user's; what lies below may not.
      if ((await lstat(path).catch(() => undefined))?.isSymbolicLink()) throw throughLink(path);
      await makeFolder(path);
    }
    this.#made.add(key);
  }
}

/** Makes a folder, and those above it. Not by the runtime's own recursion, which never ends below /proc. */
async function makeFolder(path: string, again = true): Promise<void> {
  try {
    await mkdir(path, 0o755);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && again && dirname(path) !== path) {
      await makeFolder(dirname(path));
      return makeFolder(path, false);
    }
    if (code !== 'EEXIST') throw fileError('mkdir', path, error);
    const there = await stat(path).catch(() => undefined);
    if (there?.isDirectory() !== true)
      throw new KubistError(`mkdir ${path}: not a directory`, { cause: error });
  }
}

const throughLink = (path: string): KubistError =>
  new KubistError(`${path} is a symbolic link on this machine, and is not written through`);

/**
 * Writes a file, in place if it is there. The owner can always read and write it. `follow`: the file may be a link,
 * as the one that the user named (/dev/stdout).
 */
export async function writeFile(
  path: string,
  mode: number,
  data: AsyncIterable<Uint8Array>,
  follow: boolean,
): Promise<void> {
  const link = follow ? 0 : constants.O_NOFOLLOW;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | link;
  const file = await open(path, flags, (mode & 0o777) | 0o600).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ELOOP' && !follow ? throughLink(path) : fileError('open', path, error);
    },
  );
  try {
    // At once: to hand each piece to another thread takes longer than to write it.
    for await (const chunk of data) {
      for (let at = 0; at < chunk.length;) at += writeSync(file.fd, chunk, at);
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === 'write'
      ? fileError('write', path, error)
      : error;
  } finally {
    await file.close();
  }
}
