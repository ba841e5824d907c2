import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { describeMetadata, timeText } from '../metadata.ts';

/** Describes a ServiceCIDR. */
export async function describeServiceCIDR(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object, ['name', 'labels', 'annotations']);
  description.field('CIDRs', texts(fields(object['spec'])['cidrs']).join(', '));
  const conditions = list(fields(object['status'])['conditions']);
  if (conditions.length > 0) {
    description.decoration('Status:');
    description.table(
      'Conditions',
      ['Type', 'Status', 'LastTransitionTime', 'Reason', 'Message'],
      conditions.map(({ type, status, lastTransitionTime, reason, message }) => [
        text(type),
        text(status),
        timeText(lastTransitionTime),
        text(reason),
        text(message),
      ]),
    );
  }
  await describeEvents(description, subjectOf(object, 'ServiceCIDR'), tools);
}

/** Describes an IPAddress with what it belongs to. */
export async function describeIPAddress(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object, ['name', 'labels', 'annotations']);
  const { parentRef } = fields(object['spec']);
  if (parentRef !== undefined) {
    const { group, resource, namespace, name } = fields(parentRef);
    const section = description.section('Parent Reference');
    section.field('Group', text(group));
    section.field('Resource', text(resource));
    section.field('Namespace', text(namespace));
    section.field('Name', text(name));
  }
  await describeEvents(description, subjectOf(object, 'IPAddress'), tools);
}
