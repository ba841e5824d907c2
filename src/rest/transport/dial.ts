import { connect as connectTCP, isIP, type Socket } from 'node:net';
import { connect as connectTLS, getCACertificates, type TLSSocket } from 'node:tls';
import { certificateError } from './certificate.ts';
import { ConnectionError } from '../../errors.ts';
import { dialError } from './connection-error.ts';
import type { ConnectionTimings, TransportOptions } from './transport.ts';

/** A TCP connection has 30 s, a TLS handshake 10 s, as in Go's default transport. */
const dialTimeout = 30_000;
const handshakeTimeout = 10_000;

/** Where to connect to. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** For error messages. */
  readonly url: string;
}

/**
 * Opens a connection and hands it over only when TLS has been verified: by hand, because Go checks
 * expiry and name before the chain, and says so in other words than OpenSSL.
 * Rejects with `ConnectionError`.
 */
export async function dial(target: Target, options: TransportOptions, timings?: ConnectionTimings): Promise<Socket> {
  const start = performance.now();
  const socket = await openTCP(target, timings, start);
  if (!target.secure) return socket;
  const tlsStart = performance.now();
  const secure = await handshake(socket, target, options);
  if (timings) timings.tls = performance.now() - tlsStart;
  return secure;
}

function openTCP(target: Target, timings: ConnectionTimings | undefined, start: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTCP({ host: target.host, port: target.port, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new ConnectionError('timeout', target.url, `dial tcp ${hostPort(target)}: i/o timeout`));
    }, dialTimeout);
    socket.once('lookup', () => {
      if (timings && isIP(target.host) === 0) timings.dns = performance.now() - start;
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(dialError(error, target));
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      if (timings) {
        timings.dial = performance.now() - start - (timings.dns ?? 0);
        timings.address = hostPort({ host: socket.remoteAddress ?? target.host, port: target.port });
      }
      resolve(socket);
    });
  });
}

/** Speaks TLS over an open connection. HTTP/1.1 is the only protocol offered. */
export function handshake(socket: Socket, target: Target, options: TransportOptions): Promise<TLSSocket> {
  const { tls } = options;
  const name = tls.serverName || target.host;
  return new Promise((resolve, reject) => {
    const secure = connectTLS({
      socket,
      // The verdict is read below, before anyone can write to the connection.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ca: tls.ca ?? systemCertificates(),
      ...(tls.cert !== undefined && tls.key !== undefined ? { cert: tls.cert, key: tls.key } : {}),
    });
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
        return fail(new ConnectionError('tls', target.url, `tls: failed to verify certificate: ${problem}`));
      }
      clearTimeout(timer);
      secure.removeAllListeners('error');
      resolve(secure);
    });
  });
}

/** The system's trust store, as Go uses it; Node's own list where the system has none. */
function systemCertificates(): string[] {
  const system = getCACertificates('system');
  return system.length > 0 ? system : getCACertificates('default');
}

/** `127.0.0.1:6443`, `[::1]:6443`. */
export function hostPort(target: { host: string; port: number }): string {
  return `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
}
