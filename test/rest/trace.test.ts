import { expect, test } from 'vitest';
import { createLogger } from '../../src/log.ts';
import type { RESTRequest } from '../../src/rest/client.ts';
import { fakeAPI, fakeClient, type Reply } from '../helpers/fake-transport.ts';

const reply: Reply = {
  json: { kind: 'Status', code: 1 },
  headers: { date: 'today', 'x-kubernetes-pf-flowschema-uid': 'u', 'transfer-encoding': 'chunked' },
};

/** What a request prints at a level, without the heads and times. */
async function traced(
  level: number,
  request: Partial<RESTRequest> = {},
  answer: Reply | Error = reply,
): Promise<string> {
  let text = '';
  const log = createLogger({ level, out: (line) => (text += line), now: () => 0, pid: 1 });
  const credentials = {
    headers: async () => ({ authorization: 'Bearer s3cret' }),
    clientCertificate: async () => undefined,
    refresh: async () => false,
  };
  const client = fakeClient(fakeAPI().on(/./, answer), {
    connection: { credentials },
    options: { log, command: 'kubist get' },
  });
  await client.json({ path: '/api/v1/pods', ...request }).catch(() => undefined);
  return text.replace(/^I\d{4} \S+ +1 /gm, '').replace(/milliseconds=\d+/g, 'milliseconds=N');
}

test('5 prints nothing', async () => {
  expect(await traced(5)).toBe('');
});

test('6 prints one line for each answer', async () => {
  expect(await traced(6)).toBe(
    'round_trippers.go:632] "Response" verb="GET" url="https://fake.test/api/v1/pods" status="200" milliseconds=N\n',
  );
});

test('7 prints the headers of the request, credentials masked', async () => {
  expect(await traced(7))
    .toBe(`round_trippers.go:527] "Request" verb="GET" url="https://fake.test/api/v1/pods" headers=<
	Accept: application/json
	Authorization: Bearer <masked>
	User-Agent: test
 >
round_trippers.go:632] "Response" status="200" milliseconds=N
`);
});

test('8 prints the headers of the answer, and bodies', async () => {
  const text = await traced(8, { method: 'POST', body: { a: 1 } });
  expect(text).toContain('helper.go:246] "Request Body" body=<\n\t{"a":1}\n >\n');
  expect(text).toContain(
    '"Response" status="200" headers=<\n\tContent-Type: application/json\n\tDate: today\n\tX-Kubernetes-Pf-Flowschema-Uid: u\n > milliseconds=N\n',
  );
  expect(text).toContain(
    'helper.go:246] "Response Body" body="{\\"kind\\":\\"Status\\",\\"code\\":1}"\n',
  );
});

test('9 prints a curl command in place of the headers, and times', async () => {
  const text = await traced(9);
  expect(text).toContain(
    `"Request" curlCommand=<\n\tcurl -v -XGET  -H "Accept: application/json" -H "User-Agent: test" -H "Authorization: Bearer <masked>" 'https://fake.test/api/v1/pods'\n >`,
  );
  expect(text).toContain('verb="GET" url="https://fake.test/api/v1/pods" status="200" headers=<');
  expect(text).toContain(
    'milliseconds=N dnsLookupMilliseconds=0 dialMilliseconds=0 tlsHandshakeMilliseconds=0',
  );
});

test.each([
  [8, 1024],
  [9, 10_240],
])('%d cuts bodies after %d bytes', async (level, length) => {
  const text = await traced(level, {}, { text: 'x'.repeat(20_000) });
  expect(text).toContain(
    `"Response Body" body="${'x'.repeat(length)} [truncated ${20_000 - length} chars]"`,
  );
});

test('10 prints bodies whole', async () => {
  expect(await traced(10, {}, { text: 'x'.repeat(20_000) })).toContain(
    `body="${'x'.repeat(20_000)}"`,
  );
});

test('binary bodies are dumped in hexadecimal', async () => {
  expect(await traced(8, { method: 'POST', body: Uint8Array.of(0, 107, 56, 115) })).toContain(
    'body=<\n\t00000000  00 6b 38 73                                       |.k8s|\n >',
  );
});

test('the caller says where bodies are printed from', async () => {
  expect(await traced(8, { source: 'raw.go:84' })).toContain('raw.go:84] "Request Body" body=""\n');
});

test('tokens that the server issues are masked', async () => {
  const text = await traced(
    10,
    { method: 'POST', path: '/api/v1/namespaces/a/serviceaccounts/b/token' },
    { text: '{"status":{"token":"ey.J"}}' },
  );
  expect(text).not.toContain('ey.J');
});

test('a request that failed has no status', async () => {
  expect(await traced(6, {}, new Error('down'))).toContain('status="" milliseconds=N');
});

test('cookies of proxies are masked', async () => {
  expect(await traced(8, {}, { json: {}, headers: { 'set-cookie': 'session=1' } })).toContain(
    '\tSet-Cookie: <masked>\n',
  );
});
