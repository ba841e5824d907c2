import { KubistError } from '../errors.ts';

/** What the system calls the common failures. */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  EEXIST: 'file exists',
  ELOOP: 'too many levels of symbolic links',
  EROFS: 'read-only file system',
  ENOSPC: 'no space left on device',
  ENAMETOOLONG: 'file name too long',
};

/** True for the error of a file that does not exist. */
export function isNotFound(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** `open FILE: no such file or directory`, from an error of node:fs. A directory is named when it is read, not when it is opened. */
export function fileError(error: unknown, file: string, operation?: string): KubistError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const verb = operation ?? (code === 'EISDIR' ? 'read' : 'open');
  return new KubistError(`${verb} ${file}: ${words[code] ?? (error as Error).message}`, {
    cause: error,
  });
}
