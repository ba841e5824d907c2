import type { JSONObject, JSONValue } from '../../api/types.ts';
import { setOwn } from '../../formats/json-parser.ts';
import { canonicalQuantity } from '../../formats/quantity.ts';
import { isMap } from '../../resources/patch/values.ts';
import { badRequest } from '../answer.ts';
import { membersOf } from '../protobuf/messages.ts';
import { textOf } from '../values.ts';
import type { Read } from './read.ts';

/** What an object says it is. */
interface Typed {
  readonly kind: string;
  readonly apiVersion: string;
}

/**
 * An object as the server's Go type holds it: without unknown fields and empty values, with quantities in their
 * canonical form. Throws a Refusal for values of a wrong type.
 */
export function readTyped(object: JSONObject, message: string, { kind, apiVersion }: Typed): Read {
  const { kind: _, apiVersion: __, ...rest } = object;
  const { object: read, unknown } = readMessage(rest, message, '', { kind, apiVersion });
  return { object: { kind, apiVersion, ...read }, unknown };
}

/** The same for a part of an object, at a path. */
export function readMessage(
  value: JSONValue,
  message: string,
  path: string,
  { kind, apiVersion }: Typed,
): Read {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const reader = new Reader((words) =>
    badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${words}`),
  );
  const read = reader.value(value, message, path, kind) as JSONObject;
  return { object: read, unknown: reader.unknown };
}

class Reader {
  readonly unknown: string[] = [];
  readonly #refuse: (words: string) => Error;

  constructor(refuse: (words: string) => Error) {
    this.#refuse = refuse;
  }

  struct(value: JSONObject, message: string, path: string): JSONObject {
    const members = membersOf(message);
    const result: JSONObject = {};
    for (const [name, field] of members) {
      const given = Object.hasOwn(value, name) ? value[name] : undefined;
      const place = path === '' ? name : `${path}.${name}`;
      if (given === undefined || given === null) {
        if (field.always) setOwn(result, name, this.#zero(field.type, place));
        continue;
      }
      const read = this.value(given, field.type, place, message);
      if (!(field.optional && isEmpty(read))) setOwn(result, name, read);
    }
    for (const name of Object.keys(value)) {
      if (!members.has(name)) this.unknown.push(path === '' ? name : `${path}.${name}`);
    }
    return result;
  }

  /** What stands where nothing was said. */
  #zero(type: string, path: string): JSONValue {
    if (type === 'string') return '';
    if (type === 'bool') return false;
    if (type.startsWith('int') && type !== 'intOrString') return 0;
    if (type === 'quantity') return '0';
    return isMessage(type) ? this.struct({}, type, path) : null;
  }

  value(value: JSONValue, type: string, path: string, within: string): JSONValue {
    const wrong = (): Error => {
      const words = `Go struct field ${within}.${path.replaceAll(/\[\d+\]/g, '')} of type ${goName(type)}`;
      return this.#refuse(`json: cannot unmarshal ${jsonName(value)} into ${words}`);
    };
    if (type.startsWith('[]')) {
      if (!Array.isArray(value)) throw wrong();
      return value.map((item, index) =>
        this.#item(item, type.slice(2), `${path}[${index}]`, within),
      );
    }
    if (type.startsWith('{}')) {
      if (!isMap(value)) throw wrong();
      const result: JSONObject = {};
      for (const key of Object.keys(value)) {
        setOwn(result, key, this.#item(value[key]!, type.slice(2), `${path}.${key}`, within));
      }
      return result;
    }
    switch (type) {
      case 'raw':
        return value;
      case 'quantity':
        return this.#quantity(value);
      case 'intOrString':
        if (typeof value === 'string' || isInteger(value)) return value;
        throw wrong();
      case 'bool':
        if (typeof value === 'boolean') return value;
        throw wrong();
      case 'int32':
      case 'int64':
        if (isInteger(value)) return value;
        throw wrong();
      case 'double':
        if (typeof value === 'number') return value;
        throw wrong();
      case 'strings':
        return this.value(value, '[]string', path, within);
      default:
    }
    if (!isMessage(type)) {
      if (typeof value === 'string') return value;
      throw wrong();
    }
    if (!isMap(value)) throw wrong();
    return this.struct(value, type, path);
  }

  #item(value: JSONValue, type: string, path: string, within: string): JSONValue {
    return value === null ? this.#zero(type, path) : this.value(value, type, path, within);
  }

  #quantity(value: JSONValue): JSONValue {
    try {
      return canonicalQuantity(textOf(value));
    } catch (error) {
      throw this.#refuse((error as Error).message);
    }
  }
}

function isMessage(type: string): boolean {
  return /^[A-Z]/.test(type);
}

function isInteger(value: JSONValue): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/** What Go's omitempty leaves out. An object never is. */
function isEmpty(value: JSONValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isMap(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false || value === null;
}

function jsonName(value: JSONValue): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' && !Number.isInteger(value)) return `number ${value}`;
  return typeof value === 'bigint' ? 'number' : typeof value;
}

/** The type as Go's messages name it. */
function goName(type: string): string {
  if (type.startsWith('[]')) return `[]${goName(type.slice(2))}`;
  if (type.startsWith('{}')) return `map[string]${goName(type.slice(2))}`;
  return isMessage(type) ? `v1.${type}` : type;
}
