import { closeSync, mkdirSync, openSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileError } from './file-error.ts';

/**
 * Runs `work` while `FILE.lock` exists beside each file, as other programs that change kubeconfigs do.
 * Throws `open FILE.lock: file exists` when somebody else holds one, or crashed while holding it.
 */
export async function withLocks<T>(files: readonly string[], work: () => Promise<T>): Promise<T> {
  const held: string[] = [];
  try {
    // Always in one order, so that two processes do not wait for each other's.
    for (const file of [...new Set(files)].sort()) {
      if (file !== '') held.push(acquire(file));
    }
    return await work();
  } finally {
    for (const lock of held.toReversed()) unlinkSync(lock);
  }
}

function acquire(file: string): string {
  const lock = `${file}.lock`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    closeSync(openSync(lock, 'wx', 0o000));
  } catch (error) {
    throw fileError(error, lock);
  }
  return lock;
}
