import { FetchResponse } from './bun-response.ts';
import type {
  CreateTransport,
  Transport,
  TransportOptions,
  TransportRequest,
} from './transport.ts';

/** What bun's fetch takes beside the standard. Source: https://bun.com/docs/api/fetch */
interface BunInit extends RequestInit {
  tls: object;
  /** False: a watch may be silent for longer than bun's own limit. */
  timeout: boolean;
  /** The one protocol to offer; fails with `HTTP2Unsupported` or `EPROTO` before anything is sent. HTTP/1.1 when missing. */
  protocol?: 'http2';
}

// bun's fetch reads the proxy variables itself, by rules of its own: the caller has decided.
process.env['NO_PROXY'] = '*';
process.env['no_proxy'] = '*';

/**
 * The executable's transport: bun's own fetch, which starts faster than its node:http. That one
 * serves what fetch cannot do: WebSockets, proxies of every kind, and the timings of a connection.
 */
export const createTransport: CreateTransport = (options) => {
  const tls = tlsOptions(options);
  let other: Promise<Transport> | undefined;
  const byNode = (): Promise<Transport> =>
    (other ??= import('./node.ts').then((node) => node.createTransport(options)));
  /** Requests that wait for their answer. */
  let waiting = 0;
  let speaksHTTP2 = true;
  const fetchable = options.proxyURL === undefined && options.onTimings === undefined;
  return {
    async request(request) {
      if (!fetchable || isStream(request.body)) return (await byNode()).request(request);
      request.signal?.throwIfAborted();
      // As on Node: a request beside others shares a connection with them.
      const shared = waiting > 0 && speaksHTTP2 && request.url.startsWith('https:');
      const init: BunInit = {
        method: request.method,
        headers: flatHeaders(request.headers),
        redirect: 'manual',
        tls,
        timeout: false,
        ...(request.body === undefined
          ? {}
          : { body: request.body as NonNullable<RequestInit['body']> }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      };
      const http2: BunInit = { ...init, protocol: 'http2' };
      waiting++;
      try {
        if (!shared) return new FetchResponse(await fetch(request.url, onceOnly(init)), request);
        return new FetchResponse(
          await fetch(request.url, http2).catch((error: Error) => {
            if (!/^(HTTP2Unsupported|EPROTO)$/.test((error as NodeJS.ErrnoException).code ?? ''))
              throw error;
            speaksHTTP2 = false;
            return fetch(request.url, init);
          }),
          request,
        );
      } catch (error) {
        if (request.signal?.aborted) throw request.signal.reason;
        const { fetchError } = await import('./bun-error.ts');
        throw await fetchError(error as Error, request.url, options);
      } finally {
        waiting--;
      }
    },
    upgrade: async (request, protocols) => (await byNode()).upgrade(request, protocols),
    upgradeRaw: async (request) => (await byNode()).upgradeRaw(request),
    close: async () => (await other)?.close(),
  };
};

/**
 * bun sends PUT and DELETE again when a kept connection breaks. The server may have done it by then, and would answer
 * a second time that there is a conflict, or nothing to delete. A stream cannot be sent again.
 */
function onceOnly(init: BunInit): BunInit {
  const { method, body } = init;
  if (method !== 'PUT' && method !== 'DELETE') return init;
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return init;
  const stream = new ReadableStream({
    pull(controller) {
      controller.enqueue(typeof body === 'string' ? Buffer.from(body) : body);
      controller.close();
    },
  });
  return { ...init, body: stream };
}

function isStream(body: TransportRequest['body']): boolean {
  return typeof body === 'object' && !(body instanceof Uint8Array);
}

function tlsOptions({ tls }: TransportOptions): object {
  return {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined || tls.key === undefined ? {} : { cert: tls.cert, key: tls.key }),
    ...(tls.serverName ? { serverName: tls.serverName } : {}),
    // No checkServerIdentity: with one, bun opens a connection for each request.
    rejectUnauthorized: !tls.insecureSkipVerify,
  };
}

function flatHeaders(headers: TransportRequest['headers']): [string, string][] {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
}
