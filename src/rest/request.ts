import type { Connection } from '../api/connection.ts';
import { stringifyJSON } from '../formats/json.ts';
import type { RESTRequest } from './client.ts';
import { checkHeaders, impersonationHeaders, type RequestHeaders } from './headers.ts';
import type { TransportRequest, TransportResponse } from './transport/transport.ts';

/** All headers of a request: the caller's, credentials, impersonation, and what every one carries. */
export async function requestHeaders(
  connection: Connection,
  request: RESTRequest,
  hasBody: boolean,
  command: string | undefined,
): Promise<RequestHeaders> {
  const headers: RequestHeaders = {
    accept: 'application/json',
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...lowerCase(request.headers),
    'user-agent': connection.userAgent,
    ...impersonationHeaders(connection.impersonate),
    ...(await connection.credentials.headers()),
    ...(connection.disableCompression ? {} : { 'accept-encoding': 'gzip' }),
    ...commandHeaders(command),
  };
  // An empty type says that the body is sent without one.
  if (headers['content-type'] === '') delete headers['content-type'];
  checkHeaders(headers);
  return headers;
}

let session: string | undefined;

/** The invoked command, and one random id for all requests of this process. Source: KEP-859. */
function commandHeaders(command: string | undefined): RequestHeaders {
  if (command === undefined) return {};
  session ??= randomUUID();
  return { 'kubectl-command': command, 'kubectl-session': session };
}

/** What is sent for a body; objects as sorted JSON with a line feed, as Go's encoder ends them. */
export function encodeBody(body: RESTRequest['body']): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body;
  return `${stringifyJSON(body, { sortKeys: true })}\n`;
}

function lowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** Where a GET is sent on to, when that is the same server. */
export function redirectOf(
  request: TransportRequest,
  response: TransportResponse,
): string | undefined {
  const location = response.headers.get('location')?.[0];
  if (
    request.method !== 'GET' ||
    location === undefined ||
    ![301, 302, 303, 307, 308].includes(response.status)
  )
    return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const target = new URL(location, request.url);
  return target.origin === new URL(request.url).origin ? target.href : undefined;
}

/** Each runtime's cheapest: TLS has loaded node:crypto on Node; on bun that would load streams (1 ms). */
function randomUUID(): string {
  const { crypto } =
    process.versions['bun'] === undefined
      ? { crypto: process.getBuiltinModule('node:crypto') }
      : globalThis;
  return crypto.randomUUID();
}
