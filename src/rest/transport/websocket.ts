import { createHash, randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionError } from '../../errors.ts';
import { type Pulse, startPulse } from './pulse.ts';
import { FrameReader, encodeFrame, opcodes } from './websocket-frames.ts';
import type { TransportSocket } from './transport.ts';

/** How long a server that does not read any more gets to hear goodbye, in milliseconds. */
const FAREWELL = 200;

/** So many bytes are received before somebody asks for them. */
const MOST_AHEAD = 1 << 18;

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
  const send = (opcode: number, data: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      connection.write(encodeFrame(opcode, data), (error) => (error ? reject(error) : resolve()));
    });
  const close = async (code = 1000): Promise<void> => {
    if (closing || connection.destroyed) return;
    closing = true;
    const goodbye = send(opcodes.close, Uint8Array.of(code >> 8, code & 255));
    await Promise.race([
      goodbye.catch(() => undefined),
      delay(FAREWELL, undefined, { ref: false }),
    ]);
    connection.destroy();
  };

  let pulse: Pulse | undefined;
  async function* messages(): AsyncIterable<Uint8Array> {
    const reader = new FrameReader();
    const incoming = listen(connection, (chunk) => reader.push(chunk));
    pulse = startPulse(
      (payload) => void send(opcodes.ping, payload).catch(() => undefined),
      () => void connection.destroy(new ConnectionError('timeout', url, SILENT)),
    );
    try {
      for (;;) {
        const frame = reader.next();
        if (frame === undefined) {
          pulse.listening();
          if (!(await incoming.more())) break;
          pulse.heard();
        } else if (frame.opcode === opcodes.ping) {
          // The server may be gone; what it has sent is read first.
          await send(opcodes.pong, frame.data).catch(() => undefined);
        } else if (frame.opcode === opcodes.close) {
          await close();
          if (frame.failure === undefined) return;
          throw new ConnectionError('other', url, `websocket: ${frame.failure}`);
        } else if (frame.opcode === opcodes.pong) pulse.answered(frame.data);
        else yield frame.data;
      }
    } finally {
      pulse.stop();
      incoming.stop();
    }
    if (closing) return;
    if (incoming.failure instanceof ConnectionError) throw incoming.failure;
    throw new ConnectionError(
      'other',
      url,
      'websocket: close 1006 (abnormal closure): unexpected EOF',
      { cause: incoming.failure },
    );
  }

  const protocol = headers['sec-websocket-protocol'];
  return {
    protocol: typeof protocol === 'string' ? protocol : '',
    send(data) {
      pulse?.sent(data.length);
      return send(opcodes.binary, data);
    },
    messages,
    close,
  };
}

/**
 * Takes what comes as it comes, and stops the connection when nobody asks for more. Not by the stream's iterator,
 * which forgets what has been received when a write fails: a server that closes has often said why.
 */
function listen(
  connection: Duplex,
  take: (chunk: Uint8Array) => void,
): { more(): Promise<boolean>; stop(): void; readonly failure: Error | undefined } {
  let failure: Error | undefined;
  let ended = false;
  let fresh = false;
  /** Bytes that have come since somebody asked for more. */
  let ahead = 0;
  let wake = (): void => {};
  const onData = (chunk: Uint8Array): void => {
    take(chunk);
    fresh = true;
    ahead += chunk.length;
    if (ahead >= MOST_AHEAD) connection.pause();
    wake();
  };
  const onEnd = (): void => {
    ended = true;
    wake();
  };
  const onError = (error: Error): void => {
    failure = error;
    onEnd();
  };
  connection.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError).pause();
  return {
    get failure() {
      return failure;
    },
    async more() {
      ahead = 0;
      if (!ended) connection.resume();
      if (!fresh && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const some = fresh;
      fresh = false;
      return some;
    },
    stop() {
      connection.off('data', onData).off('end', onEnd).off('close', onEnd);
    },
  };
}
