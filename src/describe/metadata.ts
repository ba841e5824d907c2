import { formatRFC1123Z, parseRFC3339 } from '../formats/time.ts';
import { annotate } from './annotations.ts';
import type { Description } from './description.ts';
import { fields, type Fields, list, text } from './fields.ts';

/** Which parts of metadata most descriptions begin with. */
export type MetadataPart = 'name' | 'namespace' | 'labels' | 'annotations';

/** Describes name, namespace, labels and annotations, or some of them. */
export function describeMetadata(
  description: Description,
  object: Fields,
  parts: readonly MetadataPart[] = ['name', 'namespace', 'labels', 'annotations'],
): void {
  const metadata = fields(object['metadata']);
  const say: Readonly<Record<MetadataPart, () => void>> = {
    name: () => description.field('Name', text(metadata['name'])),
    namespace: () => description.field('Namespace', text(metadata['namespace'])),
    labels: () => description.map('Labels', fields(metadata['labels'])),
    annotations: () => annotate(description, fields(metadata['annotations'])),
  };
  for (const part of parts) say[part]();
}

/** `a=1,b=2`, in order of keys. */
export function pairs(map: Fields): string {
  const keys = Object.keys(map).sort();
  return keys.map((key) => `${key}=${text(map[key])}`).join(',') || '<none>';
}

/** A time of the API as descriptions show it, in local time: `Sat, 21 Nov 2026 07:00:52 +0000`. */
export function timeText(timestamp: unknown): string {
  const time = parseRFC3339(text(timestamp));
  return time === undefined ? 'Mon, 01 Jan 0001 00:00:00 +0000' : formatRFC1123Z(time.ms);
}

/** What controls an object, `ReplicaSet/web-5d4f`; undefined when nothing does. */
export function controllerOf(object: Fields): string | undefined {
  const owners = list(fields(object['metadata'])['ownerReferences']);
  const controller = owners.find((owner) => owner['controller'] === true);
  return controller && `${text(controller['kind'])}/${text(controller['name'])}`;
}
