import type { JSONObject, JSONValue } from '../api/types.ts';
import { isZero } from './decode.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import type { FieldType, Struct } from './schema.ts';
import { configStruct, preferencesStruct, sections } from './schema.ts';

/** How {@link encodeKubeconfig} writes. */
export interface EncodeOptions {
  /** Adds the fields that this version does not know: for files. What is shown leaves them out, as the reference does. */
  readonly unknown: boolean;
}

/** The document of a kubeconfig, its fields in the order of typed JSON output. */
export function encodeKubeconfig(config: Kubeconfig, options: EncodeOptions): JSONObject {
  const document: JSONObject = {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: encodeStruct(config.preferences as JSONObject, preferencesStruct, options),
    clusters: encodeSection(config, 'clusters', options),
    users: encodeSection(config, 'users', options),
    contexts: encodeSection(config, 'contexts', options),
    'current-context': config.currentContext,
    extensions: config.extensions as unknown as JSONValue[],
  };
  const result: JSONObject = {};
  for (const { name, type, keepEmpty } of configStruct.fields) {
    const value = document[name] as JSONValue;
    if (keepEmpty === true || !isZero(value, type)) result[name] = value;
  }
  return options.unknown ? { ...config.unknown, ...result } : result;
}

function encodeSection(
  config: Kubeconfig,
  name: keyof typeof sections,
  options: EncodeOptions,
): JSONValue {
  const entries = config[name];
  if (entries.size === 0) return null;
  const { stanza, struct } = sections[name];
  return [...entries].map(([key, entry]) => {
    const value = encodeStruct(entry.value as JSONObject, struct, options);
    return Object.assign(options.unknown ? { ...entry.unknown } : {}, {
      name: key,
      [stanza]: value,
    });
  });
}

function encodeStruct(value: JSONObject, struct: Struct, options: EncodeOptions): JSONObject {
  const result: JSONObject = {};
  for (const { name, type, keepEmpty } of struct.fields) {
    const field = value[name];
    const encoded = field === undefined ? zeroOf(type) : encodeValue(field, type, options);
    if (keepEmpty === true || !isZero(encoded, type)) result[name] = encoded;
  }
  if (!options.unknown) return result;
  const known = new Set(struct.fields.map((field) => field.name));
  const rest = Object.entries(value).filter(([name]) => !known.has(name));
  return { ...result, ...Object.fromEntries(rest) };
}

function encodeValue(value: JSONValue, type: FieldType, options: EncodeOptions): JSONValue {
  if (value === null) return null;
  if (type.kind === 'struct') return encodeStruct(value as JSONObject, type.struct, options);
  if (type.kind === 'list')
    return (value as JSONValue[]).map((item) => encodeValue(item, type.of, options));
  if (type.kind !== 'map') return value;
  const map = value as JSONObject;
  return Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((key) => [key, map[key] as JSONValue]),
  );
}

function zeroOf(type: FieldType): JSONValue {
  return type.kind === 'string' || type.kind === 'bytes' ? '' : type.kind === 'bool' ? false : null;
}
