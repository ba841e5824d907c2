import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import type { Evidence } from '../../model.ts';
import { type Container, endOf, waitingOf } from '../../subject.ts';
import { conditionOf, type Event, metadataOf, nameOf, timeOf, type World } from '../../world.ts';

/** A container waits, as the kubelet says it. */
export interface Waiting {
  readonly reason: string;
  readonly message: string;
}

/** Why a container waits; undefined when it does not. */
export function waitOf(container: Container): Waiting | undefined {
  const waiting = waitingOf(container);
  if (waiting === undefined) return undefined;
  return { reason: text(waiting['reason']), message: text(waiting['message']) };
}

/** Since when a container waits to be started, milliseconds since 1970. */
export function waitingSince(container: Container): number {
  const { pod, init } = container;
  const status = fields(pod['status']);
  const ended = timeOf(endOf(container)?.['finishedAt']);
  const accepted = timeOf(status['startTime']) || timeOf(metadataOf(pod)['creationTimestamp']);
  const initialized = conditionOf(pod, 'Initialized');
  // Containers are prepared only after the init containers have ended.
  const ready =
    !init && initialized?.['status'] === 'True' ? timeOf(initialized['lastTransitionTime']) : 0;
  return Math.max(ended, accepted, ready);
}

/** True while the kubelet has not started a container for the first time. */
export function isUnstarted(pod: Fields): boolean {
  const status = fields(pod['status']);
  const statuses = [...list(status['initContainerStatuses']), ...list(status['containerStatuses'])];
  if (status['phase'] !== 'Pending' && status['phase'] !== 'Running') return false;
  return (
    statuses.length === 0 ||
    statuses.some(({ state }) => {
      const waiting = fields(fields(state)['waiting']);
      return UNSTARTED.has(text(waiting['reason']));
    })
  );
}

/** True once a container of the pod was started: then its volumes are mounted. */
export function hasStarted(pod: Fields): boolean {
  const status = fields(pod['status']);
  const statuses = [...list(status['initContainerStatuses']), ...list(status['containerStatuses'])];
  return statuses.some(({ state, lastState }) => {
    const { running, terminated } = fields(state);
    return (running ?? terminated ?? fields(lastState)['terminated']) !== undefined;
  });
}

const UNSTARTED: ReadonlySet<string> = new Set([
  'ContainerCreating',
  'PodInitializing',
  'CreateContainerConfigError',
]);

/** `pod/web-1 container app`. */
export function sourceOf({ pod, name }: Container): string {
  return `pod/${nameOf(pod)} container ${name}`;
}

/** Why a container waits, as evidence. */
export function waitingEvidence(container: Container): Evidence {
  const { reason, message } = waitOf(container) ?? { reason: '', message: '' };
  return {
    kind: 'status',
    source: sourceOf(container),
    text: message === '' ? reason : `${reason}: ${message}`,
  };
}

/** A part of the spec as evidence. */
export function specEvidence(container: Container, value: string): Evidence {
  return { kind: 'spec', source: sourceOf(container), text: value };
}

/** The events about one container of a pod, the latest first, without the words for repeated ones. */
export function eventsOfContainer({ pod, name }: Container, world: World): readonly Event[] {
  return world
    .eventsOf(pod)
    .filter(({ container }) => container === name)
    .map(plainEvent);
}

/** The kubelet's client puts this before events that differ in little. */
export function plainEvent(event: Event): Event {
  return { ...event, message: event.message.replace(/^\(combined from similar events\): /, '') };
}
