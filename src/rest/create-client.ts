import { monotonic } from '../clock.ts';
import type { Connection } from '../api/connection.ts';
import type { KubeObject, WatchEvent } from '../api/types.ts';
import { ConnectionError, KubistError } from '../errors.ts';
import { parseJSON } from '../formats/json.ts';
import type { Logger } from '../log.ts';
import type { RESTClient, RESTRequest } from './client.ts';
import { decodeObject } from './decode.ts';
import { pause } from './pause.ts';
import { openTransport } from './open-transport.ts';
import { encodeBody, redirectOf, requestHeaders } from './request.ts';
import { retryDelay, type RetryBroken } from './retry.ts';
import { statusError, subjectOf } from './status-error.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { createTracer, helperPlace, type Tracer } from './trace.ts';
import { UpgradeRefused } from './transport/transport.ts';
import type {
  ConnectionTimings,
  CreateTransport,
  Transport,
  TransportRequest,
  TransportResponse,
  TransportSocket,
} from './transport/transport.ts';
import { buildURL, goDuration } from './url.ts';
import { createWarner } from './warnings.ts';
import { decodeEvents } from './watch-events.ts';

/** What a client needs besides its connection. */
export interface RESTClientOptions {
  readonly log: Logger;
  /** Shows a warning of the server; called once for each text. */
  readonly warn: (message: string) => void;
  /** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The invoked command, sent as `Kubectl-Command` (KEP-859): `kubectl get`. No such headers when missing. */
  readonly command?: string;
  /** The runtime's own when missing; a snapshot or a test brings another. */
  readonly createTransport?: CreateTransport;
  /** Waits before a retry; tests replace it. Milliseconds. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** A client of one API server. Nothing is loaded or connected before the first request. */
export function createRESTClient(connection: Connection, options: RESTClientOptions): RESTClient {
  return new HTTPClient(connection, options);
}

/** As many as Go's client follows. */
const maxRedirects = 10;

/** One request on its way: what retries, traces and errors share. */
interface Attempt {
  readonly request: RESTRequest;
  readonly method: string;
  readonly url: string;
  readonly deadline: Deadline;
}

class HTTPClient implements RESTClient {
  readonly server: string;
  readonly timeout: number;
  readonly #connection: Connection;
  readonly #options: RESTClientOptions;
  readonly #tracer: ReturnType<typeof createTracer>;
  readonly #showWarnings: (response: TransportResponse) => void;
  readonly #timings: WeakMap<TransportRequest, ConnectionTimings> = new WeakMap();
  #transport: Promise<Transport> | undefined;

  constructor(connection: Connection, options: RESTClientOptions) {
    this.server = connection.server;
    this.timeout = connection.timeout;
    this.#connection = connection;
    this.#options = options;
    this.#tracer = createTracer(options.log);
    this.#showWarnings = createWarner(options.warn);
  }

  async send(request: RESTRequest): Promise<TransportResponse> {
    const { response, attempt } = await this.#exchange(request, 'never');
    return attempt.deadline.guard(response);
  }

  async text(request: RESTRequest): Promise<string> {
    const { response, attempt } = await this.#exchange(request);
    const text = await attempt.deadline.guard(response).text();
    this.#traceBody('Response Body', text, attempt);
    return text;
  }

  async json<T = KubeObject>(request: RESTRequest): Promise<T> {
    const { response, attempt } = await this.#exchange(request);
    return decodeObject(await this.#read(response, attempt), response, request.plain ?? false) as T;
  }

  async *watch<T = KubeObject>(request: RESTRequest): AsyncIterable<WatchEvent<T>> {
    const query = { ...request.query, watch: 'true' };
    const { response, attempt } = await this.#exchange({ ...request, query }, 'always');
    yield* decodeEvents<T>(attempt.deadline.guard(response).stream(), parseJSON);
  }

  async upgrade(request: RESTRequest, protocols: readonly string[]): Promise<TransportSocket> {
    return this.#switch(this.#attempt(request), {}, async (transport, sent) => {
      const socket = await transport.upgrade(sent, protocols);
      return [socket, new Map([['sec-websocket-protocol', [socket.protocol]]])];
    });
  }

  async upgradeByPost(
    request: RESTRequest,
    protocols: readonly string[],
  ): Promise<TransportSocket> {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': protocols,
      'content-length': '0',
    };
    const attempt = this.#attempt({ ...request, method: 'POST' });
    return this.#switch(attempt, headers, async (transport, sent) => {
      const socket = await transport.upgradeRaw(sent);
      return [socket, new Map([['x-stream-protocol-version', [socket.protocol]]])];
    });
  }

  /** Sends one request to switch protocols, traced. */
  async #switch(
    attempt: Attempt,
    headers: TransportRequest['headers'],
    send: (
      transport: Transport,
      request: TransportRequest,
    ) => Promise<[TransportSocket, TransportResponse['headers']]>,
  ): Promise<TransportSocket> {
    try {
      const request = await this.#build(attempt);
      return await this.#traced({ ...request, headers: { ...request.headers, ...headers } }, send);
    } catch (error) {
      if (!(error instanceof UpgradeRefused)) throw error;
      const failure = await this.#failure(error.response, attempt);
      failure.cause ??= error;
      throw failure;
    } finally {
      attempt.deadline.done();
    }
  }

  async #traced(
    request: TransportRequest,
    send: (
      transport: Transport,
      request: TransportRequest,
    ) => Promise<[TransportSocket, TransportResponse['headers']]>,
  ): Promise<TransportSocket> {
    const transport = await this.#open();
    this.#tracer?.request(request);
    const began = monotonic();
    const tell = (answer?: Parameters<Tracer['response']>[2]): void =>
      this.#tracer?.response(request, monotonic() - began, answer, this.#timings.get(request));
    try {
      const [socket, headers] = await send(transport, request);
      tell({ status: 101, statusText: 'Switching Protocols', headers });
      return socket;
    } catch (error) {
      tell(error instanceof UpgradeRefused ? error.response : undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.#transport)?.close();
    this.#transport = undefined;
  }

  #attempt(request: RESTRequest): Attempt {
    const timeout = request.timeout ?? this.#connection.timeout;
    const query = timeout > 0 ? { timeout: goDuration(timeout), ...request.query } : request.query;
    return {
      request,
      method: request.method ?? 'GET',
      url: buildURL(this.server, request.path, query),
      deadline: createDeadline(timeout, request.signal),
    };
  }

  /** Sends, repeats where the server asks for it, and hands over only answers that succeeded. */
  async #exchange(
    request: RESTRequest,
    broken: RetryBroken = 'GET',
  ): Promise<{ response: TransportResponse; attempt: Attempt }> {
    const attempt = this.#attempt(request);
    this.#traceBody('Request Body', encodeBody(request.body) ?? '', attempt);
    let refreshed = false;
    for (let tries = 1; ; tries++) {
      const outcome = await this.#once(attempt).catch((error: unknown) => error as Error);
      if (outcome instanceof KubistError || outcome instanceof Error) {
        const wait = retryDelay(tries, outcome, broken === 'always' || broken === attempt.method);
        if (wait === undefined || attempt.deadline.signal?.aborted)
          throw this.#give(outcome, attempt);
        await this.#sleep(wait, attempt, outcome);
        continue;
      }
      if (outcome.status >= 200 && outcome.status <= 299) {
        if (!attempt.request.quiet) this.#showWarnings(outcome);
        return { response: outcome, attempt };
      }
      if (outcome.status === 401 && !refreshed) {
        refreshed = true;
        if (await this.#connection.credentials.refresh()) {
          await outcome.bytes();
          await this.close();
          continue;
        }
      }
      const wait = retryDelay(tries, outcome, false);
      if (wait === undefined) throw await this.#failure(outcome, attempt);
      await outcome.bytes();
      this.#options.log.info(4, 'with_retry.go:234', 'Got a Retry-After response', [
        ['delay', goDuration(wait)],
        ['attempt', tries],
        ['url', attempt.url],
      ]);
      await this.#sleep(wait, attempt, new Error('the time is up'));
    }
  }

  /** One attempt. */
  async #once(attempt: Attempt): Promise<TransportResponse> {
    return this.#follow(await this.#build(attempt), maxRedirects);
  }

  /** One round trip, redirects on the same server followed: credentials go nowhere else. */
  async #follow(request: TransportRequest, left: number): Promise<TransportResponse> {
    const response = await this.#roundTrip(request);
    const location = redirectOf(request, response);
    if (location === undefined) return response;
    await response.bytes();
    const words = `stopped after ${maxRedirects} redirects`;
    if (left === 1) throw new ConnectionError('other', request.url, words);
    return this.#follow({ ...request, url: location }, left - 1);
  }

  /** Sends one request, traced. */
  async #roundTrip(request: TransportRequest): Promise<TransportResponse> {
    const transport = await this.#open();
    this.#tracer?.request(request);
    const began = monotonic();
    let response: TransportResponse | undefined;
    try {
      response = await transport.request(request);
      return response;
    } finally {
      this.#tracer?.response(request, monotonic() - began, response, this.#timings.get(request));
    }
  }

  async #build({ request, method, url, deadline }: Attempt): Promise<TransportRequest> {
    const body = encodeBody(request.body);
    const { signal } = deadline;
    const { command } = this.#options;
    return {
      method,
      url,
      headers: await requestHeaders(this.#connection, request, body !== undefined, command),
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    };
  }

  #open(): Promise<Transport> {
    this.#transport ??= openTransport(
      this.#connection,
      this.#options,
      this.#tracer?.wantsTimings ? this.#timings : undefined,
    ).catch((error: unknown) => {
      this.#transport = undefined;
      throw error;
    });
    return this.#transport;
  }

  async #read(response: TransportResponse, attempt: Attempt): Promise<string> {
    let text: string;
    try {
      text = await attempt.deadline.guard(response).text();
    } catch (error) {
      if (attempt.request.signal?.aborted) throw error;
      const message = attempt.deadline.expired
        ? 'context deadline exceeded'
        : (error as Error).message;
      this.#options.log.error('request.go:1196', 'Unexpected error when reading response body', [
        ['err', message],
      ]);
      throw new KubistError(
        `unexpected error when reading response body. Please retry. Original error: ${message}`,
        { cause: withMethod(unread(error as Error, attempt.url), attempt.method) },
      );
    }
    this.#traceBody('Response Body', text, attempt, attempt.request.failureSource);
    return text;
  }

  async #failure(response: TransportResponse, attempt: Attempt): Promise<Error> {
    const { request, method } = attempt;
    const text = await this.#read(response, attempt);
    if (!request.quiet) this.#showWarnings(response);
    const subject = request.plain
      ? { method, group: '', resource: '', name: '' }
      : subjectOf(method, request.path);
    return statusError(response, text, subject);
  }

  /** The error to throw in place of one that the transport gave: the clock's or the caller's, if they ended it. */
  #give(error: Error, { deadline, request, method, url }: Attempt): Error {
    deadline.done();
    if (request.signal?.aborted) return request.signal.reason as Error;
    if (!deadline.expired || error instanceof ConnectionError) return withMethod(error, method);
    const words = 'net/http: request canceled (Client.Timeout exceeded while awaiting headers)';
    const options = { cause: error, sent: true };
    return withMethod(new ConnectionError('timeout', url, words, options), method);
  }

  /** Waits before a retry. When the time runs out meanwhile, what failed before is told. */
  async #sleep(milliseconds: number, attempt: Attempt, failure: Error): Promise<void> {
    const sleep = this.#options.sleep ?? pause;
    const { signal } = attempt.deadline;
    await sleep(milliseconds, signal).catch((error: unknown) => {
      throw signal?.aborted ? this.#give(failure, attempt) : error;
    });
  }

  #traceBody(
    title: string,
    body: string | Uint8Array,
    { request, method, url }: Attempt,
    source: string | undefined = request.source,
  ): void {
    if (this.#tracer === undefined) return;
    const isWatch = request.query?.['watch'] !== undefined;
    const place = helperPlace(method, subjectOf(method, request.path).name, isWatch);
    this.#tracer.body(title, body, source ?? place, url);
  }
}

/** The error, which tells what was asked if it is one of the connection. */
function withMethod(error: Error, method: string): Error {
  if (error instanceof ConnectionError) error.method = method;
  return error;
}

/** An answer that broke off: what the server has done is unknown. */
function unread(cause: Error, url: string): ConnectionError {
  return new ConnectionError('other', url, cause.message, { cause, sent: true });
}
