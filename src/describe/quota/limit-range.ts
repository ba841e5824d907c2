import type { Description } from '../description.ts';
import { fields, type Fields, list, text } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';

/** Columns, and the members of a limit that they show. */
const MEMBERS = [
  ['Min', 'min'],
  ['Max', 'max'],
  ['Default Request', 'defaultRequest'],
  ['Default Limit', 'default'],
  ['Max Limit/Request Ratio', 'maxLimitRequestRatio'],
] as const;

export const LIMIT_COLUMNS: readonly string[] = [
  'Type',
  'Resource',
  ...MEMBERS.map(([column]) => column),
];

/** Describes a LimitRange. */
export function describeLimitRange(object: Fields, description: Description): void {
  describeMetadata(description, object, ['name', 'namespace']);
  description.table('Limits', LIMIT_COLUMNS, limitRows(object), { heading: false, indent: 0 });
}

/** A row for each type and resource; resources in order of name. */
export function limitRows(range: Fields): string[][] {
  return list(fields(range['spec'])['limits']).flatMap((limit) => {
    const resources = new Set(MEMBERS.flatMap(([, member]) => Object.keys(fields(limit[member]))));
    return [...resources]
      .sort()
      .map((resource) => [
        text(limit['type']),
        resource,
        ...MEMBERS.map(([, member]) => text(fields(limit[member])[resource]) || '-'),
      ]);
  });
}
