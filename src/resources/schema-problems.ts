import type { JSONObject, JSONValue, KubeObject } from '../api/types.ts';
import { isInt64 } from '../formats/go-values.ts';
import { sortedKeys } from '../formats/compare.ts';
import { isMap, member } from './patch/values.ts';

/** A schema of an OpenAPI v3 document, and the document. */
export interface FoundSchema {
  readonly schema: JSONObject;
  readonly document: JSONObject;
}

/**
 * What in an object does not fit the schema of its kind, in the words of the reference's own validation: fields that
 * are unknown, missing or of a wrong type. Values themselves are for the server to judge.
 */
export function schemaProblems(object: KubeObject, { schema, document }: FoundSchema): string[] {
  const schemas = at(at(document, 'components'), 'schemas') ?? {};
  const name = sortedKeys(schemas).find((key) => schemas[key] === schema) ?? '';
  const check = new SchemaCheck(schemas);
  check.value(object as JSONObject, schema, object.kind ?? '', name);
  return check.problems;
}

const REF_PREFIX = '#/components/schemas/';

/** Whether a value may stand where a type is asked for. */
const FITS: Readonly<Record<string, (value: JSONValue) => boolean>> = {
  // The server turns numbers and booleans into text or refuses them, each kind in its way.
  string: (value) => typeof value !== 'object',
  integer: (value) => typeof value === 'number' || typeof value === 'bigint',
  number: (value) => typeof value === 'number' || typeof value === 'bigint',
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  map: isMap,
};

class SchemaCheck {
  readonly problems: string[] = [];
  readonly #schemas: JSONObject;

  constructor(schemas: JSONObject) {
    this.#schemas = schemas;
  }

  /** `path` is where the value is (`Pod.spec.containers[0]`), `name` what the schemas call the place. */
  value(value: JSONValue, declared: JSONObject, path: string, name: string): void {
    const [only] = list(declared['allOf']);
    const reference = member(isMap(only) ? only : declared, '$ref');
    if (typeof reference === 'string') {
      const type = reference.slice(REF_PREFIX.length);
      const schema = at(this.#schemas, type);
      if (schema !== undefined) this.value(value, schema, path, type);
      return;
    }
    const expected = typeOf(declared);
    if (expected === undefined) return;
    if (FITS[expected]?.(value) === false) {
      this.problems.push(
        `ValidationError(${path}): invalid type for ${name}: got "${nameOf(value)}", expected "${expected}"`,
      );
    } else if (Array.isArray(value)) this.#items(value, declared, path, name);
    else if (isMap(value)) this.#members(value, declared, path, name);
  }

  #items(values: readonly JSONValue[], schema: JSONObject, path: string, name: string): void {
    const items = at(schema, 'items');
    values.forEach((value, index) => {
      const place = `${path}[${index}]`;
      if (value === null) {
        this.problems.push(`ValidationError(${path}): unknown object type "nil" in ${place}`);
      } else if (items !== undefined) this.value(value, items, place, name);
    });
  }

  #members(map: JSONObject, schema: JSONObject, path: string, name: string): void {
    const properties = at(schema, 'properties');
    if (properties === undefined) return this.#entries(map, schema, path, name);
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
    for (const key of sortedKeys(map)) {
      const declared = at(properties, key);
      if (declared !== undefined) {
        // Without a value a field is as good as absent.
        if (map[key] !== null) this.value(map[key]!, declared, `${path}.${key}`, `${name}.${key}`);
      } else if (!open && member(schema, 'additionalProperties') === undefined) {
        this.problems.push(`ValidationError(${path}): unknown field "${key}" in ${name}`);
      }
    }
    for (const key of list(schema['required'])) {
      if (typeof key === 'string' && !Object.hasOwn(map, key)) {
        this.problems.push(`ValidationError(${path}): missing required field "${key}" in ${name}`);
      }
    }
  }

  /** A map whose keys are free. */
  #entries(map: JSONObject, schema: JSONObject, path: string, name: string): void {
    const declared = at(schema, 'additionalProperties');
    if (declared === undefined) return;
    for (const key of sortedKeys(map)) {
      const value = map[key]!;
      if (value === null) this.problems.push(`unknown object type "nil" in ${path}.${key}`);
      else this.value(value, declared, `${path}.${key}`, name);
    }
  }
}

/** The type that a schema asks for; undefined where anything goes. */
function typeOf(schema: JSONObject): string | undefined {
  if (schema['x-kubernetes-int-or-string'] === true || schema['oneOf'] !== undefined) {
    return 'string';
  }
  const { type } = schema;
  if (type !== 'object') return typeof type === 'string' ? type : undefined;
  const described = schema['properties'] ?? schema['additionalProperties'];
  return described === undefined ? undefined : 'map';
}

function nameOf(value: JSONValue): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return 'map';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value;
  return isInt64(value) ? 'integer' : 'number';
}

function at(value: JSONValue | undefined, key: string): JSONObject | undefined {
  const found = isMap(value) ? member(value, key) : undefined;
  return isMap(found) ? found : undefined;
}

function list(value: JSONValue | undefined): readonly JSONValue[] {
  return Array.isArray(value) ? value : [];
}
