import type { JSONObject, JSONValue } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import { stringifyJSON } from '../formats/json.ts';

/** Fields of `metadata` that must be text, or maps of text. */
const TEXT_FIELDS = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
];
const TEXT_MAPS = ['labels', 'annotations'];

/** A document of a manifest as an object of the API. Throws a KubistError that names the source. */
export function asObject(value: JSONValue, source: string): JSONObject {
  const refuse = (problem: string): never => {
    throw new KubistError(`unable to decode ${goQuote(source)}: ${problem}`);
  };
  if (!isObject(value)) {
    return refuse(
      `json: cannot unmarshal ${jsonType(value)} into Go value of type unstructured.detector`,
    );
  }
  if (typeof value['kind'] !== 'string' || value['kind'] === '') {
    refuse(`Object 'Kind' is missing in '${stringifyJSON(value, { sortKeys: true })}'`);
  }
  const problem = metadataProblem(value['metadata']);
  if (problem !== undefined) refuse(problem);
  return value;
}

/** What is wrong with the types of metadata, in the words of Go's encoding/json. */
function metadataProblem(metadata: JSONValue | undefined): string | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  const mismatch = (value: JSONValue, field: string, type: string): string =>
    `json: cannot unmarshal ${jsonType(value)} into Go struct field ObjectMeta.metadata${field} of type ${type}`;
  if (!isObject(metadata)) {
    return `json: cannot unmarshal ${jsonType(metadata)} into Go struct field .metadata of type v1.ObjectMeta`;
  }
  for (const field of TEXT_FIELDS) {
    const value = metadata[field];
    if (value !== undefined && value !== null && typeof value !== 'string') {
      return mismatch(value, `.${field}`, 'string');
    }
  }
  for (const field of TEXT_MAPS) {
    const map = metadata[field];
    if (map === undefined || map === null) continue;
    if (!isObject(map)) return mismatch(map, `.${field}`, 'map[string]string');
    const wrong = Object.values(map).find((value) => value !== null && typeof value !== 'string');
    if (wrong !== undefined) return mismatch(wrong, `.${field}`, 'string');
  }
  return undefined;
}

function jsonType(value: JSONValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'bigint' ? 'number' : typeof value;
}

function isObject(value: JSONValue | undefined): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The objects that a manifest stands for: itself, or the items of a list, lists within lists too. Items of a
 * typed list may leave out what the list's kind says (`PodList`).
 */
export function flatten(object: JSONObject, source: string): JSONObject[] {
  const { items } = object;
  if (!Array.isArray(items)) return [object];
  const { kind: listKind } = object;
  const kind = typeof listKind === 'string' ? listKind : '';
  const itemKind = kind.endsWith('List') ? kind.slice(0, -'List'.length) : '';
  return items.flatMap((item) => {
    const typed =
      isObject(item) && itemKind !== '' && item['kind'] === undefined
        ? { ...item, kind: itemKind, apiVersion: object['apiVersion'] ?? '' }
        : item;
    return flatten(asObject(typed, source), source);
  });
}
