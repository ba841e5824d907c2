import { type Fields, fields, list, text } from '../describe/fields.ts';
import { stringifyJSON } from '../formats/json.ts';
import type { Subject } from './subject.ts';
import {
  controllerOf,
  type Kind,
  metadataOf,
  nameOf,
  namespaceOf,
  timeOf,
  uidOf,
  type World,
} from './world.ts';

/** Kinds that are diagnosed as workloads, in the order in which they are told. */
export const WORKLOADS: readonly Kind[] = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicaSet',
  'Pod',
];

/** True for objects that have pods, or are one. */
export function isWorkload(object: Fields): boolean {
  return WORKLOADS.some((kind) => kind === object['kind']);
}

/** The workloads of the world that nothing known of controls. */
export function topWorkloads(world: World): readonly Fields[] {
  return WORKLOADS.flatMap((kind) =>
    world.all(kind).filter((object) => !isControlled(object, world)),
  );
}

function isControlled(object: Fields, world: World): boolean {
  const owner = controllerOf(object);
  if (owner === undefined) return false;
  const kind = WORKLOADS.find((one) => one === owner['kind']);
  // Controllers are in the namespace of what they control.
  return (
    kind !== undefined &&
    world.all(kind, namespaceOf(object)).some((one) => uidOf(one) === owner['uid'])
  );
}

/** A workload with its pods, by revision. */
export function subjectOf(object: Fields, world: World): Subject {
  const kind = text(object['kind']);
  const read = READERS[kind] ?? readOther;
  const { maker, oldMakers = [], pods, isCurrent, desired, template } = read(object, world);
  const all = pods ?? ownPods(object, world);
  const staying = all.filter((pod) => !isLeaving(pod));
  return {
    object,
    kind,
    name: nameOf(object),
    namespace: namespaceOf(object),
    template: template ?? fields(fields(object['spec'])['template']),
    maker,
    oldMakers,
    pods: staying.filter(isCurrent),
    oldPods: staying.filter((pod) => !isCurrent(pod)),
    leaving: all.filter(isLeaving),
    desired,
  };
}

/** What is read of a kind of workload. */
interface Reading {
  readonly maker: Fields | undefined;
  readonly oldMakers?: readonly Fields[];
  /** All its pods; those that it controls itself when missing. */
  readonly pods?: readonly Fields[];
  readonly isCurrent: (pod: Fields) => boolean;
  readonly desired: number;
  readonly template?: Fields;
}

const READERS: Readonly<Record<string, (object: Fields, world: World) => Reading>> = {
  Deployment: readDeployment,
  StatefulSet: readStatefulSet,
  DaemonSet: readDaemonSet,
  Job: readJob,
  CronJob: readCronJob,
  Pod: (pod) => ({ maker: pod, pods: [pod], isCurrent: () => true, desired: 1, template: pod }),
};

function readOther(object: Fields): Reading {
  return { maker: object, isCurrent: () => true, desired: replicasOf(object) };
}

function readDeployment(object: Fields, world: World): Reading {
  const sets = world.ownedBy(object, 'ReplicaSet');
  const maker = currentSet(object, sets);
  return {
    maker,
    oldMakers: sets.filter((set) => set !== maker).sort((a, b) => revisionOf(b) - revisionOf(a)),
    pods: sets.flatMap((set) => ownPods(set, world)),
    isCurrent: (pod) => maker !== undefined && controllerOf(pod)?.['uid'] === uidOf(maker),
    desired: replicasOf(object),
  };
}

/**
 * The ReplicaSet with the Deployment's template, the oldest of several. A server that was updated since may have added to
 * the template: then it is the one of the revision, if the controller counts pods of it as updated. While a change waits, as the rollout is
 * paused, not seen yet or refused, there is none.
 */
function currentSet(deployment: Fields, sets: readonly Fields[]): Fields | undefined {
  const wanted = templateText(deployment);
  const oldest = [...sets].sort((a, b) => createdAt(a) - createdAt(b));
  const status = fields(deployment['status']);
  const counted = isObserved(deployment) && (Number(text(status['updatedReplicas'])) || 0) > 0;
  return (
    oldest.find((set) => templateText(set) === wanted) ??
    oldest.find((set) => counted && revisionOf(set) === revisionOf(deployment))
  );
}

function templateText(object: Fields): string {
  const template = fields(fields(object['spec'])['template']);
  const metadata = fields(template['metadata']);
  const { 'pod-template-hash': _, ...labels } = fields(metadata['labels']);
  const { creationTimestamp: __, ...rest } = metadata;
  const shown = { ...template, metadata: { ...rest, labels } };
  return stringifyJSON(shown, { sortKeys: true });
}

function revisionOf(object: Fields): number {
  const annotations = fields(metadataOf(object)['annotations']);
  return Number(text(annotations['deployment.kubernetes.io/revision'])) || 0;
}

function readStatefulSet(object: Fields): Reading {
  const revision = text(fields(object['status'])['updateRevision']);
  return {
    maker: object,
    // Until the change is seen, the status tells of the revision before it.
    isCurrent: (pod) => isObserved(object) && (revision === '' || hashOf(pod) === revision),
    desired: replicasOf(object),
  };
}

function readDaemonSet(object: Fields, world: World): Reading {
  const newest = [...world.ownedBy(object, 'ControllerRevision')].sort(
    (a, b) => Number(text(b['revision'])) - Number(text(a['revision'])),
  )[0];
  const hash = newest === undefined ? '' : hashOf(newest);
  const annotations = fields(metadataOf(object)['annotations']);
  const generation = text(annotations['deprecated.daemonset.template.generation']);
  const isCurrent = (pod: Fields): boolean => isObserved(object) && isOfNewest(pod);
  const isOfNewest = (pod: Fields): boolean =>
    hash === ''
      ? generation === '' ||
        text(fields(metadataOf(pod)['labels'])['pod-template-generation']) === generation
      : hashOf(pod) === hash;
  const desired = Number(text(fields(object['status'])['desiredNumberScheduled'])) || 0;
  return { maker: object, isCurrent, desired };
}

/** True when the status is about the spec as it is. */
function isObserved(object: Fields): boolean {
  const seen = Number(text(fields(object['status'])['observedGeneration'])) || 0;
  return seen >= (Number(text(metadataOf(object)['generation'])) || 0);
}

function readJob(object: Fields): Reading {
  const spec = fields(object['spec']);
  const desired = Number(text(spec['parallelism'] ?? 1));
  return { maker: object, isCurrent: () => true, desired };
}

/** Of a CronJob its newest Job counts. */
function readCronJob(object: Fields, world: World): Reading {
  const jobs = [...world.ownedBy(object, 'Job')].sort((a, b) => createdAt(b) - createdAt(a));
  const [maker, ...oldMakers] = jobs;
  const template = fields(
    fields(fields(fields(object['spec'])['jobTemplate'])['spec'])['template'],
  );
  return {
    maker,
    oldMakers,
    pods: maker === undefined ? [] : ownPods(maker, world),
    isCurrent: () => true,
    desired: 0,
    template,
  };
}

function ownPods(owner: Fields, world: World): readonly Fields[] {
  return world.ownedBy(owner, 'Pod');
}

function hashOf(object: Fields): string {
  return text(fields(metadataOf(object)['labels'])['controller-revision-hash']);
}

function replicasOf(object: Fields): number {
  return Number(text(fields(object['spec'])['replicas'] ?? 1));
}

function createdAt(object: Fields): number {
  return timeOf(metadataOf(object)['creationTimestamp']);
}

function isLeaving(pod: Fields): boolean {
  return text(metadataOf(pod)['deletionTimestamp']) !== '';
}

/** True when a pod is ready to serve. */
export function isReady(pod: Fields): boolean {
  return list(fields(pod['status'])['conditions']).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}
