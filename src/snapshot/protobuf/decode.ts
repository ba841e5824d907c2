import type { JSONObject, JSONValue } from '../../api/types.ts';
import { setOwn } from '../../formats/json-parser.ts';
import { parseJSON } from '../../formats/json.ts';
import { formatMicroTime, formatRFC3339 } from '../../formats/time.ts';
import { formatDuration } from '../../formats/duration.ts';
import { badRequest } from '../answer.ts';
import { fieldsOf, messageOf, type Field } from './messages.ts';
import { readFields, type Wire } from './wire.ts';

/** What stands before an object of the API in protobuf. */
const MAGIC = 'k8s\u0000';

/** The object that a client sent as `application/vnd.kubernetes.protobuf`. Throws a Refusal for what cannot be read. */
export function decodeObject(bytes: Uint8Array): JSONObject {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw badRequest("the body of the request is not in the API's protobuf");
  let apiVersion = '';
  let kind = '';
  let raw: Uint8Array = new Uint8Array();
  for (const { number, value } of readFields(bytes.subarray(MAGIC.length))) {
    if (!(value instanceof Uint8Array)) continue;
    if (number === 2) raw = value;
    if (number !== 1) continue;
    for (const field of readFields(value)) {
      if (field.number === 1) apiVersion = text(field.value);
      if (field.number === 2) kind = text(field.value);
    }
  }
  // These belong to every group.
  const message = kind === 'DeleteOptions' ? kind : messageOf(apiVersion, kind);
  if (message === undefined) {
    throw badRequest(`a snapshot reads no protobuf of ${apiVersion} ${kind}: send it as JSON`);
  }
  return { kind, apiVersion, ...decodeMessage(raw, message, 0) };
}

/** Messages nest no deeper than custom schemas do. */
const DEEPEST = 64;

function decodeMessage(bytes: Uint8Array, message: string, depth: number): JSONObject {
  if (depth > DEEPEST) throw badRequest('the body of the request nests too deeply');
  const fields = fieldsOf(message);
  const result: JSONObject = {};
  for (const { number, value } of readFields(bytes)) {
    const field = fields.get(number);
    if (field !== undefined) addField(result, field, value, depth);
  }
  return result;
}

function addField(result: JSONObject, field: Field, wire: Wire, depth: number): void {
  const { name, type, optional } = field;
  if (name === '.') {
    Object.assign(result, decodeMessage(bytesOf(wire), type, depth + 1));
  } else if (type.startsWith('[]')) {
    const list = (Object.hasOwn(result, name) ? result[name] : []) as JSONValue[];
    list.push(decodeValue(wire, type.slice(2), depth) ?? null);
    setOwn(result, name, list);
  } else if (type.startsWith('{}')) {
    const map = (Object.hasOwn(result, name) ? result[name] : {}) as JSONObject;
    const [key, value] = decodeEntry(wire, type.slice(2), depth);
    setOwn(map, key, value);
    setOwn(result, name, map);
  } else {
    const value = decodeValue(wire, type, depth);
    const isEmpty = value === '' || value === 0 || value === false;
    if (value !== undefined && !(optional && isEmpty)) setOwn(result, name, value);
  }
}

function decodeEntry(wire: Wire, type: string, depth: number): [string, JSONValue] {
  let key = '';
  let value: JSONValue | undefined = type === 'string' ? '' : null;
  for (const field of readFields(bytesOf(wire))) {
    if (field.number === 1) key = text(field.value);
    if (field.number === 2) value = decodeValue(field.value, type, depth);
  }
  return [key, value ?? null];
}

function decodeValue(wire: Wire, type: string, depth: number): JSONValue | undefined {
  switch (type) {
    case 'string':
      return text(wire);
    case 'bool':
      return wire === 1n;
    case 'int32':
    case 'int64':
      return integer(wire);
    case 'double':
      return new DataView(Uint8Array.from(bytesOf(wire)).buffer).getFloat64(0, true);
    case 'bytes':
      return Buffer.from(bytesOf(wire)).toString('base64');
    case 'time':
    case 'microtime':
      return time(bytesOf(wire), type);
    case 'duration':
      return formatDuration(BigInt(integer(first(wire, 1) ?? 0n)));
    case 'quantity':
      return text(first(wire, 1) ?? new Uint8Array());
    case 'intOrString':
      return integer(first(wire, 1) ?? 0n) === 0
        ? integer(first(wire, 2) ?? 0n)
        : text(first(wire, 3) ?? new Uint8Array());
    case 'raw':
      return parseJSON(text(first(wire, 1) ?? new Uint8Array()) || 'null');
    case 'strings':
      return [...readFields(bytesOf(wire))].map(({ value }) => text(value));
    default:
      return decodeMessage(bytesOf(wire), type, depth + 1);
  }
}

/** Seconds and nanoseconds since 1970; a time that is not set has neither. */
function time(bytes: Uint8Array, type: string): string | undefined {
  const seconds = first(bytes, 1);
  if (seconds === undefined) return undefined;
  const ms = Number(integer(seconds)) * 1000 + Number(integer(first(bytes, 2) ?? 0n)) / 1e6;
  return type === 'time' ? formatRFC3339(ms) : formatMicroTime(ms);
}

function first(wire: Wire, number: number): Wire | undefined {
  for (const field of readFields(bytesOf(wire))) if (field.number === number) return field.value;
  return undefined;
}

/** A signed integer, exact. */
function integer(wire: Wire): number | bigint {
  if (typeof wire !== 'bigint') return 0;
  const signed = BigInt.asIntN(64, wire);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

function text(wire: Wire): string {
  return new TextDecoder().decode(bytesOf(wire));
}

function bytesOf(wire: Wire): Uint8Array {
  return wire instanceof Uint8Array ? wire : new Uint8Array();
}
