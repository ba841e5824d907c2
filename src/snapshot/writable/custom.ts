import type { JSONObject, JSONValue } from '../../api/types.ts';
import { setOwn } from '../../formats/json-parser.ts';
import { GoRegExp } from '../../formats/re2/regexp.ts';
import { equal, isMap, member } from '../../resources/patch/values.ts';
import { at, listAt } from '../values.ts';
import { invalidValue, required, unsupported, type Problem } from './invalid.ts';
import type { Read } from './read.ts';

/**
 * A custom object as the schema of its definition has it: unknown fields pruned, defaults filled in unless it is a part of
 * an object only, values judged.
 * Rules in CEL (`x-kubernetes-validations`) are not evaluated. Source: "Extend the API with CRDs", specifying a structural schema.
 */
export function readCustom(
  object: JSONObject,
  schema: JSONObject,
  withDefaults = true,
): Read & { readonly problems: readonly Problem[] } {
  const { kind, apiVersion, metadata, ...rest } = object;
  const reader = new Reader(withDefaults);
  const read = reader.members(rest, schema, '', new Set(['kind', 'apiVersion', 'metadata']));
  const typed = { kind: kind ?? null, apiVersion: apiVersion ?? null, metadata: metadata ?? {} };
  return { object: { ...typed, ...read }, unknown: reader.unknown, problems: reader.problems };
}

class Reader {
  readonly unknown: string[] = [];
  readonly problems: Problem[] = [];
  readonly #withDefaults: boolean;

  constructor(withDefaults: boolean) {
    this.#withDefaults = withDefaults;
  }

  members(
    value: JSONObject,
    schema: JSONObject,
    path: string,
    given: ReadonlySet<string> = new Set(),
  ): JSONObject {
    const properties = at(schema, ['properties']);
    const additional = member(schema, 'additionalProperties');
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
    const result: JSONObject = {};
    for (const key of Object.keys(value)) {
      const place = path === '' ? key : `${path}.${key}`;
      const declared = isMap(properties) ? member(properties, key) : undefined;
      if (isMap(declared)) {
        const read = this.#value(value[key]!, declared, place);
        if (read !== undefined) setOwn(result, key, read);
      } else if (isMap(additional)) {
        const read = this.#value(value[key]!, additional, place);
        if (read !== undefined) setOwn(result, key, read);
      } else if (open || additional === true) setOwn(result, key, value[key]!);
      else this.unknown.push(place);
    }
    const completed = this.#withDefaults && isMap(properties) ? properties : {};
    for (const key of Object.keys(completed)) {
      const fallback = at(properties as JSONObject, [key, 'default']);
      if (fallback === undefined || Object.hasOwn(result, key) || given.has(key)) continue;
      const declared = (properties as JSONObject)[key] as JSONObject;
      const read = this.#value(structuredClone(fallback), declared, `${path}.${key}`);
      if (read !== undefined) setOwn(result, key, read);
    }
    for (const key of listAt(schema, ['required'])) {
      if (typeof key !== 'string' || given.has(key) || Object.hasOwn(result, key)) continue;
      this.problems.push(required(path === '' ? key : `${path}.${key}`));
    }
    return result;
  }

  #value(value: JSONValue, schema: JSONObject, path: string): JSONValue | undefined {
    if (value === null) return schema['nullable'] === true ? null : undefined;
    const type = typeOf(schema);
    if (type !== undefined && !fits(value, type)) {
      const words = `${path} in body must be of type ${type}: "${nameOf(value)}"`;
      this.problems.push(invalidValue(path, nameOf(value), words));
      return value;
    }
    this.#judge(value, schema, path);
    if (Array.isArray(value)) {
      const items = at(schema, ['items']);
      if (!isMap(items)) return value;
      return value.map((item, index) => this.#value(item, items, `${path}[${index}]`) ?? null);
    }
    if (!isMap(value)) return value;
    const isDescribed = type === 'object' || schema['properties'] !== undefined;
    return isDescribed ? this.members(value, schema, path) : value;
  }

  #judge(value: JSONValue, schema: JSONObject, path: string): void {
    const wrong = (words: string): void => {
      this.problems.push(invalidValue(path, value, `${path} in body should ${words}`));
    };
    const values = schema['enum'];
    if (Array.isArray(values) && !values.some((one) => equal(one, value))) {
      this.problems.push(unsupported(path, value, values));
    }
    const limit = (name: string): number => Number(schema[name] ?? Number.NaN);
    if (typeof value === 'number') {
      if (value < limit('minimum')) wrong(`be greater than or equal to ${limit('minimum')}`);
      if (value > limit('maximum')) wrong(`be less than or equal to ${limit('maximum')}`);
    } else if (typeof value === 'string') {
      const { length } = Array.from(value);
      if (length < limit('minLength')) wrong(`be at least ${limit('minLength')} chars long`);
      if (length > limit('maxLength')) wrong(`be at most ${limit('maxLength')} chars long`);
      const { pattern } = schema;
      if (typeof pattern === 'string' && !matches(pattern, value)) wrong(`match '${pattern}'`);
    } else if (Array.isArray(value)) {
      if (value.length < limit('minItems')) wrong(`have at least ${limit('minItems')} items`);
      if (value.length > limit('maxItems')) wrong(`have at most ${limit('maxItems')} items`);
    }
  }
}

/** Go's expressions run in linear time, whatever a definition says. */
function matches(pattern: string, value: string): boolean {
  try {
    return new GoRegExp(pattern).test(value);
  } catch {
    return true;
  }
}

function typeOf(schema: JSONObject): string | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return undefined;
  const { type } = schema;
  return typeof type === 'string' && type !== '' ? type : undefined;
}

function fits(value: JSONValue, type: string): boolean {
  switch (type) {
    case 'object':
      return isMap(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'number':
      return typeof value === 'bigint' || typeof value === 'number';
    default:
      return typeof value === type;
  }
}

function nameOf(value: JSONValue): string {
  if (Array.isArray(value)) return 'array';
  if (isMap(value)) return 'object';
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'integer';
  return typeof value;
}
