import { formatSelector } from '../../formats/format-selector.ts';
import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, text } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';

/** Describes a PodDisruptionBudget. */
export async function describeDisruptionBudget(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const { minAvailable, maxUnavailable, selector } = fields(object['spec']);
  const status = fields(object['status']);
  describeMetadata(description, object, ['name', 'namespace']);
  if (minAvailable !== undefined) description.optional('Min available', minAvailable);
  else description.optional('Max unavailable', maxUnavailable);
  description.field(
    'Selector',
    selector === undefined ? '<unset>' : formatSelector(fields(selector)) || '<none>',
  );
  const section = description.section('Status', { indent: 2 });
  section.field('Allowed disruptions', text(status['disruptionsAllowed']) || '0');
  section.field('Current', text(status['currentHealthy']) || '0');
  section.field('Desired', text(status['desiredHealthy']) || '0');
  section.field('Total', text(status['expectedPods']) || '0');
  await describeEvents(description, subjectOf(object, 'PodDisruptionBudget'), tools);
}
