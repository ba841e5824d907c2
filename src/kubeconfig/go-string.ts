import type { JSONObject, JSONValue } from '../api/types.ts';
import type { FieldType, Struct } from './schema.ts';

/**
 * A stanza as Go's `%v` prints its struct: the reference shows this when a name is in a list twice.
 * Unlike there, secrets are masked. Without a struct, `value.extension` is printed as a raw extension.
 */
export function goString(value: JSONObject, struct: Struct | undefined): string {
  if (struct === undefined) return rawExtension(value['extension'] as JSONValue);
  const parts = struct.fields.map((field) => {
    const fieldValue = value[field.name] ?? null;
    if (field.secret === true && struct.goType === 'AuthInfo' && fieldValue !== null)
      return 'REDACTED';
    return goValue(fieldValue, field.type);
  });
  return `{${parts.join(' ')}}`;
}

function goValue(value: JSONValue, type: FieldType): string {
  switch (type.kind) {
    case 'string':
      return (value ?? '') as string;
    case 'bool':
      return String(value === true);
    case 'bytes':
      return `[${[...Buffer.from((value ?? '') as string, 'base64')].join(' ')}]`;
    case 'any':
      return rawExtension(value);
    case 'list':
      return `[${((value ?? []) as JSONValue[]).map((item) => goValue(item, type.of)).join(' ')}]`;
    case 'map': {
      const map = (value ?? {}) as JSONObject;
      return `map[${Object.keys(map)
        .sort()
        .map((key) => `${key}:${goValue(map[key] as JSONValue, type.of)}`)
        .join(' ')}]`;
    }
    default:
      if (type.pointer === true) return value === null ? '<nil>' : '&{…}';
      return goString((value ?? {}) as JSONObject, type.struct);
  }
}

function rawExtension(value: JSONValue): string {
  return `{[${[...Buffer.from(JSON.stringify(value))].join(' ')}] <nil>}`;
}
