import { parseRFC3339 } from '../../formats/time.ts';
import type { Pod } from './pod.ts';

/** Smaller comes first. */
export type PodOrder = (a: Pod, b: Pod) => number;

/** How far phases are from running; others count as running. */
const DISTANCE: Readonly<Record<string, number>> = { Unknown: 1, Pending: 2 };
const PHASE_RANK: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** Pods whose log is worth reading first: scheduled, running, ready for long, often restarted, old. */
export const byLogging: PodOrder = (a, b) =>
  byNode(a, b) ||
  (DISTANCE[phaseOf(a)] ?? 0) - (DISTANCE[phaseOf(b)] ?? 0) ||
  byReadiness(a, b) ||
  restartsOf(b) - restartsOf(a) ||
  byTime(a.metadata?.creationTimestamp, b.metadata?.creationTimestamp);

/** Pods to connect to first: scheduled, running, ready for long, seldom restarted, old. */
export const byActivity: PodOrder = (a, b) =>
  byNode(a, b) ||
  (PHASE_RANK[phaseOf(b)] ?? 0) - (PHASE_RANK[phaseOf(a)] ?? 0) ||
  byReadiness(a, b) ||
  restartsOf(a) - restartsOf(b) ||
  byTime(a.metadata?.creationTimestamp, b.metadata?.creationTimestamp);

function phaseOf({ status }: Pod): string {
  return status?.phase ?? '';
}

function byNode(a: Pod, b: Pod): number {
  return Number((b.spec?.nodeName ?? '') !== '') - Number((a.spec?.nodeName ?? '') !== '');
}

function byReadiness(a: Pod, b: Pod): number {
  const [left, right] = [readyOf(a), readyOf(b)];
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  return byTime(left, right);
}

/** Since when a pod is ready; empty when it does not say, undefined when it is not. */
function readyOf({ status }: Pod): string | undefined {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' ? (ready.lastTransitionTime ?? '') : undefined;
}

/** Earlier first; what has no time comes last. */
function byTime(a: string | null | undefined, b: string | null | undefined): number {
  const [left, right] = [a, b].map((text) => parseRFC3339(text ?? '')?.ms ?? Infinity) as [
    number,
    number,
  ];
  return left === right ? 0 : left - right;
}

function restartsOf({ status }: Pod): number {
  return Math.max(0, ...(status?.containerStatuses ?? []).map((one) => one.restartCount ?? 0));
}
