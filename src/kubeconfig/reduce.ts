import { dirname, resolve } from 'node:path';
import { KubistError } from '../errors.ts';
import { readBytes } from './files.ts';
import type { Kubeconfig } from './kubeconfig.ts';

/**
 * Keeps only one context and what it uses. Changes `config`.
 * @param context its name; "" is the current one
 */
export function minify(config: Kubeconfig, context: string): void {
  if (context !== '') config.currentContext = context;
  const name = config.currentContext;
  if (name === '') throw new KubistError('current-context must exist in order to minify');
  const chosen = config.contexts.get(name);
  if (chosen === undefined) throw new KubistError(`cannot locate context ${name}`);
  const { cluster = '', user = '' } = chosen.value;
  config.contexts = new Map([[name, chosen]]);
  config.clusters = only(config.clusters, cluster, 'cluster');
  config.users = only(config.users, user, 'user');
}

function only<T>(entries: Map<string, T>, name: string, what: string): Map<string, T> {
  if (name === '') return new Map();
  const entry = entries.get(name);
  if (entry === undefined) throw new KubistError(`cannot locate ${what} ${name}`);
  return new Map([[name, entry]]);
}

/** Replaces paths to certificates and keys with the files' content. Changes `config`. */
export function flatten(config: Kubeconfig): void {
  for (const { value, origin } of config.users.values()) {
    inline(value, 'client-certificate', origin);
    inline(value, 'client-key', origin);
  }
  for (const { value, origin } of config.clusters.values())
    inline(value, 'certificate-authority', origin);
}

function inline(stanza: object, field: string, origin: string): void {
  const values = stanza as Record<string, string | undefined>;
  const path = values[field] ?? '';
  if (path === '') return;
  if ((values[`${field}-data`] ?? '') !== '')
    throw new KubistError('cannot have values for both path and contents');
  values[`${field}-data`] = readBytes(resolve(dirname(origin), path)).toString('base64');
  delete values[field];
}
