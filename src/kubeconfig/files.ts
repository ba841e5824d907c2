import { readFileSync, statSync } from 'node:fs';
import { KubistError } from '../errors.ts';
import { fileError } from './file-error.ts';

/** A file's bytes. Throws `open FILE: no such file or directory` and the like. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw fileError(error, file);
  }
}

/** A file as base64, to keep inside a kubeconfig. `what` names it in the error when it does not exist. */
export function readCertificateFile(what: string, file: string): string {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    throw new KubistError(
      `could not stat ${what} file ${file}: stat ${file}: no such file or directory`,
    );
  }
  return readBytes(file).toString('base64');
}
