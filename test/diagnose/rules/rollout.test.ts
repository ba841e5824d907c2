import { expect, test } from 'vitest';
import {
  ago,
  deploymentOf,
  eventOf,
  judged,
  type Json,
  nodeOf,
  podOf,
  told,
  unscheduled,
} from './judged.ts';

const spec = { containers: [{ name: 'app', resources: { requests: { cpu: '3' } } }] };

const changed = (seconds: number): Json => {
  const [object] = deploymentOf(spec).Deployment as [Json];
  const metadata = object['metadata'] as Json;
  return {
    ...object,
    metadata: {
      ...metadata,
      generation: 2,
      managedFields: [
        { manager: 'kubectl', time: ago(seconds) },
        { manager: 'kube-controller-manager', subresource: 'status', time: ago(1) },
      ],
    },
  };
};

test('a change that no controller has seen is an error when a minute has passed', () => {
  const lists = (seconds: number) => ({
    ...deploymentOf(spec),
    Deployment: [changed(seconds)],
    Pod: [],
  });
  expect(judged(lists(30)).verdict).toBe('progressing');
  expect(told(judged(lists(90)))).toEqual([
    'ROL-04 The Deployment controller has not seen the latest change yet.',
  ]);
  expect(judged(lists(90)).verdict).toBe('failed');
});

test('an update for which there is no room is told so below its cause', () => {
  const lists = deploymentOf(spec, { replicas: 1 });
  const [set] = lists.ReplicaSet as [Json];
  const old = {
    ...set,
    metadata: { ...(set['metadata'] as Json), name: 'web-0', uid: 'old', annotations: {} },
    spec: { template: { spec: { containers: [] } } },
  };
  const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  const served = podOf('web-0-a', { ...spec, nodeName: 'node-1' }, ready);
  const message =
    '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';
  const diagnosis = judged({
    ...lists,
    ReplicaSet: [set, old],
    Pod: [
      podOf('web-a', spec, unscheduled(message)),
      {
        ...served,
        metadata: {
          ...(served['metadata'] as Json),
          ownerReferences: [{ kind: 'ReplicaSet', uid: 'old', controller: true }],
        },
      },
    ],
    Node: [nodeOf('node-1')],
  });
  expect(told(diagnosis)).toEqual([
    'SCH-01 The pod asks for 3 CPUs, and no node has that much left: node-1 has the most, 1 CPU.',
    'ROL-06 1 ready pod of the revision before serves on while the new revision fails.',
  ]);
  expect(diagnosis.findings[0]?.consequences.map(({ id, cause }) => `${id} ${cause}`)).toEqual([
    'ROL-08 The update may stop no old pod before a new one is ready (maxUnavailable is 25% of 1), and there is no room for one more.',
  ]);
});

test('a deadline that has passed is a symptom where a cause is known', () => {
  const conditions = [
    {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: 'ReplicaSet "web-1" has timed out progressing.',
      lastTransitionTime: ago(60),
    },
  ];
  const lists = deploymentOf(spec, { status: { conditions } });
  const alone = judged({
    ...lists,
    Pod: [podOf('web-a', spec)],
    Event: [eventOf('web-a', 'Scheduled', '')],
  });
  expect(alone.verdict).toBe('failed');
  expect(alone.findings.map(({ id }) => id)).toEqual(['ROL-01']);
  const message =
    '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
  const explained = judged({ ...lists, Pod: [podOf('web-a', spec, unscheduled(message))] });
  expect(
    explained.findings.map(({ id, consequences }) => [id, ...consequences.map((one) => one.id)]),
  ).toEqual([['SCH-01', 'ROL-01']]);
});

test('old pods that take too long to end are a warning', () => {
  const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  const leaving = podOf('web-z', spec, { phase: 'Running' });
  const diagnosis = judged({
    ...deploymentOf(spec, { status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1 } }),
    Pod: [
      podOf('web-a', spec, ready),
      { ...leaving, metadata: { ...(leaving['metadata'] as Json), deletionTimestamp: ago(20) } },
    ],
  });
  expect(diagnosis.verdict).toBe('healthy');
  expect(diagnosis.findings.map(({ id }) => id)).toEqual(['ROL-07']);
});

test('pods of a DaemonSet on nodes that are not meant for it are a warning', () => {
  const diagnosis = judged({
    DaemonSet: [
      {
        metadata: { namespace: 'shop', name: 'agent', uid: 'ds', generation: 1 },
        spec: { template: { spec } },
        status: {
          observedGeneration: 1,
          desiredNumberScheduled: 1,
          updatedNumberScheduled: 1,
          numberAvailable: 1,
          numberMisscheduled: 2,
        },
      },
    ],
    Pod: [],
  });
  expect(diagnosis.verdict).toBe('healthy');
  expect(told(diagnosis)[0]).toMatch(/^DS-01 2 of its pods run on nodes/);
});

test('a DaemonSet whose nodes are all tainted is told the taint', () => {
  const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }];
  const diagnosis = judged({
    DaemonSet: [
      {
        metadata: { namespace: 'shop', name: 'agent', uid: 'ds', generation: 1 },
        spec: { template: { spec } },
        status: { observedGeneration: 1, desiredNumberScheduled: 0 },
      },
    ],
    Node: [nodeOf('node-1', { spec: { taints } })],
  });
  expect(diagnosis.verdict).toBe('blocked');
  expect(told(diagnosis)).toEqual([
    'DS-01 No node is meant to run it: it does not tolerate their taints (dedicated=db:NoSchedule).',
  ]);
});
