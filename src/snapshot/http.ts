import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { parseJSON, stringifyJSON } from '../formats/json.ts';
import type { TransportRequest } from '../rest/transport/transport.ts';
import { json, Refusal, text, type Answer } from './answer.ts';
import type { SnapshotServer } from './server.ts';

/** What a server over HTTP is made of. */
export interface HTTPOptions {
  readonly server: SnapshotServer;
  /** False for a Host header that does not name this machine: a page of a site that leads its name here. */
  readonly acceptsHost: (host: string) => boolean;
  /** Told of what a request failed with that is not the client's fault. */
  readonly onError: (sentence: string) => void;
}

/** What the API server takes at most. */
const MAX_BODY = 3 * 1024 * 1024;
const UPGRADE =
  'a snapshot has no running containers: exec, attach, cp and port-forward need a cluster';

/** A server for clients on this machine. It is not listening yet. */
export function createHTTPServer(options: HTTPOptions): Server {
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      options.onError(error instanceof Error ? error.message : String(error));
      response.destroy();
    });
  });
  server.on('clientError', (_, socket) => {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  server.on('upgrade', (_, socket) => {
    socket.on('error', () => undefined);
    const body = stringifyJSON(new Refusal(400, 'BadRequest', UPGRADE).status);
    socket.end(
      `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
  return server;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: HTTPOptions,
): Promise<void> {
  const stop = new AbortController();
  response.on('close', () => stop.abort());
  // Who asked may be gone at any time.
  response.on('error', () => undefined);
  const answer = await answerOf(request, options, stop.signal);
  response.writeHead(answer.code, headersOf(answer));
  if (answer.code === 304 || request.method === 'HEAD') {
    response.end();
    return;
  }
  if (isWhole(answer.body)) {
    response.end(answer.body);
    return;
  }
  response.flushHeaders();
  try {
    for await (const part of answer.body) {
      if (!response.write(part)) await drained(response);
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return;
  }
  response.end();
}

async function answerOf(
  request: IncomingMessage,
  { server, acceptsHost, onError }: HTTPOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const { host = '', origin } = request.headers;
  if (!acceptsHost(host) || !isOwn(origin, host)) return text('Forbidden\n', 403);
  try {
    const body = await readBody(request);
    const { method = 'GET', headers } = request;
    const url = `http://snapshot.invalid${pathOf(request.url ?? '/')}`;
    const answer = await server.answer({ method, url, headers: plain(headers), body, signal });
    return isForEyes(request) ? indented(answer) : answer;
  } catch (error) {
    if (error instanceof Refusal) return json(error.status, error.status.code);
    const words = error instanceof Error ? error.message : String(error);
    onError(words);
    return json(new Refusal(500, 'InternalError', `Internal error occurred: ${words}`).status, 500);
  }
}

/** Pages of other origins may send requests without being asked, though not read the answers. */
function isOwn(origin: string | undefined, host: string): boolean {
  return origin === undefined || origin === `http://${host}`;
}

/** Whether somebody looks at the answer, as the API server guesses. */
function isForEyes({ headers, url = '' }: IncomingMessage): boolean {
  const { searchParams } = new URL(pathOf(url), 'http://snapshot.invalid');
  const pretty = searchParams.get('pretty');
  if (pretty !== null) return pretty === 'true' || pretty === '1';
  return /^(?:curl|Wget|Mozilla\/5\.0)/.test(headers['user-agent'] ?? '');
}

function indented(answer: Answer): Answer {
  const { body, contentType, code } = answer;
  if (typeof body !== 'string' || code === 304 || contentType !== 'application/json') return answer;
  // OpenAPI documents are sent as they were saved.
  if (answer.headers?.['etag'] !== undefined || body === '') return answer;
  return { ...answer, body: stringifyJSON(parseJSON(body), { indent: 2 }) };
}

/** A request target that names a host is for proxies; its path is what counts. */
function pathOf(target: string): string {
  const path = target.replace(/^https?:\/\/[^/?]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function plain(headers: IncomingMessage['headers']): TransportRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_BODY) {
      const words = `Request entity too large: limit is ${MAX_BODY}`;
      throw new Refusal(413, 'RequestEntityTooLarge', words, {});
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether an answer is there at once. */
function isWhole(body: Answer['body']): body is string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function headersOf({
  contentType,
  warnings,
  headers,
  body,
}: Answer): Record<string, string | string[]> {
  return {
    'cache-control': 'no-cache, private',
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
    ...(isWhole(body) ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
    ...(warnings === undefined ? {} : { warning: [...warnings] }),
    ...headers,
  };
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
