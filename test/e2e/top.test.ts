import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { until } from '../cluster/wait.ts';
import { execute, type Outcome } from '../parity/execute.ts';
import { type MetricsServer, startMetricsServer } from './metrics-server.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const reference = process.env.KUBIST_TEST_KUBECTL ?? 'kubectl';
/** Unset on a cluster of your own, which then must serve metrics by itself. */
const program = process.env.KUBIST_TEST_METRICS_SERVER ?? '';
const script =
  process.env.KUBIST_TEST_SCRIPT ?? fileURLToPath(new URL('../../bin/kubist.js', import.meta.url));

/** A pod that uses some memory, under a name that no other test has. */
const POD = `apiVersion: v1
kind: Pod
metadata: {name: kubist-top, namespace: default, labels: {kubist.example/top: 'yes'}}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - {name: one, image: 'localhost/busybox:1', imagePullPolicy: IfNotPresent, command: [sleep, '3600']}
  - {name: two, image: 'localhost/busybox:1', imagePullPolicy: IfNotPresent, command: [sleep, '3600']}
`;

describe('top, with the real metrics-server', () => {
  let work = '';
  let server: MetricsServer | undefined;
  const run = (launch: readonly [string, ...string[]], line: string, stdin?: string) =>
    execute(launch, line.split(' '), {
      env: { PATH: process.env.PATH ?? '', HOME: work, KUBECONFIG: kubeconfig },
      stdin,
    });
  const theirs = (line: string, stdin?: string): Promise<Outcome> => run([reference], line, stdin);
  const ours = (line: string): Promise<Outcome> => run([process.execPath, script], line);

  beforeAll(async () => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    work = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
    let objects = POD;
    if (program !== '') {
      server = await startMetricsServer(program, kubeconfig, work);
      objects = `${POD}---\n${server.manifest}`;
    }
    const { code, stderr } = await theirs('apply -f -', objects);
    if (code !== 0) throw new Error(stderr);
    try {
      await until('metrics of a pod', 110, async () => {
        const pod = await theirs('top pod kubist-top -n default');
        const node = await theirs('top node');
        return pod.code === 0 && node.code === 0;
      });
    } catch (error) {
      const why = server?.log() ?? 'the cluster serves no metrics: install metrics-server in it';
      throw new Error(`${String(error)}\n${why}`, { cause: error });
    }
  }, 120_000);

  afterAll(async () => {
    // The API goes before its server, since namespaces are not deleted while an API does not answer.
    if (server !== undefined) {
      await theirs('delete apiservice v1beta1.metrics.k8s.io --ignore-not-found');
      await theirs('delete service metrics-server -n kube-system --ignore-not-found');
      await server.stop();
    }
    await theirs('delete pod kubist-top -n default --ignore-not-found --wait=false');
    rmSync(work, { recursive: true, force: true });
  }, 60_000);

  it.each([
    'top node',
    'top node --show-capacity --show-swap',
    'top node --sort-by=memory --no-headers',
    'top pod kubist-top -n default',
    'top pod -n default -l kubist.example/top==yes --containers --sort-by=cpu',
    'top pod -A --field-selector metadata.name=kubist-top --show-swap',
    'top pod -A --containers --sum',
    'top pod -A --sort-by=memory',
    'top node no-such-node',
    'top pod no-such-pod -n default',
    'top pod -A --field-selector spec.nodeName=x',
    'get nodes.metrics.k8s.io',
  ])('%s', async (line) => {
    // Numbers change every few seconds: what the reference prints before and after, kubist printed between.
    // Its lines of equal numbers come in the order of a Go map, another one each time: then the numbers are compared in
    // their order, and the lines without it.
    const sorted = line.includes('--sort-by=cpu') ? /\d+m\b/ : /\d+Mi/;
    const settled = ({ code, stdout, stderr }: Outcome): unknown => {
      if (!line.includes('--sort-by')) return { code, stdout, stderr };
      const lines = stdout.split('\n');
      return {
        code,
        stderr,
        order: lines.map((one) => sorted.exec(one)?.[0]),
        lines: lines.sort(),
      };
    };
    let seen: { before: Outcome; between: Outcome; after: Outcome } | undefined;
    await until('numbers that stay', 45, async () => {
      seen = { before: await theirs(line), between: await ours(line), after: await theirs(line) };
      return isDeepStrictEqual(settled(seen.before), settled(seen.after));
    });
    expect(seen && settled(seen.between)).toEqual(seen && settled(seen.before));
  });
});
