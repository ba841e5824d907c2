import { createHash } from 'node:crypto';
import { createServer as createHTTPServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { inflateSync, constants } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { dataHead, type SPDYFrame, SPDYReader, SPDYWriter } from '../../../src/rest/spdy/frames.ts';
import { Tunnel } from '../../../src/rest/port-forward/tunnel.ts';
import type { RESTClient } from '../../../src/rest/client.ts';
import type { TransportSocket } from '../../../src/rest/transport/transport.ts';
import { createTransport } from '../../../src/rest/transport/node.ts';

/** What the client sends: unmasks one frame at a time. */
class ClientFrames {
  #buffer = Buffer.alloc(0);

  *push(chunk: Buffer): Generator<Buffer> {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const short = (this.#buffer[1] ?? 0) & 0x7f;
      const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
      const start = 6 + extra;
      if (this.#buffer.length < start) return;
      const length =
        extra === 0
          ? short
          : extra === 2
            ? this.#buffer.readUInt16BE(2)
            : Number(this.#buffer.readBigUInt64BE(2));
      if (this.#buffer.length < start + length) return;
      const mask = this.#buffer.subarray(start - 4, start);
      const data = this.#buffer
        .subarray(start, start + length)
        .map((byte, index) => byte ^ (mask[index & 3] ?? 0));
      if (((this.#buffer[0] ?? 0) & 15) === 2) yield Buffer.from(data);
      this.#buffer = this.#buffer.subarray(start + length);
    }
  }
}

function serverFrame(data: Uint8Array): Buffer {
  const head =
    data.length < 126
      ? Buffer.from([0x82, data.length])
      : Buffer.from([0x82, 126, data.length >> 8, data.length & 255]);
  return Buffer.concat([head, data]);
}

function* framesOf(reader: SPDYReader, bytes: Uint8Array): Generator<SPDYFrame> {
  reader.push(bytes);
  for (let frame = reader.next(); frame !== undefined; frame = reader.next()) yield frame;
}

/** A node that answers what a connection sent once it is half closed. */
async function node(answer: (data: string) => { data?: string; error?: string }): Promise<Tunnel> {
  const server = createHTTPServer();
  server.on('upgrade', (request, socket: Socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io\r\n\r\n`,
    );
    const frames = new ClientFrames();
    const reader = new SPDYReader();
    let got = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      for (const message of frames.push(chunk)) {
        for (const frame of framesOf(reader, message)) {
          if (frame.type !== 'data' || frame.stream !== 3) continue;
          got += frame.data.toString();
          if (!frame.fin) continue;
          const { data = '', error = '' } = answer(got);
          const bytes = Buffer.concat([
            dataHead(3, data.length, true),
            Buffer.from(data),
            dataHead(1, error.length, true),
            Buffer.from(error),
          ]);
          // In pieces that are no frames of SPDY.
          for (let at = 0; at < bytes.length; at += 50_000)
            socket.write(serverFrame(bytes.subarray(at, at + 50_000)));
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = createTransport({ tls: { insecureSkipVerify: false } });
  onTestFinished(() => transport.close());
  const client = {
    upgrade: ({ path }: { path: string }, protocols: readonly string[]): Promise<TransportSocket> =>
      transport.upgrade({ method: 'GET', url: url + path, headers: {} }, protocols),
  } as unknown as RESTClient;
  return Tunnel.open(client, '/portforward');
}

/** A local connection: the end that kubist holds, and the end of a program. */
async function localConnection(): Promise<{ held: Socket; program: Socket }> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const held = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const program = connect({
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  return { held: await held, program };
}

it('carries bytes both ways, and the answer to a connection that is half closed', async () => {
  const tunnel = await node((data) => ({ data: data.toUpperCase() }));
  const { held, program } = await localConnection();
  const sent = 'some bytes, '.repeat(20_000);
  program.end(sent);
  const [problem, received] = await Promise.all([tunnel.forward(80, 0, held), text(program)]);
  expect(problem).toBe('');
  expect(received).toBe(sent.toUpperCase());
});

it('hands over what the node says went wrong', async () => {
  const tunnel = await node(() => ({ error: 'connection refused' }));
  const { held, program } = await localConnection();
  program.end();
  program.resume();
  expect(await tunnel.forward(80, 0, held)).toBe('connection refused');
});

it('ends when the program breaks off', async () => {
  const tunnel = await node(() => ({}));
  const { held, program } = await localConnection();
  program.on('error', () => undefined);
  held.on('error', () => undefined);
  const done = tunnel.forward(80, 0, held);
  program.resetAndDestroy();
  expect(await done).toBe('');
});

it('writes header blocks that any zlib reads', () => {
  const writer = new SPDYWriter();
  const blocks = [writer.open(1, { port: '80' }, true), writer.open(3, { port: '80' }, false)].map(
    (frame) => frame.subarray(18),
  );
  const plain = inflateSync(Buffer.concat(blocks), { finishFlush: constants.Z_SYNC_FLUSH });
  expect(plain.toString('latin1')).toBe('\0\0\0\u0001\0\0\0\u0004port\0\0\0\u000280'.repeat(2));
});

it('reads frames that come byte by byte, and leaves out answers to its own pings', () => {
  const bytes = Buffer.concat([
    Buffer.from(
      '80030002000000040000000180030006000000040000000780030006000000040000000880030003000000080000000500000001',
      'hex',
    ),
    dataHead(3, 2, true),
    Buffer.from('ok'),
  ]);
  const reader = new SPDYReader();
  const frames = [...bytes].flatMap((byte) => [...framesOf(reader, Uint8Array.of(byte))]);
  expect(frames.filter((frame) => frame.type !== 'data')).toEqual([
    { type: 'ping', id: 8 },
    { type: 'reset', stream: 5 },
  ]);
  const data = frames.filter((frame) => frame.type === 'data');
  expect(data.map((frame) => frame.data.toString()).join('')).toBe('ok');
  expect(data.map((frame) => frame.fin)).toEqual([false, true]);
});

it('refuses what is no SPDY', () => {
  expect(() => [...framesOf(new SPDYReader(), Buffer.from('80ff000200000004', 'hex'))]).toThrow(
    'SPDY',
  );
});
