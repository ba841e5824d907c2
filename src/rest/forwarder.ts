import type { Socket } from 'node:net';
import type { Connection } from '../api/connection.ts';
import { checkHeaders, impersonationHeaders, type RequestHeaders } from './headers.ts';
import { openTransport } from './open-transport.ts';
import { proxyFor } from './proxy.ts';
import { dial } from './transport/dial.ts';
import { targetOf } from './transport/target.ts';
import type { CreateTransport, TransportResponse } from './transport/transport.ts';

/** Headers that are about one connection, not about the request (RFC 9110 section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A request of somebody else. Header names are lower case. */
export interface ForwardedRequest {
  readonly method: string;
  /** Path and query as they are to be sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

/** Sends requests of others to the API server, with the user's credentials: nothing is retried or judged. */
export interface Forwarder {
  /** The path of the server's URL, without a slash at its end; most have none. */
  readonly basePath: string;
  request(request: ForwardedRequest): Promise<TransportResponse>;
  /** A connection on which a request to upgrade has been sent; the answer is the first thing to read. */
  upgrade(request: ForwardedRequest): Promise<Socket>;
  close(): Promise<void>;
}

/** Headers that may go on: not those of the connection, and not those that it names as its own. */
export function endToEnd<T>(
  headers: Iterable<readonly [string, T]>,
  connection: string,
): [string, T][] {
  const named = new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
  return [...headers]
    .filter(([name]) => !HOP_BY_HOP.has(name) && !named.has(name))
    .map(([name, value]) => [name, value]);
}

/** A forwarder to the server of a connection. `createTransport` is the runtime's own when missing. */
export async function createForwarder(
  connection: Connection,
  options: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly createTransport?: CreateTransport;
  },
): Promise<Forwarder> {
  const transport = await openTransport(connection, options);
  const server = new URL(connection.server);
  const basePath = server.pathname.replace(/\/$/, '');
  /** The caller's own credentials win, as they do in the reference. */
  const withCredentials = async (headers: RequestHeaders): Promise<RequestHeaders> => {
    const all = {
      ...impersonationHeaders(connection.impersonate),
      ...(await connection.credentials.headers()),
      ...headers,
    };
    checkHeaders(all);
    return all;
  };
  return {
    basePath,
    async request({ method, path, headers, body, signal }) {
      const kept = endToEnd(Object.entries(headers), String(headers['connection'] ?? ''));
      const own: RequestHeaders = {};
      for (const [name, value] of kept) {
        if (value !== undefined && name !== 'host' && name !== 'accept-encoding') own[name] = value;
      }
      // The answer is handed on as it is read: unpacked.
      own['accept-encoding'] = 'identity';
      return transport.request({
        method,
        url: server.origin + path,
        headers: await withCredentials(own),
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
    },
    async upgrade({ method, path, headers }) {
      const own: RequestHeaders = {};
      for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined && name !== 'host') own[name] = value;
      }
      const all = await withCredentials(own);
      const proxyURL = connection.proxyURL ?? proxyFor(connection.server, options.env);
      const socket = await dial(targetOf(server.origin), {
        tls: { ...connection.tls, ...(await connection.credentials.clientCertificate()) },
        ...(proxyURL === undefined ? {} : { proxyURL }),
      });
      const lines = Object.entries(all).flatMap(([name, values]) =>
        [values].flat().map((value) => `${name}: ${value}\r\n`),
      );
      socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${server.host}\r\n${lines.join('')}\r\n`);
      return socket;
    },
    close: () => transport.close(),
  };
}
