import { ConnectionError } from '../../errors.ts';
import { requestError } from './connection-error.ts';
import { dial } from './dial.ts';
import { targetOf } from './target.ts';
import type { TransportOptions } from './transport.ts';

/**
 * A failure of bun's fetch in Go's words. fetch tells too little of a failed connection, so the
 * connection is tried once more by hand, without sending anything, to hear what is wrong with it.
 */
export async function fetchError(
  cause: Error,
  url: string,
  options: TransportOptions,
): Promise<ConnectionError> {
  const { code } = cause as NodeJS.ErrnoException;
  if (/^(ECONNRESET|ConnectionClosed|HTTP2StreamReset)$/.test(code ?? ''))
    return new ConnectionError('other', url, 'EOF', { cause, sent: true });
  try {
    const socket = await dial(targetOf(url), options);
    socket.destroy();
  } catch (error) {
    if (error instanceof ConnectionError) return error;
  }
  if (code === 'EPROTO') {
    // The handshake as such is fine: the server refused what came with it.
    const words = options.tls.cert === undefined ? 'certificate required' : 'bad certificate';
    return new ConnectionError('tls', url, `remote error: tls: ${words}`, { cause });
  }
  return requestError(cause, url);
}
