import type { JSONObject, JSONValue, KubeObject } from '../../../api/types.ts';
import { parseJSONPath } from '../../../formats/jsonpath/jsonpath.ts';
import { formatTimestampAge } from '../../../formats/duration.ts';
import { isMap } from '../../../resources/patch/values.ts';
import { tableOf } from '../../tables/table.ts';
import { listAt, textAt, textOf } from '../../values.ts';
import type { Model } from '../model.ts';
import type { StoredItem } from '../../layout.ts';
import { CONFIG_ROWS } from './config.ts';
import { NETWORK_ROWS } from './network.ts';
import { WORKLOAD_ROWS } from './workloads.ts';

/** The cells of an object by the names of their columns; those that are missing stay as they were. */
export type Row = (object: KubeObject, age: Age) => Readonly<Record<string, JSONValue>>;

/** How long ago a time was, as the server tells it; `<unknown>` without one. */
export type Age = (timestamp: string) => string;

const ROWS: Readonly<Record<string, Row>> = {
  ...CONFIG_ROWS,
  ...NETWORK_ROWS,
  ...WORKLOAD_ROWS,
};

/**
 * The cells of a changed or new object in its Table. Kinds whose rows are not known here keep the cells that the server
 * made; new ones have a name and an age, and nothing in the other columns.
 */
export function cellsOf(
  model: Model,
  object: KubeObject,
  before: StoredItem | undefined,
  clock: { readonly savedAt: string; readonly now: number },
): StoredItem['cells'] {
  // What was there when the cluster was saved is as old as it was then.
  const created = textAt(object, ['metadata', 'creationTimestamp']);
  const isOld = created <= clock.savedAt;
  const row = rowOf(model, object, isOld ? Date.parse(clock.savedAt) : clock.now);
  const { columns } = model.stored;
  const cells = columns.map(({ name }, index): JSONValue => {
    if (Object.hasOwn(row, name)) return row[name] ?? null;
    if (before !== undefined) return before.cells[index] ?? null;
    return name === 'Created At' ? created : '';
  });
  // The server has kinds with more cells than columns.
  return [...cells, ...(before?.cells.slice(columns.length) ?? [])];
}

function rowOf(model: Model, object: KubeObject, now: number): Readonly<Record<string, JSONValue>> {
  const { columns, cells } = tableOf(model);
  const values = cells(object, now);
  const usual = Object.fromEntries(
    columns.map(({ name }, index) => [name, values[index] ?? null] as const),
  );
  const { message } = model;
  const age: Age = (timestamp) => formatTimestampAge(timestamp, now);
  if (message === undefined) return { ...usual, ...customRow(model, object, age) };
  const own = Object.hasOwn(ROWS, message) ? ROWS[message]?.(object, age) : {};
  return { ...usual, ...own };
}

/** A custom resource's columns are paths in its definition. */
function customRow(
  { definition, version, stored }: Model,
  object: KubeObject,
  age: Age,
): Readonly<Record<string, JSONValue>> {
  const versions = listAt(definition, ['spec', 'versions']).filter(isMap);
  const own = versions.find((one) => one['name'] === version);
  const row: Record<string, JSONValue> = {};
  for (const column of listAt(own, ['additionalPrinterColumns']).filter(isMap)) {
    const name = textOf(column['name']);
    if (stored.columns.some((one) => one.name === name)) {
      row[name] = valueAt(
        object as JSONObject,
        textOf(column['jsonPath']),
        textOf(column['type']),
        age,
      );
    }
  }
  return row;
}

function valueAt(object: JSONObject, path: string, type: string, age: Age): JSONValue {
  let found: JSONValue | undefined;
  try {
    found = parseJSONPath(`{${path}}`).find(object)[0]?.[0];
  } catch {
    return null;
  }
  if (found === undefined || found === null) return null;
  if (type === 'date') return typeof found === 'string' ? age(found) : '<invalid>';
  const isNumber = typeof found === 'number' || typeof found === 'bigint';
  if (type === 'integer' || type === 'number') return isNumber ? found : null;
  if (type === 'boolean') return typeof found === 'boolean' ? found : null;
  return typeof found === 'object' ? JSON.stringify(found) : textOf(found);
}
