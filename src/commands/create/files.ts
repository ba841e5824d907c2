import { KubistError } from '../../errors.ts';

/** strerror(3), as Go words it. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'file name too long',
};

/** What the system says about a failed file, as Go words it. */
export function systemReason(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

/** A file of a folder, or one that was named. */
export interface NamedFile {
  /** Its name without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file, or the plain files of a folder. With `single` a folder is refused, for one key cannot hold it. */
export async function readFileOrFolder(path: string, single: boolean): Promise<NamedFile[]> {
  const fs = await import('node:fs/promises');
  const paths = await import('node:path');
  const folder = await isFolder(path);
  if (!folder) return [{ name: paths.basename(path), bytes: await fs.readFile(path) }];
  if (single) throw new KubistError('cannot give a key name for a directory path');
  const files: NamedFile[] = [];
  for (const name of (await fs.readdir(path)).toSorted()) {
    const file = paths.join(path, name);
    if ((await fs.lstat(file)).isFile()) files.push({ name, bytes: await fs.readFile(file) });
  }
  return files;
}

/** The bytes of a file; a folder is refused with these words. */
export async function readBytes(path: string, folderWords: string): Promise<Uint8Array> {
  if (await isFolder(path)) throw new KubistError(folderWords);
  const { readFile } = await import('node:fs/promises');
  return readFile(path);
}

async function isFolder(path: string): Promise<boolean> {
  const { stat } = await import('node:fs/promises');
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new KubistError(`error reading ${path}: ${systemReason(error)}`, { cause: error });
  }
}
