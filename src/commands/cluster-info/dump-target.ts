import type { Writer } from '../../api/types.ts';
import { makeDirectory } from '../../discovery/make-directory.ts';
import { KubistError } from '../../errors.ts';

/** Where a dump goes: files below a folder, or one stream. */
export interface DumpTarget {
  /** The folder; undefined for a stream. */
  readonly directory: string | undefined;
  /** Hands out a writer for one file, named by its path below the folder. */
  write(file: string, fill: (out: Writer) => Promise<void>): Promise<void>;
}

/** Files when `directory` names a folder; `out` when it is empty or `-`. */
export function createDumpTarget(directory: string, out: Writer): DumpTarget {
  if (directory === '' || directory === '-') {
    return { directory: undefined, write: (_file, fill) => fill(out) };
  }
  return { directory, write: (file, fill) => writeFile(directory, file, fill) };
}

/** A dump holds environment variables and logs, so nobody else may read its files. */
async function writeFile(
  directory: string,
  file: string,
  fill: (out: Writer) => Promise<void>,
): Promise<void> {
  const [fs, path] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  const target = path.join(directory, file);
  try {
    makeDirectory(path.dirname(target), 0o755);
  } catch (error) {
    fail('mkdir', directory)(error as NodeJS.ErrnoException);
  }
  const handle = await fs.open(target, 'w', 0o600).catch(fail('open', target));
  try {
    await fill({
      async write(text) {
        await handle.writeFile(text);
      },
    });
  } finally {
    await handle.close();
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EEXIST: 'file exists',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
};

/** Words a failure of the file system as Go does. */
function fail(action: string, path: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    const reason = reasons[error.code ?? ''] ?? error.message;
    throw new KubistError(`${action} ${path}: ${reason}`, { cause: error });
  };
}
