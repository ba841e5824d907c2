import type { Socket } from 'node:net';
import type { Status } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { createForwarder } from '../forwarder.ts';
import type { Connection } from '../../api/connection.ts';
import type { TransportSocket } from '../transport/transport.ts';

/** An answer to an upgrade is short. */
const MAX_ANSWER = 1 << 20;

/**
 * Upgrades a connection to SPDY by a POST, as clients did before WebSockets: servers before 1.31 know no other way,
 * and a role that allows `create` on `pods/portforward` and not `get` allows this alone.
 */
export async function upgradeByPost(
  connection: Connection,
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<TransportSocket> {
  const forwarder = await createForwarder(connection, { env });
  const socket = await forwarder.upgrade({
    method: 'POST',
    path: forwarder.basePath + path,
    headers: {
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': 'portforward.k8s.io',
      'content-length': '0',
      'user-agent': connection.userAgent,
    },
  });
  // A failure shows itself to whoever reads or writes.
  socket.on('error', () => undefined);
  const { head, rest } = await readHead(socket);
  if (!head.startsWith('HTTP/1.1 101 ')) {
    const body = await readBody(socket, head, rest);
    throw new KubistError(`unable to upgrade connection: ${body}`);
  }
  if (rest.length > 0) socket.unshift(rest);
  let closed = false;
  return {
    protocol: 'SPDY/3.1',
    send: (data) =>
      new Promise((resolve, reject) => {
        socket.write(data, (error) => (error ? reject(error) : resolve()));
      }),
    async *messages() {
      try {
        yield* socket as AsyncIterable<Uint8Array>;
      } catch (error) {
        if (!closed) throw error;
      }
    },
    async close() {
      closed = true;
      socket.destroy();
    },
  };
}

function readHead(socket: Socket): Promise<{ head: string; rest: Buffer }> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const stop = (): void => {
      socket.pause();
      socket.off('data', onData).off('close', onClose);
    };
    const onClose = (): void => {
      stop();
      reject(new KubistError('unable to upgrade connection: EOF'));
    };
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0 && bytes.length < MAX_ANSWER) return;
      stop();
      resolve({ head: bytes.toString('latin1', 0, end), rest: bytes.subarray(end + 4) });
    };
    socket.on('data', onData).on('close', onClose);
  });
}

/** What the server says instead: the message of a Status, or its words as they are. */
async function readBody(socket: Socket, head: string, rest: Buffer): Promise<string> {
  const length = Math.min(Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0), MAX_ANSWER);
  const parts: Buffer[] = [rest];
  let got = rest.length;
  if (got < length) {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      parts.push(chunk);
      got += chunk.length;
      if (got >= length) break;
    }
  }
  socket.destroy();
  const text = Buffer.concat(parts).toString();
  try {
    return (JSON.parse(text) as Status).message ?? text;
  } catch {
    return text.trim() || (head.split('\r\n')[0] ?? '');
  }
}
