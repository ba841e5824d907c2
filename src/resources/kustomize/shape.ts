import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { sortedKeys } from '../../formats/compare.ts';
import { isMap } from '../patch/values.ts';

/** The type of a field, by its name in Go: that is how messages name types. */
export type Shape =
  | 'string'
  | 'bool'
  | 'int'
  | 'int64'
  | 'any'
  | { readonly list: Shape }
  | { readonly map: 'string' }
  | Struct;

/** Fields by name; nothing else may be there. */
export interface Struct {
  readonly struct: string;
  readonly fields: Readonly<Record<string, Shape>>;
}

/** Checks a value against its type. Throws KubistError in the words of Go's encoding/json, without a prefix. */
export function checkShape(value: JSONValue, shape: Struct): void {
  if (!isMap(value)) {
    throw new KubistError(
      `json: cannot unmarshal ${jsonKind(value)} into Go value of type types.${shape.struct}`,
    );
  }
  checkStruct(value, shape, []);
}

function checkStruct(object: JSONObject, shape: Struct, path: readonly string[]): void {
  for (const key of sortedKeys(object)) {
    if (!Object.hasOwn(shape.fields, key)) throw new KubistError(`json: unknown field "${key}"`);
    check(object[key]!, shape.fields[key]!, shape.struct, [...path, key]);
  }
}

function check(value: JSONValue, shape: Shape, owner: string, path: readonly string[]): void {
  if (value === null || shape === 'any') return;
  const refuse = (found = value): never => {
    const type = found === value ? shape : 'string';
    const shown =
      typeof found === 'number' && (type === 'int' || type === 'int64') ? ` ${found}` : '';
    throw new KubistError(
      `json: cannot unmarshal ${jsonKind(found)}${shown} into Go struct field ${owner}.${path.join('.')} of type ${goName(type)}`,
    );
  };
  if (typeof shape === 'string') {
    const isFraction = typeof value === 'number' && !Number.isInteger(value);
    if (jsonKind(value) !== JSON_KINDS[shape] || isFraction) refuse();
  } else if ('list' in shape) {
    if (!Array.isArray(value)) return refuse();
    for (const item of value) check(item, shape.list, owner, path);
  } else if ('map' in shape) {
    if (!isMap(value)) return refuse();
    for (const key of sortedKeys(value)) {
      const found = value[key]!;
      if (found !== null && typeof found !== 'string') refuse(found);
    }
  } else if (isMap(value)) checkStruct(value, shape, path);
  else refuse();
}

const JSON_KINDS: Readonly<Record<string, string>> = {
  string: 'string',
  bool: 'bool',
  int: 'number',
  int64: 'number',
};

function jsonKind(value: JSONValue): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  const kinds: Readonly<Record<string, string>> = { boolean: 'bool', bigint: 'number' };
  return kinds[typeof value] ?? typeof value;
}

function goName(shape: Shape): string {
  if (typeof shape === 'string') return shape;
  if ('list' in shape) return `[]${goName(shape.list)}`;
  if ('map' in shape) return 'map[string]string';
  return `types.${shape.struct}`;
}
