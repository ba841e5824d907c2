import type { Connection } from '../api/connection.ts';
import { proxyFor } from './proxy.ts';
import type {
  ConnectionTimings,
  CreateTransport,
  Transport,
  TransportRequest,
} from './transport/transport.ts';

/**
 * Opens the runtime's transport, or the one that the caller brings, with the credentials of now.
 * `timings`, when given, is filled for each request.
 */
export async function openTransport(
  connection: Connection,
  options: {
    readonly createTransport?: CreateTransport;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
  timings?: WeakMap<TransportRequest, ConnectionTimings>,
): Promise<Transport> {
  const createTransport = options.createTransport ?? (await import('#transport')).createTransport;
  const { server, tls, credentials, proxyURL } = connection;
  const proxy = proxyURL ?? proxyFor(server, options.env);
  return createTransport({
    tls: { ...tls, ...(await credentials.clientCertificate()) },
    ...(proxy === undefined ? {} : { proxyURL: proxy }),
    ...(timings === undefined
      ? {}
      : { onTimings: (request, times) => timings.set(request, times) }),
  });
}
