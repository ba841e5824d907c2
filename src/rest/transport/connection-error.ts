import { ConnectionError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';

/** What a system error carries beside its message. */
interface SystemError extends Error {
  code?: string;
  syscall?: string;
  address?: string;
  port?: number;
  hostname?: string;
  errors?: readonly SystemError[];
}

/** strerror(3) as Go prints it. */
const systemWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by peer',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  ETIMEDOUT: 'connection timed out',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EPIPE: 'broken pipe',
};

/** TLS alerts by their OpenSSL names, in the words of Go's crypto/tls. */
const alerts: readonly (readonly [RegExp, string])[] = [
  [/certificate[_ ]required/i, 'remote error: tls: certificate required'],
  [/bad[_ ]certificate/i, 'remote error: tls: bad certificate'],
  [/unknown[_ ]ca/i, 'remote error: tls: unknown certificate authority'],
  [/certificate[_ ]unknown/i, 'remote error: tls: unknown certificate'],
  [/certificate[_ ]expired/i, 'remote error: tls: expired certificate'],
  [/certificate[_ ]revoked/i, 'remote error: tls: revoked certificate'],
  [/unrecognized[_ ]name/i, 'remote error: tls: unrecognized name'],
  [
    /alert[_ ]protocol[_ ]version|tlsv1_alert_protocol_version/i,
    'remote error: tls: protocol version not supported',
  ],
  [/handshake[_ ]failure/i, 'remote error: tls: handshake failure'],
  [/internal[_ ]error/i, 'remote error: tls: internal error'],
  [/unsupported[_ ]protocol/i, 'tls: server selected unsupported protocol version'],
];

/** A failure before the connection stood, in Go's words. */
export function dialError(
  cause: Error,
  target: { host: string; port: number; url: string },
): ConnectionError {
  const outer = cause as SystemError;
  // A name with several addresses: Go tells of the first one that it tried.
  const error = outer.errors?.[0] ?? outer;
  const { url } = target;
  const code = error.code ?? '';
  if (error.syscall === 'getaddrinfo' || error.syscall === 'queryA') {
    return new ConnectionError(
      'dns',
      url,
      `dial tcp: lookup ${target.host}${nameServer()}: ${dnsWords(code)}`,
      { cause },
    );
  }
  const words = systemWords[code];
  if (words !== undefined && error.syscall === 'connect') {
    const address = error.address ?? target.host;
    const place = `${address.includes(':') ? `[${address}]` : address}:${error.port ?? target.port}`;
    const kind = code === 'ECONNREFUSED' ? 'refused' : code === 'ETIMEDOUT' ? 'timeout' : 'other';
    return new ConnectionError(kind, url, `dial tcp ${place}: connect: ${words}`, { cause });
  }
  const { kind, message } = requestError(cause, url);
  return new ConnectionError(kind, url, message, { cause });
}

/** A failure of a connection that stood, or of TLS, in Go's words. */
export function requestError(cause: Error, url: string): ConnectionError {
  if (cause instanceof ConnectionError) return cause;
  const error = cause as SystemError;
  const code = error.code ?? '';
  const text = `${code} ${error.message}`;
  if (/wrong[_ ]version[_ ]number|packet length too long|http request/i.test(text)) {
    return new ConnectionError('tls', url, 'http: server gave HTTP response to HTTPS client', {
      cause,
    });
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    const alert = alerts.find(([pattern]) => pattern.test(text));
    return new ConnectionError('tls', url, alert?.[1] ?? `tls: ${error.message}`, { cause });
  }
  if (code.startsWith('HPE_')) {
    return new ConnectionError(
      'other',
      url,
      `net/http: HTTP/1.x transport connection broken: ${parseWords(error)}`,
      { cause, sent: true },
    );
  }
  if (code === 'ECONNRESET' && error.syscall === undefined)
    return new ConnectionError('other', url, 'EOF', { cause, sent: true });
  const words = systemWords[code];
  if (words !== undefined) {
    return new ConnectionError(
      'other',
      url,
      `${error.syscall ?? 'read'} tcp: ${error.syscall ?? 'read'}: ${words}`,
      { cause, sent: true },
    );
  }
  return new ConnectionError('other', url, error.message, { cause, sent: true });
}

/** An answer that is not HTTP: Go cites the part of its first line that is wrong. */
function parseWords(error: SystemError & { rawPacket?: Uint8Array }): string {
  const line =
    Buffer.from(error.rawPacket ?? [])
      .toString('latin1')
      .split(/\r?\n/, 1)[0] ?? '';
  const [, version, code] = /^(\S*) +(\S*)/.exec(line) ?? [];
  if (version === undefined || code === undefined)
    return `malformed HTTP response ${goQuote(line)}`;
  if (!/^\d{3}$/.test(code)) return `malformed HTTP status code ${goQuote(code)}`;
  return `malformed HTTP version ${goQuote(version)}`;
}

function dnsWords(code: string): string {
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'no such host';
  return code === 'ETIMEOUT' ? 'i/o timeout' : 'server misbehaving';
}

/** ` on 10.0.0.10:53`: Go names the name server that it asked, the first of resolv.conf. */
function nameServer(): string {
  try {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const server = /^nameserver\s+(\S+)/m.exec(readFileSync('/etc/resolv.conf', 'utf8'))?.[1];
    if (server === undefined) return '';
    return ` on ${server.includes(':') ? `[${server}]` : server}:53`;
  } catch {
    return '';
  }
}
