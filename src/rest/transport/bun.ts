import { BunResponse } from './bun-response.ts';
import { fetchError } from './bun-error.ts';
import type { ConnectionTimings, CreateTransport, TransportOptions, TransportRequest } from './transport.ts';

/** What bun's fetch takes beside the standard. Source: https://bun.com/docs/api/fetch */
interface BunInit extends RequestInit {
  tls?: object;
  proxy?: string;
  decompress?: boolean;
  timeout?: boolean;
}

/** The executable's transport: bun's own fetch, which starts in half of node:http's time. */
export const createTransport: CreateTransport = (options) => {
  const tls = tlsOptions(options);
  return {
    async request(request) {
      const began = performance.now();
      const init: BunInit = {
        method: request.method,
        headers: flatHeaders(request.headers),
        redirect: 'manual',
        tls,
        // A watch may be silent for longer than bun's own idle timeout.
        timeout: false,
        ...(options.proxyURL === undefined ? {} : { proxy: options.proxyURL }),
        ...(request.body === undefined ? {} : { body: request.body as BodyInit }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      };
      try {
        const response = await fetch(request.url, init);
        reportTimings(options, request, performance.now() - began);
        return new BunResponse(response, request);
      } catch (error) {
        if (request.signal?.aborted) throw request.signal.reason;
        throw await fetchError(error as Error, request.url, options);
      }
    },
    async upgrade(request, protocols) {
      const { openSocket } = await import('./upgrade.ts');
      return openSocket(request, protocols, options);
    },
    async close() {},
  };
};

/** fetch does not tell of its phases: only the whole is known. */
function reportTimings(options: TransportOptions, request: TransportRequest, duration: number): void {
  const timings: ConnectionTimings = { duration, serverProcessing: duration };
  options.onTimings?.(request, timings);
}

function tlsOptions({ tls }: TransportOptions): object {
  return {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined || tls.key === undefined ? {} : { cert: tls.cert, key: tls.key }),
    ...(tls.serverName ? { serverName: tls.serverName } : {}),
    rejectUnauthorized: !tls.insecureSkipVerify,
  };
}

function flatHeaders(headers: TransportRequest['headers']): [string, string][] {
  return Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]));
}
