import { type Fields, fields, list, text } from '../../describe/fields.ts';
import type { Evidence } from '../model.ts';
import { eventEvidence, type Match, type Rule, type Scene, type SubjectRule } from '../rule.ts';
import { containersOf, endOf, waitingOf } from '../subject.ts';
import { conditionOf, nameOf, timeOf } from '../world.ts';

const failed = { severity: 'error', class: 'fatal', confidence: 'high' } as const;

/** Jobs that give up, or wait. Of a CronJob its newest Job is looked at. */
export const jobRules: readonly Rule[] = [
  {
    id: 'JOB-01',
    title: 'job-backoff-limit',
    ...failed,
    subject: (scene) =>
      onFailure(scene, /^BackoffLimitExceeded$/, (job) => {
        const limit = text(fields(job['spec'])['backoffLimit'] ?? 6);
        const end = lastEnd(scene);
        const how =
          end === undefined
            ? 'its pods are gone'
            : `container ${end.name} exits with code ${end.code}`;
        return `The job gave up when its pods had failed too often (backoffLimit ${limit}): ${how}`;
      }),
  },
  {
    id: 'JOB-02',
    title: 'job-deadline',
    ...failed,
    subject: (scene) =>
      onFailure(scene, /^DeadlineExceeded$/, (job) => {
        const seconds = text(fields(job['spec'])['activeDeadlineSeconds']);
        return `The job ran longer than its activeDeadlineSeconds of ${seconds} allow`;
      }),
  },
  {
    id: 'JOB-03',
    title: 'job-failure-policy',
    ...failed,
    subject: (scene) =>
      onFailure(
        scene,
        /^(?:PodFailurePolicy|MaxFailedIndexesExceeded|FailedIndexes)$/,
        (_, condition) => `The job was given up by its rules (${text(condition['reason'])})`,
      ),
  },
  {
    id: 'JOB-04',
    title: 'job-suspended',
    severity: 'info',
    class: 'info',
    confidence: 'high',
    blocks: true,
    subject({ subject: { object, kind, name } }) {
      if ((kind !== 'Job' && kind !== 'CronJob') || fields(object['spec'])['suspend'] !== true)
        return undefined;
      const type = kind.toLowerCase();
      return {
        cause: `The ${type} is suspended`,
        evidence: [{ kind: 'spec', source: `${type}/${name}`, text: 'suspend: true' }],
        fixes: [
          {
            command: `{program} patch ${type}/${name} -p '{"spec":{"suspend":false}}'`,
            why: 'lets it go on',
          },
        ],
      };
    },
  },
  {
    id: 'JOB-05',
    title: 'job-waits',
    severity: 'info',
    class: 'info',
    confidence: 'high',
    subject({ subject: { maker, kind, pods } }) {
      if (kind !== 'Job' && kind !== 'CronJob') return undefined;
      const stuck = pods
        .flatMap(containersOf)
        .find((one) => STUCK.has(text(waitingOf(one)?.['reason'])));
      if (stuck === undefined || fields(maker?.['spec'])['activeDeadlineSeconds'] !== undefined)
        return undefined;
      return {
        cause:
          'A pod that cannot start does not fail its job: without activeDeadlineSeconds it waits for ever',
        evidence: [
          {
            kind: 'status',
            source: `container ${stuck.name}`,
            text: text(waitingOf(stuck)?.['reason']),
          },
        ],
      };
    },
  },
  cronJobRule('CJ-01', 'cron-schedule'),
];

const STUCK: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'CreateContainerConfigError',
]);

/** The Job that counts, when it has failed for one of these reasons. */
function onFailure(
  scene: Scene,
  reasons: RegExp,
  cause: (job: Fields, condition: Fields) => string,
): Match | undefined {
  const { kind, maker } = scene.subject;
  if (maker === undefined || (kind !== 'Job' && kind !== 'CronJob')) return undefined;
  const condition = ['Failed', 'FailureTarget']
    .map((type) => conditionOf(maker, type))
    .find((one) => one?.['status'] === 'True' && reasons.test(text(one['reason'])));
  if (condition === undefined) return undefined;
  const evidence: Evidence[] = [
    {
      kind: 'status',
      source: `job/${nameOf(maker)}`,
      text: `${text(condition['reason'])}: ${text(condition['message'])}`,
    },
  ];
  const end = lastEnd(scene);
  if (end !== undefined) evidence.push(...end.evidence);
  return {
    cause: cause(maker, condition),
    evidence,
    fixes: [
      end === undefined
        ? {
            command: `{program} describe job/${nameOf(maker)}`,
            why: 'its pods are gone; its events may still tell',
          }
        : {
            command: `{program} logs ${end.pod} -c ${end.name}`,
            why: 'shows what the container said before it ended',
          },
    ],
  };
}

interface LastEnd {
  readonly pod: string;
  readonly name: string;
  readonly code: string;
  readonly evidence: readonly Evidence[];
}

/** The container that failed last. */
function lastEnd({ subject: { pods }, world }: Scene): LastEnd | undefined {
  const ends = pods
    .flatMap(containersOf)
    .map((container) => ({ container, end: endOf(container) }))
    .filter(({ end }) => end !== undefined && text(end['exitCode']) !== '0')
    .sort((a, b) => timeOf(b.end?.['finishedAt']) - timeOf(a.end?.['finishedAt']));
  const [last] = ends;
  if (last === undefined) return undefined;
  const { container, end } = last;
  const pod = nameOf(container.pod);
  const code = text(end?.['exitCode']);
  const log = ends.map((one) => world.log(one.container.pod, one.container.name)).find(Boolean);
  return {
    pod,
    name: container.name,
    code,
    evidence: [
      {
        kind: 'status',
        source: `pod/${pod} container ${container.name}`,
        text: `exit code ${code} (${text(end?.['reason'])})`,
        time: text(end?.['finishedAt']),
      },
      ...(log === undefined || log.text.trim() === ''
        ? []
        : [
            {
              kind: 'log' as const,
              source: `log of container ${container.name}`,
              text: log.text.trimEnd().split('\n').slice(-5).join('\n'),
            },
          ]),
    ],
  };
}

/** What keeps a CronJob from making Jobs. */
const CRON_REASONS: Readonly<Record<string, string>> = {
  UnparseableSchedule: 'The schedule cannot be read',
  InvalidSchedule: 'The schedule can never come true',
  UnknownTimeZone: 'The time zone of the schedule is not known',
  MissSchedule: 'A start was missed, and startingDeadlineSeconds forbids to start later',
  TooManyMissedTimes:
    'More than a hundred starts were missed: the clock or the controller stood still',
  FailedCreate: 'The job could not be created',
};

function cronJobRule(id: string, title: string): SubjectRule {
  return {
    id,
    title,
    ...failed,
    subject({ subject: { object, kind, name }, world }) {
      if (kind !== 'CronJob') return undefined;
      const last = timeOf(fields(object['status'])['lastScheduleTime']);
      const event = world
        .eventsOf(object)
        .find(({ reason, time }) => CRON_REASONS[reason] !== undefined && time > last);
      if (event !== undefined) {
        return {
          cause: CRON_REASONS[event.reason] as string,
          evidence: [
            eventEvidence(event),
            {
              kind: 'spec',
              source: `cronjob/${name}`,
              text: `schedule: ${text(fields(object['spec'])['schedule'])}`,
            },
          ],
          fixes: [{ command: `{program} edit cronjob/${name}`, why: 'mends the schedule' }],
        };
      }
      const busy = world
        .eventsOf(object)
        .find(({ reason, time }) => reason === 'JobAlreadyActive' && time > last);
      const active = list(fields(object['status'])['active']).map((one) => text(one['name']));
      if (busy === undefined || active.length === 0) return undefined;
      return {
        cause: 'The job before has not ended, and concurrencyPolicy Forbid lets no other one start',
        class: 'transient',
        severity: 'warning',
        evidence: [eventEvidence(busy)],
        fixes: [
          {
            command: `{program} diagnose job/${active[0] ?? ''}`,
            why: 'says why it does not end',
          },
        ],
      };
    },
  };
}
