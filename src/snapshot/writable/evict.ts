import type { KubeObject } from '../../api/types.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { parseLabelSelector } from '../../resources/label-selector.ts';
import { Refusal } from '../answer.ts';
import { at, textAt } from '../values.ts';
import type { MemorySource } from './memory.ts';
import { selectorText } from './scale.ts';

/** Throws what the server answers when a budget does not let a pod go. What budgets allow is as it was saved. */
export async function allowEviction(source: MemorySource, pod: KubeObject): Promise<void> {
  const budgets = await source.resource({
    group: 'policy',
    version: 'v1',
    resource: 'poddisruptionbudgets',
  });
  const { namespace, labels = {} } = pod.metadata ?? {};
  for (const { object } of budgets?.items ?? []) {
    const selector = at(object, ['spec', 'selector']);
    if (object.metadata?.namespace !== namespace || selector === undefined) continue;
    if (!parseLabelSelector(selectorText(selector)).matches(labels)) continue;
    if (Number(textAt(object, ['status', 'disruptionsAllowed'])) > 0) continue;
    const name = stringifyJSON(object.metadata?.name ?? '');
    throw new Refusal(
      429,
      'TooManyRequests',
      `Cannot evict pod as it would violate the pod's disruption budget. The disruption budget ${name} allows no disruption.`,
      {},
    );
  }
}
