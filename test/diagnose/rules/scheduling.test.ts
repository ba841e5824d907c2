import { describe, expect, test } from 'vitest';
import { parseSchedulerMessage } from '../../../src/diagnose/rules/shared/scheduler-message.ts';
import { tolerates } from '../../../src/diagnose/rules/shared/taints.ts';
import { meets } from '../../../src/diagnose/rules/shared/node-selection.ts';
import {
  deploymentOf,
  eventOf,
  judged,
  type Json,
  nodeOf,
  podOf,
  told,
  unscheduled,
} from './judged.ts';

/** What the scheduler of a 1.36 cluster adds to its reasons. */
const AFTER =
  'no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';

const container = (resources: Json = {}): Json => ({ containers: [{ name: 'app', resources }] });

describe("the scheduler's message", () => {
  test('is read without what it says of preemption', () => {
    expect(
      parseSchedulerMessage(
        `0/3 nodes are available: 1 Insufficient cpu, 2 Insufficient nvidia.com/gpu. ${AFTER}`,
      ),
    ).toEqual({
      total: 3,
      reasons: [
        { nodes: 1, text: 'Insufficient cpu' },
        { nodes: 2, text: 'Insufficient nvidia.com/gpu' },
      ],
    });
  });

  test('may name a taint, with commas and colons in it, as older servers do', () => {
    expect(
      parseSchedulerMessage(
        '0/2 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 1 node(s) were unschedulable. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
      ).reasons,
    ).toEqual([
      { nodes: 1, text: 'node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }' },
      { nodes: 1, text: 'node(s) were unschedulable' },
    ]);
  });

  test('may be about the pod alone', () => {
    expect(
      parseSchedulerMessage(
        '0/1 nodes are available: persistentvolumeclaim "pgdata" not found. not found',
      ),
    ).toEqual({
      total: 1,
      reasons: [{ nodes: undefined, text: 'persistentvolumeclaim "pgdata" not found' }],
    });
  });

  test('may be of no form that is known', () => {
    expect(parseSchedulerMessage('running PreBind plugin "VolumeBinding": timed out')).toEqual({
      total: 0,
      reasons: [{ nodes: undefined, text: 'running PreBind plugin "VolumeBinding": timed out' }],
    });
    expect(parseSchedulerMessage('no nodes available to schedule pods')).toEqual({
      total: 0,
      reasons: [],
    });
  });
});

describe('a pod without a node', () => {
  const pending = (
    spec: Json,
    message: string,
    nodes: readonly Json[],
    events: readonly Json[] = [],
  ) =>
    judged({
      ...deploymentOf(spec),
      Pod: [podOf('web-a', spec, unscheduled(message))],
      Node: nodes,
      Event: events,
    });

  test('is told the taint by name, although the message of 1.36 has no name', () => {
    const spec = container();
    const taints = [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }];
    const diagnosis = pending(
      spec,
      `0/1 nodes are available: 1 node(s) had untolerated taint(s). ${AFTER}`,
      [nodeOf('node-1', { spec: { taints } })],
    );
    expect(diagnosis.verdict).toBe('failed');
    expect(told(diagnosis)).toEqual([
      'SCH-04 The pod does not tolerate the taint dedicated=gpu:NoSchedule of node-1.',
    ]);
    expect(diagnosis.findings[0]?.fixes.map(({ command }) => command)).toEqual([
      `{program} patch deployment/web -n shop --type=json -p '[{"op":"add","path":"/spec/template/spec/tolerations","value":[{"key":"dedicated","operator":"Equal","value":"gpu","effect":"NoSchedule"}]}]'`,
      '{program} taint node node-1 dedicated:NoSchedule-',
    ]);
  });

  test('is told the taint of an older message where nodes may not be read', () => {
    const diagnosis = judged({
      ...deploymentOf(container()),
      Pod: [
        podOf(
          'web-a',
          container(),
          unscheduled(
            '0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: gpu}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
          ),
        ),
      ],
    });
    expect(told(diagnosis)).toEqual([
      'SCH-04 The pod does not tolerate the taint dedicated: gpu of the nodes.',
    ]);
  });

  test('waits for a node that is only not ready yet', () => {
    const taints = [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }];
    const diagnosis = judged({
      ...deploymentOf(container()),
      Pod: [
        podOf(
          'web-a',
          container(),
          unscheduled(`0/1 nodes are available: 1 node(s) had untolerated taint(s). ${AFTER}`, 30),
        ),
      ],
      Node: [nodeOf('node-1', { spec: { taints } })],
    });
    expect(diagnosis.verdict).toBe('progressing');
  });

  test('is told that the nodes are cordoned', () => {
    const spec = {
      unschedulable: true,
      taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }],
    };
    const diagnosis = pending(
      container(),
      `0/2 nodes are available: 2 node(s) were unschedulable. ${AFTER}`,
      [nodeOf('node-1', { spec }), nodeOf('node-2', { spec })],
    );
    expect(told(diagnosis)).toEqual([
      'SCH-05 node-1, node-2 are cordoned: no new pods are placed there.',
    ]);
  });

  test('lacks room on the workers; that the control plane is tainted is as it should be', () => {
    const taints = [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }];
    const spec = container({ requests: { cpu: '3' } });
    const busy = podOf(
      'busy',
      { ...container({ requests: { cpu: '2' } }), nodeName: 'node-2' },
      { phase: 'Running' },
    );
    const diagnosis = judged({
      ...deploymentOf(spec),
      Pod: [
        podOf(
          'web-a',
          spec,
          unscheduled(
            `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s). ${AFTER}`,
          ),
        ),
        { ...busy, metadata: { ...(busy['metadata'] as Json), ownerReferences: [] } },
      ],
      Node: [
        nodeOf('node-1', {
          labels: { 'node-role.kubernetes.io/control-plane': '' },
          spec: { taints },
        }),
        nodeOf('node-2'),
      ],
    });
    expect(told(diagnosis)).toEqual(
      [
        'SCH-01 The pod asks for 3 CPUs, and no node has that much left: node-1 has the most, 4 CPUs (the other nodes: 1 node(s) had untolerated taint(s)).',
      ].map(() =>
        expect.stringMatching(
          /^SCH-01 The pod asks for 3 CPUs, .*\(the other nodes: 1 node\(s\) had untolerated taint\(s\)\)\.$/,
        ),
      ),
    );
  });

  test('is told what the message hides: the scheduler names the first obstacle of a node only', () => {
    const spec = { ...container({ requests: { memory: '64Gi' } }), nodeSelector: { disk: 'ssd' } };
    const diagnosis = pending(
      spec,
      `0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. ${AFTER}`,
      [nodeOf('node-1', { labels: { disk: 'hdd' } })],
    );
    expect(told(diagnosis)).toEqual([
      'SCH-03 No node has the label disk=ssd (they have disk=hdd).',
      'SCH-01 The pod asks for 64Gi of memory, and no node is that big: the largest has 8Gi of memory.',
    ]);
  });

  test('finds a key that is spelt a little otherwise', () => {
    const spec = { ...container(), nodeSelector: { 'disk-type': 'ssd' } };
    const diagnosis = pending(
      spec,
      `0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. ${AFTER}`,
      [nodeOf('node-1', { labels: { disktype: 'ssd' } })],
    );
    expect(told(diagnosis)).toEqual([
      'SCH-03 No node has the label disk-type=ssd (they have disktype=ssd).',
    ]);
  });

  test('has five minutes when an autoscaler adds a node', () => {
    const spec = container({ requests: { cpu: '64' } });
    const message = `0/1 nodes are available: 1 Insufficient cpu. ${AFTER}`;
    const scaling = eventOf('web-a', 'TriggeredScaleUp', 'pod triggered scale-up', 20);
    expect(pending(spec, message, [nodeOf('node-1')], [scaling]).verdict).toBe('progressing');
    const refused = eventOf('web-a', 'NotTriggerScaleUp', "pod didn't trigger scale-up", 5);
    expect(pending(spec, message, [nodeOf('node-1')], [scaling, refused]).verdict).toBe('failed');
  });

  test('is shown the words of the scheduler that no rule knows', () => {
    const diagnosis = pending(
      container(),
      '0/1 nodes are available: 1 node(s) are on fire. preemption: none',
      [nodeOf('node-1')],
    );
    expect(told(diagnosis)).toEqual(['SCH-11 The scheduler finds no node: node(s) are on fire.']);
  });

  test('is not told of when it has gates, or has just come', () => {
    const gated = {
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
    };
    const diagnosis = judged({
      ...deploymentOf(container()),
      Pod: [podOf('web-a', container(), gated)],
    });
    expect(diagnosis.findings.filter(({ id }) => id.startsWith('SCH'))).toEqual([]);
  });

  test('has a scheduler that does not run', () => {
    const diagnosis = judged({
      ...deploymentOf(container()),
      Pod: [podOf('web-a', { ...container(), schedulerName: 'default-scheduler' })],
      Event: [],
    });
    expect(told(diagnosis)).toEqual([
      'SCH-09 No scheduler has looked at the pod: the scheduler of the cluster does not run, or is far behind.',
    ]);
  });

  test('thirty of them are told once', () => {
    const spec = container({ requests: { cpu: '64' } });
    const pods = Array.from({ length: 30 }, (_, i) =>
      podOf(`web-${i}`, spec, unscheduled(`0/1 nodes are available: 1 Insufficient cpu. ${AFTER}`)),
    );
    const diagnosis = judged({
      ...deploymentOf(spec, { replicas: 30 }),
      Pod: pods,
      Node: [nodeOf('node-1')],
    });
    expect(diagnosis.findings.map(({ id, objects }) => [id, objects.length])).toEqual([
      ['SCH-01', 30],
    ]);
  });
});

test('a rejected pod that has been replaced is no failure', () => {
  const spec = { ...container(), nodeName: 'node-1' };
  const diagnosis = judged({
    ...deploymentOf(spec, { status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1 } }),
    Pod: [
      podOf('web-a', spec, {
        phase: 'Failed',
        reason: 'NodeShutdown',
        message: 'Pod was terminated in response to imminent node shutdown.',
      }),
      podOf('web-b', spec, { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }),
    ],
  });
  expect(diagnosis.verdict).toBe('healthy');
});

test('tolerations are for taints as the API says', () => {
  const taint = { key: 'a', value: 'b', effect: 'NoSchedule' };
  expect(tolerates({ operator: 'Exists' }, taint)).toBe(true);
  expect(tolerates({ key: 'a', operator: 'Exists', effect: 'NoExecute' }, taint)).toBe(false);
  expect(tolerates({ key: 'a', value: 'b' }, taint)).toBe(true);
  expect(tolerates({ key: 'a', value: 'c' }, taint)).toBe(false);
  expect(tolerates({}, taint)).toBe(false);
});

test('labels that are called __proto__ are labels', () => {
  const node = { metadata: { labels: JSON.parse('{"__proto__":"x"}') as Json } };
  const wanted = { operator: 'In', values: ['x'], field: false };
  expect(meets(node, { ...wanted, key: '__proto__' })).toBe(true);
  expect(meets(node, { ...wanted, key: 'constructor', operator: 'Exists' })).toBe(false);
});
