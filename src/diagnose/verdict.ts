import { type Fields, fields, text } from '../describe/fields.ts';
import type { Finding, Serving, Verdict } from './model.ts';
import type { Subject } from './subject.ts';
import { isReady } from './subjects.ts';
import { conditionOf, metadataOf, type World } from './world.ts';

/** How a workload stands, and the sentence that says so. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly summary: string;
}

/** Verdicts, the worst first. */
export const WORST_FIRST: readonly Verdict[] = [
  'failed',
  'degraded',
  'unknown',
  'blocked',
  'progressing',
  'healthy',
];

/** The worst of some verdicts; `healthy` for none. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'healthy';
}

/** Judges a workload by its status and by what was found. `blocker` is a finding that only waits for someone. */
export function judge(
  subject: Subject,
  world: World,
  findings: readonly Finding[],
  blocker: Finding | undefined,
): Judgement {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const fatal = errors.find((finding) => finding.fatal);
  // Of a manifest that is refused nothing was made, whatever runs.
  const refused = errors.find(({ fatal: ends, place }) => ends && place !== undefined);
  if (refused !== undefined) return { verdict: 'failed', summary: refused.cause };
  const done = isComplete(subject, world);
  if (done) {
    // A CronJob that makes no Jobs serves nothing.
    if (fatal !== undefined)
      return { verdict: subject.kind === 'CronJob' ? 'failed' : 'degraded', summary: fatal.cause };
    if (errors[0] !== undefined) return { verdict: 'degraded', summary: errors[0].cause };
    if (blocker !== undefined) return { verdict: 'blocked', summary: blocker.cause };
    return { verdict: 'healthy', summary: healthy(subject) };
  }
  if (fatal !== undefined) return { verdict: 'failed', summary: fatal.cause };
  if (blocker !== undefined) return { verdict: 'blocked', summary: blocker.cause };
  if (!world.sees('Pod') && subject.kind !== 'Pod')
    return { verdict: 'unknown', summary: 'Its pods could not be read.' };
  const first = errors[0] ?? findings.find(({ severity }) => severity === 'warning');
  return { verdict: 'progressing', summary: first?.cause ?? progressing(subject) };
}

/** How many of the pods that there should be are ready. Undefined for what does not serve. */
export function servingOf({ kind, pods, oldPods, desired }: Subject): Serving | undefined {
  if (kind === 'CronJob' || kind === 'Job') return undefined;
  const ready = pods.filter(isReady).length;
  return { desired, updated: pods.length, ready, oldReady: oldPods.filter(isReady).length };
}

/** True when the workload is all that was asked for: the current revision runs, and no other. */
export function isComplete(subject: Subject, world: World): boolean {
  const { object, desired } = subject;
  const status = fields(object['status']);
  const number = (name: string): number => Number(text(status[name] ?? 0));
  const generation = Number(text(metadataOf(object)['generation'] ?? 0));
  const observed = number('observedGeneration') >= generation;
  switch (subject.kind) {
    case 'Deployment':
      return (
        observed &&
        number('updatedReplicas') === desired &&
        number('replicas') === desired &&
        number('availableReplicas') >= desired
      );
    case 'ReplicaSet':
      return observed && number('availableReplicas') >= desired;
    case 'StatefulSet':
      return observed && isStatefulSetComplete(object, desired);
    case 'DaemonSet':
      return (
        observed &&
        number('updatedNumberScheduled') >= desired &&
        number('numberAvailable') >= desired
      );
    case 'Job':
      return conditionOf(object, 'Complete')?.['status'] === 'True';
    case 'CronJob':
      return !world
        .ownedBy(object, 'Job')
        .some((job) => job === subject.maker && conditionOf(job, 'Failed')?.['status'] === 'True');
    default:
      return isReady(object) || status['phase'] === 'Succeeded';
  }
}

function isStatefulSetComplete(object: Fields, desired: number): boolean {
  const status = fields(object['status']);
  const strategy = fields(fields(object['spec'])['updateStrategy']);
  const number = (value: unknown): number => Number(text(value ?? 0));
  const ready = number(status['availableReplicas'] ?? status['readyReplicas']) >= desired;
  if (strategy['type'] === 'OnDelete') return ready;
  const partition = number(fields(strategy['rollingUpdate'])['partition']);
  const updated =
    status['updateRevision'] === status['currentRevision'] ||
    number(status['updatedReplicas']) >= desired - Math.min(partition, desired);
  return ready && updated;
}

function healthy({ kind, desired }: Subject): string {
  if (kind === 'Job') return 'The job is complete.';
  if (kind === 'CronJob') return 'Its last job did not fail.';
  if (kind === 'Pod') return 'The pod is ready, or has done its work.';
  return `${desired} of ${desired} pods are available.`;
}

function progressing(subject: Subject): string {
  const { kind, pods, desired } = subject;
  if (kind === 'Job') return 'The job is running.';
  if (kind === 'Pod')
    return `The pod is ${text(fields(subject.object['status'])['phase']) || 'new'}.`;
  const ready = pods.filter(isReady).length;
  return `${ready} of ${desired} pods of the current revision are ready; nothing has failed so far.`;
}
