import { KubistError } from '../../errors.ts';

/** What the system says of the commonest failures, in the words of Go. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EEXIST: 'file exists',
  EISDIR: 'is a directory',
  ELOOP: 'too many levels of symbolic links',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
};

/** A failure of the file system as `open PATH: WORDS`. */
export function fileError(verb: string, path: string, cause: unknown): KubistError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return new KubistError(`${verb} ${path}: ${WORDS[code] ?? message}`, { cause });
}

/** True when the container does not have a program: what the runtime says of it. */
export function isMissing(error: unknown, program: string): boolean {
  if (!(error instanceof KubistError)) return false;
  const { message } = error;
  return (
    message.includes(`"${program}": executable file not found`) ||
    message.includes(`"${program}": stat ${program}: no such file`) ||
    (message.includes(program) && /executable file .*not found in \$PATH/.test(message))
  );
}
