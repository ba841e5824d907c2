import type { JSONObject, JSONValue } from '../api/types.ts';
import { isMap, member } from '../resources/patch/values.ts';

/** What is at a path of members; undefined when there is nothing. */
export function at(object: object | undefined, path: readonly string[]): JSONValue | undefined {
  let value = object as JSONValue | undefined;
  for (const key of path) value = isMap(value) ? member(value, key) : undefined;
  return value;
}

/** The map at a path; an empty one when there is none. */
export function mapAt(object: object | undefined, path: readonly string[]): JSONObject {
  const value = at(object, path);
  return isMap(value) ? value : {};
}

/** The list at a path; an empty one when there is none. */
export function listAt(object: object | undefined, path: readonly string[]): JSONValue[] {
  const value = at(object, path);
  return Array.isArray(value) ? value : [];
}

/** A scalar as text; nothing for what is none. */
export function textOf(value: JSONValue | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

/** The text at a path; empty when there is none. */
export function textAt(object: object | undefined, path: readonly string[]): string {
  return textOf(at(object, path));
}
