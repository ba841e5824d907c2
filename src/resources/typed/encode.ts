import { gvkOf } from '../../api/gvk.ts';
import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import { compareBytes } from '../../formats/compare.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { setOwn } from '../../formats/json-parser.ts';
import { canonicalQuantity } from '../../formats/quantity.ts';
import { formatRFC3339, parseRFC3339 } from '../../formats/time.ts';
import { isMap, member } from '../patch/values.ts';
import { type Field, fieldsOf, structOf } from './structs.ts';

/**
 * The object as a Go client would write it that has read it into the type of its kind: fields in the type's order,
 * maps sorted, quantities and times in canonical form, unknown fields gone, empty ones left out or, where the type
 * says so, filled in (`status: {}`). A copy; objects of other kinds come back as they are.
 */
export function asTyped(object: KubeObject): KubeObject {
  const struct = structOf(gvkOf(object));
  return struct === undefined ? object : (encode(struct, object as JSONObject) as KubeObject);
}

/** The same for a value of one of the API's structs: `Container`. */
export function asStruct(struct: string, value: JSONObject): JSONObject {
  return encode(struct, value) as JSONObject;
}

/** Values of plain types; what is missing has the type's zero. */
const PLAIN: Readonly<Record<string, (value: JSONValue) => JSONValue>> = {
  bool: (value) => value ?? false,
  int32: (value) => value ?? 0,
  int64: (value) => value ?? 0,
  intOrString: (value) => value ?? 0,
  quantity: (value) => (value === null ? '0' : canonicalQuantity(quantityText(value))),
  time: (value) => (typeof value === 'string' ? canonicalTime(value) : null),
  microtime: (value) => value,
  raw: (value) => value,
};

function encode(type: string, value: JSONValue): JSONValue {
  if (type.startsWith('*')) return value === null ? null : encode(type.slice(1), value);
  if (type.startsWith('[]')) {
    return Array.isArray(value) ? value.map((item) => encode(type.slice(2), item)) : null;
  }
  if (type.startsWith('{}')) return isMap(value) ? encodeMap(type.slice(2), value) : null;
  const fields = fieldsOf(type);
  if (fields !== undefined) return encodeStruct(fields, isMap(value) ? value : {});
  const plain = PLAIN[type];
  return plain === undefined ? (value ?? '') : plain(value);
}

function encodeMap(type: string, map: JSONObject): JSONObject {
  const sorted: JSONObject = {};
  for (const key of Object.keys(map).sort(compareBytes)) {
    setOwn(sorted, key, encode(type, map[key]!));
  }
  return sorted;
}

function encodeStruct(fields: ReadonlyMap<string, Field>, value: JSONObject): JSONObject {
  const object: JSONObject = {};
  for (const { name, always, type } of fields.values()) {
    const encoded = encode(type, member(value, name) ?? null);
    if (always || !isZero(type, encoded)) object[name] = encoded;
  }
  return object;
}

/** What Go's `omitempty` leaves out. */
function isZero(type: string, value: JSONValue): boolean {
  if (value === null) return true;
  if (type.startsWith('*')) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (type.startsWith('{}')) return Object.keys(value as JSONObject).length === 0;
  return value === '' || value === false || value === 0;
}

function canonicalTime(text: string): string {
  const time = parseRFC3339(text);
  return time === undefined ? text : formatRFC3339(time.ms);
}

/** A quantity of a manifest, which may be a number, as text. */
export function quantityText(value: JSONValue): string {
  return typeof value === 'string' ? value.trim() : stringifyJSON(value);
}
