/**
 * Saves the demo shop (fixtures/manifests/demo) from a cluster into fixtures/snapshots/demo, and what the
 * reference prints for the lines of lines.ts into fixtures/snapshots/demo-expected.json:
 *
 *     kubectl apply -f fixtures/manifests/demo
 *     KUBECONFIG=… node test/demo/record.ts
 *     kubectl delete -f fixtures/manifests/demo
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { userAgent } from '../../src/api/client-version.ts';
import type { GVR, KubeObject } from '../../src/api/types.ts';
import { loadingRules, loadKubeconfig } from '../../src/kubeconfig/load.ts';
import { overridesFromFlags } from '../../src/kubeconfig/overrides.ts';
import { resolveConnection } from '../../src/kubeconfig/resolve.ts';
import { createLogger } from '../../src/log.ts';
import { createRESTClient } from '../../src/rest/create-client.ts';
import { recordSnapshot } from '../../src/snapshot/record.ts';
import { lines, words } from './lines.ts';

/** Namespaces whose objects are part of the demo. */
const NAMESPACES = new Set(['default', 'shop', 'shop-data']);
/** Resources that say much about the machinery of a cluster and nothing about the shop. */
const MACHINERY =
  /^(?:clusterroles|clusterrolebindings|flowschemas|prioritylevelconfigurations|apiservices|leases)$/;
/** Documents for `explain`. */
const DOCUMENTS =
  /^(?:api\/v1|apis\/(?:apps|batch|networking.k8s.io|autoscaling|policy|shop.example.com)\/v[12])$/;

const noFlags = overridesFromFlags({ string: () => '', bool: () => false, strings: () => [] });
const env = process.env;
const log = createLogger({
  level: 0,
  vmodule: '',
  out: (text) => void process.stderr.write(text),
  now: Date.now,
  pid: process.pid,
});
const rules = loadingRules(env, '');
const connection = await resolveConnection(await loadKubeconfig(rules, { log }), noFlags, {
  env,
  log,
  now: Date.now,
  userAgent: userAgent('kubist'),
  stdinIsTTY: false,
  stderr: { isTTY: false, write: (text) => void process.stderr.write(text) },
});
const client = createRESTClient(connection, { log, warn: () => {}, env });
const directory = fileURLToPath(new URL('../../fixtures/snapshots/demo', import.meta.url));
const { missing } = await recordSnapshot(client, directory, {
  namespace: 'shop',
  now: Date.now,
  groups: (group) =>
    !group.includes('.') || group.endsWith('.k8s.io') || group === 'shop.example.com',
  keep: belongs,
  openapi: (path) => DOCUMENTS.test(path),
  logs: { lines: 50, bytes: 2 ** 16, total: 2 ** 20 },
});
await client.close();
writeFileSync(`${directory}-expected.json`, `${JSON.stringify(lines.map(expect), null, 1)}\n`);
for (const one of missing) console.log(`not saved: ${one}`);

function belongs(object: KubeObject, { group, resource }: GVR): boolean {
  const { metadata = {} } = object;
  // A CronJob that runs each minute says the same again and again.
  if (resource === 'events' && metadata.name?.startsWith('abandoned-carts-')) return false;
  if (metadata.namespace !== undefined) return NAMESPACES.has(metadata.namespace);
  if (group === '' && resource === 'namespaces') {
    return NAMESPACES.has(metadata.name ?? '') || (metadata.name ?? '').startsWith('kube-');
  }
  if (resource === 'customresourcedefinitions') return metadata.name === 'coupons.shop.example.com';
  return !MACHINERY.test(resource);
}

/** What the reference does with a line. */
function expect(line: string): { line: string; out: string; err: string; exitCode: number | null } {
  const { stdout, stderr, status } = spawnSync('kubectl', words(line), { encoding: 'utf8' });
  return { line, out: stdout, err: stderr, exitCode: status };
}
