import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, text } from '../fields.ts';
import { describeMetadata, pairs } from '../metadata.ts';

/** Describes a VolumeAttributesClass. */
export async function describeAttributesClass(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object, ['name']);
  description.field('Annotations', pairs(fields(fields(object['metadata'])['annotations'])));
  description.field('DriverName', text(object['driverName']));
  description.field('Parameters', pairs(fields(object['parameters'])));
  await describeEvents(description, subjectOf(object, 'VolumeAttributesClass'), tools);
}
