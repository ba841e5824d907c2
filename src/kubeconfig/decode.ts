import type { JSONObject, JSONValue } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import type {
  Cluster,
  Context,
  Entry,
  Kubeconfig,
  NamedExtension,
  Preferences,
  User,
} from './kubeconfig.ts';
import { emptyKubeconfig } from './kubeconfig.ts';
import { goString } from './go-string.ts';
import type { Field, FieldType, Struct } from './schema.ts';
import { configStruct, sections } from './schema.ts';

/**
 * Reads a parsed kubeconfig document. Unknown fields are kept; a field of the wrong type, an unknown
 * `kind` or `apiVersion` and a duplicate name throw, in the reference's words.
 */
export function decodeKubeconfig(document: JSONValue, origin: string): Kubeconfig {
  const root = checkKind(document);
  const { known, unknown } = decodeStruct(root, configStruct, []);
  const config = emptyKubeconfig();
  config.currentContext = (known['current-context'] as string | undefined) ?? '';
  config.preferences = uniqueExtensions((known['preferences'] as Preferences | undefined) ?? {});
  config.extensions = namedExtensions(known['extensions']);
  config.unknown = unknown;
  config.clusters = entries<Cluster>('clusters', known['clusters'], origin);
  config.users = entries<User>('users', known['users'], origin);
  config.contexts = entries<Context>('contexts', known['contexts'], origin);
  for (const { value } of config.users.values()) defaultInteractiveMode(value);
  return config;
}

/** An object with `apiVersion: v1, kind: Config`, or with neither. */
function checkKind(document: JSONValue): JSONObject {
  const failure = "couldn't get version/kind; json parse error: json: cannot unmarshal ";
  const root = document ?? {};
  if (!isObject(root)) {
    throw new KubistError(
      `${failure}${typeName(root)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  }
  for (const name of ['apiVersion', 'kind']) {
    const value = root[name] ?? '';
    if (typeof value !== 'string') {
      throw new KubistError(
        `${failure}${typeName(value)} into Go struct field .${name} of type string`,
      );
    }
  }
  const version = (root['apiVersion'] || 'v1') as string;
  const kind = (root['kind'] || 'Config') as string;
  if (kind !== 'Config' || (version !== 'v1' && version !== '__internal')) {
    throw new KubistError(
      `no kind "${kind}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  return root;
}

/** Checks the types of an object's fields; zero values are left out unless the field is always printed. */
function decodeStruct(
  value: JSONObject,
  struct: Struct,
  path: readonly string[],
): { known: JSONObject; unknown: JSONObject } {
  const known: JSONObject = {};
  const unknown: JSONObject = {};
  const fields = new Map(struct.fields.map((field) => [field.name, field]));
  // The reference reads fields in sorted order, which decides the error that is told first.
  for (const name of Object.keys(value).sort()) {
    const field = fields.get(name);
    const raw = value[name] as JSONValue;
    if (field === undefined) {
      if (struct.goType !== 'NamedExtension') define(unknown, name, raw);
      continue;
    }
    const decoded = decodeField(raw, field.type, { struct: struct.goType, path: [...path, name] });
    if (decoded !== undefined && (field.keepEmpty === true || !isZero(decoded, field.type))) {
      define(known, name, decoded);
    }
  }
  for (const field of struct.fields) {
    if (field.keepEmpty === true && known[field.name] === undefined)
      known[field.name] = zero(field);
  }
  return { known, unknown };
}

interface Place {
  readonly struct: string;
  readonly path: readonly string[];
}

/** A value of the field's type; undefined for null, which is the zero value. */
function decodeField(value: JSONValue, type: FieldType, place: Place): JSONValue | undefined {
  if (type.kind === 'any') return value;
  if (value === null) return undefined;
  switch (type.kind) {
    case 'string':
    case 'bool':
      if (typeof value !== (type.kind === 'bool' ? 'boolean' : 'string'))
        throw mismatch(value, type, place);
      return value;
    case 'bytes':
      if (typeof value !== 'string') throw mismatch(value, type, place);
      return canonicalBase64(value);
    case 'list': {
      if (!Array.isArray(value)) throw mismatch(value, type, place);
      const of = type.of;
      return value.map((item) => decodeField(item, of, place) ?? zeroOf(of));
    }
    case 'map': {
      if (!isObject(value)) throw mismatch(value, type, place);
      const result: JSONObject = {};
      for (const key of Object.keys(value).sort()) {
        define(
          result,
          key,
          decodeField(value[key] as JSONValue, type.of, place) ?? zeroOf(type.of),
        );
      }
      return result;
    }
    default: {
      if (!isObject(value)) throw mismatch(value, type, place);
      const { known, unknown } = decodeStruct(value, type.struct, place.path);
      return { ...unknown, ...known };
    }
  }
}

/** The zero value that a null in a list or map stands for. */
function zeroOf(type: FieldType): JSONValue {
  if (type.kind === 'struct') return decodeStruct({}, type.struct, []).known;
  return type.kind === 'string' || type.kind === 'bytes' ? '' : type.kind === 'bool' ? false : null;
}

function zero(field: Field): JSONValue {
  return zeroOf(field.type);
}

/** True for values that the reference leaves out of what it prints. */
export function isZero(value: JSONValue, type: FieldType): boolean {
  if (value === null || value === '' || value === false) return true;
  if (type.kind === 'list') return Array.isArray(value) && value.length === 0;
  if (type.kind === 'map') return isObject(value) && Object.keys(value).length === 0;
  return (
    type.kind === 'struct' &&
    type.pointer !== true &&
    isObject(value) &&
    Object.keys(value).length === 0
  );
}

function mismatch(value: JSONValue, type: FieldType, place: Place): KubistError {
  const field = `${place.struct}.${place.path.join('.')}`;
  return new KubistError(
    `json: cannot unmarshal ${typeName(value)} into Go struct field ${field} of type ${goTypeName(type)}`,
  );
}

function goTypeName(type: FieldType): string {
  switch (type.kind) {
    case 'bytes':
      return '[]uint8';
    case 'list':
      return `[]${goTypeName(type.of)}`;
    case 'map':
      return `map[string]${goTypeName(type.of)}`;
    case 'struct':
      return `v1.${type.struct.goType}`;
    default:
      return type.kind;
  }
}

function typeName(value: JSONValue): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'bigint' ? 'number' : typeof value;
}

/** Base64 as an encoder writes it: line breaks removed. Throws at the first wrong byte, as Go does. */
export function canonicalBase64(text: string): string {
  const clean = text.replace(/[\r\n]/g, '');
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) {
    throw new KubistError(`illegal base64 data at input byte ${wrongByte(clean)}`);
  }
  return clean;
}

/** Where a decoder that reads four characters at a time gives up. */
function wrongByte(text: string): number {
  const end = text.search(/[^A-Za-z0-9+/]/);
  if (end < 0) return text.length - (text.length % 4);
  if (text[end] !== '=' || end % 4 < 2) return end;
  if (end % 4 === 3) return end + 1;
  return text[end + 1] === '=' ? end + 2 : end + 1;
}

function entries<T>(
  section: keyof typeof sections,
  list: JSONValue | undefined,
  origin: string,
): Map<string, Entry<T>> {
  const { stanza, goType, apiType, struct } = sections[section];
  const result = new Map<string, Entry<T>>();
  const items = (list ?? []) as JSONObject[];
  for (const item of items) {
    const { name: key, [stanza]: value, ...unknown } = item;
    const name = key as string;
    if (result.has(name)) {
      const all = items.map(
        (each) => `{${each['name'] as string} ${goString(each[stanza] as JSONObject, struct)}}`,
      );
      throw new KubistError(
        `error converting *[]${goType} into *map[string]*api.${apiType}: duplicate name "${name}" in list: [${all.join(' ')}]`,
      );
    }
    const entry: Entry<T> = { value: uniqueExtensions(value as JSONObject) as T, origin };
    if (Object.keys(unknown).length > 0) entry.unknown = unknown;
    result.set(name, entry);
  }
  return new Map([...result].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Sorts a stanza's extensions by name; two with one name are an error. */
function uniqueExtensions<T extends { extensions?: NamedExtension[] | JSONValue }>(stanza: T): T {
  if (stanza.extensions === undefined) return stanza;
  return { ...stanza, extensions: namedExtensions(stanza.extensions) };
}

function namedExtensions(list: JSONValue | NamedExtension[] | undefined): NamedExtension[] {
  const items = (list ?? []) as NamedExtension[];
  const byName = new Map<string, NamedExtension>();
  for (const item of items) {
    if ((byName.get(item.name)?.extension ?? null) !== null) {
      const all = items.map(
        ({ name, extension }) => `{${name} ${goString({ extension }, undefined)}}`,
      );
      throw new KubistError(
        `error converting *[]NamedExtension into *map[string]runtime.Object: duplicate name "${item.name}" in list: [${all.join(' ')}]`,
      );
    }
    byName.set(item.name, item);
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Before v1 of the exec API the mode could be left out. */
function defaultInteractiveMode(user: User): void {
  const exec = user.exec;
  if (exec === undefined || (exec.interactiveMode ?? '') !== '') return;
  if (/^client\.authentication\.k8s\.io\/v1(alpha|beta)1$/.test(exec.apiVersion ?? ''))
    exec.interactiveMode = 'IfAvailable';
}

function isObject(value: JSONValue): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets an own property, whatever its name. */
function define(target: JSONObject, name: string, value: JSONValue): void {
  Object.defineProperty(target, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
