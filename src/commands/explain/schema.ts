import { asObject, resolveRef } from '../../discovery/openapi-v3.ts';
import type { JSONObject } from '../../api/types.ts';

/** A schema and the document that its references lead into. */
export interface Schema {
  readonly schema: JSONObject;
  readonly document: JSONObject;
}

/** A field of an object. */
export interface Field extends Schema {
  readonly name: string;
  readonly required: boolean;
}

/** The name of the schema's reference, for instance `#/components/schemas/io.k8s.api.core.v1.PodSpec`. */
export function refOf(schema: JSONObject): string | undefined {
  if (typeof schema['$ref'] === 'string') return schema['$ref'];
  const [only, ...others] = listOf(schema, 'allOf');
  return only !== undefined && others.length === 0 ? refOf(only) : undefined;
}

/** The schemas below a key that holds a list of them. */
export function listOf(schema: JSONObject, key: string): JSONObject[] {
  const list = schema[key];
  return Array.isArray(list) ? list.map(asObject).filter((one) => one !== undefined) : [];
}

/** Steps through references, lists and maps to the schema that may have properties. `refs` are the references passed. */
export function elementOf({ schema, document }: Schema): Schema & { refs: readonly string[] } {
  const refs: string[] = [];
  for (let current = schema; ;) {
    const ref = refOf(current);
    const next =
      ref === undefined
        ? (asObject(current['items']) ?? asObject(current['additionalProperties']))
        : refs.includes(ref)
          ? undefined
          : resolveRef(document, ref);
    if (next === undefined || Object.hasOwn(current, 'properties'))
      return { schema: current, document, refs };
    if (ref !== undefined) refs.push(ref);
    current = next;
  }
}

/** The fields of a schema's element, sorted by name. */
export function fieldsOf(schema: Schema): Field[] {
  const { schema: element, document } = elementOf(schema);
  const properties = asObject(element['properties']) ?? {};
  const required = Array.isArray(element['required']) ? element['required'] : [];
  return Object.keys(properties)
    .toSorted((left, right) => (left < right ? -1 : 1))
    .map((name) => ({
      name,
      schema: asObject(properties[name]) ?? {},
      document,
      required: required.includes(name),
    }));
}

/** The field at the end of a path; undefined when a step does not exist. */
export function descend(schema: Schema, path: readonly string[]): Schema | undefined {
  let current: Schema | undefined = schema;
  for (const name of path) {
    current =
      current === undefined ? undefined : fieldsOf(current).find((field) => field.name === name);
  }
  return current;
}

/** The description of the schema itself and, when it refers to a type, of that type and its elements. */
export function descriptionsOf(schema: Schema): string[] {
  const texts: string[] = [];
  const seen = new Set<string>();
  for (let current: JSONObject | undefined = schema.schema; current !== undefined;) {
    if (typeof current['description'] === 'string' && current['description'] !== '')
      texts.push(current['description']);
    const ref = refOf(current);
    if (ref !== undefined && seen.has(ref)) break;
    if (ref !== undefined) seen.add(ref);
    current =
      ref === undefined
        ? (asObject(current['items']) ?? asObject(current['additionalProperties']))
        : resolveRef(schema.document, ref);
  }
  return texts;
}

/** The schema's enum as text; undefined when it has none. */
export function enumOf(schema: JSONObject): string[] | undefined {
  const values = schema['enum'];
  if (!Array.isArray(values) || values.length === 0) return undefined;
  return values.map((value) =>
    value === '' ? '""' : typeof value === 'string' ? value : JSON.stringify(value),
  );
}
