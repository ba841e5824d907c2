import type { JSONObject, JSONValue, KubeObject } from '../../../api/types.ts';
import { listAt, mapAt, textAt, textOf } from '../../values.ts';
import { maps } from '../defaults/fill.ts';
import type { Row } from './cells.ts';

/** Rows of pods, as kubectl's own Table has them. */
export const POD_ROWS: Readonly<Record<string, Row>> = {
  Pod: (pod, age) => {
    const statuses = maps(listAt(pod, ['status', 'containerStatuses']));
    const sidecars = sidecarsOf(pod);
    const ready = statuses.filter(
      (one) => one['ready'] === true && mapAt(one, ['state'])['running'] !== undefined,
    ).length;
    const count = listAt(pod, ['spec', 'containers']).length + sidecars.length;
    const readySidecars = maps(listAt(pod, ['status', 'initContainerStatuses'])).filter(
      (one) => sidecars.includes(textOf(one['name'])) && one['ready'] === true,
    ).length;
    const gates = maps(listAt(pod, ['spec', 'readinessGates']));
    const conditions = maps(listAt(pod, ['status', 'conditions']));
    const passed = gates.filter((gate) =>
      conditions.some((one) => one['type'] === gate['conditionType'] && one['status'] === 'True'),
    );
    return {
      Ready: `${ready + readySidecars}/${count}`,
      Status: podStatus(pod),
      Restarts: restarts(pod, age),
      IP: textAt(pod, ['status', 'podIP']) || '<none>',
      Node: textAt(pod, ['spec', 'nodeName']) || '<none>',
      'Nominated Node': textAt(pod, ['status', 'nominatedNodeName']) || '<none>',
      'Readiness Gates': gates.length === 0 ? '<none>' : `${passed.length}/${gates.length}`,
    };
  },
};

/** Init containers that go on running beside the others. */
function sidecarsOf(pod: KubeObject): string[] {
  return maps(listAt(pod, ['spec', 'initContainers']))
    .filter((one) => one['restartPolicy'] === 'Always')
    .map((one) => textOf(one['name']));
}

function restarts(pod: KubeObject, age: (timestamp: string) => string): JSONValue {
  const sidecars = sidecarsOf(pod);
  const initial = maps(listAt(pod, ['status', 'initContainerStatuses']));
  const main = maps(listAt(pod, ['status', 'containerStatuses']));
  const isStarting = initializing(pod) !== undefined;
  const counted = isStarting
    ? initial
    : [...initial.filter((one) => sidecars.includes(textOf(one['name']))), ...main];
  const count = counted.reduce((sum, one) => sum + Number(one['restartCount'] ?? 0), 0);
  const ends = counted
    .map((one) => textAt(one, ['lastState', 'terminated', 'finishedAt']))
    .filter((time) => time !== '')
    .sort();
  const last = ends.at(-1);
  return count > 0 && last !== undefined ? `${count} (${age(last)} ago)` : String(count);
}

/** What an init container waits for or failed with; undefined once all are through. */
function initializing(pod: KubeObject): string | undefined {
  const sidecars = sidecarsOf(pod);
  const total = listAt(pod, ['spec', 'initContainers']).length;
  const statuses = maps(listAt(pod, ['status', 'initContainerStatuses']));
  for (const [index, one] of statuses.entries()) {
    const { terminated, waiting } = mapAt(one, ['state']);
    if (
      terminated !== undefined &&
      Number(textAt(one, ['state', 'terminated', 'exitCode'])) === 0
    ) {
      continue;
    }
    if (sidecars.includes(textOf(one['name'])) && one['started'] === true) continue;
    if (terminated !== undefined) return `Init:${reasonOf(terminated as JSONObject)}`;
    const reason = textOf(mapAt(one, ['state', 'waiting'])['reason']);
    if (waiting !== undefined && reason !== '' && reason !== 'PodInitializing')
      return `Init:${reason}`;
    return `Init:${index}/${total}`;
  }
  return undefined;
}

function reasonOf(terminated: JSONObject): string {
  const { reason, signal, exitCode } = terminated;
  if (textOf(reason) !== '') return textOf(reason);
  return Number(signal ?? 0) !== 0 ? `Signal:${textOf(signal)}` : `ExitCode:${textOf(exitCode)}`;
}

function podStatus(pod: KubeObject): string {
  const phase = textAt(pod, ['status', 'phase']);
  let status = textAt(pod, ['status', 'reason']) || phase;
  const conditions = maps(listAt(pod, ['status', 'conditions']));
  if (
    conditions.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated')
  ) {
    status = 'SchedulingGated';
  }
  const initial = initializing(pod);
  const statuses = maps(listAt(pod, ['status', 'containerStatuses']));
  if (initial !== undefined) status = initial;
  else {
    let isRunning = false;
    for (const one of statuses.toReversed()) {
      const { terminated } = mapAt(one, ['state']);
      const waiting = textAt(one, ['state', 'waiting', 'reason']);
      if (waiting !== '') status = waiting;
      else if (terminated !== undefined) status = reasonOf(terminated as JSONObject);
      else if (one['ready'] === true && mapAt(one, ['state'])['running'] !== undefined)
        isRunning = true;
    }
    if (status === 'Completed' && isRunning) {
      const isReady = conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True');
      status = isReady ? 'Running' : 'NotReady';
    }
  }
  if (pod.metadata?.deletionTimestamp === undefined) return status;
  if (textAt(pod, ['status', 'reason']) === 'NodeLost') return 'Unknown';
  return ['Failed', 'Succeeded'].includes(phase) ? status : 'Terminating';
}
