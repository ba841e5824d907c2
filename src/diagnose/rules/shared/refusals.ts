import { type Fields, fields, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import { eventEvidence, type Scene } from '../../rule.ts';
import { conditionOf, type Event, timeOf, type World } from '../../world.ts';

/** What a controller could not create, and what the API server said of that. */
export interface Refusal {
  /** The server's words: `pods "web-x" is forbidden: …`, without the controller's. */
  readonly text: string;
  readonly evidence: Evidence;
  /** When it was refused first, as far as is known, and last. */
  readonly since: number;
  readonly last: number;
}

/** What admission says, as against validation. */
const ADMISSION =
  /exceeded quota|failed quota|status unknown for quota|usage per \w+ is|max limit to request|serviceaccount "[^"]*" not found|no PriorityClass with name|RuntimeClass "[^"]*" not found|violates PodSecurity|denied (?:the )?request|failed calling webhook|being terminated|namespaces "[^"]*" not found|cannot \w+ resource/;

/** True for words that an admission plugin has for what it does not let in. */
export function isAdmission(words: string): boolean {
  return ADMISSION.test(words);
}

const EVENTS: ReadonlySet<string> = new Set(['FailedCreate', 'ReplicaSetCreateError']);
const CONDITIONS: readonly string[] = ['ReplicaFailure', 'Progressing'];

/** Controllers wait longer after each refusal, a quarter of an hour at most; one that is older has been overcome. */
const STALE = 20 * 60_000;

/**
 * What keeps the pods of a workload, or what makes them, from being created: conditions first, then events. Nothing
 * when all pods are there: then it has passed.
 */
export function refusalsOf({ subject, world, refused }: Scene): readonly Refusal[] {
  if (refused !== undefined)
    return [{ text: refused.text, evidence: refused, since: 0, last: world.now }];
  const { object, maker, pods, desired } = subject;
  // How many pods a CronJob's Job wants is the Job's.
  const wanted = subject.kind === 'CronJob' ? 1 : desired;
  if (pods.length >= wanted && maker !== undefined) return [];
  if (conditionOf(object, 'Complete')?.['status'] === 'True') return [];
  const owners = maker === undefined || maker === object ? [object] : [maker, object];
  const found = owners.flatMap((owner) => [...conditionsOf(owner), ...owned(owner, world)]);
  return newestOfEach(found);
}

function conditionsOf(owner: Fields): readonly Refusal[] {
  return CONDITIONS.flatMap((type) => {
    const condition = conditionOf(owner, type);
    if (condition === undefined || !EVENTS.has(text(condition['reason']))) return [];
    const since = timeOf(condition['lastTransitionTime']);
    const message = text(condition['message']);
    return [
      {
        text: bare(message),
        evidence: {
          kind: 'status',
          source: `condition ${type}`,
          text: message,
          ...(since === 0 ? {} : { time: new Date(since).toISOString().replace('.000', '') }),
        },
        since,
        last: timeOf(condition['lastUpdateTime']) || since,
      },
    ];
  });
}

function owned(owner: Fields, world: World): readonly Refusal[] {
  const created = timeOf(fields(owner['metadata'])['creationTimestamp']);
  const success = world.eventsOf(owner).find(({ reason }) => reason === 'SuccessfulCreate');
  return world
    .eventsOf(owner)
    .filter(
      ({ reason, time }) =>
        EVENTS.has(reason) &&
        time >= created &&
        world.now - time < STALE &&
        // Of a pod that could be created in the end.
        (success === undefined || success.time <= time),
    )
    .map((event: Event) => ({
      text: bare(event.message),
      evidence: eventEvidence(event),
      since: created,
      last: event.time,
    }));
}

/** The server's words alone. */
function bare(message: string): string {
  return message
    .replace(/^\(combined from similar events\): /, '')
    .replace(/^Error creating(?: job)?: /, '')
    .replace(/^Failed to create new replica set "[^"]*": /, '')
    .replace(/^Create Claim .*? failed error: /, '')
    .replace(/^[Cc]reate Pod .*? failed error: /, '')
    .replace(/^failed to create PVC [^:]*: /, '');
}

/** One of each text that differs in more than generated names; conditions, which come first, win. */
function newestOfEach(refusals: readonly Refusal[]): readonly Refusal[] {
  const byText = new Map<string, Refusal>();
  for (const refusal of refusals) {
    const key = refusal.text.replace(/^\S+ "[^"]*" /, '').replace(/used: .*?, limited/, 'limited');
    if (!byText.has(key)) byText.set(key, refusal);
  }
  return [...byText.values()];
}
