import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { call, type Target } from '../parity/target.ts';

/** Writes a file with this many ConfigMaps, and answers its path. */
export function writeManifest(folder: string, count: number): string {
  const file = join(folder, `objects-${count}.yaml`);
  writeFileSync(file, Array.from({ length: count }, (_, index) => configMap(index)).join('---\n'));
  return file;
}

function configMap(index: number): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-${String(index).padStart(4, '0')}
  labels:
    app: bench
    index: "${index}"
  annotations:
    example.com/note: "number ${index}"
data:
  config.yaml: |
    server:
      port: 8080
      name: server-${index}
    log:
      level: info
  index: "${index}"
`;
}

/** Creates a namespace and waits for what the server adds to it. */
export async function createNamespace(target: Target, name: string): Promise<void> {
  await call(target, 'POST', '/api/v1/namespaces', { metadata: { name } });
  const path = `/api/v1/namespaces/${name}/configmaps/kube-root-ca.crt`;
  while ((await call(target, 'GET', path)).status !== 200) await delay(50);
}

/** Removes a namespace and waits until it is gone: its objects' going must not slow down the next run. */
export async function removeNamespace(target: Target, name: string): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  await call(target, 'DELETE', `${path}/configmaps`);
  await call(target, 'DELETE', path);
  while ((await call(target, 'GET', path)).status === 200) await delay(100);
}
