import type { JSONObject, JSONValue } from '../../../api/types.ts';
import { compareBytes } from '../../../formats/compare.ts';
import { isMap } from '../../../resources/patch/values.ts';
import { listAt, mapAt, textOf } from '../../values.ts';
import { FieldSet } from './field-set.ts';

/** Who owns fields, and which: an entry of `metadata.managedFields`. */
export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  readonly time: string;
  readonly fields: FieldSet;
}

/** Managers by what tells them apart. Those that apply are the same in every version. */
export type Managers = ReadonlyMap<string, Manager>;

/** What tells a manager from others. */
export function keyOf({
  name,
  operation,
  apiVersion,
  subresource,
}: Omit<Manager, 'fields' | 'time'>): string {
  return [name, operation, operation === 'Apply' ? '' : apiVersion, subresource].join('\n');
}

/** Reads `metadata.managedFields`. */
export function readManagers(object: JSONObject): Managers {
  const entries = listAt(object, ['metadata', 'managedFields']).filter(isMap);
  const managers = entries.map((entry): Manager => {
    return {
      name: textOf(entry['manager']),
      operation: entry['operation'] === 'Apply' ? 'Apply' : 'Update',
      apiVersion: textOf(entry['apiVersion']),
      subresource: textOf(entry['subresource']),
      time: textOf(entry['time']),
      fields: FieldSet.from(mapAt(entry, ['fieldsV1'])),
    };
  });
  return new Map(managers.map((manager) => [keyOf(manager), manager]));
}

/** The object with these managers, in the server's order. */
export function withManagers(object: JSONObject, managers: Managers): JSONObject {
  const { managedFields: _, ...metadata } = mapAt(object, ['metadata']);
  const entries = [...managers.values()]
    .sort((a, b) => compareBytes(sortKey(a), sortKey(b)))
    .map(entryOf);
  const managedFields = entries.length === 0 ? {} : { managedFields: entries };
  return { ...object, metadata: { ...metadata, ...managedFields } };
}

function sortKey({ operation, time, name, apiVersion, subresource }: Manager): string {
  return [operation, time, name, apiVersion, subresource].join('\n');
}

function entryOf({ name, operation, apiVersion, subresource, time, fields }: Manager): JSONValue {
  return {
    manager: name,
    operation,
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: fields.toJSON(),
    ...(subresource === '' ? {} : { subresource }),
  };
}

/** The managers after somebody has changed fields: those who no longer own anything are gone. */
export function afterChange(
  managers: Managers,
  change: (manager: Manager, key: string) => FieldSet,
): Map<string, Manager> {
  const result = new Map<string, Manager>();
  for (const [key, manager] of managers) {
    const fields = change(manager, key);
    if (fields.isEmpty) continue;
    result.set(key, fields.equals(manager.fields) ? manager : { ...manager, fields });
  }
  return result;
}
