import type {
  CreateTransport,
  Transport,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from '../../../src/rest/transport/transport.ts';
import { pem, type Ports } from './servers.ts';

/** One exchange and what must come of it, on every runtime. Names in `{braces}` are ports of servers. */
export interface Scenario {
  readonly name: string;
  readonly url: string;
  readonly tls?: Partial<TransportOptions['tls']>;
  readonly proxy?: string;
  readonly request?: Partial<TransportRequest>;
  /** What is done with the connection; reading the body as text when missing. */
  readonly act?: (transport: Transport, request: TransportRequest) => Promise<unknown>;
  /** The outcome: a value, or the message of the error. */
  readonly want: unknown;
  /** Where bun's fetch differs. */
  readonly onBun?: unknown;
}

const unverified = 'tls: failed to verify certificate: x509: ';
const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

export const scenarios: readonly Scenario[] = [
  { name: 'a body as text', url: 'https://127.0.0.1:{server}/x?b=1', want: 'GET /x?b=1' },
  { name: 'plain HTTP', url: 'http://127.0.0.1:{http}/x', want: 'GET /x' },
  { name: 'a name instead of an address', url: 'https://localhost:{server}/x', want: 'GET /x' },
  { name: 'gzip is undone', url: 'http://127.0.0.1:{http}/gzip', want: 'unzipped ü' },
  { name: 'broken gzip', url: 'http://127.0.0.1:{http}/not-gzip', want: 'gzip: invalid header' },
  { name: 'a body that ends early', url: 'http://127.0.0.1:{http}/broken', want: 'unexpected EOF' },
  {
    name: 'a body of 8 MB',
    url: 'https://127.0.0.1:{server}/large',
    act: async (t, r) => (await (await t.request(r)).text()).length,
    want: 4_000_000,
  },
  {
    name: 'status, phrase and repeated headers',
    url: 'http://127.0.0.1:{http}/teapot',
    act: async (t, r) => {
      const { status, statusText } = await t.request(r);
      return [status, statusText];
    },
    want: [418, 'Short and stout'],
  },
  {
    name: 'headers both ways',
    url: 'http://127.0.0.1:{http}/headers',
    request: { headers: { 'x-sent': ['one', 'two'] } },
    act: async (t, r) => {
      const response = await t.request(r);
      return [
        await response.text(),
        response.headers.get('x-many')?.join().replaceAll(' ', ''),
        response.headers.get('x-text'),
      ];
    },
    want: ['"one, two"', 'a,b', ['ü']],
  },
  {
    name: 'a body is sent',
    url: 'http://127.0.0.1:{http}/echo',
    request: { method: 'POST', body: 'hällo' },
    want: 'hällo',
  },
  {
    name: 'a body is sent where most requests have none',
    url: 'http://127.0.0.1:{http}/echo',
    request: { method: 'DELETE', body: 'hällo' },
    want: 'hällo',
  },
  {
    name: 'a body is sent as it comes',
    url: 'http://127.0.0.1:{http}/echo',
    request: { method: 'POST', body: inPieces('a', 'b') },
    want: 'ab',
  },
  {
    name: 'connections are kept',
    url: 'https://127.0.0.1:{server}/port',
    act: async (t, r) =>
      (await (await t.request(r)).text()) === (await (await t.request(r)).text()),
    want: true,
  },
  {
    name: 'a write over a kept connection that breaks is sent once',
    url: 'http://127.0.0.1:{http}/x',
    act: async (t, r) => {
      const ask = (method: string, path: string, body?: string): Promise<TransportResponse> =>
        t.request({
          ...r,
          method,
          url: r.url.replace(/x$/, path),
          ...(body === undefined ? {} : { body }),
        });
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        await (await ask('GET', 'x')).text();
        await ask(method, 'hang-up', '{}').catch(() => undefined);
      }
      return (await ask('GET', 'hang-ups')).text();
    },
    want: 'POST PUT PATCH DELETE',
  },
  {
    name: 'a stream can be aborted',
    url: 'http://127.0.0.1:{http}/slow-stream',
    act: async (t, r) => {
      const abort = new AbortController();
      const response = await t.request({ ...r, signal: abort.signal });
      let text = '';
      for await (const chunk of response.stream()) {
        text += decode(chunk);
        abort.abort(new Error(`stopped after ${text.trim()}`));
      }
      return text;
    },
    want: 'stopped after first',
  },
  {
    name: 'a request can be aborted',
    url: 'http://127.0.0.1:{http}/never',
    act: async (t, r) => {
      const abort = new AbortController();
      // An answered request first: the second one has its connection at once.
      await (await t.request({ ...r, url: r.url.replace('never', 'x') })).text();
      setTimeout(() => abort.abort(new Error('enough')), 20);
      await t.request({ ...r, signal: abort.signal });
    },
    want: 'enough',
  },

  {
    name: 'a client certificate',
    url: 'https://127.0.0.1:{mutual}/who',
    tls: { cert: pem('client.crt'), key: pem('client.key') },
    want: 'test-user',
  },
  {
    name: 'a missing client certificate',
    url: 'https://127.0.0.1:{mutual}/who',
    want: 'remote error: tls: certificate required',
  },
  {
    name: 'an unknown authority',
    url: 'https://127.0.0.1:{server}/',
    tls: { ca: pem('other-ca.crt') },
    want: `${unverified}certificate signed by unknown authority`,
  },
  {
    name: 'an authority that the system does not know',
    url: 'https://127.0.0.1:{server}/',
    tls: { ca: '' },
    want: `${unverified}certificate signed by unknown authority`,
  },
  {
    name: 'no verification',
    url: 'https://127.0.0.1:{expired}/x',
    tls: { ca: '', insecureSkipVerify: true },
    want: 'GET /x',
  },
  {
    name: 'an expired certificate',
    url: 'https://127.0.0.1:{expired}/',
    want: `${unverified}certificate has expired or is not yet valid: current time NOW is after 2021-01-01T00:00:00Z`,
  },
  {
    name: 'a certificate of the future',
    url: 'https://127.0.0.1:{future}/',
    want: `${unverified}certificate has expired or is not yet valid: current time NOW is before 2100-01-01T00:00:00Z`,
  },
  {
    name: 'a certificate for other addresses',
    url: 'https://127.0.0.1:{wrong-name}/',
    want: `${unverified}certificate is valid for 10.0.0.1, not 127.0.0.1`,
  },
  {
    name: 'a certificate for other names',
    url: 'https://localhost:{wrong-name}/',
    want: `${unverified}certificate is valid for a.example.com, *.b.example.com, not localhost`,
  },
  {
    name: 'a wildcard',
    url: 'https://127.0.0.1:{wrong-name}/x',
    tls: { serverName: 'x.b.example.com' },
    want: 'GET /x',
  },
  {
    name: 'a wildcard is one label',
    url: 'https://127.0.0.1:{wrong-name}/',
    tls: { serverName: 'y.x.b.example.com' },
    want: `${unverified}certificate is valid for a.example.com, *.b.example.com, not y.x.b.example.com`,
  },
  {
    name: 'a certificate without addresses',
    url: 'https://127.0.0.1:{dns-only}/',
    want: `${unverified}cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`,
  },
  {
    name: 'a common name is no name',
    url: 'https://localhost:{no-names}/',
    want: `${unverified}certificate relies on legacy Common Name field, use SANs instead`,
    onBun: 'GET /',
  },
  {
    name: 'HTTP where TLS was expected',
    url: 'https://127.0.0.1:{plain}/',
    want: 'http: server gave HTTP response to HTTPS client',
  },
  {
    name: 'nobody listens',
    url: 'https://127.0.0.1:{refused}/',
    want: 'dial tcp 127.0.0.1:PORT: connect: connection refused',
  },
  { name: 'the server hangs up', url: 'https://127.0.0.1:{eof}/', want: 'EOF' },
  { name: 'the server hangs up, plain', url: 'http://127.0.0.1:{eof}/', want: 'EOF' },

  {
    name: 'a tunnel',
    url: 'https://localhost:{server}/x',
    proxy: 'http://us%20er:p%40ss@127.0.0.1:{proxy}',
    want: 'GET /x',
  },
  {
    name: 'a tunnel without a password',
    url: 'https://localhost:{server}/x',
    proxy: 'http://127.0.0.1:{proxy}',
    want: 'Proxy Authentication Required',
  },
  {
    name: 'a tunnel to nowhere',
    url: 'https://localhost:{refused}/x',
    proxy: 'http://us%20er:p%40ss@127.0.0.1:{proxy}',
    want: 'Bad Gateway',
  },
  {
    name: 'a proxy for plain HTTP',
    url: 'http://a.test/x',
    proxy: 'http://us%20er:p%40ss@127.0.0.1:{proxy}',
    want: 'proxied http://a.test/x true',
  },
  {
    name: 'a proxy that is down',
    url: 'https://localhost:{server}/x',
    proxy: 'http://127.0.0.1:{refused}',
    want: 'proxyconnect tcp: dial tcp 127.0.0.1:PORT: connect: connection refused',
  },
  {
    name: 'SOCKS5',
    url: 'https://localhost:{server}/x',
    proxy: 'socks5://127.0.0.1:{socks}',
    want: 'GET /x',
  },
  {
    name: 'SOCKS5 with a password',
    url: 'https://localhost:{server}/x',
    proxy: 'socks5://u:p@127.0.0.1:{socks}',
    want: 'GET /x',
  },
  {
    name: 'SOCKS5 with a wrong password',
    url: 'https://a.test:1/x',
    proxy: 'socks5://v:p@127.0.0.1:{socks}',
    want: 'socks connect tcp 127.0.0.1:PORT->a.test:1: username/password authentication failed',
  },
  {
    name: 'SOCKS5 to nowhere',
    url: 'https://localhost:{refused}/x',
    proxy: 'socks5://127.0.0.1:{socks}',
    want: 'socks connect tcp 127.0.0.1:PORT->localhost:PORT: connection refused',
  },

  {
    name: 'a WebSocket: fragments are joined, pings answered, the close is clean',
    url: 'http://127.0.0.1:{http}/socket',
    act: async (t, r) => {
      const socket = await t.upgrade(r, ['v5.channel.k8s.io', 'v4.channel.k8s.io']);
      await socket.send(Buffer.from('hello'));
      const got: string[] = [socket.protocol];
      let message = '';
      await socket.receive((piece, _starts, ends) => {
        message += decode(piece);
        if (!ends) return;
        got.push(message);
        return socket.close();
      });
      return got;
    },
    want: ['v5.channel.k8s.io', 'hello'],
  },
  {
    name: 'a refused WebSocket',
    url: 'http://127.0.0.1:{http}/elsewhere',
    act: (t, r) => t.upgrade(r, ['v5.channel.k8s.io']),
    want: 'unable to upgrade connection: 403 Forbidden',
  },

  {
    name: 'side by side: all but the first share connections of HTTP/2, ten requests each at once',
    url: 'https://127.0.0.1:{h2}/protocol',
    act: async (t, r) => {
      const from = await Promise.all(
        Array.from({ length: 200 }, async () => (await t.request(r)).text()),
      );
      const connections = new Set(from).size;
      return [from.length, ...new Set(from.map((text) => text.slice(0, 3))), connections < 25];
    },
    want: [200, '1.1', '2.0', true],
  },
  {
    name: 'side by side with a server of HTTP/1.1',
    url: 'https://127.0.0.1:{server}/x',
    act: async (t, r) =>
      Promise.all(Array.from({ length: 3 }, async () => (await t.request(r)).text())),
    want: ['GET /x', 'GET /x', 'GET /x'],
  },
  {
    name: 'side by side through a tunnel',
    url: 'https://localhost:{h2}/x',
    proxy: 'http://us%20er:p%40ss@127.0.0.1:{proxy}',
    act: beside(async (t, r) => (await t.request(r)).text()),
    want: 'GET /x',
  },
  {
    name: 'side by side: status and headers',
    url: 'https://127.0.0.1:{h2}/headers',
    request: { headers: { 'x-sent': 'one' } },
    act: beside(async (t, r) => {
      const response = await t.request(r);
      return [
        response.status,
        response.statusText,
        await response.text(),
        response.headers.get('x-many')?.join().replaceAll(' ', ''),
      ];
    }),
    want: [200, 'OK', '"one"', 'a,b'],
    // fetch has no reason phrase where the server sends none.
    onBun: [200, '', '"one"', 'a,b'],
  },
  {
    name: 'side by side: gzip is undone',
    url: 'https://127.0.0.1:{h2}/gzip',
    act: beside(async (t, r) => (await t.request(r)).text()),
    want: 'unzipped ü',
  },
  {
    name: 'side by side: large bodies both ways',
    url: 'https://127.0.0.1:{h2}/echo',
    request: { method: 'POST', body: 'ü'.repeat(1_000_000) },
    act: beside(async (t, r) => {
      const all = [1, 2, 3].map(async () => (await (await t.request(r)).text()) === r.body);
      return Promise.all(all);
    }),
    want: [true, true, true],
  },
  {
    name: 'side by side: a body that ends early',
    url: 'https://127.0.0.1:{h2}/cut',
    act: beside(async (t, r) => (await t.request(r)).text()),
    want: 'unexpected EOF',
  },
  {
    name: 'side by side: what the server refused to look at is sent again',
    url: 'https://127.0.0.1:{h2}/refused',
    request: { method: 'POST', body: 'x' },
    act: beside(async (t, r) => (await t.request(r)).text()),
    want: 'POST /refused',
  },
  {
    name: 'side by side: a request can be aborted',
    url: 'https://127.0.0.1:{h2}/never',
    act: beside(async (t, r) => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(new Error('enough')), 20);
      await t.request({ ...r, signal: abort.signal });
    }),
    want: 'enough',
  },
];

/** Acts while another request of the same transport waits for its answer. */
function beside(act: NonNullable<Scenario['act']>): NonNullable<Scenario['act']> {
  return async (transport, request) => {
    const abort = new AbortController();
    const never = new URL('/never', request.url).href;
    const other = transport
      .request({ method: 'GET', url: never, headers: {}, signal: abort.signal })
      .catch(() => undefined);
    try {
      return await act(transport, request);
    } finally {
      abort.abort(new Error('done'));
      await other;
    }
  };
}

/** Runs one, and reduces what came of it to JSON without times and ports. */
export async function perform(
  scenario: Scenario,
  createTransport: CreateTransport,
  ports: Ports,
): Promise<unknown> {
  const fill = (text: string): string =>
    text.replace(/\{([\w-]+)\}/g, (_, name: string) => String(ports[name]));
  const { ca = pem('ca.crt'), ...tls } = scenario.tls ?? {};
  const transport = createTransport({
    tls: { insecureSkipVerify: false, ...(ca === '' ? {} : { ca }), ...tls },
    ...(scenario.proxy === undefined ? {} : { proxyURL: fill(scenario.proxy) }),
  });
  const act =
    scenario.act ??
    (async (t: Transport, r: TransportRequest): Promise<string> => (await t.request(r)).text());
  try {
    return await act(transport, {
      method: 'GET',
      url: fill(scenario.url),
      headers: {},
      ...scenario.request,
    });
  } catch (error) {
    const text = (error as Error).message.replace(/current time \S+/, 'current time NOW');
    return Object.values(ports).reduce(
      (masked, port) => masked.replaceAll(`:${port}`, ':PORT'),
      text,
    );
  } finally {
    await transport.close();
  }
}

async function* inPieces(...texts: string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
