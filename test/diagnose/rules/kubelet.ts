import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { Diagnosis } from '../../../src/diagnose/model.ts';
import { type Kind, World } from '../../../src/diagnose/world.ts';
import { ago, type Json, NOW } from './judged.ts';

/** A pod with one container, as the kubelet tells of it. */
export interface Told {
  /** The container's entry in the spec, beside its name and image. */
  readonly container?: Json;
  /** Its entry in the status. */
  readonly status?: Json;
  readonly spec?: Json;
  readonly podStatus?: Json;
  readonly events?: readonly Json[];
  readonly log?: string;
  readonly hints?: boolean;
  /** Other objects that are known. */
  readonly lists?: Partial<Record<Kind, readonly Json[]>>;
}

const IMAGE = 'registry.example.com/shop/web:2';

/** A pod with the container `app`. */
export function podWith({ container = {}, status = {}, spec = {}, podStatus = {} }: Told): Json {
  return {
    kind: 'Pod',
    metadata: { namespace: 'shop', name: 'web', uid: 'web', creationTimestamp: ago(120) },
    spec: {
      nodeName: 'node-1',
      restartPolicy: 'Always',
      ...spec,
      containers: [{ name: 'app', image: IMAGE, ...container }],
    },
    status: {
      phase: 'Running',
      startTime: ago(120),
      containerStatuses: [
        { name: 'app', ready: false, started: false, restartCount: 0, ...status },
      ],
      ...podStatus,
    },
  };
}

/** What is diagnosed of it. */
export function diagnosed(told: Told): Diagnosis {
  const world = new World(NOW);
  const pod = podWith(told);
  for (const [kind, objects] of Object.entries(told.lists ?? {}) as [Kind, Json[]][])
    world.add(
      kind,
      objects.map((object) => ({ kind, ...object })),
    );
  world.add('Pod', [pod]);
  world.add('Event', told.events ?? []);
  if (told.log !== undefined) world.setLog(pod, 'app', { previous: true, text: told.log });
  const options = { grace: undefined, tolerateRestarts: 2, hints: told.hints ?? false };
  return diagnose(world, [pod], options).diagnoses[0] as Diagnosis;
}

/** The status of a container that waits. */
export const waiting = (reason: string, message = ''): Json => ({
  state: { waiting: { reason, ...(message === '' ? {} : { message }) } },
});

/** The status of a container that has ended and waits for its next start. */
export const ended = (exitCode: number, restartCount: number, more: Json = {}): Json => ({
  restartCount,
  state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s restarting failed' } },
  lastState: {
    terminated: {
      exitCode,
      reason: 'Error',
      startedAt: ago(20),
      finishedAt: ago(17),
      ...more,
    },
  },
});

/** An event about the container. */
export const happened = (reason: string, message: string, seconds = 5, more: Json = {}): Json => ({
  involvedObject: { uid: 'web', fieldPath: 'spec.containers{app}' },
  reason,
  message,
  count: 1,
  lastTimestamp: ago(seconds),
  ...more,
});
