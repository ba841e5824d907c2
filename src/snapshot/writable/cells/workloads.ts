import type { JSONValue, KubeObject } from '../../../api/types.ts';
import { humanDuration } from '../../../formats/duration.ts';
import { selectorCell, templateCells } from '../../tables/cells.ts';
import { at, listAt, textAt, textOf } from '../../values.ts';
import { maps } from '../defaults/fill.ts';
import type { Row } from './cells.ts';

/** Rows of what makes pods, as kubectl's own Table has them. */
export const WORKLOAD_ROWS: Readonly<Record<string, Row>> = {
  StatefulSet: (object) => ({
    Ready: `${number(object, 'status', 'readyReplicas')}/${number(object, 'spec', 'replicas')}`,
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
      ...templateRow(at(object, ['spec', 'jobTemplate', 'spec', 'template'])),
      Selector: selectorCell(at(object, ['spec', 'jobTemplate', 'spec', 'selector'])),
    };
  },
};

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
  const selector = selectorCell(at(object, ['spec', 'selector']));
  return { ...templateRow(at(object, ['spec', 'template'])), Selector: selector };
}

function templateRow(template: JSONValue | undefined): Readonly<Record<string, JSONValue>> {
  const [Containers, Images] = templateCells(template);
  return { Containers, Images };
}

function number(object: KubeObject, ...path: readonly string[]): number {
  return Number(textAt(object, path));
}
