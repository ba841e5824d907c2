import type { Status } from '../api/types.ts';
import { KubistError, StatusError } from '../errors.ts';
import { parseJSON } from '../formats/json.ts';
import type { TransportResponse } from './transport/transport.ts';

/** Media types of JSON: `application/json`, with parameters, and `application/…+json`. */
const jsonType = /^\s*application\/([\w.-]+\+)?json\s*(;|$)/i;

/** True when a body may be read as JSON; an answer that does not say what it is may. */
export function isJSON(response: TransportResponse): boolean {
  const type = response.headers.get('content-type')?.[0] ?? '';
  return type === '' || jsonType.test(type);
}

/**
 * Reads a body as the JSON of an API object. `plain` bodies (discovery, OpenAPI) need no kind.
 * Throws in the reference's words when it is something else, StatusError when it is a failure.
 */
export function decodeObject(text: string, response: TransportResponse, plain: boolean): unknown {
  if (!isJSON(response)) {
    throw new KubistError(
      `serializer for ${response.headers.get('content-type')?.[0] ?? ''} doesn't exist`,
    );
  }
  const value: unknown = parse(text);
  if (plain) return value;
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    const type = Array.isArray(value)
      ? 'array'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value === 'bigint'
          ? 'number'
          : typeof value;
    throw new KubistError(
      `json: cannot unmarshal ${type} into Go value of type unstructured.detector`,
    );
  }
  const { kind, status } = (value ?? {}) as Partial<Status>;
  if (typeof kind !== 'string' || (kind as string) === '')
    throw new KubistError(`Object 'Kind' is missing in '${text}'`);
  if (kind === 'Status' && status === 'Failure') throw new StatusError(value as Status);
  return value;
}

function parse(text: string): unknown {
  try {
    return parseJSON(text);
  } catch (error) {
    throw new KubistError((error as Error).message, { cause: error });
  }
}
