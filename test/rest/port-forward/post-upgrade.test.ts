import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../../src/api/connection.ts';
import { upgradeByPost } from '../../../src/rest/port-forward/post-upgrade.ts';

async function connectionTo(
  answer: (socket: Socket, request: IncomingMessage) => void,
): Promise<Connection> {
  const server = createServer();
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => undefined);
    answer(socket, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`,
    tls: { insecureSkipVerify: false },
    credentials: {
      headers: async () => ({ authorization: 'Bearer secret' }),
      clientCertificate: async () => undefined,
      refresh: async () => false,
    },
    timeout: 0,
    disableCompression: false,
    userAgent: 'test',
  };
}

it('hands over the bytes that follow the answer, also those that come with it', async () => {
  let asked: IncomingMessage | undefined;
  const connection = await connectionTo((socket, request) => {
    asked = request;
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\nConnection: Upgrade\r\n\r\nfirst',
    );
    socket.pipe(socket);
  });
  const socket = await upgradeByPost(connection, '/pods/web/portforward', {});
  await socket.send(Buffer.from(' and second'));
  let seen = '';
  for await (const message of socket.messages()) {
    seen += Buffer.from(message).toString();
    if (seen === 'first and second') await socket.close();
  }
  expect(seen).toBe('first and second');
  expect(asked).toMatchObject({
    method: 'POST',
    url: '/base/pods/web/portforward',
    headers: { 'x-stream-protocol-version': 'portforward.k8s.io', authorization: 'Bearer secret' },
  });
});

it.each([
  ['{"kind":"Status","message":"jane may not"}', 'unable to upgrade connection: jane may not'],
  ['no such pod\n', 'unable to upgrade connection: no such pod'],
  ['', 'unable to upgrade connection: HTTP/1.1 403 Forbidden'],
])('says what the server says: %j', async (body, message) => {
  const connection = await connectionTo((socket) => {
    socket.write(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.write(body);
  });
  await expect(upgradeByPost(connection, '/pods/web/portforward', {})).rejects.toThrow(message);
});

it('says that the server has hung up', async () => {
  const connection = await connectionTo((socket) => void socket.destroy());
  await expect(upgradeByPost(connection, '/x', {})).rejects.toThrow(/EOF|reset/);
});
