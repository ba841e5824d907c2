import type { JSONObject, JSONValue } from '../../api/types.ts';
import { PatchError } from './errors.ts';
import { find, indexIn, insert, missing, read, take, within } from './json-pointer.ts';
import { equal, isMap, member, setMember } from './values.ts';

/**
 * JSON patches (RFC 6902), as the reference applies them with evanphx/json-patch: indexes may be negative and count
 * from the end, `replace` adds a missing member, and the words of errors.
 */

/** The document with the operations applied, one after the other. Throws PatchError at the first that fails. */
export function applyJSONPatch(document: JSONValue, patch: JSONValue): JSONValue {
  if (!Array.isArray(patch)) throw notDecodable(patch, 'jsonpatch.Patch');
  const root: Root = { value: clone(document) };
  for (const operation of patch) {
    if (!isMap(operation)) throw notDecodable(operation, 'jsonpatch.Operation');
    const kind = member(operation, 'op');
    const apply = typeof kind === 'string' ? OPERATIONS.get(kind) : undefined;
    if (apply === undefined)
      throw new PatchError(`Unexpected kind: ${typeof kind === 'string' ? kind : 'unknown'}`);
    apply(root, operation);
  }
  return root.value;
}

interface Root {
  value: JSONValue;
}

const OPERATIONS: ReadonlyMap<string, (root: Root, operation: JSONObject) => void> = new Map([
  ['add', add],
  ['remove', remove],
  ['replace', replace],
  ['move', move],
  ['copy', copy],
  ['test', test],
]);

function add(root: Root, operation: JSONObject): void {
  const path = pathOf(
    operation,
    'path',
    () => 'add operation failed to decode path: missing value',
  );
  const place = find(root.value, path);
  if (place === undefined)
    throw missing(`add operation does not apply: doc is missing path: "${path}"`);
  within(`error in add for path: '${path}'`, () =>
    insert(place.container, place.key, clone(member(operation, 'value') ?? null)),
  );
}

function remove(root: Root, operation: JSONObject): void {
  const path = pathOf(
    operation,
    'path',
    () => 'remove operation failed to decode path: missing value',
  );
  const place = find(root.value, path);
  if (place === undefined)
    throw missing(`remove operation does not apply: doc is missing path: "${path}"`);
  within(`error in remove for path: '${path}'`, () => take(place.container, place.key));
}

function replace(root: Root, operation: JSONObject): void {
  const path = pathOf(
    operation,
    'path',
    (reason) => `replace operation failed to decode path: ${reason}`,
  );
  const value = clone(member(operation, 'value') ?? null);
  if (path === '') {
    if (typeof value !== 'object' || value === null)
      throw new PatchError('replace operation value must be object or array: %!w(<nil>)');
    root.value = value;
    return;
  }
  const place = find(root.value, path);
  if (place === undefined)
    throw missing(`replace operation does not apply: doc is missing path: ${path}`);
  const { container, key } = place;
  if (!Array.isArray(container)) setMember(container, key, value);
  else {
    let index: number;
    try {
      index = indexIn(container, key);
    } catch {
      throw missing(`replace operation does not apply: doc is missing key: ${path}`);
    }
    container[index] = value;
  }
}

function move(root: Root, operation: JSONObject): void {
  const from = pathOf(
    operation,
    'from',
    (reason) => `move operation failed to decode from: ${reason}`,
  );
  const source = find(root.value, from);
  if (source === undefined)
    throw missing(`move operation does not apply: doc is missing from path: ${from}`);
  const value = within(`error in move for path: '${source.key}'`, () =>
    take(source.container, source.key),
  );
  const path = pathOf(
    operation,
    'path',
    (reason) => `move operation failed to decode path: ${reason}`,
  );
  const place = find(root.value, path);
  if (place === undefined)
    throw missing(`move operation does not apply: doc is missing destination path: ${path}`);
  within(`error in move for path: '${path}'`, () => insert(place.container, place.key, value));
}

function copy(root: Root, operation: JSONObject): void {
  const from = pathOf(
    operation,
    'from',
    (reason) => `copy operation failed to decode from: ${reason}`,
  );
  const source = find(root.value, from);
  if (source === undefined)
    throw missing(`copy operation does not apply: doc is missing from path: ${from}`);
  // A member that is missing is copied as null; so the reference does.
  const value = within(`error in copy for from: '${from}'`, () =>
    read(source.container, source.key),
  );
  const path = pathOf(
    operation,
    'path',
    () => 'copy operation failed to decode path: missing value',
  );
  const place = find(root.value, path);
  if (place === undefined)
    throw missing(`copy operation does not apply: doc is missing destination path: ${path}`);
  within('error while adding value during copy', () =>
    insert(place.container, place.key, clone(value ?? null)),
  );
}

function test(root: Root, operation: JSONObject): void {
  const path = pathOf(
    operation,
    'path',
    (reason) => `test operation failed to decode path: ${reason}`,
  );
  const wanted = member(operation, 'value') ?? null;
  let value: JSONValue | undefined = root.value;
  if (path !== '') {
    const place = find(root.value, path);
    if (place === undefined)
      throw missing(`test operation does not apply: is missing path: ${path}`);
    value = within(`error in test for path: '${path}'`, () => read(place.container, place.key));
  }
  if (!equal(value ?? null, wanted))
    throw new PatchError(`testing value ${path} failed: test failed`);
}

function pathOf(
  operation: JSONObject,
  name: 'path' | 'from',
  message: (reason: string) => string,
): string {
  const path = member(operation, name);
  if (typeof path === 'string') return path;
  const comma = name === 'from' ? ',' : '';
  throw new PatchError(
    message(
      path === undefined || path === null
        ? `operation${comma} missing ${name} field: missing value`
        : notDecodable(path, 'string').message,
    ),
  );
}

/** The words of Go's encoding/json for a value of the wrong kind. */
function notDecodable(value: JSONValue, type: string): PatchError {
  const kinds: Readonly<Record<string, string>> = { boolean: 'bool', bigint: 'number' };
  const kind = Array.isArray(value) ? 'array' : (kinds[typeof value] ?? typeof value);
  return new PatchError(`json: cannot unmarshal ${kind} into Go value of type ${type}`);
}

/** A copy that the operations may change. */
function clone(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(clone);
  if (!isMap(value)) return value;
  const copy: JSONObject = {};
  for (const key of Object.keys(value)) setMember(copy, key, clone(value[key]!));
  return copy;
}
