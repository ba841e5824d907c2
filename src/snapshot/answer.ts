import type { Status } from '../api/types.ts';
import { stringifyJSON } from '../formats/json.ts';

/** What the snapshot says to a request, before it becomes an HTTP answer. */
export interface Answer {
  readonly code: number;
  readonly contentType: string;
  /** Values of Warning headers. */
  readonly warnings?: readonly string[];
  /** Further headers, with lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, bytes, or what comes bit by bit until the reader has enough. */
  readonly body: string | Uint8Array | AsyncIterable<string>;
}

/** A JSON answer. */
export function json(value: unknown, code = 200): Answer {
  return { code, contentType: 'application/json', body: stringifyJSON(value) };
}

/** A text answer. */
export function text(body: string | AsyncIterable<string>, code = 200): Answer {
  return { code, contentType: 'text/plain', body };
}

/** A failure that becomes a Status. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: Status;

  constructor(code: number, reason: string, message: string, details?: Status['details']) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      ...(details === undefined ? {} : { details }),
      code,
    };
  }
}

/** The server's word for an object that is not there. */
export function notFound(group: string, resource: string, name: string): Refusal {
  const details = group === '' ? { name, kind: resource } : { name, group, kind: resource };
  const message = `${qualified({ group, resource })} "${name}" not found`;
  return new Refusal(404, 'NotFound', message, details);
}

/** The server's word for a request that it cannot make sense of. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, 'BadRequest', message);
}

/** The server's word for a path that no resource of a group has. */
export function noSuchResource(): Refusal {
  return new Refusal(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** The server's word for what cannot be done with a resource. */
export function notAllowed(): Refusal {
  return new Refusal(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** `deployments.apps`: a resource as messages name it. */
export function qualified({ group, resource }: { group: string; resource: string }): string {
  return group === '' ? resource : `${resource}.${group}`;
}

/** What the server says where it serves nothing. */
export const NO_SUCH_PAGE: Answer = text('404 page not found\n', 404);
