import { readFileSync } from 'node:fs';
import { fileError } from './file-error.ts';

/** A file's bytes. Throws `open FILE: no such file or directory` and the like. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw fileError(error, file);
  }
}
