import { monotonic } from '../../clock.ts';
import type { ClientRequest, ClientRequestArgs, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ConnectionError } from '../../errors.ts';
import { requestError } from './connection-error.ts';
import { dial } from './dial.ts';
import { headOf, NodeResponse } from './node-response.ts';
import { proxyAuthorization } from './proxy-authorization.ts';
import type { Multiplexer, RepeatableRequest } from './http2.ts';
import { targetOf, type Target } from './target.ts';
import { UpgradeRefused } from './transport.ts';
import type {
  ConnectionTimings,
  CreateTransport,
  TransportOptions,
  TransportRequest,
} from './transport.ts';

// Not imported: an import reads every export, and one of node:http's is a lazy getter of all of undici (28 ms).
const { Agent, request: send } = process.getBuiltinModule('node:http');

/**
 * Node's transport: node:http over connections that `dial` opens, kept alive between requests.
 * Measured against undici: 17 ms less start-up for the one request that most commands make.
 * Requests beside another one share a connection of HTTP/2, which costs 4 ms to load.
 */
export const createTransport: CreateTransport = (options) => {
  const agent = new DialAgent(options);
  let multiplexer: Promise<Multiplexer> | undefined;
  return {
    async request(request) {
      if (agent.exchanges > 0 && canShare(request)) {
        multiplexer ??= import('./http2.ts').then((http2) => new http2.Multiplexer(options));
        const response = await (await multiplexer).request(request);
        if (response !== undefined) return response;
      }
      return exchange(request, agent, options);
    },
    async upgrade(request, protocols) {
      const { clientHandshake, openSocket } = await import('./websocket.ts');
      const { stayLean } = await import('./lean.ts');
      stayLean();
      const { headers, accept } = clientHandshake(protocols);
      const { response, socket, head } = await start(
        { ...request, headers: { ...request.headers, ...headers } },
        agent,
        options,
      );
      if (socket === undefined) throw refused(response, request, options);
      return openSocket(socket, head ?? new Uint8Array(), response.headers, accept, request.url);
    },
    async upgradeRaw(request) {
      const { rawSocket } = await import('./raw-socket.ts');
      // A connection of its own: who has refused a WebSocket on a kept one often hangs up after that.
      const own = new DialAgent(options);
      const { response, socket, head } = await start(request, own, options);
      if (socket === undefined) throw refused(response, request, options);
      const protocol = response.headers['x-stream-protocol-version'];
      return rawSocket(socket, head ?? new Uint8Array(), {
        protocol: typeof protocol === 'string' ? protocol : '',
        url: request.url,
      });
    },
    async close() {
      agent.destroy();
      await (await multiplexer)?.close();
    },
  };
};

/** node:http hands what it does not know on to the agent. */
type DialArgs = ClientRequestArgs & { readonly target: Target };

/** After so many milliseconds a kept connection may be dead, and a write must not be tried on it: it is tried once. */
const IDLE = 30_000;

/** Keeps verified connections. One transport serves one server, but redirects may name another. */
class DialAgent extends Agent {
  readonly #options: TransportOptions;
  /** How many requests are under way, each on a connection of its own. */
  exchanges = 0;
  /** Timings of connections that were opened for a request that wants them. */
  readonly timings: WeakMap<Socket, ConnectionTimings> = new WeakMap();
  /** The same of connections that could not be opened. */
  readonly failed: WeakMap<Error, ConnectionTimings> = new WeakMap();

  constructor(options: TransportOptions) {
    super({ keepAlive: true, keepAliveMsecs: IDLE, timeout: IDLE });
    this.#options = options;
  }

  override createConnection(
    options: ClientRequestArgs,
    created?: (error: Error | null, socket: Socket) => void,
  ): undefined {
    const { target } = options as DialArgs;
    const timings: ConnectionTimings = {};
    // bun reads without waste.
    const faucet = process.versions['bun'] === undefined;
    dial(target, { ...this.#options, faucet }, timings).then(
      (socket) => {
        this.timings.set(socket, timings);
        // Its request is told. An abort may end a connection that has just been opened and has no request any more.
        socket.on('error', () => undefined);
        created?.(null, socket);
      },
      (error: Error) => {
        this.failed.set(error, timings);
        created?.(error, undefined as unknown as Socket);
      },
    );
  }
}

async function exchange(
  request: TransportRequest,
  agent: DialAgent,
  options: TransportOptions,
): Promise<NodeResponse> {
  const { response } = await start(request, agent, options);
  return new NodeResponse(headOf(response), response, request);
}

function refused(
  response: IncomingMessage,
  request: TransportRequest,
  { proxyURL }: TransportOptions,
): UpgradeRefused {
  return new UpgradeRefused(new NodeResponse(headOf(response), response, request), proxyURL);
}

/** What came back: an answer, or the bare connection after `101 Switching Protocols`. */
interface Started {
  readonly response: IncomingMessage;
  readonly socket?: Socket;
  readonly head?: Uint8Array;
}

/** Sends a request and waits for the head of the answer. */
function start(
  request: TransportRequest,
  agent: DialAgent,
  options: TransportOptions,
  again = false,
): Promise<Started> {
  const url = new URL(request.url);
  const target = targetOf(request.url);
  const proxy = plainProxy(target, options);
  const began = monotonic();
  return new Promise((resolve, reject) => {
    request.signal?.throwIfAborted();
    const details: DialArgs = {
      target,
      agent,
      host: target.host,
      port: target.port,
      method: request.method,
      path: proxy === undefined ? url.pathname + url.search : url.href,
      headers: { host: url.host, ...request.headers, ...proxy },
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    };
    const sent = send(details);
    agent.exchanges++;
    sent.once('close', () => agent.exchanges--);
    // Node frames bodies of POST and the like only; a DELETE's would run into the next request.
    if (request.body !== undefined) sent.useChunkedEncodingByDefault = true;
    let wrote = began;
    if (options.onTimings !== undefined) {
      sent.once('finish', () => {
        wrote = monotonic();
      });
    }
    const answered = (started: Started): void => {
      const now = monotonic();
      const { socket } = sent;
      options.onTimings?.(request, {
        ...(socket === null ? {} : agent.timings.get(socket)),
        reusedConnection: sent.reusedSocket,
        serverProcessing: now - wrote,
        duration: now - began,
      });
      resolve(started);
    };
    sent.once('response', (response) => answered({ response }));
    sent.once('upgrade', (response, socket, head) => answered({ response, socket, head }));
    sent.once('error', (error: NodeJS.ErrnoException) => {
      if (request.signal?.aborted) {
        const cause = request.signal.reason as Error;
        return reject(sent.socket === null ? abortedDial(request.url, cause) : cause);
      }
      options.onTimings?.(request, {
        ...agent.failed.get(error),
        duration: monotonic() - began,
      });
      if (canRepeat(request, sent, error) && !again)
        return resolve(start(request, agent, options, true));
      reject(error instanceof ConnectionError ? error : requestError(error, request.url));
    });
    writeBody(sent, request.body).catch((error: Error) => sent.destroy(error));
  });
}

/** What Go says when time is up before there is a connection. */
function abortedDial(url: string, cause: Error): ConnectionError {
  const words = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
  return new ConnectionError('timeout', url, words, { cause });
}

/** Headers for an HTTP proxy that is handed the request itself; undefined when there is a tunnel, or no proxy. */
function plainProxy(
  target: Target,
  { proxyURL }: TransportOptions,
): Record<string, string> | undefined {
  if (proxyURL === undefined || target.secure || !/^https?:/i.test(proxyURL)) return undefined;
  const proxy = new URL(proxyURL);
  return proxy.username === '' ? {} : { 'proxy-authorization': proxyAuthorization(proxy) };
}

/** HTTP/2 is spoken over TLS only, and for bodies that can be sent again if the server refuses them. */
function canShare(request: TransportRequest): request is RepeatableRequest {
  return request.url.startsWith('https:') && isRepeatable(request.body);
}

function isRepeatable(body: TransportRequest['body']): body is string | Uint8Array | undefined {
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array;
}

/**
 * A kept connection may have been closed by the server while it was idle. That cannot be told from one that broke
 * after the server had done what was asked, so only what changes nothing is sent again, as Go's transport does it.
 */
function canRepeat(
  request: TransportRequest,
  sent: ClientRequest,
  error: NodeJS.ErrnoException,
): boolean {
  return (
    sent.reusedSocket &&
    (request.method === 'GET' || request.method === 'HEAD') &&
    isRepeatable(request.body) &&
    (error.code === 'ECONNRESET' || error.code === 'EPIPE')
  );
}

async function writeBody(sent: ClientRequest, body: TransportRequest['body']): Promise<void> {
  if (isRepeatable(body)) {
    sent.end(body);
    return;
  }
  for await (const chunk of body) {
    if (!sent.write(chunk)) await new Promise((resume) => sent.once('drain', resume));
  }
  sent.end();
}
