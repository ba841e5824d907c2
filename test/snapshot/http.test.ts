import { request as send, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHTTPServer } from '../../src/snapshot/http.ts';
import { openSource } from '../../src/snapshot/open-source.ts';
import { SnapshotServer } from '../../src/snapshot/server.ts';
import { MemorySource } from '../../src/snapshot/writable/memory.ts';
import { WritableSnapshot } from '../../src/snapshot/writable/writes.ts';
import { demo } from './demo-client.ts';

let server: Server;
let problems: string[];

beforeEach(async () => {
  problems = [];
  const memory = new MemorySource(await openSource(demo));
  server = createHTTPServer({
    server: new SnapshotServer(memory, new WritableSnapshot(memory, Date.now)),
    acceptsHost: (host) => host.startsWith('127.0.0.1'),
    onError: (sentence) => problems.push(sentence),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const port = (): number => (server.address() as AddressInfo).port;

interface Reply {
  readonly code: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: port(), method, path, headers };
    const request = send(options, (response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () =>
        resolve({ code: response.statusCode, headers: response.headers, text }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };

test('discovery is not sent again to who has it', async () => {
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const first = await ask('GET', '/apis', { accept });
  expect(first.headers['content-type']).toContain('as=APIGroupDiscoveryList');
  const tag = first.headers.etag ?? '';
  const again = await ask('GET', '/apis', { accept, 'if-none-match': tag });
  expect([again.code, again.text]).toEqual([304, '']);
  const old = await ask('GET', '/apis', { 'if-none-match': tag });
  expect([old.code, (JSON.parse(old.text) as { kind: string }).kind]).toEqual([
    200,
    'APIGroupList',
  ]);
});

test('OpenAPI documents have URLs of their own', async () => {
  const { paths } = JSON.parse((await ask('GET', '/openapi/v3')).text) as {
    paths: Record<string, { serverRelativeURL: string }>;
  };
  const url = paths['apis/apps/v1']?.serverRelativeURL ?? '';
  expect(url).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9A-F]+$/);
  expect((await ask('GET', url)).code).toBe(200);
  const stale = await ask('GET', '/openapi/v3/apis/apps/v1?hash=OLD');
  expect([stale.code, stale.headers.location]).toEqual([301, url]);
  expect((await ask('GET', '/openapi/v3/apis/nope/v1')).code).toBe(404);
});

test('the older OpenAPI says what can be patched, and nothing more', async () => {
  const accept = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
  const reply = await ask('GET', '/openapi/v2', { accept });
  expect(reply.headers['content-type']).toBe(accept);
  for (const words of [
    '2.0',
    '/apis/apps/v1/namespaces/{namespace}/deployments/{name}',
    'fieldValidation',
  ]) {
    expect(reply.text).toContain(words);
  }
  expect((await ask('GET', '/openapi/v2')).code).toBe(406);
});

test.each([
  ['GET', '/api/v1/nope', 404, 'the server could not find the requested resource'],
  ['POST', '/api/v1/pods', 405, 'the server does not allow this method on the requested resource'],
  ['PUT', '/api/v1/namespaces/shop/pods', 405, 'the server does not allow this method'],
  ['OPTIONS', '/api/v1/namespaces/shop/pods', 405, 'the server does not allow this method'],
  ['POST', '/api/v1/namespaces/shop/serviceaccounts/default/token', 405, 'needs a running cluster'],
])('%s %s is told in the words of the server', async (method, path, code, words) => {
  const reply = await ask(method, path, JSON_TYPE, method.startsWith('P') ? '{}' : undefined);
  expect(reply.code).toBe(code);
  expect((JSON.parse(reply.text) as { message: string }).message).toContain(words);
});

test('health', async () => {
  for (const path of ['/healthz', '/livez', '/readyz', '/livez/ping']) {
    expect(await ask('GET', path)).toMatchObject({ code: 200, text: 'ok' });
  }
  expect((await ask('GET', '/nope')).text).toBe('404 page not found\n');
});

test('a page that leads its name here is not answered', async () => {
  const reply = await ask('GET', '/api', { host: 'evil.example.com' });
  expect([reply.code, reply.text]).toEqual([403, 'Forbidden\n']);
});

test('neither are bodies that any page may send', async () => {
  const path = '/api/v1/namespaces/shop/configmaps';
  const plain = await ask('POST', path, { 'content-type': 'text/plain' }, '{}');
  expect(plain.code).toBe(415);
  const page = await ask('POST', path, { origin: 'https://evil.example.com' }, '{}');
  expect([page.code, page.text]).toEqual([403, 'Forbidden\n']);
});

test('no path leads out of the snapshot', async () => {
  const tries = [
    '/../../etc/passwd',
    '/openapi/v3/..%2f..%2fsnapshot',
    '/api/v1/namespaces/..%2f/pods',
    '/%00',
    '/openapi/v3/__proto__',
  ];
  for (const path of tries) expect([404, 200]).toContain((await ask('GET', path)).code);
  expect((await ask('GET', '/openapi/v3/..%2f..%2fsnapshot')).code).toBe(404);
});

test('a body has an end', async () => {
  const body = `{"kind":"ConfigMap","data":{"a":"${'x'.repeat(3 * 1024 * 1024)}"}}`;
  const reply = await ask('POST', '/api/v1/namespaces/shop/configmaps', JSON_TYPE, body);
  expect([reply.code, JSON.parse(reply.text)]).toEqual([
    413,
    expect.objectContaining({ message: 'Request entity too large: limit is 3145728' }),
  ]);
});

test('nothing that a client sends ends the server', async () => {
  const path = '/api/v1/namespaces/shop/configmaps';
  const deep = '['.repeat(100_000);
  for (const body of ['', '{', '[]', 'null', '{"metadata":3}', '{"metadata":{"name":{}}}', deep]) {
    const { code = 0 } = await ask('POST', path, JSON_TYPE, body);
    expect([400, 422, 500]).toContain(code);
  }
  const type = 'application/vnd.kubernetes.protobuf';
  expect((await ask('POST', path, { 'content-type': type }, 'k8s')).code).toBe(400);
  await new Promise<void>((resolve) => {
    const socket = connect(port(), '127.0.0.1', () => socket.end('NONSENSE\r\n\r\n'));
    socket.on('close', () => resolve());
    socket.resume();
  });
  expect((await ask('GET', '/healthz')).text).toBe('ok');
});

test('exec is refused with a sentence', async () => {
  const reply = await new Promise<string>((resolve) => {
    const socket = connect(port(), '127.0.0.1', () =>
      socket.write(
        'GET /api/v1/namespaces/shop/pods/x/exec HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      ),
    );
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString()));
    socket.on('close', () => resolve(text));
  });
  expect(reply).toMatch(/^HTTP\/1.1 400 .*a snapshot has no running containers/s);
});

test('a watch is a stream that ends when nobody listens', async () => {
  const path = '/apis/shop.example.com/v1/coupons?watch=true';
  const first = await new Promise<string>((resolve, reject) => {
    const request = send({ host: '127.0.0.1', port: port(), path }, (response) => {
      response.once('data', (data: Buffer) => {
        resolve(data.toString());
        request.destroy();
      });
    });
    request.on('error', reject);
    request.end();
  });
  expect(first).toMatch(/^\{"type":"ADDED"/);
  expect((await ask('GET', '/healthz')).text).toBe('ok');
  expect(problems).toEqual([]);
});
