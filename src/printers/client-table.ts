import type { KubeObject, ObjectMeta, Status, TableColumn, TableRow } from '../api/types.ts';
import { humanDuration } from '../formats/duration.ts';
import { parseRFC3339 } from '../formats/time.ts';

/** Tables that are made here, for objects that the server sent as they are. */

/** A column of text that is always shown. */
export function textColumn(name: string, format = ''): TableColumn {
  return { name, type: 'string', format, description: '', priority: 0 };
}

/** Columns of any object. */
export const METADATA_COLUMNS: readonly TableColumn[] = [
  textColumn('Name', 'name'),
  textColumn('Age'),
];

/** Columns of a Status. */
export const STATUS_COLUMNS: readonly TableColumn[] = [
  textColumn('Status'),
  textColumn('Reason'),
  textColumn('Message'),
];

/** Name and age of an object, or of each item of a list. `now` is in milliseconds since 1970. */
export function metadataRows(object: KubeObject, now: number): TableRow[] {
  const objects = Array.isArray(object.items) ? (object.items as KubeObject[]) : [object];
  return objects.map((one) => ({
    cells: [one.metadata?.name ?? '', age(one.metadata, now)],
    object: one,
  }));
}

/** The only row of a Status. */
export function statusRow({ status, reason, message }: Status): TableRow {
  return { cells: [status ?? '', reason ?? '', message ?? ''] };
}

function age(metadata: ObjectMeta | undefined, now: number): string {
  const created = parseRFC3339(metadata?.creationTimestamp ?? '');
  return created === undefined ? '<unknown>' : humanDuration(now - created.ms);
}
