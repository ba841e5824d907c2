import { createHash, randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionError } from '../../errors.ts';
import { type Pulse, startPulse } from './pulse.ts';
import { drain } from './drain.ts';
import { FrameReader, FrameWriter, type Piece, opcodes } from './websocket-frames.ts';
import type { MessageSink, TransportSocket } from './transport.ts';

/** How long a server that does not read any more gets to hear goodbye, in milliseconds. */
const FAREWELL = 200;

const SILENT = 'websocket: the server has not answered a ping for a minute';

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
  const writer = new FrameWriter();
  const send = (opcode: number, parts: readonly Uint8Array[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const frame = writer.encode(opcode, parts);
      connection.write(frame, (error) => {
        if (error) return reject(error);
        writer.release(frame);
        resolve();
      });
    });
  const close = async (code = 1000): Promise<void> => {
    if (closing || connection.destroyed) return;
    closing = true;
    const goodbye = send(opcodes.close, [Uint8Array.of(code >> 8, code & 255)]);
    await Promise.race([
      goodbye.catch(() => undefined),
      delay(FAREWELL, undefined, { ref: false }),
    ]);
    connection.destroy();
  };

  let pulse: Pulse | undefined;
  const receive = async (sink: MessageSink): Promise<void> => {
    const reader = new FrameReader();
    const beat = startPulse(
      (payload) => void send(opcodes.ping, [payload]).catch(() => undefined),
      () => void connection.destroy(new ConnectionError('timeout', url, SILENT)),
    );
    pulse = beat;
    let end: Piece | undefined;
    const handle = (piece: Piece): void | Promise<void> => {
      const { opcode, data } = piece;
      if (opcode === opcodes.close) {
        end = piece;
        return close();
      }
      // The server may be gone; what it has sent is read first.
      if (opcode === opcodes.ping) return send(opcodes.pong, [data]).catch(() => undefined);
      if (opcode === opcodes.pong) return beat.answered(data);
      return sink(data, piece.starts, piece.ends);
    };
    const read = (): void | Promise<void> => {
      for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
        const pending = handle(piece);
        if (end !== undefined) return pending;
        if (pending !== undefined) return pending.then(read);
      }
      beat.listening();
    };
    let broken: Error | undefined;
    try {
      broken = await drain(connection, (chunk) => {
        beat.heard();
        reader.push(chunk);
        return read();
      });
    } finally {
      beat.stop();
    }
    if (end?.failure !== undefined)
      throw new ConnectionError('other', url, `websocket: ${end.failure}`);
    if (end !== undefined || closing) return;
    if (broken instanceof ConnectionError) throw broken;
    throw new ConnectionError(
      'other',
      url,
      'websocket: close 1006 (abnormal closure): unexpected EOF',
      { cause: broken },
    );
  };

  const protocol = headers['sec-websocket-protocol'];
  return {
    protocol: typeof protocol === 'string' ? protocol : '',
    send(...parts) {
      for (const part of parts) pulse?.sent(part.length);
      return send(opcodes.binary, parts);
    },
    receive,
    close,
  };
}
