import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ConnectionError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { endToEnd, type Forwarder } from '../../rest/forwarder.ts';
import { canonicalHeader } from '../../rest/headers.ts';
import { notFound, plain, serveFile } from './files.ts';
import type { RequestFilter } from './filter.ts';

/** What the proxy serves. */
export interface ProxyOptions {
  readonly forwarder: Forwarder;
  /** Undefined lets everything pass. */
  readonly filter: RequestFilter | undefined;
  /** Begins and ends with a slash. */
  readonly apiPrefix: string;
  /** Sends the path of the server's own URL along. */
  readonly appendServerPath: boolean;
  readonly files: { readonly folder: string; readonly prefix: string } | undefined;
  /** Milliseconds between keep-alive probes of connections that were upgraded; 0 is none. */
  readonly keepalive: number;
  readonly log: Logger;
}

/** Headers that would let pages of other origins read answers. */
const CORS = /^access-control-allow-(?:credentials|headers|methods|origin)$/;

/** A server that hands requests on to the API server. It is not listening yet. */
export function createProxyServer(options: ProxyOptions): Server {
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      const words = wordsOf(error);
      options.log.error('proxy_server.go:149', `Error while proxying request: ${words}`);
      if (response.headersSent) response.destroy();
      else plain(response, 500, `${words}\n`);
    });
  });
  // Watches and uploads take as long as they take.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    void upgrade(request, socket, head, options);
  });
  return server;
}

/** Where a request leads: to the API server, to a file, or nowhere. */
type Route =
  | { readonly to: 'api' | 'file'; readonly path: string }
  | { readonly to: 'forbidden' | 'nowhere' | 'wrong' }
  | { readonly to: 'elsewhere'; readonly location: string };

function route(request: IncomingMessage, options: ProxyOptions): Route {
  const { raw, query } = split(request.url ?? '/');
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return { to: 'wrong' };
  }
  const { host = '' } = request.headers;
  if (options.filter?.(request.method ?? '', path, host) === false) return { to: 'forbidden' };
  const clean = cleanPath(path);
  if (clean !== path) return { to: 'elsewhere', location: encodeURI(clean) + query };
  const { apiPrefix, files } = options;
  if (files !== undefined && `${path}/` === files.prefix) {
    return { to: 'elsewhere', location: files.prefix + query };
  }
  if (
    files !== undefined &&
    path.startsWith(files.prefix) &&
    files.prefix.length >= apiPrefix.length
  ) {
    return { to: 'file', path: path.slice(files.prefix.length - 1) };
  }
  if (`${path}/` === apiPrefix) return { to: 'elsewhere', location: apiPrefix + query };
  if (!path.startsWith(apiPrefix)) return { to: 'nowhere' };
  // As it came: what is escaped stays so. Only the prefix is taken off.
  const below =
    apiPrefix === '/'
      ? raw
      : `/${raw
          .split('/')
          .slice(apiPrefix.split('/').length - 1)
          .join('/')}`;
  const base = options.appendServerPath ? options.forwarder.basePath : '';
  return { to: 'api', path: base + below + query };
}

/** A request target without its query. One that names a host is for proxies; its path is what counts. */
function split(target: string): { raw: string; query: string } {
  const path = target.replace(/^https?:\/\/[^/?]*/i, '') || '/';
  const mark = path.indexOf('?');
  return mark < 0
    ? { raw: path, query: '' }
    : { raw: path.slice(0, mark), query: path.slice(mark) };
}

/** Without `.`, `..` and repeated slashes; a slash at the end stays. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const clean = `/${parts.join('/')}`;
  return path.endsWith('/') && clean !== '/' ? `${clean}/` : clean;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: ProxyOptions,
): Promise<void> {
  const found = route(request, options);
  switch (found.to) {
    case 'forbidden':
      return plain(response, 403, 'Forbidden\n');
    case 'nowhere':
      return notFound(response);
    case 'wrong':
      return plain(response, 400, '400 Bad Request\n');
    case 'elsewhere':
      return redirect(request, response, found.location);
    case 'file':
      return serveFile(options.files?.folder ?? '', found.path, request, response);
    case 'api':
      return handOn(request, response, found.path, options);
  }
}

function redirect(request: IncomingMessage, response: ServerResponse, location: string): void {
  const html = location.replaceAll('&', '&amp;').replaceAll('"', '&#34;').replaceAll('<', '&lt;');
  const wanted = request.method === 'GET' || request.method === 'HEAD';
  const body = wanted ? `<a href="${html}">Temporary Redirect</a>.\n\n` : '';
  response.writeHead(307, {
    'Content-Type': 'text/html; charset=utf-8',
    Location: location,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Sends a request to the API server and its answer back, each piece as it comes. */
async function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { forwarder }: ProxyOptions,
): Promise<void> {
  const stop = new AbortController();
  response.on('close', () => stop.abort());
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  const answer = await forwarder.request({
    method: request.method ?? 'GET',
    path,
    headers: request.headers,
    ...(hasBody ? { body: request as AsyncIterable<Uint8Array> } : {}),
    signal: stop.signal,
  });
  const connection = answer.headers.get('connection')?.join(',') ?? '';
  for (const [name, values] of endToEnd(answer.headers, connection)) {
    if (!CORS.test(name)) response.setHeader(canonicalHeader(name), [...values]);
  }
  response.writeHead(answer.status);
  response.flushHeaders();
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    for await (const chunk of answer.stream()) {
      if (response.write(chunk)) continue;
      await new Promise<void>((resolve) => {
        const go = (): void => {
          response.off('drain', go).off('close', go);
          resolve();
        };
        response.on('drain', go).on('close', go);
      });
    }
  } catch (error) {
    // Who asked has gone away, or is to see that the answer is cut short.
    if (!stop.signal.aborted) response.destroy(error as Error);
    return;
  }
  response.end();
}

/** Joins two connections; what they speak after the upgrade is between their ends. */
async function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  options: ProxyOptions,
): Promise<void> {
  const found = route(request, options);
  if (found.to !== 'api') {
    refuse(socket, found.to === 'forbidden' ? '403 Forbidden' : '404 Not Found');
    return;
  }
  try {
    const server = await options.forwarder.upgrade({
      method: request.method ?? 'GET',
      path: found.path,
      headers: request.headers,
    });
    if (options.keepalive > 0) server.setKeepAlive(true, options.keepalive);
    server.on('error', () => socket.destroy());
    socket.on('close', () => server.destroy());
    server.on('close', () => socket.end());
    if (head.length > 0) server.write(head);
    server.pipe(socket);
    socket.pipe(server);
  } catch (error) {
    const words = wordsOf(error);
    options.log.error('proxy_server.go:149', `Error while proxying request: ${words}`);
    refuse(socket, '500 Internal Server Error', words);
  }
}

function refuse(socket: Duplex, status: string, text: string = status.slice(4)): void {
  const body = `${text}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function wordsOf(error: unknown): string {
  if (error instanceof ConnectionError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
