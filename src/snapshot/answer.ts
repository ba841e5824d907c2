import type { Status } from '../api/types.ts';
import { stringifyJSON } from '../formats/json.ts';

/** What the snapshot says to a request, before it becomes an HTTP answer. */
export interface Answer {
  readonly code: number;
  readonly contentType: string;
  /** Values of Warning headers. */
  readonly warnings?: readonly string[];
  /** Text, or what comes bit by bit until the reader has enough. */
  readonly body: string | AsyncIterable<string>;
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
  const qualified = group === '' ? resource : `${resource}.${group}`;
  const details = group === '' ? { name, kind: resource } : { name, group, kind: resource };
  return new Refusal(404, 'NotFound', `${qualified} "${name}" not found`, details);
}

/** The server's word for a request that it cannot make sense of. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, 'BadRequest', message);
}

/** What the server says where it serves nothing. */
export const NO_SUCH_PAGE: Answer = text('404 page not found\n', 404);
