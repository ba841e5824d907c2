import { type Fields, fields, list, text } from '../describe/fields.ts';

/** A container of a pod with what the kubelet says of it. */
export interface Container {
  readonly pod: Fields;
  readonly name: string;
  /** Its entry in `spec.containers` or `spec.initContainers`. */
  readonly spec: Fields;
  /** Its entry in the pod's status; empty before the kubelet has written one. */
  readonly status: Fields;
  /** An init container that must end before the next one starts. */
  readonly init: boolean;
  /** An init container that keeps running. Source: KEP-753. */
  readonly sidecar: boolean;
  /** Among the init containers or the containers, from 0. */
  readonly index: number;
}

/** A workload, and the pods that belong to it. */
export interface Subject {
  /** The object that is diagnosed: a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod. */
  readonly object: Fields;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** The pod template, or the pod itself. */
  readonly template: Fields;
  /** What makes the pods of the current revision: the ReplicaSet, the Job, or the object itself; undefined when there is none yet. */
  readonly maker: Fields | undefined;
  /** ReplicaSets of older revisions, the newest first. */
  readonly oldMakers: readonly Fields[];
  /** Pods of the current revision that are not being deleted. */
  readonly pods: readonly Fields[];
  /** Pods of older revisions that are not being deleted. */
  readonly oldPods: readonly Fields[];
  /** Pods that are being deleted, of any revision. */
  readonly leaving: readonly Fields[];
  /** How many pods there should be. */
  readonly desired: number;
}

/** The containers of a pod in the order in which they start. */
export function containersOf(pod: Fields): readonly Container[] {
  const spec = fields(pod['spec']);
  const status = fields(pod['status']);
  const read = (field: string, statuses: string, init: boolean): Container[] => {
    const known = list(status[statuses]);
    return list(spec[field]).map((entry, index) => {
      const name = text(entry['name']);
      const sidecar = init && entry['restartPolicy'] === 'Always';
      return {
        pod,
        name,
        spec: entry,
        status: known.find((one) => one['name'] === name) ?? {},
        init: init && !sidecar,
        sidecar,
        index,
      };
    });
  };
  return [
    ...read('initContainers', 'initContainerStatuses', true),
    ...read('containers', 'containerStatuses', false),
  ];
}

/** `state.waiting` of a container, undefined when it does not wait. */
export function waitingOf({ status }: Container): Fields | undefined {
  return stateOf(status['state'], 'waiting');
}

/** `state.running`. */
export function runningOf({ status }: Container): Fields | undefined {
  return stateOf(status['state'], 'running');
}

/** How the container ended, this time or the time before: `state.terminated`, else `lastState.terminated`. */
export function endOf({ status }: Container): Fields | undefined {
  return stateOf(status['state'], 'terminated') ?? stateOf(status['lastState'], 'terminated');
}

export function restartsOf({ status }: Container): number {
  return Number(text(status['restartCount'])) || 0;
}

function stateOf(states: unknown, which: string): Fields | undefined {
  const state = fields(states)[which];
  return typeof state === 'object' && state !== null ? (state as Fields) : undefined;
}
