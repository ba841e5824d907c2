import { expect, it } from 'vitest';
import { judged, type Json, told } from './judged.ts';

/** A StatefulSet of two with a partition of one: the first pod keeps its revision. */
const set: Json = {
  metadata: { namespace: 'shop', name: 'db', uid: 'db', generation: 2 },
  spec: {
    replicas: 2,
    template: {},
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
  },
  status: { observedGeneration: 2, currentRevision: 'db-1', updateRevision: 'db-2' },
};

const pod = (ordinal: number, revision: string, ready: boolean): Json => ({
  metadata: {
    namespace: 'shop',
    name: `db-${ordinal}`,
    uid: `db-${ordinal}`,
    labels: { 'controller-revision-hash': revision },
    ownerReferences: [{ kind: 'StatefulSet', name: 'db', uid: 'db', controller: true }],
  },
  spec: { containers: [] },
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});

it.each([
  [false, 'progressing', []],
  [true, 'blocked', [expect.stringContaining('STS-02 The partition 1')]],
])('a partition holds back what is left once the rest is ready: %s', (ready, verdict, causes) => {
  const diagnosis = judged({
    StatefulSet: [set],
    Pod: [pod(0, 'db-1', true), pod(1, 'db-2', ready)],
  });
  expect(diagnosis.verdict).toBe(verdict);
  expect(told(diagnosis)).toEqual(causes);
});

it('of a change that the controller has not seen, no pod is', () => {
  const seen = { ...(set['status'] as Json), observedGeneration: 1 };
  const { serving } = judged({
    StatefulSet: [{ ...set, status: seen }],
    Pod: [pod(0, 'db-1', true), pod(1, 'db-2', false)],
  });
  expect(serving).toMatchObject({ updated: 0, oldReady: 1 });
});
