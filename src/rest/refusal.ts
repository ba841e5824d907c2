import { ConnectionError, KubistError, StatusError } from '../errors.ts';
import { UpgradeRefused } from './transport/transport.ts';

/** Whether a server, or somebody before it, has answered instead of switching protocols: another way may be open. */
export function isRefusal(error: unknown): boolean {
  return error instanceof StatusError && error.cause instanceof UpgradeRefused;
}

/** The error to show when there is no upgrade: what the answer says, or who has kept the request from the server. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof ConnectionError && error.message === 'EOF')
    return new KubistError('unexpected EOF', { cause: error });
  if (!(error instanceof StatusError)) return error;
  const { message, details } = error.status;
  if (error.cause instanceof UpgradeRefused && isStripped(error)) {
    return new KubistError(
      `unable to upgrade connection: ${proxyOf(error.cause)} strips the header Upgrade from requests, or does not know it: neither a WebSocket nor SPDY gets through to the server`,
      { cause: error },
    );
  }
  const cited = details?.causes?.find(({ reason }) => reason === 'UnexpectedServerResponse');
  return new KubistError(`unable to upgrade connection: ${cited?.message ?? message ?? ''}`, {
    cause: error,
  });
}

/** The server itself has not seen that an upgrade was asked for, or the answer takes the request for an ordinary one. */
function isStripped({ code, status }: StatusError): boolean {
  if (code === 400) return /upgrade request required/i.test(status.message ?? '');
  return code === 426 || (code >= 200 && code < 400);
}

/** The name of whoever stands between: what it calls itself in the answer, else the proxy that is in use. */
function proxyOf({ response, proxyURL }: UpgradeRefused): string {
  // `1.1 squid.corp (squid/5.7)`; the last one is the nearest (RFC 9110 section 7.6.3).
  const via = response.headers.get('via')?.join(', ').split(',').pop();
  const name = via?.trim().replace(/^\S+ +/, '');
  if (name !== undefined && name !== '') return `the proxy ${visible(name)}`;
  if (proxyURL !== undefined) {
    const { protocol, host } = new URL(proxyURL);
    return `the proxy ${protocol}//${host}`;
  }
  // The API server does not say what it is.
  const server = response.headers.get('server')?.[0] ?? '';
  return server === '' ? 'a proxy on the way' : `a proxy on the way (${visible(server)})`;
}

/** A header is somebody's text: it is cut short, and moves no cursor. */
function visible(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
