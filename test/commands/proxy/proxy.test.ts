import {
  createServer,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFilter } from '../../../src/commands/proxy/filter.ts';
import { createProxyServer, type ProxyOptions } from '../../../src/commands/proxy/serve.ts';
import { createForwarder } from '../../../src/rest/forwarder.ts';
import { createTransport } from '../../../src/rest/transport/node.ts';
import type { Logger } from '../../../src/log.ts';
import { kubist } from '../../helpers/run-kubist.ts';
import { folder } from '../../kubeconfig/folder.ts';

const rules = {
  acceptHosts: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
  acceptPaths: '^.*',
  rejectMethods: '^$',
  rejectPaths: '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
};
const log: Logger = { enabled: () => false, info() {}, warn() {}, error() {} };

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A proxy before an API server of this test. */
async function proxied(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  options: Partial<ProxyOptions> = {},
): Promise<{
  port: number;
  get: (
    path: string,
    headers?: Record<string, string>,
    more?: { method?: string; body?: string },
  ) => Promise<Answer>;
}> {
  const api = createServer(handler);
  api.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${request.headers.upgrade ?? ''}\r\nConnection: Upgrade\r\n\r\n`,
    );
    socket.pipe(socket);
  });
  const server = `http://127.0.0.1:${await listening(api)}/base`;
  const forwarder = await createForwarder(
    {
      server,
      tls: { insecureSkipVerify: false },
      credentials: {
        headers: async () => ({ authorization: 'Bearer secret' }),
        clientCertificate: async () => undefined,
        refresh: async () => false,
      },
      timeout: 0,
      disableCompression: false,
      userAgent: 'test',
    },
    { env: {}, createTransport },
  );
  onTestFinished(() => forwarder.close());
  const port = await listening(
    createProxyServer({
      forwarder,
      filter: createFilter(rules),
      apiPrefix: '/',
      appendServerPath: false,
      files: undefined,
      keepalive: 0,
      log,
      ...options,
    }),
  );
  return {
    port,
    get: (path, headers = {}, { method = 'GET', body } = {}) =>
      new Promise((resolve, reject) => {
        const sent = send(
          { host: '127.0.0.1', port, path, method, headers, agent: false },
          (response) => {
            void text(response).then((all) =>
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body: all }),
            );
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
  };
}

const echo = (request: IncomingMessage, response: ServerResponse): void => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  void text(request).then((body) =>
    response.end(
      JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }),
    ),
  );
};

describe('what goes through', () => {
  it('is the request as it came, with credentials, and without what is about the connection', async () => {
    const { get } = await proxied(echo);
    const answer = await get(
      '/api/v1/x%2Fy?a=%20b',
      { 'user-agent': 'curl', te: 'trailers', connection: 'close, x-mine', 'x-mine': '1' },
      { method: 'POST', body: 'hi' },
    );
    const seen = JSON.parse(answer.body) as {
      headers: Record<string, string>;
      [key: string]: unknown;
    };
    expect(seen).toMatchObject({ method: 'POST', url: '/api/v1/x%2Fy?a=%20b', body: 'hi' });
    expect(seen.headers).toMatchObject({ authorization: 'Bearer secret', 'user-agent': 'curl' });
    expect(Object.keys(seen.headers)).not.toContain('te');
    expect(Object.keys(seen.headers)).not.toContain('x-mine');
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('keeps credentials that the caller brings', async () => {
    const { get } = await proxied(echo);
    const { body } = await get('/api', { authorization: 'Bearer mine' });
    expect(body).toContain('"Bearer mine"');
  });

  it('is below the prefix, and below the path of the server where that is asked for', async () => {
    const { get } = await proxied(echo, { apiPrefix: '/k8s/', appendServerPath: true });
    expect((await get('/k8s/api/v1?x=1')).body).toContain('"url":"/base/api/v1?x=1"');
    expect((await get('/k8s')).headers.location).toBe('/k8s/');
    expect((await get('/api')).status).toBe(404);
  });

  it('is streamed: the first piece comes before the last is sent', async () => {
    const { port } = await proxied((_, response) => void response.write('{"type":"ADDED"}\n'));
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write('GET /api/v1/pods?watch=true HTTP/1.1\r\nHost: localhost\r\n\r\n');
    let seen = '';
    for await (const chunk of socket) {
      seen += String(chunk);
      if (seen.includes('ADDED')) break;
    }
    expect(seen).toContain('HTTP/1.1 200 OK');
  });

  it('can be upgraded', async () => {
    const { port } = await proxied(echo);
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      'GET /api/v1/portforward HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: thing\r\n\r\n',
    );
    let seen = '';
    for await (const chunk of socket) {
      seen += String(chunk);
      if (seen.endsWith('\r\n\r\n')) socket.write('ping');
      if (seen.endsWith('ping')) break;
    }
    expect(seen).toContain('101 Switching Protocols');
  });
});

describe('what does not', () => {
  it.each([
    ['/api/v1/namespaces/a/pods/b/exec', 'localhost', 'GET'],
    ['/api/v1/namespaces/a/pods/b/%65xec', 'localhost', 'GET'],
    ['/api', 'evil.example', 'GET'],
    ['/api', 'evil.example:8001', 'GET'],
    ['/api', 'localhost.evil.example', 'GET'],
  ])('%s for %s', async (path, host, method) => {
    const { get } = await proxied(echo);
    expect(await get(path, { host }, { method })).toMatchObject({
      status: 403,
      body: 'Forbidden\n',
    });
  });

  it.each(['localhost:8001', '127.0.0.1', '[::1]:8001', '[::1]'])(
    'but requests for %s do',
    async (host) => {
      const { get } = await proxied(echo);
      expect((await get('/api', { host })).status).toBe(200);
    },
  );

  it.each([
    ['/apis/../api', '/api'],
    ['/x/%2e%2e/api/v1/namespaces/a/pods/b/exec', '/api/v1/namespaces/a/pods/b/exec'],
    ['//api', '/api'],
  ])('%s is sent to its clean form', async (path, location) => {
    const { get } = await proxied(echo);
    expect(await get(path)).toMatchObject({ status: 307, headers: { location } });
  });

  it('is an upgrade that the filter refuses', async () => {
    const { port } = await proxied(echo);
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'GET /api/v1/namespaces/a/pods/b/exec HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 Forbidden/);
  });
});

describe('files', () => {
  const site = (): { files: { folder: string; prefix: string } } => ({
    files: {
      folder: folder({ 'a&b.html': '<h1>', data: 'text', 'sub/index.html': 'index' }),
      prefix: '/static/',
    },
  });

  it.each([
    ['/static/data', 200, 'text'],
    ['/static/sub/', 200, 'index'],
    ['/static/nope', 404, '404 page not found\n'],
    ['/static/data%00', 404, '404 page not found\n'],
  ])('%s', async (path, status, body) => {
    const { get } = await proxied(echo, site());
    expect(await get(path)).toMatchObject({ status, body });
  });

  it.each([
    ['/static', 307, '/static/'],
    ['/static/sub', 301, 'sub/'],
    ['/static/sub/index.html', 301, './'],
    ['/static/data/', 301, '../data'],
    ['/static/%2e%2e/%2e%2e/etc/passwd', 307, '/etc/passwd'],
  ])('%s leads elsewhere', async (path, status, location) => {
    const { get } = await proxied(echo, site());
    expect(await get(path)).toMatchObject({ status, headers: { location } });
  });

  it('are listed, and read in part', async () => {
    const { get } = await proxied(echo, site());
    expect((await get('/static/')).body).toContain('<a href="a&amp;b.html">a&amp;b.html</a>\n');
    const part = await get('/static/data', { range: 'bytes=1-2' });
    expect(part).toMatchObject({
      status: 206,
      body: 'ex',
      headers: { 'content-range': 'bytes 1-2/4' },
    });
  });
});

const server = '-s http://127.0.0.1:1';
it.each([
  ['proxy -u x -p 1', 'error: cannot set --unix-socket and --port at the same time\n', 1],
  ['proxy -p 99999', 'error: listen tcp: address 99999: invalid port\n', 1],
  [
    'proxy -u /proc/nope/x',
    'error: listen unix /proc/nope/x: bind: no such file or directory\n',
    1,
  ],
  [
    "proxy --accept-hosts='['",
    'Error compiling re: error parsing regexp: missing closing ]: `[`\n',
    255,
  ],
])('%s is refused', async (line, message, exitCode) => {
  const outcome = await kubist(`${line} ${server}`, { program: 'kubectl' });
  expect(outcome.err).toContain(message);
  expect(outcome.exitCode).toBe(exitCode);
});
