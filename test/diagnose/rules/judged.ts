import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { Diagnosis } from '../../../src/diagnose/model.ts';
import { type Kind, World } from '../../../src/diagnose/world.ts';

/** Objects as JSON has them. */
export type Json = Record<string, unknown>;

/** The moment at which all is judged. */
export const NOW: number = Date.parse('2026-01-01T12:00:00Z');

/** An RFC 3339 text of some seconds ago. */
export const ago = (seconds: number): string =>
  new Date(NOW - seconds * 1000).toISOString().replace('.000', '');

/** Diagnoses the first object of the lists; a kind that is listed, though empty, is one that can be seen. */
export function judged(lists: Partial<Record<Kind, readonly Json[]>>): Diagnosis {
  const world = new World(NOW);
  const first: Json[] = [];
  for (const [kind, objects] of Object.entries(lists) as [Kind, readonly Json[]][]) {
    const items = objects.map((object) => ({ kind, ...object }));
    first.push(...items);
    world.add(kind, items);
  }
  const options = { grace: undefined, tolerateRestarts: 2, hints: false };
  return diagnose(world, first.slice(0, 1), options).diagnoses[0] as Diagnosis;
}

/** `SCH-01 The pod asks for …`: each finding with its cause. */
export const told = ({ findings }: Diagnosis): readonly string[] =>
  findings.map(({ id, cause }) => `${id} ${cause}`);

const labels = { app: 'web' };

/** A Deployment with one ReplicaSet; `uid` web and rs. */
export function deploymentOf(
  podSpec: Json,
  { replicas = 1, spec = {}, status = {} }: { replicas?: number; spec?: Json; status?: Json } = {},
): { Deployment: readonly Json[]; ReplicaSet: readonly Json[] } {
  const template = { metadata: { labels }, spec: podSpec };
  const metadata = { namespace: 'shop', generation: 1, creationTimestamp: ago(120) };
  const annotations = { 'deployment.kubernetes.io/revision': '1' };
  return {
    Deployment: [
      {
        metadata: { ...metadata, name: 'web', uid: 'web', annotations },
        spec: { replicas, template, ...spec },
        status: { observedGeneration: 1, ...status },
      },
    ],
    ReplicaSet: [
      {
        metadata: {
          ...metadata,
          name: 'web-1',
          uid: 'rs',
          annotations,
          ownerReferences: [{ kind: 'Deployment', name: 'web', uid: 'web', controller: true }],
        },
        spec: { replicas, template },
      },
    ],
  };
}

/** A pod of that ReplicaSet. */
export function podOf(name: string, spec: Json, status: Json = {}): Json {
  return {
    metadata: {
      namespace: 'shop',
      name,
      uid: name,
      labels,
      creationTimestamp: ago(100),
      ownerReferences: [{ kind: 'ReplicaSet', name: 'web-1', uid: 'rs', controller: true }],
    },
    spec,
    status: { phase: 'Pending', ...status },
  };
}

/** The status of a pod for which the scheduler finds no node. */
export const unscheduled = (message: string, seconds = 60): Json => ({
  conditions: [
    {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
      lastTransitionTime: ago(seconds),
    },
  ],
});

/** A node. */
export function nodeOf(
  name: string,
  {
    labels: own = {},
    spec = {},
    allocatable = {},
  }: { labels?: Json; spec?: Json; allocatable?: Json } = {},
): Json {
  return {
    metadata: { name, uid: name, labels: { 'kubernetes.io/hostname': name, ...own } },
    spec,
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110', ...allocatable } },
  };
}

/** An event. */
export function eventOf(
  uid: string,
  reason: string,
  message: string,
  seconds = 10,
  more: Json = {},
): Json {
  return {
    metadata: { namespace: 'shop', name: `${uid}.${reason}` },
    involvedObject: { uid },
    reason,
    message,
    type: 'Warning',
    count: 1,
    lastTimestamp: ago(seconds),
    ...more,
  };
}
