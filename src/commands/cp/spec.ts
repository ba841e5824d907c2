import { KubistError } from '../../errors.ts';

/** A place to copy from or to. */
export interface FileSpec {
  /** Empty for a file of this machine. */
  readonly pod: string;
  /** Empty when the one in force is meant. */
  readonly namespace: string;
  readonly path: string;
}

/** Reads `PATH`, `POD:PATH` or `NAMESPACE/POD:PATH`. */
export function parseFileSpec(text: string): FileSpec {
  const colon = text.indexOf(':');
  if (colon < 0) return { pod: '', namespace: '', path: text };
  const parts = text.slice(0, colon).split('/');
  const [first = '', second] = parts;
  const path = text.slice(colon + 1);
  if (colon === 0 || parts.length > 2) {
    throw new KubistError('filespec must match the canonical format: [[namespace/]pod:]file/path');
  }
  return second === undefined
    ? { pod: first, namespace: '', path }
    : { pod: second, namespace: first, path };
}

/** A path without `.`, `..` and doubled slashes; what lies above the root, or above where it starts, is dropped. */
export function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return kept.join('/');
}

/** A remote path without the slashes at its end; the root stays. */
export function withoutSlashes(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}
