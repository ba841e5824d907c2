import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../cluster/wait.ts';
import { execute, type Outcome } from '../parity/execute.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const reference = process.env.KUBIST_TEST_KUBECTL ?? 'kubectl';
const script =
  process.env.KUBIST_TEST_SCRIPT ?? fileURLToPath(new URL('../../bin/kubist.js', import.meta.url));

/** A namespace that comes to rest: then it can be compared with what was saved of it. */
const OBJECTS = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {mode: fast}
---
apiVersion: v1
kind: Secret
metadata: {name: database, annotations: {note: the password is correct-horse}}
stringData: {password: correct-horse}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - {name: web, image: 'localhost/busybox:1', imagePullPolicy: IfNotPresent, command: [sh, -c, 'echo hello; sleep 3600']}
---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - {name: main, image: 'localhost/busybox:1', imagePullPolicy: IfNotPresent, command: [sh, -c, 'echo one; echo two']}
`;

/** What is typed on the cluster, and on what was saved of it. */
const LINES: readonly string[] = [
  'get all,configmaps,secrets,endpointslices -o wide',
  'get all -o yaml',
  'get pods,services -o json',
  'get events',
  'describe pods,services',
  'describe deployment.apps web',
  'logs deployment.apps/web --timestamps',
  'logs job/migrate --tail=1',
  'api-resources -o wide',
  'explain job.spec.template',
];

describe('a namespace in a file', () => {
  const namespace = `e2e-snapshot-${Math.random().toString(36).slice(2, 6)}`;
  let work = '';
  const run = (launch: readonly [string, ...string[]], line: string, stdin?: string) =>
    execute(launch, line.split(' '), {
      env: { PATH: process.env.PATH ?? '', HOME: work, KUBECONFIG: kubeconfig },
      stdin,
    });
  const live = (line: string, stdin?: string): Promise<Outcome> =>
    run([reference], `${line} -n ${namespace}`, stdin);
  const ours = (line: string): Promise<Outcome> => run([process.execPath, script], line);
  const shown = ({ stdout, stderr, code }: Outcome): unknown => ({
    stdout: withoutAges(stdout),
    stderr,
    code,
  });

  beforeAll(async () => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    work = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
    for (const line of [`create namespace ${namespace}`, 'apply -f -']) {
      const { code, stderr } = await live(line, OBJECTS);
      if (code !== 0) throw new Error(stderr);
    }
    const waits = [
      'wait --for=condition=available deployment.apps/web --timeout=120s',
      'wait --for=condition=complete job/migrate --timeout=120s',
    ];
    for (const line of waits) {
      const { code, stderr } = await live(line);
      if (code !== 0) throw new Error(stderr);
    }
  }, 250_000);

  afterAll(async () => {
    await live(`delete namespace ${namespace} --wait=false`);
    rmSync(work, { recursive: true, force: true });
  });

  it(
    'shows offline what the cluster shows, and no value of a secret',
    { timeout: 180_000 },
    async () => {
      const file = join(work, 'saved.tgz');
      let differing: { line: string; saved: unknown; cluster: unknown }[] = [];
      // Events and endpoints may come late: then it is saved again.
      await until('the same on the snapshot and on the cluster', 120, async () => {
        const save = await ours(`snapshot save -n ${namespace} -o ${file}`);
        differing = [];
        if (save.code !== 0) differing.push({ line: 'save', saved: save.stderr, cluster: '' });
        for (const line of LINES) {
          const saved = shown(await ours(`${line} --snapshot ${file}`));
          const cluster = shown(await live(line));
          if (JSON.stringify(saved) !== JSON.stringify(cluster)) {
            differing.push({ line, saved, cluster });
          }
        }
        return differing.length === 0;
      }).catch(() => undefined);
      for (const { saved, cluster } of differing) expect(saved).toEqual(cluster);
      const secret = await ours(`get secret database -o yaml --snapshot ${file}`);
      expect(secret.stdout).toContain('password: ""');
      expect(secret.stdout).not.toMatch(/correct-horse|Y29ycmVjdC1ob3JzZQ/);
    },
  );
});

/** Time goes on between the two. */
function withoutAges(text: string): string {
  return text.replaceAll(/\b(?:\d+[smhd]){1,2}\b/g, 'AGE').replaceAll(/ +/g, ' ');
}
