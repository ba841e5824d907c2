import { dirname, isAbsolute, resolve } from 'node:path';
import type { Entry, Kubeconfig } from './kubeconfig.ts';
import type { Struct } from './schema.ts';
import { clusterStruct, userStruct } from './schema.ts';

/** Makes the paths in stanzas absolute: relative ones are relative to the folder of their file. */
export function resolvePaths(config: Kubeconfig): void {
  for (const entry of config.clusters.values()) resolveStanza(entry, clusterStruct);
  for (const entry of config.users.values()) {
    resolveStanza(entry, userStruct);
    const exec = entry.value.exec;
    // `./login` and `bin/login` are files beside the kubeconfig; `login` is looked up in PATH.
    if (exec !== undefined && entry.origin !== '' && exec.command.includes('/')) {
      exec.command = absolute(exec.command, entry.origin);
    }
  }
}

function resolveStanza<T extends object>(entry: Entry<T>, struct: Struct): void {
  if (entry.origin === '') return;
  const value = entry.value as Record<string, unknown>;
  for (const field of struct.fields) {
    const path = value[field.name];
    if (field.path === true && typeof path === 'string' && path !== '')
      value[field.name] = absolute(path, entry.origin);
  }
}

function absolute(path: string, origin: string): string {
  return isAbsolute(path) ? path : resolve(dirname(origin), path);
}
