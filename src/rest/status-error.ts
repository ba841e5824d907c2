import type { Status } from '../api/types.ts';
import { StatusError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import { isJSON } from './decode.ts';
import type { TransportResponse } from './transport/transport.ts';

/** An unstructured answer is cited up to this many bytes. */
const maxCitedBytes = 2048;

/** Reason and words for a code whose answer did not explain itself. `message` is the server's text. */
const generic: Readonly<
  Record<number, (message: string, method: string) => readonly [reason: string, text: string]>
> = {
  400: () => ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: () => ['Unauthorized', 'the server has asked for the client to provide credentials'],
  403: (message) => ['Forbidden', message],
  404: () => ['NotFound', 'the server could not find the requested resource'],
  405: () => [
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
  ],
  406: (message) => [
    'NotAcceptable',
    message === '' || message === 'unknown'
      ? 'the server was unable to respond with a content type that the client supports'
      : message,
  ],
  409: (_, method) => [
    method === 'POST' ? 'AlreadyExists' : 'Conflict',
    'the server reported a conflict',
  ],
  415: (message) => ['UnsupportedMediaType', message],
  422: () => ['Invalid', 'the server rejected our request due to an error in our request'],
  429: () => [
    'TooManyRequests',
    'the server has received too many requests and has asked us to try again later',
  ],
  503: () => ['ServiceUnavailable', 'the server is currently unable to handle the request'],
  504: () => [
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
};

/** What a request was about, for `(get deployments.apps web)`. */
export interface Subject {
  readonly method: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string;
}

/** Turns a failed answer into an error: the server's own Status, or the closest that its code allows. */
export function statusError(
  response: TransportResponse,
  body: string,
  subject: Subject,
): StatusError {
  const status = isJSON(response) ? parseStatus(body) : undefined;
  return new StatusError(status ?? unstructured(response, body, subject));
}

/** The Status in a body, when it is one. */
function parseStatus(body: string): Status | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const status = value as Partial<Status> | null;
  if (status?.kind !== 'Status' || status.status !== 'Failure') return undefined;
  return { ...status, kind: 'Status', apiVersion: 'v1', status: 'Failure' };
}

function unstructured(response: TransportResponse, body: string, subject: Subject): Status {
  const type = response.headers.get('content-type')?.[0] ?? '';
  const code = response.status;
  const isText = type === '' || /^text\//i.test(type);
  const message = isText
    ? Buffer.from(body).subarray(0, maxCitedBytes).toString('utf8').trim()
    : 'unknown';
  const words = generic[code]?.(message, subject.method);
  const reason = words?.[0] ?? (code >= 500 ? 'InternalError' : '');
  const text =
    words?.[1] ??
    (code >= 500
      ? `an error on the server (${goQuote(message)}) has prevented the request from succeeding`
      : `the server responded with the status code ${code} but did not return more information`);
  const seconds = Number(response.headers.get('retry-after')?.[0]);
  return {
    status: 'Failure',
    code,
    ...(reason === '' ? {} : { reason }),
    message: text + about(subject),
    details: {
      ...(subject.name === '' ? {} : { name: subject.name }),
      ...(subject.group === '' ? {} : { group: subject.group }),
      ...(subject.resource === '' ? {} : { kind: subject.resource }),
      causes: [{ reason: 'UnexpectedServerResponse', message }],
      ...(Number.isInteger(seconds) && seconds > 0 ? { retryAfterSeconds: seconds } : {}),
    },
  };
}

function about({ method, group, resource, name }: Subject): string {
  if (resource === '') return '';
  const words = [method.toLowerCase(), group === '' ? resource : `${resource}.${group}`, name];
  return ` (${words.filter((word) => word !== '').join(' ')})`;
}

/** Reads group, resource and name out of an API path; empty strings where it names none. */
export function subjectOf(method: string, path: string): Subject {
  const parts =
    path
      .split('?', 1)[0]
      ?.split('/')
      .filter((part) => part !== '')
      .map(decode) ?? [];
  const core = parts[0] === 'api';
  if (!core && parts[0] !== 'apis') return { method, group: '', resource: '', name: '' };
  const rest = parts.slice(core ? 2 : 3);
  // Namespaces are resources themselves, and the prefix of those that live in them.
  const inside =
    rest[0] === 'namespaces' && rest.length > 2 && rest[2] !== 'status' && rest[2] !== 'finalize';
  const [resource = '', name = ''] = inside ? rest.slice(2) : rest;
  return { method, group: core || resource === '' ? '' : (parts[1] ?? ''), resource, name };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
