import type { JSONValue } from '../api/types.ts';
import { goValue } from '../formats/go-format.ts';
import type { DescribeTools } from './describer.ts';
import type { Description } from './description.ts';
import { describeEvents, subjectOf } from './events.ts';
import { type Fields, text } from './fields.ts';
import { describeMetadata } from './metadata.ts';

/** Said at the top, or to no one. */
const SKIPPED = new Set([
  '.metadata.annotations',
  '.metadata.labels',
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
]);

/** Describes an object of any kind, field by field. */
export async function describeGeneric(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object);
  describeContent(description, object, '');
  await describeEvents(description, subjectOf(object, text(object['kind'])), tools);
}

function describeContent(description: Description, content: Fields, path: string): void {
  for (const field of Object.keys(content).sort()) {
    const here = `${path}.${field}`;
    if (SKIPPED.has(here)) continue;
    const value = content[field];
    const label = labelOf(field);
    if (Array.isArray(value)) {
      const section = description.section(label);
      for (const item of value) {
        if (isMap(item)) describeContent(section.group(), item, here);
        else section.line(goValue(item as JSONValue));
      }
    } else if (isMap(value)) describeContent(description.section(label), value, here);
    else description.field(label, goValue(value as JSONValue));
  }
}

const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ACRONYMS = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** Words of a name: capitals after each other are one word with what follows, unless they are two: `podIPs` is `pod I Ps`. */
const WORDS = /\p{Lu}{3,}\p{Ll}*|\p{Lu}(?=\p{Lu}\p{Ll})|\p{Lu}{2}|\p{Lu}?\p{Ll}+|\p{Lu}|-+/gu;

/** `creationTimestamp` is `Creation Timestamp`, `uid` is `UID`; names with digits and dots stay as they are. */
export function labelOf(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  return (field.match(WORDS) ?? [])
    .map((word) => {
      const upper = word.toUpperCase();
      return ACRONYMS.has(upper) ? upper : word.charAt(0).toUpperCase() + word.slice(1);
    })
    .join(' ');
}
