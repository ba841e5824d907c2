import type { DescribeTools } from './describer.ts';
import type { Description } from './description.ts';
import { findEvents, showEvents, subjectOf } from './events.ts';
import { fields, type Fields, text } from './fields.ts';
import { describeMetadata } from './metadata.ts';

/** Describes a ConfigMap with all of its data; of binary data the sizes. */
export async function describeConfigMap(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object);
  description.decoration('');
  const data = description.section('Data', { heading: 'Data', indent: 0, ownNames: true });
  data.decoration('====');
  for (const [key, value] of sorted(object['data'])) {
    const entry = data.section(key, { indent: 0 });
    entry.decoration('----');
    entry.line(value);
    data.decoration('');
  }
  description.decoration('');
  const binary = description.section('BinaryData', { heading: 'BinaryData', indent: 0 });
  binary.decoration('====');
  for (const [key, value] of sorted(object['binaryData'])) {
    binary.line(`${key}: ${Buffer.from(value, 'base64').length} bytes`);
  }
  description.decoration('');
  if (!tools.showEvents) return;
  // Of a ConfigMap the reference does not pass over events that may not be read.
  showEvents(description, await findEvents(subjectOf(object, 'ConfigMap'), tools), tools.now);
}

function sorted(map: unknown): [string, string][] {
  const entries = fields(map);
  return Object.keys(entries)
    .sort()
    .map((key) => [key, text(entries[key])]);
}
