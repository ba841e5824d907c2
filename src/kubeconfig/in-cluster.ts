import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './load.ts';

/** Where a pod finds its service account. */
export const serviceAccountDir = '/var/run/secrets/kubernetes.io/serviceaccount';

/** True in a pod with a service account: the environment names the API server, and there is a token. */
export function inClusterPossible(env: Env, directory: string): boolean {
  if (!env['KUBERNETES_SERVICE_HOST'] || !env['KUBERNETES_SERVICE_PORT']) return false;
  return statSync(join(directory, 'token'), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** `https://HOST:PORT` of the cluster that this process runs in. */
export function inClusterServer(env: Env): string {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  return `https://${host.includes(':') ? `[${host}]` : host}:${env['KUBERNETES_SERVICE_PORT'] ?? ''}`;
}

/** The pod's own namespace: POD_NAMESPACE, or the service account's file, or `default`. */
export function inClusterNamespace(env: Env, directory: string): string {
  if (env['POD_NAMESPACE']) return env['POD_NAMESPACE'];
  try {
    return readFileSync(join(directory, 'namespace'), 'utf8').trim() || 'default';
  } catch {
    return 'default';
  }
}
