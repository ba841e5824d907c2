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

/** Where a URL points to. */
export function targetOf(url: string): Target {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? 443 : 80)),
    secure,
    url,
  };
}

/**
 * Opens a connection and hands it over only when TLS has been verified: by hand, because Go checks
 * expiry and name before the chain, and says so in other words than OpenSSL.
 * Rejects with `ConnectionError`.
 */
export async function dial(
  target: Target,
  options: TransportOptions,
  timings?: ConnectionTimings,
): Promise<Socket> {
  const { proxyURL } = options;
  const socket =
    proxyURL === undefined
      ? await openTCP(target, timings)
      : await dialProxy(new URL(proxyURL), target, options, timings);
  if (!target.secure) return socket;
  const start = performance.now();
  const secure = await handshake(socket, target, options);
  if (timings) timings.tls = performance.now() - start;
  return secure;
}

/** A connection through a proxy. Plain HTTP to an HTTP proxy needs no tunnel: its requests name the whole URL. */
async function dialProxy(
  proxy: URL,
  target: Target,
  options: TransportOptions,
  timings?: ConnectionTimings,
): Promise<Socket> {
  const { connectSocks, connectTunnel } = await import('./tunnel.ts');
  const isSocks = proxy.protocol.startsWith('socks5');
  const bare = isSocks ? proxy.href.replace(/^socks5h?:/, 'http:') : proxy.href;
  const near = { ...targetOf(bare), url: target.url };
  if (isSocks && proxy.port === '') near.port = 1080;
  const words = isSocks
    ? `socks connect tcp ${hostPort(near)}->${hostPort(target)}: `
    : 'proxyconnect tcp: ';
  try {
    const open = await openTCP(near, timings);
    const socket = near.secure
      ? await handshake(open, near, { tls: { ...options.tls, serverName: near.host } })
      : open;
    if (isSocks) await connectSocks(socket, proxy, target);
    else if (target.secure) await connectTunnel(socket, proxy, target);
    return socket;
  } catch (error) {
    if (!(error instanceof ConnectionError) || error.cause === undefined) throw error;
    throw new ConnectionError(error.kind, error.url, words + error.message, { cause: error });
  }
}

function openTCP(target: Target, timings: ConnectionTimings | undefined): Promise<Socket> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connectTCP({ host: target.host, port: target.port, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(
        new ConnectionError('timeout', target.url, `dial tcp ${hostPort(target)}: i/o timeout`),
      );
    }, dialTimeout);
    socket.on('lookup', (error, address) => {
      if (!timings || error || isIP(target.host) !== 0) return;
      timings.dns ??= performance.now() - start;
      timings.lookup = {
        host: target.host,
        addresses: [...(timings.lookup?.addresses ?? []), address],
      };
    });
    socket.once('error', (cause) => {
      clearTimeout(timer);
      const error = dialError(cause, target);
      if (timings && error.kind !== 'dns') {
        timings.dialError = error.message;
        timings.address = hostPort({
          host: timings.lookup?.addresses[0] ?? target.host,
          port: target.port,
        });
      }
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      if (timings) {
        timings.dial = performance.now() - start - (timings.dns ?? 0);
        timings.address = hostPort({
          host: socket.remoteAddress ?? target.host,
          port: target.port,
        });
      }
      resolve(socket);
    });
  });
}

/** Speaks TLS over an open connection. HTTP/1.1 is the only protocol offered. */
export function handshake(
  socket: Socket,
  target: Target,
  options: TransportOptions,
): Promise<TLSSocket> {
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
        return fail(
          new ConnectionError('tls', target.url, `tls: failed to verify certificate: ${problem}`),
        );
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
