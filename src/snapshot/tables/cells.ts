import type { KubeObject } from '../../api/types.ts';
import { fields, list, text } from '../../describe/fields.ts';
import { formatTimestampAge } from '../../formats/duration.ts';
import { formatSelector } from '../../formats/format-selector.ts';

/** What a cell says where there is nothing. */
export const NONE = '<none>';

/** The Age of an object. */
export function ageOf({ metadata }: KubeObject, now: number): string {
  return formatTimestampAge(metadata?.creationTimestamp, now);
}

/** A count that the object may leave out. */
export function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** Labels that something selects, whether a plain map or a selector of match labels. */
export function selectorCell(selector: unknown): string {
  const { matchLabels, matchExpressions } = fields(selector);
  const plain = matchLabels === undefined && matchExpressions === undefined;
  return formatSelector(plain ? { matchLabels: fields(selector) } : fields(selector)) || NONE;
}

/** Names and images of a template's containers. */
export function templateCells(template: unknown): [names: string, images: string] {
  const containers = list(fields(fields(template)['spec'])['containers']);
  const join = (field: string): string => containers.map((one) => text(one[field])).join(',');
  return [join('name'), join('image')];
}
