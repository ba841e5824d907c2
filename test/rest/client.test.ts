import { expect, test } from 'vitest';
import { ConnectionError, StatusError } from '../../src/errors.ts';
import { fakeAPI, fakeClient } from '../helpers/fake-transport.ts';

const list = { kind: 'PodList', items: [] };
const path = '/api/v1/pods';

test('a request carries credentials, impersonation, user agent and command, and accepts JSON', async () => {
  const api = fakeAPI().on('GET /api/v1/pods?limit=500', { json: list });
  const client = fakeClient(api, {
    connection: {
      userAgent: 'kubist/1.0',
      impersonate: {
        user: 'joe',
        uid: '7',
        groups: ['a', 'b'],
        extra: { 'Example.com/x y': ['1', '2'] },
      },
      credentials: {
        headers: async () => ({ authorization: 'Bearer abc' }),
        clientCertificate: async () => ({ cert: 'CERT', key: 'KEY' }),
        refresh: async () => false,
      },
    },
    options: { command: 'kubist get' },
  });
  expect(await client.json({ path, query: { limit: 500 } })).toEqual(list);
  expect(api.requests[0]?.headers).toMatchObject({
    accept: 'application/json',
    authorization: 'Bearer abc',
    'accept-encoding': 'gzip',
    'impersonate-user': 'joe',
    'impersonate-uid': '7',
    'impersonate-group': ['a', 'b'],
    'impersonate-extra-example.com%2fx%20y': ['1', '2'],
    'kubectl-command': 'kubist get',
    'kubectl-session': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    'user-agent': 'kubist/1.0',
  });
  expect(api.opened[0]?.tls).toMatchObject({ cert: 'CERT', key: 'KEY' });
  api.done();
});

test('an object is sent as sorted JSON with exact integers', async () => {
  const api = fakeAPI().on('POST /api/v1/pods', { status: 201, json: { kind: 'Pod' } });
  await fakeClient(api).json({
    method: 'POST',
    path,
    body: { kind: 'Pod', big: 9007199254740993n, a: '<' },
  });
  expect(api.requests[0]?.body).toBe('{"a":"\\u003c","big":9007199254740993,"kind":"Pod"}\n');
  expect(api.requests[0]?.headers['content-type']).toBe('application/json');
});

test('integers of an answer stay exact', async () => {
  const api = fakeAPI().on('GET /api/v1/pods', { text: '{"kind":"X","n":9007199254740993}' });
  expect(await fakeClient(api).json({ path })).toEqual({ kind: 'X', n: 9007199254740993n });
});

test.each([429, 500, 503])('%d with Retry-After is sent again', async (status) => {
  const waits: number[] = [];
  const api = fakeAPI()
    .on('GET /api/v1/pods', { status, headers: { 'retry-after': '3' }, text: 'busy' }, 2)
    .on('GET /api/v1/pods', { json: list });
  const client = fakeClient(api, { options: { sleep: async (time) => void waits.push(time) } });
  expect(await client.json({ path })).toEqual(list);
  expect(waits).toEqual([3000, 3000]);
  api.done();
});

test('ten retries are enough', async () => {
  const api = fakeAPI().on(
    'GET /api/v1/pods',
    { status: 503, headers: { 'retry-after': '1' } },
    Infinity,
  );
  await expect(fakeClient(api).json({ path })).rejects.toThrow('currently unable');
  expect(api.calls).toHaveLength(11);
});

test('without Retry-After, or with a date in it, nothing is repeated', async () => {
  const api = fakeAPI()
    .on('GET /api/v1/pods', { status: 503 })
    .on('GET /api/v1/pods', {
      status: 503,
      headers: { 'retry-after': 'Sat, 21 Nov 2026 03:53:59 GMT' },
    });
  const client = fakeClient(api);
  await expect(client.json({ path })).rejects.toThrow(StatusError);
  await expect(client.json({ path })).rejects.toThrow(StatusError);
  api.done();
});

test('a GET over a broken connection is repeated, a POST and a stream are not', async () => {
  const broken = new ConnectionError('other', 'https://fake.test', 'EOF');
  const api = fakeAPI()
    .on('GET /api/v1/pods', broken)
    .on('GET /api/v1/pods', { json: list })
    .on('POST /api/v1/pods', broken)
    .on('GET /log', broken);
  const client = fakeClient(api);
  expect(await client.json({ path })).toEqual(list);
  await expect(client.json({ method: 'POST', path, body: {} })).rejects.toBe(broken);
  await expect(client.send({ path: '/log' })).rejects.toBe(broken);
  api.done();
});

test('after a 401 new credentials are fetched once', async () => {
  let token = 'old';
  const api = fakeAPI()
    .on('GET /api/v1/pods', { status: 401 })
    .on('GET /api/v1/pods', { json: list });
  const client = fakeClient(api, {
    connection: {
      credentials: {
        headers: async () => ({ authorization: `Bearer ${token}` }),
        clientCertificate: async () => undefined,
        refresh: async () => {
          token = 'new';
          return true;
        },
      },
    },
  });
  expect(await client.json({ path })).toEqual(list);
  expect(api.requests.map(({ headers }) => headers['authorization'])).toEqual([
    'Bearer old',
    'Bearer new',
  ]);
  api.done();
});

test('a second 401 is the answer', async () => {
  const api = fakeAPI().on('GET /api/v1/pods', { status: 401 }, 2);
  const credentials = {
    headers: async () => ({}),
    clientCertificate: async () => undefined,
    refresh: async () => true,
  };
  await expect(fakeClient(api, { connection: { credentials } }).json({ path })).rejects.toThrow(
    'provide credentials',
  );
  api.done();
});

test('each warning of the server is shown once, others than 299 never', async () => {
  const shown: string[] = [];
  const warning = ['299 - "old API"', '199 - "misc"', '299 - "old API"'];
  const api = fakeAPI().on('GET /api/v1/pods', { json: list, headers: { warning } }, 2);
  const client = fakeClient(api, { options: { warn: (text) => void shown.push(text) } });
  await client.json({ path });
  await client.json({ path });
  expect(shown).toEqual(['old API']);
});

test('redirects are followed on the same server only', async () => {
  const api = fakeAPI()
    .on('GET /api/v1/pods', { status: 302, headers: { location: '/moved' } })
    .on('GET /moved', { json: list })
    .on('GET /api/v1/pods', { status: 302, headers: { location: 'https://evil.test/x' } });
  const client = fakeClient(api);
  expect(await client.json({ path })).toEqual(list);
  await expect(client.json({ path })).rejects.toThrow('status code 302');
  api.done();
});

test('endless redirects end', async () => {
  const api = fakeAPI().on(/./, { status: 302, headers: { location: '/again' } }, Infinity);
  await expect(fakeClient(api).json({ path })).rejects.toThrow('stopped after 10 redirects');
});

test.each([
  ['authorization', 'Bearer a\r\nX-Evil: 1'],
  ['authorization', 'Bearer a\u0000'],
  ['bad name', 'x'],
])('a header %j: %j is refused before anything is sent', async (name, value) => {
  const api = fakeAPI();
  await expect(fakeClient(api).json({ path, headers: { [name]: value } })).rejects.toThrow(
    'net/http: invalid header field',
  );
  expect(api.calls).toEqual([]);
});

test('the timeout is sent, and ends a request that takes longer', async () => {
  const api = fakeAPI().on(
    'GET /api/v1/pods?timeout=20ms',
    ({ signal }) =>
      new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason as Error)),
      ),
  );
  const failure = fakeClient(api, { connection: { timeout: 20 } }).json({ path });
  await expect(failure).rejects.toMatchObject({
    kind: 'timeout',
    message: 'net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
  });
});

test('a request may have a timeout of its own', async () => {
  const api = fakeAPI().on('GET /api?timeout=32s', { json: {} });
  await fakeClient(api, { connection: { timeout: 1000 } }).json({
    path: '/api',
    timeout: 32_000,
    plain: true,
  });
  expect(api.calls).toEqual(['GET /api?timeout=32s']);
});

test('an aborted request rejects with the reason of the abort', async () => {
  const abort = new AbortController();
  const api = fakeAPI().on('GET /api/v1/pods', { status: 503, headers: { 'retry-after': '60' } });
  const client = fakeClient(api, {
    options: {
      sleep: async (_, signal) => {
        abort.abort(new Error('Ctrl-C'));
        signal?.throwIfAborted();
      },
    },
  });
  await expect(client.json({ path, signal: abort.signal })).rejects.toThrow('Ctrl-C');
});
