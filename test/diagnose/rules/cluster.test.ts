import { expect, it } from 'vitest';
import type { Fields } from '../../../src/describe/fields.ts';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import { type Kind, World } from '../../../src/diagnose/world.ts';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const EARLIER = '2026-01-01T11:00:00Z';

const object = (kind: Kind, name: string, rest: Fields = {}, metadata: Fields = {}): Fields => ({
  kind,
  metadata: {
    name,
    namespace: 'x',
    uid: `${kind}-${name}`,
    creationTimestamp: EARLIER,
    ...metadata,
  },
  ...rest,
});
const pod = (status: Fields, metadata: Fields = {}): Fields =>
  object(
    'Pod',
    'p',
    { spec: { nodeName: 'n', restartPolicy: 'Never', containers: [{ name: 'c' }] }, status },
    metadata,
  );
const node = (type: string, status: string, message = 'm'): Fields => ({
  kind: 'Node',
  metadata: { name: 'n', uid: 'n' },
  status: { conditions: [{ type, status, reason: 'R', message, lastTransitionTime: EARLIER }] },
});
const pending: Fields = { phase: 'Pending' };
const condition = (type: string, status: string, reason: string): Fields => ({
  status: { conditions: [{ type, status, reason, message: 'm', lastTransitionTime: EARLIER }] },
});
const event = (about: Fields, reason: string, message: string): Fields => ({
  kind: 'Event',
  metadata: { name: 'e', namespace: 'x' },
  involvedObject: { uid: (about['metadata'] as Fields)['uid'] },
  reason,
  message,
  lastTimestamp: EARLIER,
});
const target = { scaleTargetRef: { kind: 'Deployment', name: 'd' } };

const labelled = pod(pending, { labels: { app: 'a' } });
const service = object('Service', 's', { spec: { selector: { app: 'a' }, ports: [{ port: 80 }] } });
const backend = { service: { name: 's', port: { number: 80 } } };
const ingress = object('Ingress', 'i', { spec: { defaultBackend: backend } });

/** What is there, the first of which is diagnosed, and the rules that must tell of it. */
const cases: readonly (readonly [readonly string[], readonly Fields[]])[] = [
  [['NOD-01'], [pod(pending), node('Ready', 'Unknown')]],
  [['NOD-02'], [pod(pending), node('DiskPressure', 'True')]],
  [['NOD-03'], [pod(pending), node('Ready', 'False', 'container runtime is down')]],
  [[], [pod(pending), node('Ready', 'True')]],
  [
    ['POD-01'],
    [
      pod({
        phase: 'Failed',
        reason: 'Evicted',
        message: 'The node was low on resource: memory. x',
      }),
    ],
  ],
  [
    ['POD-02'],
    [
      pod({
        ...pending,
        conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }],
      }),
    ],
  ],
  [['POD-03'], [pod({ phase: 'Unknown', reason: 'NodeLost', message: 'm' })]],
  [
    ['POD-04'],
    [
      pod({
        phase: 'Failed',
        containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 3 } } }],
      }),
    ],
  ],
  [['POD-05'], [pod(pending, { deletionTimestamp: '2026-01-01T11:50:00Z', finalizers: ['a/b'] })]],
  [[], [pod(pending, { deletionTimestamp: '2026-01-01T11:59:30Z' })]],
  [
    ['GEN-01'],
    [
      pod({
        ...pending,
        containerStatuses: [{ name: 'c', state: { waiting: { reason: 'Novelty', message: 'm' } } }],
      }),
    ],
  ],
  [['NET-01'], [pod(pending), event(pod(pending), 'NetworkNotReady', 'network is not ready')]],
  [
    ['NET-02'],
    [
      pod(pending),
      event(pod(pending), 'FailedCreatePodSandBox', 'no IP addresses available in range'),
    ],
  ],
  [
    ['HPA-01'],
    [
      object('HorizontalPodAutoscaler', 'h', {
        spec: target,
        ...condition('ScalingActive', 'False', 'FailedGetResourceMetric'),
      }),
    ],
  ],
  [
    [],
    [
      object('HorizontalPodAutoscaler', 'h', {
        spec: target,
        ...condition('ScalingActive', 'True', 'ValidMetricFound'),
      }),
    ],
  ],
  [
    ['PDB-01'],
    [object('PodDisruptionBudget', 'b', { status: { disruptionsAllowed: 0, expectedPods: 2 } })],
  ],
  [['SVC-04'], [object('Service', 's', { spec: { type: 'LoadBalancer' } })]],
  [
    ['OWN-01'],
    [object('DaemonSet', 'd', { spec: {}, status: {} }, { deletionTimestamp: EARLIER })],
  ],
  [['SVC-02'], [service, labelled]],
  [['ING-03'], [ingress, service, labelled]],
  [
    ['NP-01'],
    [
      labelled,
      event(labelled, 'Unhealthy', 'Readiness probe failed: context deadline exceeded'),
      object('NetworkPolicy', 'np', { spec: { podSelector: {} } }),
    ],
  ],
  [
    ['CJ-01'],
    [
      object('CronJob', 'c', { spec: { schedule: 'x' } }),
      event(object('CronJob', 'c'), 'UnparseableSchedule', 'm'),
    ],
  ],
];

it.each(cases)('tells %j', (ids, objects) => {
  const world = new World(NOW);
  for (const kind of [
    'Pod',
    'Node',
    'Event',
    'Service',
    'CronJob',
    'DaemonSet',
    'NetworkPolicy',
  ] as const)
    world.add(
      kind,
      objects.filter((one) => one['kind'] === kind),
    );
  const report = diagnose(world, [objects[0] as Fields], {
    grace: 0,
    tolerateRestarts: 2,
    hints: false,
  });
  // Rules of the workload itself have tests of their own.
  const found = report.diagnoses[0]?.findings.map(({ id }) => id) ?? [];
  expect(found.filter((id) => !/^(?:SCH|DS|STS|ROL)-/.test(id))).toEqual(ids);
});
