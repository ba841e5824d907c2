import type { Socket } from 'node:net';
import { ConnectionError } from '../../errors.ts';
import { hostPort, type Target } from './target.ts';
import { proxyAuthorization } from './proxy-authorization.ts';

/** Longest answer of a proxy that is read before it counts as broken. */
const maxHead = 16_384;

/**
 * Asks an HTTP proxy, over an open connection to it, for a tunnel (RFC 9110 section 9.3.6).
 * Rejects with the proxy's reason phrase, as Go does.
 */
export async function connectTunnel(socket: Socket, proxy: URL, target: Target): Promise<void> {
  const authority = hostPort(target);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...authorization(proxy),
    '',
    '',
  ];
  socket.write(lines.join('\r\n'));
  const reader = byteReader(socket, target.url);
  const head = (await reader.until('\r\n\r\n')).toString('latin1');
  reader.done();
  const [, code, reason = ''] = /^HTTP\/1\.\d (\d{3}) ?([^\r\n]*)/.exec(head) ?? [];
  if (code === '200') return;
  socket.destroy();
  throw new ConnectionError(
    'other',
    target.url,
    code === undefined
      ? `malformed HTTP response ${JSON.stringify(head.split('\r\n', 1)[0])}`
      : reason || `proxy answered ${code}`,
  );
}

function authorization(proxy: URL): string[] {
  if (proxy.username === '') return [];
  return [`Proxy-Authorization: ${proxyAuthorization(proxy)}`];
}

/** Why a SOCKS5 server refused, by its reply code. Source: RFC 1928 section 6. */
const socksRefusals = [
  'succeeded',
  'general SOCKS server failure',
  'connection not allowed by ruleset',
  'network unreachable',
  'host unreachable',
  'connection refused',
  'TTL expired',
  'command not supported',
  'address type not supported',
];

/**
 * Asks a SOCKS5 proxy for a connection to the target (RFC 1928, RFC 1929). The proxy resolves names,
 * for `socks5` and `socks5h` alike, as in Go.
 */
export async function connectSocks(socket: Socket, proxy: URL, target: Target): Promise<void> {
  const reader = byteReader(socket, target.url);
  const fail = (words: string): ConnectionError => {
    socket.destroy();
    const kind = words === 'connection refused' ? 'refused' : 'other';
    return new ConnectionError(
      kind,
      target.url,
      `socks connect tcp ${proxy.host}->${hostPort(target)}: ${words}`,
    );
  };
  const withPassword = proxy.username !== '';
  socket.write(Uint8Array.from(withPassword ? [5, 2, 0, 2] : [5, 1, 0]));
  const [version, method] = await reader.take(2);
  if (version !== 5) throw fail(`unexpected protocol version ${version}`);
  if (method === 2 && withPassword) {
    const user = Buffer.from(decodeURIComponent(proxy.username));
    const password = Buffer.from(decodeURIComponent(proxy.password));
    if (user.length > 255 || password.length > 255) throw fail('invalid username/password');
    socket.write(
      Buffer.concat([
        Uint8Array.of(1, user.length),
        user,
        Uint8Array.of(password.length),
        password,
      ]),
    );
    const [, status] = await reader.take(2);
    if (status !== 0) throw fail('username/password authentication failed');
  } else if (method !== 0) throw fail('no acceptable authentication methods');
  const host = Buffer.from(target.host);
  if (host.length > 255) throw fail('FQDN too long');
  socket.write(
    Buffer.concat([
      Uint8Array.of(5, 1, 0, 3, host.length),
      host,
      Uint8Array.of(target.port >> 8, target.port & 255),
    ]),
  );
  const [, reply = 1, , type] = await reader.take(4);
  if (reply !== 0) throw fail(socksRefusals[reply] ?? `unknown code: ${reply}`);
  const length = type === 1 ? 4 : type === 4 ? 16 : ((await reader.take(1))[0] ?? 0);
  await reader.take(length + 2);
  reader.done();
}

/** Reads exact pieces from a connection; what is left over at `done` goes back to it. */
function byteReader(
  socket: Socket,
  url: string,
): {
  take(length: number): Promise<Buffer>;
  until(end: string): Promise<Buffer>;
  done(): void;
} {
  let buffer: Buffer = Buffer.alloc(0);
  let wake = (): void => {};
  let failure: Error | undefined;
  const onData = (chunk: Buffer): void => {
    buffer = Buffer.concat([buffer, chunk]);
    wake();
  };
  const onEnd = (error?: Error): void => {
    failure = new ConnectionError('other', url, error?.message ?? 'EOF');
    wake();
  };
  socket.on('data', onData).on('end', onEnd).on('error', onEnd);
  /** Cuts off as many bytes as `measure` says, once it says so. */
  const cut = async (measure: () => number | undefined): Promise<Buffer> => {
    for (;;) {
      const length = measure();
      if (length !== undefined && buffer.length >= length) {
        const piece = buffer.subarray(0, length);
        buffer = buffer.subarray(length);
        return piece;
      }
      if (failure !== undefined) throw failure;
      if (buffer.length > maxHead)
        throw new ConnectionError('other', url, 'the answer of the proxy is too long');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    take: (length) => cut(() => length),
    until: (end) =>
      cut(() => {
        const at = buffer.indexOf(end);
        return at < 0 ? undefined : at + end.length;
      }),
    done() {
      socket.pause();
      socket.off('data', onData).off('end', onEnd).off('error', onEnd);
      if (buffer.length > 0) socket.unshift(buffer);
    },
  };
}
