import type { Connection } from '../../src/api/connection.ts';
import { createLogger, type Logger } from '../../src/log.ts';
import type { RESTClient } from '../../src/rest/client.ts';
import { createRESTClient, type RESTClientOptions } from '../../src/rest/create-client.ts';
import type {
  CreateTransport,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from '../../src/rest/transport/transport.ts';

/** What a stub answers. Give one of `json`, `text`, `chunks`; status 200 and `application/json` when missing. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  readonly text?: string;
  /** A body in pieces, for watches and logs. */
  readonly chunks?: Iterable<string> | AsyncIterable<string>;
}

/** A reply, an error to reject with, or a function of the request. */
export type Stub = Reply | Error | ((request: TransportRequest) => Reply | Promise<Reply>);

/** An API server without a network: an unmatched request fails, and so does an unused stub. */
export interface FakeAPI {
  /**
   * Answers the next request for `GET /api/v1/pods?limit=500` (or a pattern over that form).
   * Stubs are used in order, once each, unless `times` says otherwise.
   */
  on(request: string | RegExp, stub: Stub, times?: number): FakeAPI;
  /** All requests so far, as `GET /api/v1/pods?limit=500`. */
  readonly calls: readonly string[];
  readonly requests: readonly TransportRequest[];
  /** The options that the client opened its transports with. */
  readonly opened: readonly TransportOptions[];
  readonly createTransport: CreateTransport;
  /** Throws when a stub was not used, or a request had none. Call it at the end of a test. */
  done(): void;
}

/** Creates one; `server` is what is cut off from URLs. */
export function fakeAPI(): FakeAPI {
  const stubs: { match: string | RegExp; stub: Stub; left: number }[] = [];
  const requests: TransportRequest[] = [];
  const opened: TransportOptions[] = [];
  const calls: string[] = [];
  const missed: string[] = [];
  const answer = async (request: TransportRequest): Promise<TransportResponse> => {
    request.signal?.throwIfAborted();
    const url = new URL(request.url);
    const call = `${request.method} ${url.pathname}${url.search}`;
    calls.push(call);
    requests.push(request);
    const found = stubs.find(
      ({ match, left }) =>
        left > 0 && (typeof match === 'string' ? match === call : match.test(call)),
    );
    if (found === undefined) {
      missed.push(call);
      throw new Error(`no stub for ${call}`);
    }
    found.left--;
    if (found.stub instanceof Error) throw found.stub;
    return toResponse(
      typeof found.stub === 'function' ? await found.stub(request) : found.stub,
      request.signal,
    );
  };
  const api: FakeAPI = {
    on(match, stub, times = 1) {
      stubs.push({ match, stub, left: times });
      return api;
    },
    calls,
    requests,
    opened,
    createTransport(options) {
      opened.push(options);
      return {
        request: answer,
        upgrade: () => Promise.reject(new Error('the fake API has no WebSockets')),
        upgradeRaw: () => Promise.reject(new Error('the fake API has no SPDY')),
        async close() {},
      };
    },
    done() {
      const unused = stubs
        .filter(({ left }) => left > 0 && left !== Infinity)
        .map(({ match }) => String(match));
      if (missed.length > 0) throw new Error(`requests without a stub:\n${missed.join('\n')}`);
      if (unused.length > 0) throw new Error(`stubs that were not used:\n${unused.join('\n')}`);
    },
  };
  return api;
}

/** A connection to a server that does not exist. */
export function fakeConnection(changes: Partial<Connection> = {}): Connection {
  return {
    server: 'https://fake.test',
    tls: { insecureSkipVerify: false },
    timeout: 0,
    disableCompression: false,
    userAgent: 'test',
    credentials: {
      headers: async () => ({}),
      clientCertificate: async () => undefined,
      refresh: async () => false,
    },
    ...changes,
  };
}

/** A logger that prints nothing. */
export const silentLog: Logger = createLogger({ level: 0, out() {}, now: () => 0, pid: 1 });

/** A client of the fake API. Retries do not wait. */
export function fakeClient(
  api: FakeAPI,
  changes: { connection?: Partial<Connection>; options?: Partial<RESTClientOptions> } = {},
): RESTClient {
  return createRESTClient(fakeConnection(changes.connection), {
    log: silentLog,
    warn() {},
    env: {},
    createTransport: api.createTransport,
    sleep: async (_, signal) => signal?.throwIfAborted(),
    ...changes.options,
  });
}

function toResponse(reply: Reply, signal: AbortSignal | undefined): TransportResponse {
  const headers = new Map<string, readonly string[]>([['content-type', ['application/json']]]);
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    headers.set(name.toLowerCase(), [value].flat());
  const chunks = reply.chunks ?? [
    reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json)),
  ];
  async function* stream(): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      yield Buffer.from(chunk);
    }
  }
  const bytes = async (): Promise<Uint8Array> => Buffer.concat(await Array.fromAsync(stream()));
  return {
    status: reply.status ?? 200,
    statusText: '',
    protocol: 'HTTP/1.1',
    headers,
    stream,
    bytes,
    text: async () => Buffer.from(await bytes()).toString('utf8'),
  };
}
