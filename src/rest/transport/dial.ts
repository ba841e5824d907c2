import { monotonic } from '../../clock.ts';
import { connect as connectTCP, isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { ConnectionError } from '../../errors.ts';
import { certificateError } from './certificate.ts';
import { dialError } from './connection-error.ts';
import { Faucet } from './faucet.ts';
import { hostPort, type Target } from './target.ts';
import type { ConnectionTimings, TransportOptions } from './transport.ts';

// Not imported: an import reads every export, and one of node:tls's builds all root certificates.
const { connect: connectTLS, getCACertificates } = process.getBuiltinModule('node:tls');

/** A TCP connection has 30 s, a TLS handshake 10 s, as in Go's default transport. */
const dialTimeout = 30_000;
const handshakeTimeout = 10_000;

/** Milliseconds of silence before a connection is probed: the reference's. */
const KEEP_ALIVE = 30_000;

/** How to connect, and what is spoken afterwards: HTTP/1.1 when `protocols` (ALPN, RFC 7301) is missing. */
export interface DialOptions extends TransportOptions {
  readonly protocols?: readonly string[];
  /** Fit the connection with a faucet, for those who want its bytes as they come. */
  readonly faucet?: boolean;
}

/**
 * Opens a connection and hands it over only when TLS has been verified: by hand, because Go checks
 * expiry and name before the chain, and says so in other words than OpenSSL.
 * Rejects with `ConnectionError`.
 */
export async function dial(
  target: Target,
  options: DialOptions,
  timings?: ConnectionTimings,
): Promise<Socket> {
  const { proxyURL } = options;
  if (proxyURL !== undefined) {
    const { dialProxy } = await import('./dial-proxy.ts');
    return dialProxy(new URL(proxyURL), target, options, timings);
  }
  return target.secure
    ? handshake(target, options, { timings })
    : openTCP(target, timings, options);
}

/** A plain TCP connection. */
export function openTCP(
  target: Target,
  timings?: ConnectionTimings,
  options?: DialOptions,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const faucet = options?.faucet ? new Faucet() : undefined;
    const socket = connectTCP({
      host: target.host,
      port: target.port,
      ...(faucet && { onread: faucet.onread }),
    });
    faucet?.fit(socket);
    awaitConnect(socket, target, timings, () => resolve(socket), reject);
  });
}

/** Speaks TLS, over an open connection (of a proxy) or one of its own. */
export function handshake(
  target: Target,
  options: DialOptions,
  { socket, timings }: { socket?: Socket; timings?: ConnectionTimings | undefined },
): Promise<TLSSocket> {
  const { tls, protocols = ['http/1.1'] } = options;
  const name = tls.serverName || target.host;
  return new Promise((resolve, reject) => {
    // One step where possible: a TLS socket of its own connection costs 3 ms less than one over another.
    const faucet = options.faucet && socket === undefined ? new Faucet() : undefined;
    const secure = connectTLS({
      ...(socket === undefined ? { host: target.host, port: target.port } : { socket }),
      ...(faucet && { onread: faucet.onread }),
      // The verdict is read below, before anyone can write to the connection.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ALPNProtocols: [...protocols],
      servername: isIP(name) === 0 ? name : '',
      ca: tls.ca ?? systemCertificates(),
      ...(tls.cert !== undefined && tls.key !== undefined ? { cert: tls.cert, key: tls.key } : {}),
    });
    faucet?.fit(secure);
    const shake = (): void => {
      const start = monotonic();
      const fail = (error: ConnectionError): void => {
        clearTimeout(timer);
        secure.destroy();
        reject(error);
      };
      const timer = setTimeout(
        () => fail(new ConnectionError('timeout', target.url, 'net/http: TLS handshake timeout')),
        handshakeTimeout,
      );
      secure.once('error', (error) => fail(dialError(error, target)));
      secure.once('secureConnect', () => {
        const problem = tls.insecureSkipVerify ? undefined : certificateError(secure, name);
        if (problem !== undefined) {
          const words = `tls: failed to verify certificate: ${problem}`;
          return fail(new ConnectionError('tls', target.url, words));
        }
        clearTimeout(timer);
        secure.removeAllListeners('error');
        if (timings) timings.tls = monotonic() - start;
        resolve(secure);
      });
    };
    if (socket === undefined) awaitConnect(secure, target, timings, shake, reject);
    else shake();
  });
}

/** Waits until TCP stands, with a limit, and takes the times of it. */
function awaitConnect(
  socket: Socket,
  target: Target,
  timings: ConnectionTimings | undefined,
  connected: () => void,
  failed: (error: ConnectionError) => void,
): void {
  const start = monotonic();
  const timer = setTimeout(() => {
    socket.destroy();
    failed(new ConnectionError('timeout', target.url, `dial tcp ${hostPort(target)}: i/o timeout`));
  }, dialTimeout);
  socket.on('lookup', (error, address) => {
    if (!timings || error || isIP(target.host) !== 0) return;
    timings.dns ??= monotonic() - start;
    const addresses = [...(timings.lookup?.addresses ?? []), address];
    timings.lookup = { host: target.host, addresses };
  });
  const onError = (cause: Error): void => {
    clearTimeout(timer);
    const error = dialError(cause, target);
    if (timings && error.kind !== 'dns') {
      const host = timings.lookup?.addresses[0] ?? target.host;
      timings.dialError = error.message;
      timings.address = hostPort({ host, port: target.port });
    }
    failed(error);
  };
  socket.once('error', onError);
  socket.once('connect', () => {
    clearTimeout(timer);
    socket.off('error', onError);
    socket.setNoDelay(true);
    // A watch may be silent for hours: a peer that has gone without a word is found out.
    socket.setKeepAlive(true, KEEP_ALIVE);
    if (timings) {
      timings.dial = monotonic() - start - (timings.dns ?? 0);
      timings.address = hostPort({ host: socket.remoteAddress ?? target.host, port: target.port });
    }
    connected();
  });
}

/** The system's trust store, as Go uses it; Node's own list where the system has none. */
function systemCertificates(): string[] {
  const system = getCACertificates('system');
  return system.length > 0 ? system : getCACertificates('default');
}
