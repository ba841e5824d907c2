import type { JSONValue, KubeObject, Table, TableRow } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { compareBytes, goQuote, goType, GoNumber, type GoValue } from '../formats/go-format.ts';
import { goSort } from '../formats/go-sort.ts';
import {
  JSONPathError,
  parseJSONPath,
  relaxedJSONPath,
  type JSONPathTemplate,
} from '../formats/jsonpath/jsonpath.ts';
import {
  compareQuantities,
  parseQuantity,
  QuantityError,
  type Quantity,
} from '../formats/quantity.ts';

/** The field has values without an order, or of different types; the reference ends with a fatal log line then. */
export class UnsortableError extends KubistError {
  override name = 'UnsortableError';
}

/**
 * The order of `--sort-by` for objects: for each position of the sorted list, the position that
 * the object had. Objects without the field come first. Quantities compare by value when both are such.
 * Throws KubistError when no object has the field, UnsortableError, and JSONPathError for a bad path.
 */
export function sortPositions(objects: readonly KubeObject[], field: string): number[] {
  if (objects.length === 0) return [];
  const path = relaxedJSONPath(field);
  const template = parseJSONPath(path);
  const keys = objects.map((object) => template.find(object as JSONValue)[0] ?? []);
  return positions(keys, path, '*unstructured.Unstructured');
}

/** The objects in the order of `--sort-by`; errors as sortPositions. */
export function sortObjects<T extends KubeObject>(objects: readonly T[], field: string): T[] {
  return sortPositions(objects, field).map((at) => objects[at] as T);
}

/**
 * The Table with its rows in the order of `--sort-by`, by the objects in the rows. A table of one row or none
 * is returned as it is, whatever the field. Errors as sortPositions.
 */
export function sortTable(table: Table, field: string): Table {
  if (table.rows.length < 2) return table;
  const path = relaxedOrAsIs(field);
  const template = parsePath(path);
  const keys = table.rows.map((row) => rowKey(template, path, row));
  const order = positions(keys, path, '[][][]reflect.Value');
  return { ...table, rows: order.map((at) => table.rows[at] as TableRow) };
}

function relaxedOrAsIs(field: string): string {
  try {
    return relaxedJSONPath(field);
  } catch (error) {
    if (error instanceof JSONPathError) return field;
    throw error;
  }
}

function parsePath(path: string): JSONPathTemplate {
  try {
    return parseJSONPath(path);
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    throw new JSONPathError(`sorting error: ${error.message}`, { cause: error });
  }
}

function positions(
  found: readonly (readonly JSONValue[])[],
  path: string,
  typeName: string,
): number[] {
  if (found.every((values) => values.length === 0)) {
    throw new KubistError(
      `couldn't find any field with path ${goQuote(path)} in the list of objects`,
    );
  }
  const order = found.map((_, at) => at);
  const values = found.map((results): GoValue => (results.length === 0 ? undefined : results[0]));
  const less = lessThan(path, typeName);
  goSort({
    length: order.length,
    less: (i, j) => less(values[order[i] as number], values[order[j] as number]),
    swap: (i, j) => ([order[i], order[j]] = [order[j] as number, order[i] as number]),
  });
  return order;
}

/** What the path finds in the object of a row; the error is worded as the reference's, with its Go values. */
function rowKey(template: JSONPathTemplate, path: string, row: TableRow): JSONValue[] {
  try {
    return template.find((row.object ?? {}) as JSONValue)[0] ?? [];
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    const shown = `&errors.errorString{s:${goQuote(error.message)}}`;
    throw new KubistError(
      `Failed to get values for [][]reflect.Value(nil) using ${path} (${shown})`,
      { cause: error },
    );
  }
}

type Less = (a: GoValue, b: GoValue) => boolean;

/** The order of values; undefined is a field that is not there, and less than everything, itself too. */
function lessThan(path: string, typeName: string): Less {
  const quantities = new Map<string, Quantity | undefined>();
  const quantity = (text: string): Quantity | undefined => {
    if (!quantities.has(text)) quantities.set(text, toQuantity(text));
    return quantities.get(text);
  };
  const unsortable = (reason: string): UnsortableError =>
    new UnsortableError(
      `Field ${path} in ${typeName} is an unsortable type: interface, err: ${reason}`,
    );
  return (a, b) => {
    if (a === undefined) return true;
    if (b === undefined || b === null) return false;
    if (a === null) return true;
    if (typeof a === 'boolean' || (typeof a === 'object' && !(a instanceof GoNumber))) {
      throw unsortable(`unsortable type: ${goType(a)}`);
    }
    if (goType(a) !== goType(b)) throw unsortable('unsortable interface: interface');
    if (typeof a !== 'string' || typeof b !== 'string') return numberOf(a) < numberOf(b);
    const left = quantity(a);
    const right = left === undefined ? undefined : quantity(b);
    return left !== undefined && right !== undefined
      ? compareQuantities(left, right) < 0
      : compareBytes(a, b) < 0;
  };
}

function numberOf(value: GoValue): number | bigint {
  return (value instanceof GoNumber ? value.value : value) as number | bigint;
}

const QUANTITY_START = /^[+-]?[.\d]/;

function toQuantity(text: string): Quantity | undefined {
  if (!QUANTITY_START.test(text)) return undefined;
  try {
    return parseQuantity(text);
  } catch (error) {
    if (error instanceof QuantityError) return undefined;
    throw error;
  }
}
