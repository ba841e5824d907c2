import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { opcodes } from '../../src/rest/transport/websocket-frames.ts';
import { spdySession } from './spdy-server.ts';

/** One session that the server holds with a client of exec or attach. */
export interface Session {
  readonly url: URL;
  /** Sends data on a channel; resolves when the system has taken it. */
  send(channel: number, data: string | Uint8Array): Promise<void>;
  /** Sends a frame as it is. */
  frame(opcode: number, data: Uint8Array, final?: boolean): Promise<void>;
  /** What the client sends: its channel and its data; pings and the like are told apart by `opcode`. */
  messages(): AsyncIterable<{ opcode: number; channel: number; data: Buffer }>;
  /** Says goodbye and hangs up. */
  end(code?: number): void;
  /** Hangs up without a word. */
  drop(): void;
}

/** An answer to a request that is no WebSocket, or a refusal: status, type and text, and further headers. */
export type Answer = readonly [status: number, type: string, body: string, headers?: string];

/** How the server behaves. */
export interface ServerPlan {
  /** Answers plain requests. */
  readonly get?: (url: URL) => Answer;
  /** Refuses the upgrade: a GET for a WebSocket, or a POST for SPDY. */
  readonly refuse?: (url: URL, method: string) => Answer | undefined;
  /** Which of the offered subprotocols is chosen; the first when missing. */
  readonly protocol?: (offered: readonly string[]) => string;
  readonly session?: (session: Session) => Promise<void>;
}

/** An API server that streams, on a port of its own. */
export async function startRemoteServer(
  plan: ServerPlan,
): Promise<{ server: string; stop: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const [status, type, body] = plan.get?.(urlOf(request)) ?? [404, 'text/plain', 'no'];
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('upgrade', (request, socket: Socket) => {
    const refusal = plan.refuse?.(urlOf(request), request.method ?? '');
    if (refusal !== undefined) {
      const [status, type, body, headers = ''] = refusal;
      const head = `HTTP/1.1 ${status} No\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n`;
      return void socket.end(head + body);
    }
    if (request.method === 'POST') {
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\nConnection: Upgrade\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n',
      );
      const session = spdySession(socket, urlOf(request));
      return void plan.session?.(session).catch(() => socket.destroy());
    }
    const offered = request.headers['sec-websocket-protocol']?.split(', ') ?? [];
    const accept = createHash('sha1').update(
      `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
    );
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: ${plan.protocol?.(offered) ?? offered[0]}\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
    );
    void plan.session?.(sessionOver(socket, urlOf(request))).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function urlOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://server');
}

function sessionOver(socket: Socket, url: URL): Session {
  const frame = (opcode: number, data: Uint8Array, final = true): Promise<void> => {
    const long = data.length > 65_535 ? 8 : data.length > 125 ? 2 : 0;
    const head = Buffer.alloc(2 + long);
    head[0] = (final ? 0x80 : 0) | opcode;
    head[1] = long === 0 ? data.length : long === 2 ? 126 : 127;
    if (long === 2) head.writeUInt16BE(data.length, 2);
    if (long === 8) head.writeBigUInt64BE(BigInt(data.length), 2);
    return new Promise((resolve) => {
      socket.write(Buffer.concat([head, data]), () => resolve());
    });
  };
  return {
    url,
    frame,
    send: (channel, data) =>
      frame(opcodes.binary, Buffer.concat([Uint8Array.of(channel), Buffer.from(data as string)])),
    messages: () => readFrames(socket),
    end(code = 1000) {
      void frame(opcodes.close, Uint8Array.of(code >> 8, code & 255));
      socket.end();
    },
    drop: () => void socket.destroy(),
  };
}

async function* readFrames(
  socket: Socket,
): AsyncIterable<{ opcode: number; channel: number; data: Buffer }> {
  let buffer: Buffer = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    buffer = Buffer.concat([buffer, chunk as Buffer]);
    for (;;) {
      const short = (buffer[1] ?? 0) & 127;
      const long = short === 126 ? 2 : short === 127 ? 8 : 0;
      const start = 6 + long;
      if (buffer.length < start) break;
      const length =
        long === 0
          ? short
          : long === 2
            ? buffer.readUInt16BE(2)
            : Number(buffer.readBigUInt64BE(2));
      if (buffer.length < start + length) break;
      const mask = buffer.subarray(start - 4, start);
      const bytes = Buffer.from(
        buffer.subarray(start, start + length).map((byte, at) => byte ^ (mask[at & 3] ?? 0)),
      );
      const opcode = (buffer[0] ?? 0) & 15;
      buffer = buffer.subarray(start + length);
      if (opcode === opcodes.binary)
        yield { opcode, channel: bytes[0] ?? -1, data: bytes.subarray(1) };
      else yield { opcode, channel: -1, data: bytes };
    }
  }
}
