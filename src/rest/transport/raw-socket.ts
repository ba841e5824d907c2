import type { Duplex } from 'node:stream';
import { ConnectionError } from '../../errors.ts';
import type { TransportSocket } from './transport.ts';

/** A connection that the server has switched to another protocol than WebSocket: its bytes as they come. */
export function rawSocket(
  connection: Duplex,
  head: Uint8Array,
  { protocol, url }: { protocol: string; url: string },
): TransportSocket {
  if (head.length > 0) connection.unshift(head);
  // A failure shows itself to whoever reads or writes.
  connection.on('error', () => undefined);
  let closed = false;
  return {
    protocol,
    send: (data) =>
      new Promise((resolve, reject) => {
        connection.write(data, (error) => (error ? reject(error) : resolve()));
      }),
    async *messages() {
      try {
        yield* connection as AsyncIterable<Uint8Array>;
      } catch (cause) {
        if (closed) return;
        const words = 'the connection was broken off';
        throw new ConnectionError('other', url, words, { cause });
      }
    },
    async close() {
      closed = true;
      connection.destroy();
    },
  };
}
