import { type Fields, fields, text } from '../../../describe/fields.ts';
import { containersOf, restartsOf, waitingOf } from '../../subject.ts';
import { isReady } from '../../subjects.ts';
import { conditionOf } from '../../world.ts';

/** What containers wait for before they begin. */
const BEGINNING: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing', '']);

/** True for a pod that is not ready, and of which more can be said than that it has not got so far. */
export function isTroubled(pod: Fields): boolean {
  if (isReady(pod)) return false;
  if (text(fields(pod['status'])['phase']) === 'Failed') return true;
  if (conditionOf(pod, 'PodScheduled')?.['reason'] === 'Unschedulable') return true;
  return containersOf(pod).some((container) => {
    const waiting = waitingOf(container);
    const reason = waiting === undefined ? '' : text(waiting['reason']);
    return !BEGINNING.has(reason) || restartsOf(container) > 0;
  });
}
