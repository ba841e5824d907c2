import type { JSONObject, JSONValue } from '../../api/types.ts';
import { PatchError } from './errors.ts';
import { member, setMember } from './values.ts';

/** Places in a document, as evanphx/json-patch finds them. */

type Container = JSONObject | JSONValue[];

/** A pointer (RFC 6901) as its tokens: `/metadata/labels/a~1b` is `metadata`, `labels`, `a/b`. */
export function jsonPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll(/~[01]/g, (escape) => (escape === '~1' ? '/' : '~')));
}

/** The container that a path leads into, and the last token. */
export function find(
  document: JSONValue,
  path: string,
): { container: Container; key: string } | undefined {
  const tokens = jsonPointer(path);
  const key = tokens.pop();
  let value: JSONValue | undefined = document;
  if (key === undefined) return undefined;
  for (const token of tokens) {
    if (!isContainer(value)) return undefined;
    try {
      value = read(value, token);
    } catch {
      return undefined;
    }
  }
  return isContainer(value) ? { container: value, key } : undefined;
}

function isContainer(value: JSONValue | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}

/** The value in a container; undefined for a member that is missing. */
export function read(container: Container, key: string): JSONValue | undefined {
  return Array.isArray(container) ? container[indexIn(container, key)] : member(container, key);
}

/** Adds a member, or an item before an index; `-` is the end. Changes the container. */
export function insert(container: Container, key: string, value: JSONValue): void {
  if (!Array.isArray(container)) setMember(container, key, value);
  else if (key === '-') container.push(value);
  else container.splice(insertionIndex(container, key), 0, value);
}

function insertionIndex(list: JSONValue[], key: string): number {
  const index = within(`value was not a proper array index: '${key}'`, () => integer(key));
  return place(index, list.length + 1);
}

/** Removes a value and returns it. Changes the container. */
export function take(container: Container, key: string): JSONValue {
  if (Array.isArray(container)) return container.splice(indexIn(container, key), 1)[0] ?? null;
  const value = member(container, key);
  if (value === undefined) throw missing(`Unable to remove nonexistent key: ${key}`);
  delete container[key];
  return value;
}

/** The index that a token names in a list. Throws PatchError when there is no such item. */
export function indexIn(list: JSONValue[], key: string): number {
  return place(integer(key), list.length);
}

/** Negative indexes count from the end. */
function place(index: number, length: number): number {
  if (index >= length || index < -length)
    throw new PatchError(`Unable to access invalid index: ${index}: invalid index referenced`);
  return index < 0 ? index + length : index;
}

function integer(text: string): number {
  if (/^[+-]?[0-9]+$/.test(text)) {
    if (Number.isSafeInteger(Number(text))) return Number(text) + 0;
    throw new PatchError(`strconv.Atoi: parsing "${text}": value out of range`);
  }
  throw new PatchError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** Runs a step and puts these words before its error. */
export function within<T>(words: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw new PatchError(`${words}: ${(error as Error).message}`, { cause: error });
  }
}

/** An error for something that is not there. */
export function missing(words: string): PatchError {
  return new PatchError(`${words}: missing value`);
}
