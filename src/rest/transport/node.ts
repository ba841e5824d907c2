import { Agent, request as send, type ClientRequest, type ClientRequestArgs, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ConnectionError } from '../../errors.ts';
import { requestError } from './connection-error.ts';
import { dial, type Target } from './dial.ts';
import { NodeResponse } from './node-response.ts';
import { UpgradeRefused } from './transport.ts';
import type { ConnectionTimings, CreateTransport, TransportOptions, TransportRequest } from './transport.ts';

/**
 * Node's transport: node:http over connections that `dial` opens, kept alive between requests.
 * Measured against undici: 17 ms less start-up for the one request that most commands make.
 */
export const createTransport: CreateTransport = (options) => {
  const agent = new DialAgent(options);
  return {
    request: (request) => exchange(request, agent, options),
    async upgrade(request, protocols) {
      const { clientHandshake, openSocket } = await import('./websocket.ts');
      const { headers, accept } = clientHandshake(protocols);
      const { response, socket, head } = await start({ ...request, headers: { ...request.headers, ...headers } }, agent, options);
      if (socket === undefined) throw new UpgradeRefused(new NodeResponse(response, request));
      return openSocket(socket, head ?? new Uint8Array(), response.headers, accept, request.url);
    },
    async close() {
      agent.destroy();
    },
  };
};

/** Keeps verified connections. One transport serves one server, but redirects may name another. */
class DialAgent extends Agent {
  readonly #options: TransportOptions;
  /** Timings of connections that were opened for a request that wants them. */
  readonly timings: WeakMap<Socket, ConnectionTimings> = new WeakMap();

  constructor(options: TransportOptions) {
    super({ keepAlive: true });
    this.#options = options;
  }

  override createConnection(options: ClientRequestArgs, created?: (error: Error | null, socket: Socket) => void): undefined {
    const { target } = options as ClientRequestArgs & { target: Target };
    const timings: ConnectionTimings = {};
    dial(target, this.#options, timings).then(
      (socket) => {
        this.timings.set(socket, timings);
        created?.(null, socket);
      },
      (error: Error) => created?.(error, undefined as unknown as Socket),
    );
  }
}

async function exchange(request: TransportRequest, agent: DialAgent, options: TransportOptions): Promise<NodeResponse> {
  const { response } = await start(request, agent, options);
  return new NodeResponse(response, request);
}

/** What came back: an answer, or the bare connection after `101 Switching Protocols`. */
interface Started {
  readonly response: IncomingMessage;
  readonly socket?: Socket;
  readonly head?: Uint8Array;
}

/** Sends a request and waits for the head of the answer. */
function start(request: TransportRequest, agent: DialAgent, options: TransportOptions, again = false): Promise<Started> {
  const url = new URL(request.url);
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (secure ? 443 : 80));
  const target: Target = { host, port, secure, url: request.url };
  const began = performance.now();
  return new Promise((resolve, reject) => {
    request.signal?.throwIfAborted();
    const sent = send({
      agent,
      host,
      port,
      method: request.method,
      path: url.pathname + url.search,
      headers: { host: url.host, ...request.headers } as Record<string, string>,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      ...{ target },
    });
    let wrote = began;
    if (options.onTimings !== undefined) {
      sent.once('finish', () => {
        wrote = performance.now();
      });
    }
    const answered = (started: Started): void => {
      const now = performance.now();
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
    sent.once('upgrade', (response, socket, head) => answered({ response, socket: socket as Socket, head }));
    sent.once('error', (error: NodeJS.ErrnoException) => {
      if (request.signal?.aborted) return reject(request.signal.reason as Error);
      if (canRepeat(request, sent, error) && !again) return resolve(start(request, agent, options, true));
      reject(error instanceof ConnectionError ? error : requestError(error, request.url));
    });
    writeBody(sent, request.body).catch((error: Error) => sent.destroy(error));
  });
}

/** A kept connection may have been closed by the server while it was idle: nothing was processed then. */
function canRepeat(request: TransportRequest, sent: ClientRequest, error: NodeJS.ErrnoException): boolean {
  const replayable = request.body === undefined || typeof request.body === 'string' || request.body instanceof Uint8Array;
  return sent.reusedSocket && replayable && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

async function writeBody(sent: ClientRequest, body: TransportRequest['body']): Promise<void> {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    sent.end(body);
    return;
  }
  for await (const chunk of body) {
    if (!sent.write(chunk)) await new Promise((resume) => sent.once('drain', resume));
  }
  sent.end();
}
