import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { KubistError } from '../../errors.ts';

/** Which files a kustomization may read: those in or below its folder, or any. */
export type LoadRestriction = 'LoadRestrictionsRootOnly' | 'LoadRestrictionsNone';

/** Reads the files of one kustomization. Symbolic links are resolved before a place is judged. */
export class Loader {
  /** The folder, without symbolic links. */
  readonly root: string;
  readonly #restriction: LoadRestriction;
  readonly #visited: readonly string[];

  private constructor(root: string, restriction: LoadRestriction, visited: readonly string[]) {
    this.root = root;
    this.#restriction = restriction;
    this.#visited = visited;
  }

  /** The loader of the folder that a command line names. Throws KubistError when it is none, or somewhere else. */
  static at(path: string, restriction: LoadRestriction): Loader {
    refuseRemote(path);
    return new Loader(folderAt(path, path), restriction, []);
  }

  /** The loader of another kustomization. Throws KubistError when that contains one that is being read. */
  enter(path: string): Loader {
    if (path === '') throw new KubistError('new root cannot be empty');
    const root = folderAt(resolve(this.root, path), path);
    const visited = [...this.#visited, this.root];
    for (const one of visited.toReversed()) {
      if (isWithin(one, root)) {
        throw new KubistError(
          `cycle detected: candidate root '${root}' contains visited root '${one}'`,
        );
      }
    }
    return new Loader(root, this.#restriction, visited);
  }

  /** The bytes of a file. Throws KubistError when it is no file, or when it is outside of the root. */
  read(path: string): Uint8Array {
    const file = realPath(resolve(this.root, path));
    if (statSync(file).isDirectory()) throw new KubistError(`'${file}' must resolve to a file`);
    if (this.#restriction === 'LoadRestrictionsRootOnly' && !isWithin(dirname(file), this.root)) {
      throw new KubistError(`security; file '${file}' is not in or below '${this.root}'`);
    }
    return readFileSync(file);
  }

  /** True when there is such a file right in the folder. */
  has(name: string): boolean {
    return existsSync(join(this.root, name));
  }
}

function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** The real path of a folder; messages show it as `path` says. */
function folderAt(path: string, given: string): string {
  if (given === '') {
    throw new KubistError('must build at directory: directory path cannot be empty');
  }
  let real: string;
  try {
    real = realPath(path);
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    throw new KubistError(`must build at directory: not a valid directory: ${error.message}`, {
      cause: error,
    });
  }
  if (!statSync(real).isDirectory())
    throw new KubistError(
      `must build at directory: '${shownAs(path, real)}': file is not directory`,
    );
  return real;
}

/** Relative paths stay as they were given. */
function shownAs(path: string, real: string): string {
  return isAbsolute(path) ? real : path;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'no such file or directory',
      ENOTDIR: 'not a directory',
      EACCES: 'permission denied',
      ELOOP: 'too many links',
    };
    const reason = reasons[code ?? ''] ?? (error as Error).message;
    throw new KubistError(
      `evalsymlink failure on '${path}' : lstat ${firstMissing(resolve(path))}: ${reason}`,
      {
        cause: error,
      },
    );
  }
}

/** The first part of a path that is not there: what the system complains about. */
function firstMissing(path: string): string {
  const parent = dirname(path);
  return parent === path || existsSync(parent)
    ? join(parent, basename(path))
    : firstMissing(parent);
}

const REMOTE = /^(?:[a-z][a-z+]*:\/\/|[a-z]+::|git@|github\.com[/:]|gh:)/i;

/** Refuses what would have to be fetched from elsewhere. */
export function refuseRemote(path: string): void {
  if (!REMOTE.test(path)) return;
  throw new KubistError(
    `remote resources are not supported: fetch '${path}' first, and name it by a path of this machine`,
  );
}
