import { setTimeout as delay } from 'node:timers/promises';

import { call, type Target } from '../parity/target.ts';
import { FEW, MANY, OBJECTS, SHOP, STREAMS } from './benchmarks.ts';

/** Requests in flight; more only queue on the server. */
const PARALLEL = 16;
const CRD_GROUPS = 20;
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Creates a namespace of its own with this many pods that are never scheduled. */
export async function createPods(target: Target, namespace: string, count: number): Promise<void> {
  await send(target, 'POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const account = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
  while ((await call(target, 'GET', account)).status !== 200) await delay(50);
  await inParallel(count, (index) =>
    send(
      target,
      'POST',
      `/api/v1/namespaces/${namespace}/pods?fieldManager=kube-controller-manager`,
      pod(index),
    ),
  );
}

/** Creates CRDs in a few groups and waits until discovery lists all of them. */
export async function createCrds(target: Target, count: number): Promise<void> {
  await inParallel(count, (index) => send(target, 'POST', CRDS, crd(index)));
  const listed = async (group: number): Promise<number> => {
    const { body } = await call(target, 'GET', `/apis/${groupName(group)}/v1`);
    return (body.match(/"singularName"/g) ?? []).length;
  };
  for (let group = 0; group < Math.min(count, CRD_GROUPS); group++) {
    const expected = Math.ceil((count - group) / CRD_GROUPS);
    while ((await listed(group)) < expected) await delay(200);
  }
}

/** Removes all that was created; what is not there is no error. */
export async function removeAll(target: Target): Promise<void> {
  const { body } = await call(target, 'GET', `${CRDS}?labelSelector=kubist.example/bench`);
  const { items = [] } = JSON.parse(body) as { items?: { metadata: { name: string } }[] };
  await inParallel(items.length, (index) =>
    send(target, 'DELETE', `${CRDS}/${items[index]?.metadata.name}`),
  );
  for (const namespace of [MANY, FEW, OBJECTS, SHOP, STREAMS]) {
    await call(target, 'DELETE', `/api/v1/namespaces/${namespace}/pods?gracePeriodSeconds=0`);
    await call(target, 'DELETE', `/api/v1/namespaces/${namespace}`);
    while ((await call(target, 'GET', `/api/v1/namespaces/${namespace}`)).status === 200)
      await delay(200);
  }
}

/** Sends a request that must not fail. */
export async function send(
  target: Target,
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const reply = await call(target, method, path, body);
  if (reply.status >= 300)
    throw new Error(`${method} ${path}: ${reply.status} ${reply.body.slice(0, 300)}`);
}

/** Does the same for each number below `count`, several at once. */
export async function inParallel(
  count: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

/**
 * A pod as a service mesh makes them, about 14 KB as the server returns it: three containers with environment,
 * probes and mounts, and the managedFields that the server derives. A scheduling gate keeps it from being run.
 */
function pod(index: number): unknown {
  const name = `service-${String(index % 97).padStart(2, '0')}-${((index * 2654435761) % 2 ** 32).toString(36).padStart(7, '0')}-${String(index).padStart(5, '0')}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: {
        app: `service-${index % 97}`,
        'app.kubernetes.io/name': `service-${index % 97}`,
        'app.kubernetes.io/version': `v1.${index % 40}.${index % 7}`,
        'app.kubernetes.io/part-of': 'bench',
      },
      annotations: {
        'example.com/checksum': 'c2f1a0d95e7b4386'.repeat(4),
        'example.com/injected': JSON.stringify({
          containers: ['proxy'],
          volumes: ['certificates', 'scratch'],
          revision: index,
        }),
      },
    },
    spec: { ...podSpec(index, name), schedulingGates: [{ name: 'kubist.example/bench' }] },
  };
}

/** As much of a pod's spec as is looked at. */
interface Spec {
  containers: object[];
  [member: string]: unknown;
}

/** The spec of such a pod. */
export function podSpec(index: number, name: string): Spec {
  const container = (role: string, variables: number): object => ({
    name: role,
    image: `registry.example.com/team-${index % 12}/${role}:v1.${index % 40}.${index % 7}`,
    args: [
      '--config=/etc/service/config.yaml',
      `--shard=${index}`,
      '--log-format=json',
      '--metrics-address=:9090',
    ],
    env: Array.from({ length: variables }, (_, number) => ({
      name: `${role.toUpperCase()}_SETTING_${number}`,
      value: `value-${number}-of-${role}-in-${name}`,
    })),
    ports: [{ name: `${role}-http`, containerPort: 8080, protocol: 'TCP' }],
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '1', memory: '512Mi' },
    },
    livenessProbe: {
      httpGet: { path: '/livez', port: 8080 },
      initialDelaySeconds: 10,
      periodSeconds: 15,
    },
    readinessProbe: { httpGet: { path: '/readyz', port: 8080 }, periodSeconds: 5 },
    volumeMounts: [
      { name: 'config', mountPath: '/etc/service' },
      { name: 'scratch', mountPath: '/var/scratch' },
    ],
  });
  return {
    containers: [container('main', 16), container('proxy', 10), container('agent', 6)],
    volumes: [
      { name: 'config', configMap: { name: `service-${index % 97}` } },
      { name: 'scratch', emptyDir: {} },
    ],
    tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'services', effect: 'NoSchedule' }],
  };
}

function groupName(group: number): string {
  return `g${group % CRD_GROUPS}.bench.kubist.example`;
}

function crd(index: number): unknown {
  const name = `bench${index}`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${name}s.${groupName(index)}`, labels: { 'kubist.example/bench': 'true' } },
    spec: {
      group: groupName(index),
      scope: 'Namespaced',
      names: {
        plural: `${name}s`,
        singular: name,
        kind: `Bench${index}`,
        shortNames: [`b${index}`],
        categories: ['bench'],
      },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      ],
    },
  };
}
