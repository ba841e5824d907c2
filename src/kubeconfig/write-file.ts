import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileError, isNotFound } from './file-error.ts';

/**
 * Replaces a file's text in one step: readers see the old text or the new, whatever happens in between.
 * A new file is for its owner only (0600), an existing one keeps its mode; a link stays a link.
 */
export function writeFileAtomic(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    const target = linkTarget(file);
    const mode = statSync(target, { throwIfNoEntry: false })?.mode;
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    try {
      if (mode !== undefined) chmodSync(temporary, mode & 0o7777);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw fileError(error, file);
  }
}

function linkTarget(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if (isNotFound(error)) return file;
    throw error;
  }
}
