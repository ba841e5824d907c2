import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { fields, type Fields, list, text } from '../fields.ts';
import { formatSelector } from '../../formats/format-selector.ts';

/** A label selector as text, whether it is a plain map or one of match labels; `<none>` where it chooses nothing. */
export function selectorText(selector: Fields | undefined): string {
  return (selector === undefined ? '' : formatSelector(selector)) || '<none>';
}

/** A plain map of labels as a selector. */
export const fromLabels = (labels: unknown): Fields => ({ matchLabels: fields(labels) });

/** Describes in which phases the pods of a workload are; why they could not be counted, where that failed. */
export async function describePodsStatus(
  description: Description,
  object: Fields,
  selector: Fields,
  tools: DescribeTools,
): Promise<void> {
  const { namespace, uid } = fields(object['metadata']);
  try {
    const pods = await tools.list(
      `/api/v1/namespaces/${encodeURIComponent(text(namespace))}/pods`,
      {
        labelSelector: formatSelector(selector),
      },
    );
    const own = pods.filter((pod) => controllerUid(pod) === text(uid));
    const count = (...phases: string[]): number =>
      own.filter((pod) => phases.includes(text(fields(pod['status'])['phase']))).length;
    description.field(
      'Pods Status',
      `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`,
    );
  } catch (error) {
    description.field('Pods Status', `error in fetching pods: ${(error as Error).message}`);
  }
}

/** The uid of what controls an object; "" when nothing does. */
export function controllerUid(object: Fields): string {
  const owners = list(fields(object['metadata'])['ownerReferences']);
  return text(owners.find((owner) => owner['controller'] === true)?.['uid']);
}
