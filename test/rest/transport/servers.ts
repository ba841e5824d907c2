import { createHash } from 'node:crypto';
import { createServer as createHTTP, type IncomingMessage, type ServerResponse } from 'node:http';
import { constants, createSecureServer } from 'node:http2';
import { createServer as createHTTPS } from 'node:https';
import {
  connect,
  createServer as createTCP,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** Ports by what listens there. */
export type Ports = Readonly<Record<string, number>>;

/** Text of a committed certificate or key. */
export const pem = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/tls/${name}`, import.meta.url), 'utf8');

/** Certificates that servers show, by name of the server. */
const certificates = ['server', 'expired', 'future', 'wrong-name', 'dns-only', 'no-names'];

/** Starts one of each: good, bad and rude servers, and proxies. */
export async function startServers(): Promise<{ ports: Ports; stop(): void }> {
  const sockets = new Set<Socket>();
  const servers: [string, Server][] = [
    ['http', withUpgrade(createHTTP(answer))],
    ...certificates.map((name): [string, Server] => [
      name,
      createHTTPS({ cert: pem(`${name}.crt`), key: pem(`${name}.key`) }, answer),
    ]),
    [
      'mutual',
      createHTTPS(
        { cert: pem('server.crt'), key: pem('server.key'), ca: pem('ca.crt'), requestCert: true },
        answer,
      ),
    ],
    ['h2', http2Server()],
    [
      'garbage',
      createTCP((socket) => void socket.once('data', () => socket.end('hello there\r\n\r\n'))),
    ],
    [
      'plain',
      createTCP((socket) => void socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n'))),
    ],
    ['eof', createTCP((socket) => void socket.once('data', () => socket.destroy()))],
    ['proxy', proxyServer()],
    ['socks', createTCP(socksServer)],
  ];
  for (const [, server] of servers) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  const closed = createTCP();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const ports = Object.fromEntries(
    [...servers, ['refused', closed] as const].map(([name, server]) => [
      name,
      (server.address() as AddressInfo).port,
    ]),
  );
  closed.close();
  return {
    ports,
    stop() {
      for (const socket of sockets) socket.destroy();
      for (const [, server] of servers) server.close();
    },
  };
}

/** Methods of requests that were read and not answered, since somebody asked last. */
const hangUps: string[] = [];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  switch (request.url) {
    case '/gzip':
      return void response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync('unzipped ü'));
    case '/not-gzip':
      return void response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is not gzip');
    case '/large':
      return void response.end('ü'.repeat(4_000_000));
    case '/broken':
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      return void setImmediate(() => socket.destroy());
    case '/slow-stream':
      response.write('first\n');
      return;
    case '/never':
      return;
    case '/hang-up':
      hangUps.push(request.method ?? '');
      return void request.resume().on('end', () => socket.destroy());
    case '/hang-ups':
      return void response.end(hangUps.splice(0).join(' '));
    case '/headers':
      response.setHeader('x-many', ['a', 'b']);
      response.setHeader('x-text', Buffer.from('ü').toString('latin1'));
      // Bytes: text would make Node write the headers as UTF-8 too.
      return void response.end(Buffer.from(JSON.stringify(request.headers['x-sent'] ?? null)));
    case '/echo':
      return void request.pipe(response);
    case '/port':
      return void response.end(String(socket.remotePort));
    case '/who': {
      const peer = (
        socket as unknown as { getPeerCertificate(): { subject?: { CN?: string } } }
      ).getPeerCertificate();
      return void response.end(peer.subject?.CN ?? '');
    }
    case '/teapot':
      return void response.writeHead(418, 'Short and stout').end();
    default:
      response.end(`${request.method} ${request.url}`);
  }
}

/** Speaks HTTP/2, at most ten requests at once; refuses the first request for `/refused`. */
function http2Server(): Server {
  let refused = false;
  const server = createSecureServer(
    {
      cert: pem('server.crt'),
      key: pem('server.key'),
      allowHTTP1: true,
      settings: { maxConcurrentStreams: 10 },
    },
    (request, response) => {
      if (request.url === '/protocol') {
        const from = `${request.httpVersion} ${request.socket.remotePort}`;
        return void setTimeout(() => response.end(from), 10);
      }
      if (request.url === '/refused' && !refused) {
        refused = true;
        return response.stream.close(constants.NGHTTP2_REFUSED_STREAM);
      }
      if (request.url === '/cut') {
        response.write('half');
        return void setTimeout(() => response.stream.close(constants.NGHTTP2_CANCEL), 20);
      }
      answer(request as unknown as IncomingMessage, response as unknown as ServerResponse);
    },
  );
  return server.on('session', (session) => session.on('error', () => undefined));
}

/** `/socket` echoes messages, in fragments and with a ping in between; elsewhere an upgrade is refused. */
function withUpgrade(server: ReturnType<typeof createHTTP>): Server {
  return server.on('upgrade', (request, socket: Socket) => {
    if (request.url !== '/socket')
      return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
    const accept = createHash('sha1').update(
      `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
    );
    const protocol = request.headers['sec-websocket-protocol']?.split(', ')[0];
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: ${protocol}\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
    );
    const frame = (first: number, data: Buffer): Buffer =>
      Buffer.concat([Uint8Array.of(first, data.length), data]);
    socket.on('data', (bytes) => {
      // Frames of tests are small: a masked head of six bytes, then the data.
      for (let start = 0; start < bytes.length;) {
        const length = (bytes[start + 1] ?? 0) & 127;
        const mask = bytes.subarray(start + 2, start + 6);
        const data = bytes
          .subarray(start + 6, start + 6 + length)
          .map((byte, index) => byte ^ (mask[index & 3] ?? 0));
        const opcode = (bytes[start] ?? 0) & 15;
        start += 6 + length;
        if (opcode === 8) return void socket.end(frame(0x88, Buffer.from(data)));
        if (opcode === 10) continue;
        socket.write(
          Buffer.concat([
            frame(0x02, Buffer.from(data.subarray(0, 2))),
            frame(0x89, Buffer.from('p')),
          ]),
        );
        socket.write(frame(0x80, Buffer.from(data.subarray(2))));
      }
    });
  });
}

/** An HTTP proxy with the user `us er`, password `p@ss`. */
function proxyServer(): Server {
  const wanted = `Basic ${Buffer.from('us er:p@ss').toString('base64')}`;
  const server = createHTTP((request, response) => {
    response.end(`proxied ${request.url} ${request.headers['proxy-authorization'] === wanted}`);
  });
  return server.on('connect', (request, socket: Socket) => {
    if (request.headers['proxy-authorization'] !== wanted) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const [host, port] = (request.url ?? '').split(':');
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(socket);
      socket.pipe(far);
    });
    far.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    socket.on('error', () => far.destroy());
  });
}

/** A SOCKS5 proxy with the user `u`, for names only. */
function socksServer(socket: Socket): void {
  let step = 0;
  socket.on('data', function read(bytes) {
    if (step === 0) socket.write(Uint8Array.of(5, bytes.includes(2, 2) ? 2 : 0));
    if (step === 0 && !bytes.includes(2, 2)) step = 1;
    else if (step === 1)
      socket.write(
        Uint8Array.of(1, bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString() === 'u' ? 0 : 1),
      );
    else if (step === 2) {
      socket.off('data', read);
      const length = bytes[4] ?? 0;
      const far = connect(
        bytes.readUInt16BE(5 + length),
        bytes.subarray(5, 5 + length).toString(),
        () => {
          socket.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
          far.pipe(socket);
          socket.pipe(far);
        },
      );
      far.on('error', () => socket.end(Uint8Array.of(5, 5, 0, 1, 0, 0, 0, 0, 0, 0)));
      socket.on('error', () => far.destroy());
    }
    step++;
  });
}
