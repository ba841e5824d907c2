import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, text } from '../fields.ts';
import { describeMetadata, pairs } from '../metadata.ts';

/** Describes a PriorityClass. */
export async function describePriorityClass(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object, ['name']);
  description.field('Value', text(object['value']) || '0');
  description.field('GlobalDefault', object['globalDefault'] === true);
  description.field('PreemptionPolicy', text(object['preemptionPolicy']));
  description.field('Description', text(object['description']));
  description.field('Annotations', pairs(fields(fields(object['metadata'])['annotations'])));
  await describeEvents(description, subjectOf(object, 'PriorityClass'), tools);
}
