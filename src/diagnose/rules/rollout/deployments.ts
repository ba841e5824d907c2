import { type Fields, fields, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import type { Match, Scene } from '../../rule.ts';
import { isReady } from '../../subjects.ts';
import { conditionOf, metadataOf, nameOf, timeOf } from '../../world.ts';
import { unscheduledOf } from '../scheduling/unscheduled.ts';
import { named } from '../shared/fixes.ts';
import { refusalsOf } from '../shared/refusals.ts';
import { isTroubled } from '../shared/troubled.ts';

/** A member of a status or spec as a number; 0 where there is none. */
export function numberOf(object: Fields, part: 'spec' | 'status', member: string): number {
  return Number(text(fields(object[part])[member])) || 0;
}

/** Whether the controller has seen the object as it is now. */
export function isObserved(object: Fields): boolean {
  const generation = Number(text(metadataOf(object)['generation'])) || 0;
  return numberOf(object, 'status', 'observedGeneration') >= generation;
}

function conditionEvidence(object: Fields, type: string): readonly Evidence[] {
  const condition = conditionOf(object, type);
  if (condition === undefined) return [];
  const since = timeOf(condition['lastTransitionTime']);
  return [
    {
      kind: 'status',
      source: `condition ${type}`,
      text: `${text(condition['reason'])}: ${text(condition['message'])}`,
      ...(since === 0 ? {} : { time: new Date(since).toISOString().replace('.000', '') }),
    },
  ];
}

/** ROL-01 */
export function deadline({ subject }: Scene): Match | undefined {
  const { object, kind } = subject;
  if (kind !== 'Deployment' || !isObserved(object)) return undefined;
  if (conditionOf(object, 'Progressing')?.['reason'] !== 'ProgressDeadlineExceeded')
    return undefined;
  const seconds = text(fields(object['spec'])['progressDeadlineSeconds']) || '600';
  return {
    cause: `The new pods did not become available within ${seconds} s (progressDeadlineSeconds).`,
    evidence: conditionEvidence(object, 'Progressing'),
    fixes: [
      {
        command: `{program} rollout undo ${named(subject)}`,
        why: 'goes back to the revision before',
      },
      {
        command: `{program} patch ${named(subject)} -p '{"spec":{"progressDeadlineSeconds":1200}}'`,
        why: 'gives the pods more time, if they are only slow',
      },
    ],
  };
}

/** ROL-02 */
export function setNotCreated({ subject }: Scene): Match | undefined {
  const { object, kind } = subject;
  const reason = conditionOf(object, 'Progressing')?.['reason'];
  if (kind !== 'Deployment' || reason !== 'ReplicaSetCreateError') return undefined;
  return {
    cause: 'The ReplicaSet of the new revision cannot be created.',
    evidence: conditionEvidence(object, 'Progressing'),
  };
}

function isPaused({ object, kind }: Scene['subject']): boolean {
  return kind === 'Deployment' && fields(object['spec'])['paused'] === true;
}

/** Whether a paused Deployment holds something back: the controller then counts no pods of the latest template. */
function holdsBack({ object, desired }: Scene['subject']): boolean {
  return numberOf(object, 'status', 'updatedReplicas') < desired;
}

/** ROL-03, while a change waits. */
export function pausedWithChange({ subject }: Scene): Match | undefined {
  if (!isPaused(subject) || !holdsBack(subject)) return undefined;
  const old = numberOf(subject.object, 'status', 'readyReplicas');
  const serves =
    old === 0
      ? ''
      : `; ${old} ${old === 1 ? 'pod' : 'pods'} of the revision before ${old === 1 ? 'serves' : 'serve'} meanwhile`;
  return {
    cause: `The rollout is paused, so that the latest change is not rolled out${serves}.`,
    ...paused(subject),
  };
}

/** ROL-03, when all that was asked for runs. */
export function pausedWhenDone({ subject }: Scene): Match | undefined {
  if (!isPaused(subject) || holdsBack(subject) || subject.desired === 0) return undefined;
  return { cause: 'The rollout is paused: the next change will wait.', ...paused(subject) };
}

function paused(subject: Scene['subject']): Pick<Match, 'evidence' | 'fixes'> {
  return {
    evidence: [{ kind: 'spec', source: `deployment/${subject.name}`, text: 'paused: true' }],
    fixes: [{ command: `{program} rollout resume ${named(subject)}`, why: 'rolls it out' }],
  };
}

/** ROL-04 */
export function notObserved({ subject }: Scene): Match | undefined {
  const { object, kind } = subject;
  if (kind === 'Pod' || kind === 'Job' || kind === 'CronJob' || isObserved(object))
    return undefined;
  const generation = text(metadataOf(object)['generation']);
  const seen = numberOf(object, 'status', 'observedGeneration');
  const changed = changedAt(object);
  return {
    cause: `The ${kind} controller has not seen the latest change yet.`,
    evidence: [
      {
        kind: 'status',
        source: `${kind.toLowerCase()}/${nameOf(object)}`,
        text: `generation ${generation}, observedGeneration ${seen}`,
      },
    ],
    ...(changed === 0 ? { class: 'transient', severity: 'warning' } : { since: changed }),
    fixes: [
      {
        command: '{program} get pods -n kube-system',
        why: 'shows whether kube-controller-manager runs',
      },
    ],
  };
}

/** When the object was changed last by someone other than a controller; 0 when it does not say. */
function changedAt(object: Fields): number {
  const managers = metadataOf(object)['managedFields'];
  const times = (Array.isArray(managers) ? (managers as Fields[]) : [])
    .filter(({ subresource }) => text(subresource) === '')
    .map(({ time }) => timeOf(time));
  return Math.max(0, ...times);
}

/** ROL-05 */
export function scaledToZero({ subject, world }: Scene): Match | undefined {
  const { object, kind, namespace, name, desired } = subject;
  const scales = kind === 'Deployment' || kind === 'StatefulSet' || kind === 'ReplicaSet';
  if (!scales || desired !== 0 || text(fields(object['spec'])['replicas']) !== '0')
    return undefined;
  const autoscaler = world.all('HorizontalPodAutoscaler', namespace).find((one) => {
    const target = fields(fields(one['spec'])['scaleTargetRef']);
    return target['kind'] === kind && target['name'] === name;
  });
  const off =
    autoscaler === undefined
      ? ''
      : ` (its autoscaler ${nameOf(autoscaler)} is off while it is at 0)`;
  return {
    cause: `It is scaled to 0: no pods are wanted${off}.`,
    evidence: [{ kind: 'spec', source: `${kind.toLowerCase()}/${name}`, text: 'replicas: 0' }],
    fixes: [{ command: `{program} scale ${named(subject)} --replicas=1`, why: 'asks for a pod' }],
  };
}

/** ROL-06 */
export function oldServes({ subject, world, options }: Scene): Match | undefined {
  const { kind, pods, oldPods } = subject;
  const serving = oldPods.filter(isReady).length;
  if ((kind !== 'Deployment' && kind !== 'StatefulSet') || serving === 0) return undefined;
  const fails =
    pods.some(isTroubled) ||
    conditionOf(subject.object, 'Progressing')?.['reason'] === 'ProgressDeadlineExceeded' ||
    (!isPaused(subject) && refusalsOf({ subject, world, options }).length > 0);
  if (!fails) return undefined;
  const what =
    serving === 1
      ? '1 ready pod of the revision before serves'
      : `${serving} ready pods of the revision before serve`;
  return {
    cause: `${what} on while the new revision fails.`,
    evidence: [
      {
        kind: 'status',
        source: `${kind.toLowerCase()}/${subject.name}`,
        text: `${serving} ready pods of older revisions, ${pods.filter(isReady).length} of the current one`,
      },
    ],
    fixes: [{ command: `{program} rollout undo ${named(subject)}`, why: 'goes back to it' }],
  };
}

/** Milliseconds after which a pod that does not go is stuck, which is told as a fault of its own. */
const STUCK = 60_000;

/** ROL-07 */
export function oldLeaves({ subject, world }: Scene): Match | undefined {
  const { pods, leaving, desired, kind } = subject;
  if (kind === 'Pod' || pods.filter(isReady).length < desired) return undefined;
  const late = leaving.filter((pod) => {
    const over = world.now - timeOf(metadataOf(pod)['deletionTimestamp']);
    return over > 0 && over < STUCK;
  });
  if (late.length === 0) return undefined;
  return {
    cause: 'Pods of the revision before should be gone by now: they have had their time to end.',
    evidence: late.slice(0, 3).map((pod) => ({
      kind: 'status',
      source: `pod/${nameOf(pod)}`,
      text: `deletionTimestamp ${text(metadataOf(pod)['deletionTimestamp'])}`,
    })),
  };
}

/** Obstacles that one pod less on the nodes would remove. */
const ROOM: ReadonlySet<string> = new Set(['resource', 'port', 'count', 'spread']);

/** ROL-08 */
export function noRoom(scene: Scene): Match | undefined {
  const { subject, world } = scene;
  const { object, kind, pods, oldPods, desired } = subject;
  const strategy = fields(fields(object['spec'])['strategy']);
  if (kind !== 'Deployment' || strategy['type'] === 'Recreate' || oldPods.length === 0)
    return undefined;
  const limit = text(fields(strategy['rollingUpdate'])['maxUnavailable']) || '25%';
  if (unavailable(limit, desired) > 0) return undefined;
  const noPlace = pods.some((pod) =>
    unscheduledOf(pod, world)?.causes.some((obstacle) => ROOM.has(obstacle)),
  );
  const noQuota = refusalsOf(scene).some(({ text: said }) =>
    /^pods? ".*exceeded quota/s.test(said),
  );
  if (!noPlace && !noQuota) return undefined;
  return {
    cause: `The update may stop no old pod before a new one is ready (maxUnavailable is ${limit} of ${desired}), and there is no room for one more.`,
    evidence: [
      { kind: 'spec', source: `deployment/${subject.name}`, text: `maxUnavailable: ${limit}` },
    ],
    fixes: [
      {
        command: `{program} patch ${named(subject)} -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}}}'`,
        why: 'stops an old pod before it starts a new one',
      },
    ],
  };
}

/** How many pods a rolling update may take away; percentages are rounded down. */
function unavailable(limit: string, desired: number): number {
  const percent = /^(\d+)%$/.exec(limit);
  return percent === null ? Number(limit) || 0 : Math.floor((Number(percent[1]) * desired) / 100);
}
