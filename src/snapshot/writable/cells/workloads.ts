import type { JSONValue, KubeObject } from '../../../api/types.ts';
import { humanDuration } from '../../../formats/duration.ts';
import { at, listAt, textAt, textOf } from '../../values.ts';
import { maps } from '../defaults/fill.ts';
import { selectorText } from '../scale.ts';
import type { Row } from './cells.ts';

/** Rows of what makes pods, as kubectl's own Table has them. */
export const WORKLOAD_ROWS: Readonly<Record<string, Row>> = {
  Deployment: (object) => ({
    Ready: `${number(object, 'status', 'readyReplicas')}/${number(object, 'spec', 'replicas')}`,
    'Up-to-date': number(object, 'status', 'updatedReplicas'),
    Available: number(object, 'status', 'availableReplicas'),
    ...wide(object),
  }),
  ReplicaSet: replicas,
  ReplicationController: replicas,
  StatefulSet: (object) => ({
    Ready: `${number(object, 'status', 'readyReplicas')}/${number(object, 'spec', 'replicas')}`,
    ...wide(object),
  }),
  DaemonSet: (object) => ({
    Desired: number(object, 'status', 'desiredNumberScheduled'),
    Current: number(object, 'status', 'currentNumberScheduled'),
    Ready: number(object, 'status', 'numberReady'),
    'Up-to-date': number(object, 'status', 'updatedNumberScheduled'),
    Available: number(object, 'status', 'numberAvailable'),
    'Node Selector': selector(at(object, ['spec', 'template', 'spec', 'nodeSelector'])),
    ...wide(object),
  }),
  Job: (object, age) => {
    const done = number(object, 'status', 'succeeded');
    const completions = at(object, ['spec', 'completions']);
    const parallelism = number(object, 'spec', 'parallelism');
    const some = parallelism > 1 ? `${done}/1 of ${parallelism}` : `${done}/1`;
    const start = textAt(object, ['status', 'startTime']);
    const end = textAt(object, ['status', 'completionTime']);
    const duration = end === '' ? age(start) : humanDuration(Date.parse(end) - Date.parse(start));
    return {
      Status: jobStatus(object),
      Completions: completions === undefined ? some : `${done}/${textOf(completions)}`,
      Duration: start === '' ? '' : duration,
      ...wide(object),
    };
  },
  CronJob: (object, age) => {
    const last = textAt(object, ['status', 'lastScheduleTime']);
    return {
      Schedule: textAt(object, ['spec', 'schedule']),
      Timezone: textAt(object, ['spec', 'timeZone']) || '<none>',
      Suspend: textAt(object, ['spec', 'suspend']) === 'true' ? 'True' : 'False',
      Active: listAt(object, ['status', 'active']).length,
      'Last Schedule': last === '' ? '<none>' : age(last),
      ...containers(at(object, ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers'])),
      Selector: selector(at(object, ['spec', 'jobTemplate', 'spec', 'selector'])),
    };
  },
};

function replicas(object: KubeObject): Readonly<Record<string, JSONValue>> {
  return {
    Desired: number(object, 'spec', 'replicas'),
    Current: number(object, 'status', 'replicas'),
    Ready: number(object, 'status', 'readyReplicas'),
    ...wide(object),
  };
}

function jobStatus(object: KubeObject): string {
  const conditions = maps(listAt(object, ['status', 'conditions']));
  const is = (type: string): boolean =>
    conditions.some((one) => one['type'] === type && one['status'] === 'True');
  if (is('Complete')) return 'Complete';
  if (is('Failed')) return 'Failed';
  if (object.metadata?.deletionTimestamp !== undefined) return 'Terminating';
  if (is('Suspended')) return 'Suspended';
  if (is('FailureTarget')) return 'FailureTarget';
  return is('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function wide(object: KubeObject): Readonly<Record<string, JSONValue>> {
  return {
    ...containers(at(object, ['spec', 'template', 'spec', 'containers'])),
    Selector: selector(at(object, ['spec', 'selector'])),
  };
}

function containers(list: JSONValue | undefined): Readonly<Record<string, JSONValue>> {
  const all = maps(list);
  return {
    Containers: all.map((one) => textOf(one['name'])).join(','),
    Images: all.map((one) => textOf(one['image'])).join(','),
  };
}

/** A selector as the server shows it in a cell. */
export function selector(value: JSONValue | undefined): string {
  return (value === undefined ? '' : selectorText(value)) || '<none>';
}

function number(object: KubeObject, ...path: readonly string[]): number {
  return Number(textAt(object, path));
}
