import { setTimeout as delay } from 'node:timers/promises';

import { call, type Target } from '../parity/target.ts';
import { SHOP } from './benchmarks.ts';
import { createNamespace } from './objects.ts';
import { inParallel, podSpec, send } from './populate.ts';

/** Workloads of the shop, and pods of each. */
const WORKLOADS = 20;
const REPLICAS = 10;

/** What the kubelet would say of the container that fails, by the number of the workload; all others are well. */
const FAILING: Readonly<Record<number, unknown>> = {
  3: {
    restartCount: 0,
    state: {
      waiting: {
        reason: 'ImagePullBackOff',
        message:
          'Back-off pulling image "registry.example.com/team-3/main:v1.3.3": ErrImagePull: registry.example.com/team-3/main:v1.3.3: not found',
      },
    },
  },
  7: {
    restartCount: 5,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting' } },
    lastState: {
      terminated: {
        exitCode: 1,
        reason: 'Error',
        startedAt: '2026-01-01T00:00:00Z',
        finishedAt: '2026-01-01T00:00:01Z',
      },
    },
  },
  11: {
    restartCount: 0,
    state: {
      waiting: {
        reason: 'CreateContainerConfigError',
        message: 'configmap "service-11" not found',
      },
    },
  },
};

interface Pod {
  metadata: { name: string; labels: { app: string } };
  spec: { containers: { name: string; image: string }[] };
}

/**
 * A namespace of twenty Deployments with their Services and 200 pods, which the real controllers make and whose statuses are
 * written: three Deployments fail, for three causes. No scheduler takes the pods, so that no kubelet contradicts.
 */
export async function createShop(target: Target): Promise<void> {
  await createNamespace(target, SHOP);
  await inParallel(WORKLOADS, async (index) => {
    await send(target, 'POST', `/apis/apps/v1/namespaces/${SHOP}/deployments`, deployment(index));
    await send(target, 'POST', `/api/v1/namespaces/${SHOP}/services`, service(index));
  });
  const pods = await until(
    () => list(target),
    ({ length }) => length === WORKLOADS * REPLICAS,
  );
  await inParallel(pods.length, async (index) => {
    const pod = pods[index] as Pod;
    const path = `/api/v1/namespaces/${SHOP}/pods/${pod.metadata.name}/status`;
    await send(target, 'PUT', path, {
      ...pod,
      apiVersion: 'v1',
      kind: 'Pod',
      status: statusOf(pod),
    });
  });
  const ready = WORKLOADS - Object.keys(FAILING).length;
  await until(
    async () => {
      const { body } = await call(target, 'GET', `/apis/apps/v1/namespaces/${SHOP}/deployments`);
      return (body.match(new RegExp(`"availableReplicas":${REPLICAS}`, 'g')) ?? []).length;
    },
    (available) => available === ready,
  );
}

async function list(target: Target): Promise<Pod[]> {
  const { body } = await call(target, 'GET', `/api/v1/namespaces/${SHOP}/pods`);
  return (JSON.parse(body) as { items: Pod[] }).items;
}

async function until<T>(read: () => Promise<T>, done: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (done(value)) return value;
    await delay(200);
  }
}

function deployment(index: number): unknown {
  const name = `service-${index}`;
  const labels = { app: name };
  const spec = podSpec(index, name);
  const containers = spec.containers.map((one) => ({
    ...one,
    envFrom: [{ configMapRef: { name, optional: index !== 11 } }],
  }));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { ...spec, containers, schedulerName: 'nobody' },
      },
    },
  };
}

function service(index: number): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `service-${index}` },
    spec: { selector: { app: `service-${index}` }, ports: [{ port: 80, targetPort: 8080 }] },
  };
}

function statusOf({ metadata, spec }: Pod): unknown {
  const failing = FAILING[Number(metadata.labels.app.replace('service-', ''))];
  const now = new Date().toISOString().replace(/\.\d+/, '');
  const condition = (type: string, status: boolean): unknown => ({
    type,
    status: status ? 'True' : 'False',
    lastTransitionTime: now,
  });
  const well = failing === undefined;
  return {
    phase: well ? 'Running' : 'Pending',
    podIP: '10.0.0.1',
    startTime: now,
    conditions: [
      condition('PodScheduled', true),
      condition('Initialized', true),
      condition('ContainersReady', well),
      condition('Ready', well),
    ],
    containerStatuses: spec.containers.map(({ name, image }, at) => ({
      name,
      image,
      imageID: '',
      ready: well || at > 0,
      started: well || at > 0,
      restartCount: 0,
      state: { running: { startedAt: now } },
      ...(at === 0 ? (failing as object | undefined) : {}),
    })),
  };
}
