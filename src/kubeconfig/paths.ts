import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { Entry, Kubeconfig, Section } from './kubeconfig.ts';
import type { Struct } from './schema.ts';
import { clusterStruct, sections, userStruct } from './schema.ts';

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

/** A copy of a stanza whose absolute paths are relative to the folder of `file`, where they are below it. */
export function relativizePaths<T extends object>(section: Section, stanza: T, file: string): T {
  const result = { ...stanza } as Record<string, unknown>;
  for (const field of sections[section].struct.fields) {
    const path = result[field.name];
    if (field.path !== true || typeof path !== 'string' || !isAbsolute(path)) continue;
    const shorter = relative(resolve(dirname(file)), path) || '.';
    if (!shorter.startsWith('..')) result[field.name] = shorter;
  }
  return result as T;
}
