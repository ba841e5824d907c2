import type { Connection } from '../api/connection.ts';
import type { KubeObject, WatchEvent } from '../api/types.ts';
import { ConnectionError, KubistError } from '../errors.ts';
import { parseJSON, stringifyJSON } from '../formats/json.ts';
import type { Logger } from '../log.ts';
import type { RESTClient, RESTRequest } from './client.ts';
import { decodeObject } from './decode.ts';
import { checkHeaders, impersonationHeaders, type RequestHeaders } from './headers.ts';
import { pause } from './pause.ts';
import { proxyFor } from './proxy.ts';
import { retryDelay, type RetryBroken } from './retry.ts';
import { statusError, subjectOf } from './status-error.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { createTracer } from './trace.ts';
import { UpgradeRefused } from './transport/transport.ts';
import type {
  ConnectionTimings,
  CreateTransport,
  Transport,
  TransportRequest,
  TransportResponse,
} from './transport/transport.ts';
import { buildURL, goDuration } from './url.ts';
import { parseWarnings } from './warnings.ts';
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
  readonly #warned: Set<string> = new Set();
  readonly #timings: WeakMap<TransportRequest, ConnectionTimings> = new WeakMap();
  readonly #session: RequestHeaders;
  #transport: Promise<Transport> | undefined;

  constructor(connection: Connection, options: RESTClientOptions) {
    this.server = connection.server;
    this.timeout = connection.timeout;
    this.#connection = connection;
    this.#options = options;
    this.#tracer = createTracer(options.log);
    this.#session =
      options.command === undefined
        ? {}
        : {
            'kubectl-command': options.command,
            'kubectl-session': process.getBuiltinModule('node:crypto').randomUUID(),
          };
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

  async upgrade(
    request: RESTRequest,
    protocols: readonly string[],
  ): Promise<import('./transport/transport.ts').TransportSocket> {
    const attempt = this.#attempt(request);
    try {
      const transport = await this.#open();
      return await transport.upgrade(await this.#build(attempt), protocols);
    } catch (error) {
      if (error instanceof UpgradeRefused) throw await this.#failure(error.response, attempt);
      throw error;
    } finally {
      attempt.deadline.done();
    }
  }

  async close(): Promise<void> {
    await (await this.#transport)?.close();
    this.#transport = undefined;
  }

  #attempt(request: RESTRequest): Attempt {
    const timeout = request.timeout ?? this.#connection.timeout;
    const query = timeout > 0 ? { ...request.query, timeout: goDuration(timeout) } : request.query;
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
        this.#showWarnings(outcome);
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

  /** One round trip, redirects on the same server followed: credentials go nowhere else. */
  async #once(attempt: Attempt): Promise<TransportResponse> {
    let request = await this.#build(attempt);
    for (let redirects = 0; ; redirects++) {
      const response = await this.#roundTrip(request);
      const location = redirectOf(request, response);
      if (location === undefined) return response;
      await response.bytes();
      if (redirects === maxRedirects - 1)
        throw new ConnectionError('other', request.url, `stopped after ${maxRedirects} redirects`);
      request = { ...request, url: location };
    }
  }

  /** Sends one request, traced. */
  async #roundTrip(request: TransportRequest): Promise<TransportResponse> {
    const transport = await this.#open();
    this.#tracer?.request(request);
    const began = performance.now();
    let response: TransportResponse | undefined;
    try {
      response = await transport.request(request);
      return response;
    } finally {
      this.#tracer?.response(
        request,
        performance.now() - began,
        response,
        this.#timings.get(request),
      );
    }
  }

  async #build({ request, method, url, deadline }: Attempt): Promise<TransportRequest> {
    const { userAgent, disableCompression, credentials, impersonate } = this.#connection;
    const body = encodeBody(request.body);
    const headers: RequestHeaders = {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...lowerCase(request.headers),
      'user-agent': userAgent,
      ...impersonationHeaders(impersonate),
      ...(await credentials.headers()),
      ...(disableCompression ? {} : { 'accept-encoding': 'gzip' }),
      ...this.#session,
    };
    checkHeaders(headers);
    const signal = deadline.signal;
    return {
      method,
      url,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    };
  }

  #open(): Promise<Transport> {
    this.#transport ??= this.#create().catch((error: unknown) => {
      this.#transport = undefined;
      throw error;
    });
    return this.#transport;
  }

  async #create(): Promise<Transport> {
    const createTransport =
      this.#options.createTransport ?? (await import('#transport')).createTransport;
    const { tls, credentials, proxyURL } = this.#connection;
    const pair = await credentials.clientCertificate();
    const proxy = proxyURL ?? proxyFor(this.server, this.#options.env);
    return createTransport({
      tls: { ...tls, ...pair },
      ...(proxy === undefined ? {} : { proxyURL: proxy }),
      ...(this.#tracer?.wantsTimings
        ? { onTimings: (request, timings) => this.#timings.set(request, timings) }
        : {}),
    });
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
        { cause: error },
      );
    }
    this.#traceBody('Response Body', text, attempt);
    return text;
  }

  async #failure(response: TransportResponse, attempt: Attempt): Promise<Error> {
    const { request, method } = attempt;
    const text = await this.#read(response, attempt);
    this.#showWarnings(response);
    const subject = request.plain
      ? { method, group: '', resource: '', name: '' }
      : subjectOf(method, request.path);
    return statusError(response, text, subject);
  }

  /** The error to throw in place of one that the transport gave: the clock's or the caller's, if they ended it. */
  #give(error: Error, { deadline, request, url }: Attempt): Error {
    deadline.done();
    if (request.signal?.aborted) return request.signal.reason as Error;
    if (!deadline.expired || error instanceof ConnectionError) return error;
    const words = 'net/http: request canceled (Client.Timeout exceeded while awaiting headers)';
    return new ConnectionError('timeout', url, words, { cause: error });
  }

  /** Waits before a retry. When the time runs out meanwhile, what failed before is told. */
  async #sleep(milliseconds: number, attempt: Attempt, failure: Error): Promise<void> {
    const sleep = this.#options.sleep ?? pause;
    const { signal } = attempt.deadline;
    await sleep(milliseconds, signal).catch((error: unknown) => {
      throw signal?.aborted ? this.#give(failure, attempt) : error;
    });
  }

  #traceBody(title: string, body: string | Uint8Array, { request, url }: Attempt): void {
    this.#tracer?.body(title, body, request.source ?? 'helper.go:113', url);
  }

  #showWarnings(response: TransportResponse): void {
    const headers = response.headers.get('warning');
    if (headers === undefined) return;
    for (const { code, text } of parseWarnings(headers)) {
      if (code !== 299 || text === '' || this.#warned.has(text)) continue;
      this.#warned.add(text);
      this.#options.warn(text);
    }
  }
}

function encodeBody(body: RESTRequest['body']): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body;
  return `${stringifyJSON(body, { sortKeys: true })}\n`;
}

function lowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** Where a GET is sent on to, when that is the same server. */
function redirectOf(request: TransportRequest, response: TransportResponse): string | undefined {
  const location = response.headers.get('location')?.[0];
  if (
    request.method !== 'GET' ||
    location === undefined ||
    ![301, 302, 303, 307, 308].includes(response.status)
  )
    return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const target = new URL(location, request.url);
  return target.origin === new URL(request.url).origin ? target.href : undefined;
}
