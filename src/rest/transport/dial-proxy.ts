import type { Socket } from 'node:net';
import { ConnectionError } from '../../errors.ts';
import { handshake, openTCP } from './dial.ts';
import { targetOf, type Target } from './target.ts';
import type { ConnectionTimings, TransportOptions } from './transport.ts';
import { connectSocks, connectTunnel } from './tunnel.ts';

/**
 * A connection through an `http`, `https` or `socks5` proxy. Plain HTTP to an HTTP proxy needs no
 * tunnel: its requests name the whole URL. Rejects with `ConnectionError`.
 */
export async function dialProxy(
  proxy: URL,
  target: Target,
  options: TransportOptions,
  timings?: ConnectionTimings,
): Promise<Socket> {
  const isSocks = proxy.protocol.startsWith('socks5');
  const bare = isSocks ? proxy.href.replace(/^socks5h?:/, 'http:') : proxy.href;
  const near = { ...targetOf(bare), url: target.url };
  if (isSocks && proxy.port === '') near.port = 1080;
  const socket = await openProxy(near, options, timings);
  if (isSocks) await connectSocks(socket, proxy, target);
  else if (target.secure) await connectTunnel(socket, proxy, target);
  return target.secure ? handshake(target, options, { socket, timings }) : socket;
}

/** A connection to the proxy itself. An HTTPS proxy is verified by the same authority as the server, as in Go. */
async function openProxy(
  near: Target,
  options: TransportOptions,
  timings: ConnectionTimings | undefined,
): Promise<Socket> {
  try {
    if (!near.secure) return await openTCP(near, timings);
    return await handshake(near, { tls: { ...options.tls, serverName: near.host } }, {});
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    throw new ConnectionError(error.kind, error.url, `proxyconnect tcp: ${error.message}`, {
      cause: error,
    });
  }
}
