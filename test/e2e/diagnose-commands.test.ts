import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/diagnose/model.ts';
import { execute, type Outcome } from '../parity/execute.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const reference = process.env.KUBIST_TEST_KUBECTL ?? 'kubectl';
const script =
  process.env.KUBIST_TEST_SCRIPT ?? fileURLToPath(new URL('../../bin/kubist.js', import.meta.url));
const namespace = `e2e-deploys-${Math.random().toString(36).slice(2, 6)}`;
const READER = `system:serviceaccount:${namespace}:reader`;

/** A Deployment whose container runs a command. */
const deployment = (name: string, command: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: app
        image: localhost/busybox:1
        imagePullPolicy: IfNotPresent
        command: [${command}]
${more}`;

const JOB = `---
apiVersion: batch/v1
kind: Job
metadata: {name: once, namespace: ${namespace}}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - {name: app, image: 'localhost/busybox:1', imagePullPolicy: IfNotPresent, command: ['true']}
`;

describe('deploys on a real cluster', () => {
  let work = '';
  const run = (launch: readonly [string, ...string[]], line: string): Promise<Outcome> =>
    execute(launch, line.split(' '), {
      env: { PATH: process.env.PATH ?? '', HOME: work, KUBECONFIG: kubeconfig },
    });
  const theirs = async (line: string): Promise<string> => {
    const { code, stdout, stderr } = await run([reference], line);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  const ours = (line: string): Promise<Outcome> => run([process.execPath, script], line);
  const file = (name: string, text: string): string => {
    const path = join(work, name);
    writeFileSync(path, text);
    return path;
  };

  beforeAll(async () => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    work = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
    await theirs(`create namespace ${namespace}`);
    await theirs(
      `create rolebinding reader -n ${namespace} --clusterrole=view --serviceaccount=${namespace}:reader`,
    );
  }, 120_000);
  afterAll(async () => {
    await theirs(`delete namespace ${namespace} --wait=false`);
    rmSync(work, { recursive: true, force: true });
  });

  it('apply --diagnose waits until all is well', { timeout: 300_000 }, async () => {
    const path = file('good.yaml', deployment('good', "sleep, '3600'") + JOB);
    const { code, stdout, stderr } = await ours(`apply -f ${path} --diagnose --timeout=240s`);
    expect(stderr).toBe('2 healthy.\n');
    expect(stdout).toBe('deployment.apps/good created\njob.batch/once created\n');
    expect(code).toBe(0);
  });

  it('rollout status --diagnose ends with the cause', { timeout: 300_000 }, async () => {
    await theirs(`apply -f ${file('bad.yaml', deployment('bad', 'nosuch'))}`);
    const line = `rollout status deployments.apps/bad -n ${namespace} --diagnose --timeout=240s`;
    const { code, stdout, stderr } = await ours(line);
    expect(stdout).toMatch(/^(?:Waiting for deployment .*\n)*$/);
    expect(stderr).toMatch(
      /^deployment\/bad in namespace \S+: FAILED\n[^]*\[RUN-03 command-not-found\]/,
    );
    expect(stderr).toMatch(/\nerror: the rollout of deployment "bad" has failed: .*\n$/);
    expect(code).toBe(1);
  });

  it(
    'diagnose -f names what is wrong with the manifest and with what runs, and changes nothing',
    { timeout: 120_000 },
    async () => {
      const path = file('bad.yaml', deployment('bad', 'nosuch', '        livenesProbe: {}\n'));
      const version = (): Promise<string> =>
        theirs(
          `get deployments.apps bad -n ${namespace} -o jsonpath={.spec}{.metadata.annotations}`,
        );
      const before = await version();
      for (const who of ['', ` --as=${READER}`]) {
        const { stdout, code } = await ours(`diagnose -f ${path} -o json${who}`);
        const [found] = (JSON.parse(stdout) as Report).diagnoses;
        expect(found?.findings[0]).toMatchObject({ id: 'VAL-01', place: { file: path, line: 15 } });
        expect(found?.findings.map(({ id }) => id)).toContain('RUN-03');
        expect(code).toBe(2);
      }
      expect(await version()).toBe(before);
    },
  );
});
