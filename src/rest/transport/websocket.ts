import { createHash, randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { ConnectionError } from '../../errors.ts';
import { FrameReader, encodeFrame, opcodes } from './websocket-frames.ts';
import type { TransportSocket } from './transport.ts';

/** The upgrade's headers, and the `Sec-WebSocket-Accept` that the server must answer with (RFC 6455 section 4). */
export function clientHandshake(protocols: readonly string[]): {
  headers: Record<string, string>;
  accept: string;
} {
  const key = randomBytes(16).toString('base64');
  const accept = createHash('sha1')
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  return {
    accept,
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
      ...(protocols.length > 0 ? { 'sec-websocket-protocol': protocols.join(', ') } : {}),
    },
  };
}

/** Speaks WebSocket over a connection that the server has upgraded. Throws when its answer is not the expected one. */
export function openSocket(
  connection: Duplex,
  head: Uint8Array,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  accept: string,
  url: string,
): TransportSocket {
  if (headers['sec-websocket-accept'] !== accept) {
    connection.destroy();
    throw new ConnectionError('other', url, 'websocket: bad handshake');
  }
  if (head.length > 0) connection.unshift(head);
  let closing = false;
  const send = (opcode: number, data: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      connection.write(encodeFrame(opcode, data), (error) => (error ? reject(error) : resolve()));
    });
  const close = async (code = 1000): Promise<void> => {
    if (closing || connection.destroyed) return;
    closing = true;
    await send(opcodes.close, Uint8Array.of(code >> 8, code & 255)).catch(() => undefined);
    connection.end();
  };

  async function* messages(): AsyncIterable<Uint8Array> {
    const reader = new FrameReader();
    try {
      for await (const chunk of connection as AsyncIterable<Uint8Array>) {
        reader.push(chunk);
        for (let frame = reader.next(); frame !== undefined; frame = reader.next()) {
          if (frame.opcode === opcodes.ping) await send(opcodes.pong, frame.data);
          else if (frame.opcode === opcodes.close) {
            await close();
            if (frame.failure !== undefined)
              throw new ConnectionError('other', url, `websocket: ${frame.failure}`);
            return;
          } else if (frame.opcode !== opcodes.pong) yield frame.data;
        }
      }
    } catch (cause) {
      if (cause instanceof ConnectionError || closing)
        return closing && !(cause instanceof ConnectionError) ? undefined : Promise.reject(cause);
      throw new ConnectionError(
        'other',
        url,
        'websocket: close 1006 (abnormal closure): unexpected EOF',
        { cause },
      );
    }
    if (!closing)
      throw new ConnectionError(
        'other',
        url,
        'websocket: close 1006 (abnormal closure): unexpected EOF',
      );
  }

  const protocol = headers['sec-websocket-protocol'];
  return {
    protocol: typeof protocol === 'string' ? protocol : '',
    send: (data) => send(opcodes.binary, data),
    messages,
    close,
  };
}
