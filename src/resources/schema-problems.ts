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
export function schemaProblems(object: KubeObject, found: FoundSchema): string[] {
  return findSchemaProblems(object, found).map(({ words }) => words);
}

/** One thing that does not fit. */
export interface SchemaProblem {
  readonly kind: 'unknown' | 'missing' | 'type';
  /** The field, from the top of the object: `spec.containers[0].image`. */
  readonly field: string;
  /** The reference's words. */
  readonly words: string;
  /** For an unknown field: those that its place has. */
  readonly known?: readonly string[];
  /** For a wrong type: what is asked for. */
  readonly expected?: string;
  /** And what is there. */
  readonly got?: string;
}

/**
 * What in an object does not fit the schema of its kind. With `exact`, numbers and booleans where text is asked for as
 * well: no server of today takes these.
 */
export function findSchemaProblems(
  object: KubeObject,
  { schema, document }: FoundSchema,
  exact = false,
): readonly SchemaProblem[] {
  const schemas = at(at(document, 'components'), 'schemas') ?? {};
  const name = sortedKeys(schemas).find((key) => schemas[key] === schema) ?? '';
  const kind = object.kind ?? '';
  const check = new SchemaCheck(schemas, kind, exact);
  check.value(object as JSONObject, schema, kind, name);
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
  readonly problems: SchemaProblem[] = [];
  readonly #schemas: JSONObject;
  readonly #kind: string;
  readonly #exact: boolean;

  constructor(schemas: JSONObject, kind: string, exact: boolean) {
    this.#schemas = schemas;
    this.#kind = kind;
    this.#exact = exact;
  }

  /** Notes a problem; `path` begins with the kind. */
  #note(path: string, problem: Omit<SchemaProblem, 'field'>): void {
    this.problems.push({ field: path.slice(this.#kind.length + 1), ...problem });
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
    const isText = this.#exact && expected === 'string' && declared['type'] === 'string';
    const fits = isText ? typeof value === 'string' : FITS[expected]?.(value);
    if (fits === false) {
      const words = `ValidationError(${path}): invalid type for ${name}: got "${nameOf(value)}", expected "${expected}"`;
      this.#note(path, { kind: 'type', words, expected, got: nameOf(value) });
    } else if (Array.isArray(value)) this.#items(value, declared, path, name);
    else if (isMap(value)) this.#members(value, declared, path, name);
  }

  #items(values: readonly JSONValue[], schema: JSONObject, path: string, name: string): void {
    const items = at(schema, 'items');
    values.forEach((value, index) => {
      const place = `${path}[${index}]`;
      if (value === null) {
        const words = `ValidationError(${path}): unknown object type "nil" in ${place}`;
        this.#note(place, { kind: 'type', words });
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
        const words = `ValidationError(${path}): unknown field "${key}" in ${name}`;
        const known = Object.keys(properties);
        this.#note(`${path}.${key}`, { kind: 'unknown', words, known });
      }
    }
    for (const key of list(schema['required'])) {
      if (typeof key === 'string' && !Object.hasOwn(map, key)) {
        const words = `ValidationError(${path}): missing required field "${key}" in ${name}`;
        this.#note(`${path}.${key}`, { kind: 'missing', words });
      }
    }
  }

  /** A map whose keys are free. */
  #entries(map: JSONObject, schema: JSONObject, path: string, name: string): void {
    const declared = at(schema, 'additionalProperties');
    if (declared === undefined) return;
    for (const key of sortedKeys(map)) {
      const value = map[key]!;
      if (value === null) {
        const words = `unknown object type "nil" in ${path}.${key}`;
        this.#note(`${path}.${key}`, { kind: 'type', words });
      } else this.value(value, declared, `${path}.${key}`, name);
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
