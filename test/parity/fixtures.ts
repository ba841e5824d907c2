import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { execute } from './execute.ts';
import { call, type Target } from './target.ts';
import { words } from './words.ts';

/** fixtures/manifests/, where set-up manifests are looked up. */
export const MANIFESTS: string = fileURLToPath(
  new URL('../../fixtures/manifests/', import.meta.url),
);
const SET = `${MANIFESTS}parity`;
const STAMP = 'kubist.example/fixtures';
const EVENT = '/api/v1/namespaces/parity-read/events/running.note';

/** Ends when the set has settled: each line is a `wait` of the reference. */
const SETTLED: readonly string[] = [
  'wait -n parity-read deployment/web --for=condition=Available',
  `wait -n parity-read deployment/stuck '--for=jsonpath={.status.conditions[?(@.type=="Progressing")].reason}=ProgressDeadlineExceeded'`,
  'wait -n parity-read pod/running pod/db-0 --for=condition=Ready',
  'wait -n parity-read pod/two-containers --for=condition=ContainersReady',
  'wait -n parity-read pod/not-ready --for=jsonpath={.status.containerStatuses[0].started}=true',
  'wait -n parity-read pod/completed --for=jsonpath={.status.phase}=Succeeded',
  'wait -n parity-read pod/failed --for=jsonpath={.status.phase}=Failed',
  'wait -n parity-read job/done --for=condition=Complete',
  'wait -n parity-read job/broken --for=condition=Failed',
  'wait -n parity-read pod/crashing --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CrashLoopBackOff',
  'wait -n parity-read pod/no-image --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ImagePullBackOff',
  'wait -n parity-read pvc/bound --for=jsonpath={.status.phase}=Bound',
  'wait -n parity-read-2 pod/other --for=condition=Ready',
];

/** Runs the reference as administrator and returns its stdout. Throws on a non-zero exit. */
export async function reference(
  target: Target,
  args: readonly string[],
  stdin?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: target.home,
    KUBECONFIG: target.kubeconfigPath,
    ...more,
  };
  const { code, stdout, stderr } = await execute([target.kubectl], args, {
    env,
    stdin,
    timeout: 180,
  });
  if (code !== 0) throw new Error(`set-up failed: kubectl ${args.join(' ')}\n${stderr.trim()}`);
  return stdout;
}

/** Brings the namespaces `parity-read` and `parity-read-2` to their settled state; quick when they are there. */
export async function applyReadSet(target: Target): Promise<void> {
  const names = readdirSync(SET)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(readFileSync(`${SET}/${name}`));
  const stamp = hash.digest('hex').slice(0, 16);
  const apply = (name: string): Promise<string> =>
    reference(target, ['apply', '--server-side', '--force-conflicts', '-f', `${SET}/${name}`]);

  const there = await call(target, 'GET', '/api/v1/namespaces/parity-read');
  if (there.status === 200 && there.body.includes(`"${STAMP}":"${stamp}"`)) {
    if ((await call(target, 'GET', EVENT)).status === 404) await apply('events.yaml');
    return;
  }
  console.log('parity: applying fixtures/manifests/parity');
  for (const name of names) {
    await apply(name);
    if (name.includes('crds')) {
      await reference(target, [
        'wait',
        '--for=condition=Established',
        'crd',
        '--all',
        '--timeout=60s',
      ]);
    }
  }
  for (const line of SETTLED) await reference(target, [...words(line), '--timeout=120s']);
  await reference(target, [
    'annotate',
    '--overwrite',
    'namespace',
    'parity-read',
    `${STAMP}=${stamp}`,
  ]);
}
