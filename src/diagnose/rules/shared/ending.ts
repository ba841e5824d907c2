import { type Fields, fields, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import type { Scene } from '../../rule.ts';
import { type Container, endOf, restartsOf, runningOf } from '../../subject.ts';
import { type Event, metadataOf, timeOf } from '../../world.ts';
import { exitMeaning } from './exit-codes.ts';
import { eventsOfContainer, sourceOf, waitOf } from './waiting.ts';

/** What ended a container: itself, or who else. */
export type EndedBy = 'memory' | 'start' | 'liveness' | 'startup' | 'hook' | 'itself';

/** The last end of a container that was not meant to end, or not in this way. */
export interface Ending {
  readonly by: EndedBy;
  readonly code: number;
  /** `state.terminated` or `lastState.terminated`. */
  readonly end: Fields;
  /** The event that tells who ended it. */
  readonly event: Event | undefined;
  readonly restarts: number;
  /** How often it has ended. */
  readonly ends: number;
  /** It had not come up when it ended: many restarts since ever are then no loop. */
  readonly short: boolean;
  /** It has not run for longer since: it ends again and again. */
  readonly again: boolean;
}

/** A container that was never started has no time at which it was. */
const START_FAILED = 128;

/** Times of events and of states are whole seconds. */
const SECOND = 1000;

/** How a container last ended; undefined when it has not, or when the pod as a whole was ended. */
export function endingOf(container: Container, scene: Scene): Ending | undefined {
  const { world } = scene;
  const end = endOf(container);
  const status = fields(container.pod['status']);
  // Evicted, preempted, past its deadline: nothing that the container did.
  if (end === undefined || text(status['reason']) !== '' || isPast(container.pod, scene))
    return undefined;
  const code = Number(text(end['exitCode']));
  const began = timeOf(end['startedAt']);
  const event = eventsOfContainer(container, world).find(
    (one) => one.time >= began - SECOND && endedBy(one) !== undefined,
  );
  return {
    by: startFailed(container, end) ?? reasonOf(end) ?? (event && endedBy(event)) ?? 'itself',
    code,
    end,
    event,
    restarts: restartsOf(container),
    ends: restartsOf(container) + (runningOf(container) === undefined ? 1 : 0),
    short: code === START_FAILED || ranFor(end) < CAME_UP,
    again: endsAgain(container, end, scene),
  };
}

/** True for a pod that failed and in whose place another one stands: a Job tries again with new pods. */
function isPast(pod: Fields, { subject }: Scene): boolean {
  if (fields(pod['status'])['phase'] !== 'Failed') return false;
  const made = timeOf(metadataOf(pod)['creationTimestamp']);
  return subject.pods.some(
    (other) =>
      timeOf(metadataOf(other)['creationTimestamp']) > made && indexOf(other) === indexOf(pod),
  );
}

/** Which part of an indexed Job a pod does; "" for others. */
function indexOf(pod: Fields): string {
  return text(fields(metadataOf(pod)['annotations'])['batch.kubernetes.io/job-completion-index']);
}

function reasonOf(end: Fields): EndedBy | undefined {
  switch (end['reason']) {
    case 'OOMKilled':
      return 'memory';
    case 'StartError':
    case 'ContainerCannotRun':
      return 'start';
    default:
      return undefined;
  }
}

/** The runtime's refusal counts, even where the end before it was another. */
function startFailed(container: Container, end: Fields): EndedBy | undefined {
  return waitOf(container)?.reason === 'RunContainerError' && reasonOf(end) !== 'memory'
    ? 'start'
    : undefined;
}

/** Who ends a container by an event of the kubelet. */
function endedBy({ reason, message }: Event): EndedBy | undefined {
  if (reason === 'FailedPostStartHook') return 'hook';
  if (reason !== 'Killing') return undefined;
  if (message.includes('failed liveness probe')) return 'liveness';
  if (message.includes('failed startup probe')) return 'startup';
  return message.includes('FailedPostStartHook') ? 'hook' : undefined;
}

/** A program that ran for so long had come up: the kubelet begins its back-off anew, too. */
const CAME_UP = 600 * SECOND;

/** A container that runs now is still in its loop until it has run well longer than the time before. */
function endsAgain(container: Container, end: Fields, { world, options }: Scene): boolean {
  const running = runningOf(container);
  if (running === undefined) return true;
  const ran = ranFor(end);
  if (ran >= CAME_UP) return false;
  // Few restarts are forgiven to what is up.
  const up = container.status['started'] !== false;
  if (up && restartsOf(container) <= options.tolerateRestarts) return false;
  return world.now - timeOf(running['startedAt']) <= ran * 1.5 + 5 * SECOND;
}

function ranFor(end: Fields): number {
  return timeOf(end['finishedAt']) - timeOf(end['startedAt']);
}

/** How a container ended, as evidence. */
export function endingEvidence(container: Container, { end, code, restarts }: Ending): Evidence {
  const began = timeOf(end['startedAt']);
  const ended = timeOf(end['finishedAt']);
  const seconds = began > 0 && ended >= began ? Math.round((ended - began) / SECOND) : undefined;
  const reason = text(end['reason']);
  const meaning = exitMeaning(code);
  const parts = [
    `exit code ${code}${meaning === '' ? '' : `, ${meaning}`}`,
    ...(reason === '' || reason === 'Error' || reason === 'Completed' ? [] : [`reason ${reason}`]),
    ...(seconds === undefined ? [] : [`after ${seconds}s`]),
    ...(restarts > 0 ? [`restarted ${restarts} times`] : []),
  ];
  const time = text(end['finishedAt']);
  return {
    kind: 'status',
    source: sourceOf(container),
    text: parts.join('; '),
    ...(ended > 0 ? { time } : {}),
  };
}

/** True when nothing starts the container again. */
export function isOver({ pod, init, sidecar }: Container): boolean {
  const policy = fields(pod['spec'])['restartPolicy'];
  return policy === 'Never' && !sidecar && (!init || fields(pod['status'])['phase'] === 'Failed');
}
