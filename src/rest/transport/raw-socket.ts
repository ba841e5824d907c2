import type { Duplex } from 'node:stream';
import { ConnectionError } from '../../errors.ts';
import { drain } from './drain.ts';
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
    send: (...parts) =>
      new Promise((resolve, reject) => {
        const [data = new Uint8Array()] = parts;
        const whole = parts.length > 1 ? Buffer.concat(parts) : data;
        connection.write(whole, (error) => (error ? reject(error) : resolve()));
      }),
    async receive(sink) {
      const cause = await drain(connection, (chunk) => sink(chunk, true, true));
      if (closed || cause === undefined) return;
      throw new ConnectionError('other', url, 'the connection was broken off', { cause });
    },
    async close() {
      closed = true;
      connection.destroy();
    },
  };
}
