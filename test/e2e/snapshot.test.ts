import { type ChildProcess, spawn } from 'node:child_process';
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

/** What the reference is asked of a cluster, and of a server of what was saved of it. */
const READS: readonly string[] = [
  'get pods',
  'get pods -o wide --show-labels',
  'get pods -l app=web -o name',
  'get pods --field-selector=status.phase=Succeeded',
  'get pods --field-selector=foo=bar',
  'get pods -l a===b',
  'get pods --chunk-size=1',
  'get pods --sort-by=.metadata.name -o custom-columns=A:.metadata.name,B:.status.phase',
  'get pods -o json',
  'get all',
  'get all -o yaml',
  'get deployments.apps,services -o wide',
  'get deployment.apps web -o jsonpath={.spec.template.spec.containers[*].image}',
  'get deployment.apps/web service/web -o yaml',
  'get configmap settings -o go-template={{.data.mode}}',
  'get configmaps,serviceaccounts,endpointslices',
  'get jobs -o wide',
  'get events --sort-by=.metadata.name',
  'get nothing',
  'get pod nothing',
  'get deployments.apps nothing -o yaml',
  'get pods --raw=/healthz',
  'get --raw=/apis/nothing',
  'get --raw=/api/v1/nothing',
  'get --raw=/version',
  'get nodes -o name',
  'get node nothing',
  'describe deployment.apps web',
  'describe pods',
  'describe service web',
  'describe job migrate',
  'logs deployment.apps/web',
  'logs job/migrate --tail=1',
  'logs pod/nothing',
  'rollout status deployment.apps/web',
  'rollout history deployment.apps/web',
  'wait --for=condition=complete job/migrate --timeout=30s',
  'api-versions',
  'api-resources --sort-by=name -o wide',
  'version',
  'explain deployment.spec.strategy',
  'explain job.spec --recursive',
  'auth can-i get pods',
  'get pods --show-kind --no-headers',
];

/** What the reference changes on both. Where controllers would act, nothing is left to them. */
const WRITES: readonly (readonly [line: string, stdin?: string])[] = [
  ['create configmap fresh --from-literal=a=b'],
  ['create configmap fresh --from-literal=a=b'],
  ['create configmap Fresh'],
  [
    'create deployment idle --image=localhost/busybox:1 --replicas=0 --dry-run=server -o yaml --show-managed-fields',
  ],
  ['create service clusterip back --tcp=80:8080 -o yaml'],
  ['run once --image=localhost/busybox:1 --dry-run=server -o yaml'],
  ['label configmap fresh tier=back'],
  ['annotate configmap fresh note=1 --resource-version=1'],
  ['patch configmap fresh --type=merge -p {"data":{"c":"d"}}'],
  ['patch configmap fresh --type=json -p [{"op":"remove","path":"/data/a"}]'],
  ['patch configmap fresh -p {"foo":{"c":"d"}}'],
  [
    'apply -f -',
    'kind: ConfigMap\napiVersion: v1\nmetadata: {name: applied}\ndata: {a: "1", b: "2"}\n',
  ],
  ['apply -f -', 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: applied}\ndata: {a: "3"}\n'],
  [
    'apply --server-side --field-manager=other -f -',
    'kind: ConfigMap\napiVersion: v1\nmetadata: {name: applied}\ndata: {a: "4"}\n',
  ],
  [
    'apply --server-side --field-manager=other --force-conflicts -f -',
    'kind: ConfigMap\napiVersion: v1\nmetadata: {name: applied}\ndata: {a: "4"}\n',
  ],
  [
    'apply -f -',
    'kind: List\napiVersion: v1\nitems: [{kind: ConfigMap, apiVersion: v1, metadata: {name: listed}}]\n',
  ],
  ['get configmap fresh applied listed -o yaml'],
  ['scale deployment.apps/web --replicas=2 --dry-run=server -o yaml'],
  ['scale deployment.apps/web --replicas=2 --current-replicas=7'],
  ['set image deployment.apps/web web=localhost/busybox:2 --dry-run=server'],
  ['patch deployment.apps web -p {"spec":{"selector":{"matchLabels":{"a":"b"}}}}'],
  ['delete configmap fresh --dry-run=server'],
  ['delete configmap fresh applied nothing'],
  ['get configmap fresh'],
];

describe('the server of a namespace in a file', () => {
  const namespace = `e2e-served-${Math.random().toString(36).slice(2, 6)}`;
  let work = '';
  let servers: Server[] = [];
  const type = (file: string, line: string, stdin?: string): Promise<Outcome> =>
    execute([reference], [...line.split(' '), '--kubeconfig', file, '-n', namespace], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: join(work, file === kubeconfig ? 'live' : 'served'),
      },
      stdin,
    });
  const ours = (line: string): Promise<Outcome> =>
    execute([process.execPath, script], line.split(' '), {
      env: { PATH: process.env.PATH ?? '', HOME: work, KUBECONFIG: kubeconfig },
    });

  beforeAll(async () => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    work = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
    const steps: readonly (readonly [string, string?])[] = [
      [`create namespace ${namespace}`],
      ['apply -f -', OBJECTS],
      ['wait --for=condition=available deployment.apps/web --timeout=120s'],
      ['wait --for=condition=complete job/migrate --timeout=120s'],
    ];
    for (const [line, stdin] of steps) {
      const { code, stderr } = await type(kubeconfig, line, stdin);
      if (code !== 0) throw new Error(stderr);
    }
  }, 250_000);

  afterAll(async () => {
    for (const server of servers) server.stop();
    await type(kubeconfig, `delete namespace ${namespace} --wait=false`);
    rmSync(work, { recursive: true, force: true });
  });

  /** Saves the namespace and serves it, in place of the servers before. */
  async function serve(...flags: readonly string[]): Promise<string> {
    for (const server of servers) server.stop();
    const file = join(work, 'saved.tgz');
    const save = await ours(`snapshot save -n ${namespace} -o ${file}`);
    if (save.code !== 0) throw new Error(save.stderr);
    const config = join(work, 'config');
    const server = new Server([
      script,
      'snapshot',
      'serve',
      file,
      '--write-kubeconfig',
      config,
      ...flags,
    ]);
    servers = [server];
    await server.ready();
    return config;
  }

  it('answers the reference as the cluster does', { timeout: 180_000 }, async () => {
    let differing: { line: string; served: unknown; cluster: unknown }[] = [];
    // Events and endpoints may come late: then it is saved again.
    await until('the same from both servers', 120, async () => {
      const config = await serve();
      differing = [];
      for (const line of READS) {
        const [served, cluster] = await Promise.all([type(config, line), type(kubeconfig, line)]);
        const [a, b] = [comparable(served), comparable(cluster)];
        if (JSON.stringify(a) !== JSON.stringify(b))
          differing.push({ line, served: a, cluster: b });
      }
      return differing.length === 0;
    }).catch(() => undefined);
    expect(differing.map(({ line, served }) => ({ line, outcome: served }))).toEqual(
      differing.map(({ line, cluster }) => ({ line, outcome: cluster })),
    );
  });

  it('with --writable, it changes as the cluster does', { timeout: 180_000 }, async () => {
    const config = await serve('--writable');
    for (const [line, stdin] of WRITES) {
      const [served, cluster] = await Promise.all([
        type(config, line, stdin),
        type(kubeconfig, line, stdin),
      ]);
      expect({ line, ...comparable(served) }).toEqual({ line, ...comparable(cluster) });
    }
  });
});

/** Another program that serves, until it is stopped. */
class Server {
  readonly #process: ChildProcess;
  #said = '';

  constructor(args: readonly string[]) {
    this.#process = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process.stdout?.on('data', (data: Buffer) => (this.#said += data.toString()));
  }

  /** Resolves once it listens. */
  async ready(): Promise<void> {
    await until('the server listens', 120, async () => this.#said.includes('Serving'));
  }

  stop(): void {
    this.#process.kill();
  }
}

/** What each server chooses by itself does not count. */
function comparable({ stdout, stderr, code }: Outcome): {
  out: string;
  err: string;
  code: number | null;
} {
  const mask = (text: string): string =>
    text
      .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME')
      .replaceAll(/"?resourceVersion"?: "\d+"/g, 'VERSION')
      .replaceAll(/kube-api-access-\w{5}/g, 'TOKEN')
      .replaceAll(/\b10\.\d+\.\d+\.\d+\b/g, 'ADDRESS')
      .replaceAll(/https?:\/\/127\.0\.0\.1:\d+/g, 'SERVER')
      .replaceAll(/\b(?:\d+[smhd]){1,2}\b/g, 'AGE')
      .replaceAll(/ +/g, ' ');
  return { out: mask(stdout), err: mask(stderr), code };
}
