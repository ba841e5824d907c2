import type {
  ClientHttp2Session,
  ClientHttp2Stream,
  IncomingHttpHeaders,
  IncomingHttpStatusHeader,
} from 'node:http2';
import { PassThrough, type Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { monotonic } from '../../clock.ts';
import { requestError } from './connection-error.ts';
import { dial } from './dial.ts';
import { headerText } from './header-text.ts';
import { NodeResponse } from './node-response.ts';
import { targetOf } from './target.ts';
import type {
  ConnectionTimings,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from './transport.ts';

const { connect, constants } = process.getBuiltinModule('node:http2');
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** What the client may be sent ahead of reading it, as Go's client allows it: bytes a stream and a connection. */
const streamWindow = 4 << 20;
const connectionWindow = 1 << 30;
/** A silent connection is asked whether it lives after 30 s, and given up 15 s later, as client-go does. */
const silence = 30_000;
const pingTimeout = 15_000;

/** A request without a body that can be read only once. */
export interface RepeatableRequest extends TransportRequest {
  readonly body?: string | Uint8Array;
}

/** One HTTP/2 connection (RFC 9113) that carries requests side by side. Opened by its first request. */
export class Multiplexer {
  readonly #options: TransportOptions;
  #session: Promise<ClientHttp2Session | undefined> | undefined;
  #timings: ConnectionTimings = {};

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** The answer; undefined, and nothing sent, when the server speaks no HTTP/2. Rejects with `ConnectionError`. */
  async request(request: RepeatableRequest): Promise<TransportResponse | undefined> {
    for (let tries = 1; ; tries++) {
      request.signal?.throwIfAborted();
      const isNew = this.#session === undefined;
      const forget = (): void => {
        if (this.#session === opened) this.#session = undefined;
      };
      const opened: Promise<ClientHttp2Session | undefined> = (this.#session ??= this.#open(
        request.url,
        () => forget(),
      ));
      const session = await opened.catch((error: unknown) => {
        forget();
        throw error;
      });
      if (session === undefined) return undefined;
      try {
        return await this.#exchange(session, request, isNew);
      } catch (error) {
        if (!wasRefused(error) || tries > 2) throw error;
        if (session.closed) forget();
      }
    }
  }

  async close(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    session?.destroy();
  }

  async #open(url: string, forget: () => void): Promise<ClientHttp2Session | undefined> {
    this.#timings = {};
    const offer = { ...this.#options, protocols: ['h2', 'http/1.1'] };
    const socket = (await dial(targetOf(url), offer, this.#timings)) as TLSSocket;
    if (socket.alpnProtocol !== 'h2') {
      socket.destroy();
      return undefined;
    }
    const session = connect(url, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: streamWindow },
    });
    session.once('connect', () => session.setLocalWindowSize(connectionWindow));
    session.once('goaway', forget);
    session.once('close', forget);
    // Each of its streams tells of it.
    session.on('error', () => undefined);
    session.setTimeout(silence, () => probe(session));
    // Only then is it known how many streams the server takes; more of them wait for their turn.
    await new Promise((resolve) => {
      session.once('remoteSettings', resolve);
      session.once('close', resolve);
    });
    return session;
  }

  #exchange(
    session: ClientHttp2Session,
    request: RepeatableRequest,
    isNew: boolean,
  ): Promise<TransportResponse> {
    const began = monotonic();
    const url = new URL(request.url);
    const { body, signal } = request;
    const stream = session.request(
      {
        ':method': request.method,
        ':scheme': 'https',
        ':authority': url.host,
        ':path': url.pathname + url.search,
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        ...request.headers,
      },
      { endStream: body === undefined, ...(signal === undefined ? {} : { signal }) },
    );
    holdOpen(session, stream);
    if (body !== undefined) stream.end(body);
    return new Promise((resolve, reject) => {
      const report = (answered: boolean): void => {
        const duration = monotonic() - began;
        this.#options.onTimings?.(request, {
          ...(isNew ? this.#timings : {}),
          reusedConnection: !isNew,
          duration,
          ...(answered ? { serverProcessing: duration } : {}),
        });
      };
      stream.once('error', (error) => {
        report(false);
        if (signal?.aborted) reject(signal.reason as Error);
        else if (wasRefused(error) || wasRefused(stream)) reject(refusal(error));
        else reject(requestError(error, request.url));
      });
      stream.once('close', () => reject(requestError(cutOff(), request.url)));
      stream.once('response', (headers) => {
        report(true);
        resolve(new NodeResponse(head(headers), bodyOf(stream), request));
      });
    });
  }
}

/** The body. A stream that is cut off just ends: what came of it must not pass for the whole. */
function bodyOf(stream: ClientHttp2Stream): Readable {
  const body = new PassThrough();
  stream.pipe(body, { end: false });
  stream.once('error', (error) => body.destroy(error));
  // Whoever reads it is told; nobody need read it.
  body.on('error', () => undefined);
  stream.once('end', () => {
    if (stream.rstCode === constants.NGHTTP2_NO_ERROR) body.end();
    else body.destroy(cutOff());
  });
  // Whoever stops reading needs no more of it.
  body.once('close', () => stream.close(constants.NGHTTP2_CANCEL));
  return body;
}

function head(
  headers: IncomingHttpHeaders & IncomingHttpStatusHeader,
): ConstructorParameters<typeof NodeResponse>[0] {
  const status = headers[':status'] ?? 0;
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    protocol: 'HTTP/2.0',
    // A repeated header comes joined by commas, which Warning's grammar allows.
    headers: new Map(
      Object.entries(headers)
        .filter(([name]) => !name.startsWith(':'))
        .map(([name, value]) => [name, [value ?? ''].flat().map(headerText)]),
    ),
  };
}

/** The process lives as long as a request is under way, not as long as the connection. */
function holdOpen(session: ClientHttp2Session, stream: ClientHttp2Stream): void {
  const streams = (open.get(session) ?? 0) + 1;
  open.set(session, streams);
  session.ref();
  stream.once('close', () => {
    const left = (open.get(session) ?? 1) - 1;
    open.set(session, left);
    if (left === 0 && !session.destroyed) session.unref();
  });
}
const open: WeakMap<ClientHttp2Session, number> = new WeakMap();

/** Ends a connection that does not answer a ping. */
function probe(session: ClientHttp2Session): void {
  if (session.destroyed) return;
  const timer = setTimeout(() => session.destroy(cutOff()), pingTimeout);
  timer.unref();
  session.ping((error) => {
    clearTimeout(timer);
    if (error) session.destroy(error);
  });
}

const cutOff = (): Error =>
  Object.assign(new Error('the connection was cut off'), { code: 'ECONNRESET' });

/** The server says, or the connection shows, that it did nothing about the request: it may be sent again. */
function wasRefused(cause: unknown): boolean {
  const { code, rstCode } = cause as { code?: string; rstCode?: number };
  return (
    rstCode === constants.NGHTTP2_REFUSED_STREAM ||
    code === 'ERR_HTTP2_GOAWAY_SESSION' ||
    code === 'ERR_HTTP2_INVALID_SESSION' ||
    code === REFUSED
  );
}
const REFUSED = 'KUBIST_REFUSED_STREAM';
const refusal = (cause: Error): Error =>
  Object.assign(new Error(cause.message, { cause }), { code: REFUSED });
