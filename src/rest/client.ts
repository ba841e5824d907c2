import type { KubeObject, WatchEvent } from '../api/types.ts';
import type { TransportResponse, TransportSocket } from './transport/transport.ts';

/** Values of a query string; undefined ones are left out, arrays repeat. Keys are sent sorted, as Go's url.Values does. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** One API request below the server's base URL. */
export interface RESTRequest {
  /** GET when missing. */
  readonly method?: string;
  /** Absolute path, already escaped: `/apis/apps/v1/namespaces/default/deployments/web`. */
  readonly path: string;
  readonly query?: Query;
  /** `accept: application/json` when missing. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes are sent as they are, an object as JSON. */
  readonly body?: string | Uint8Array | object;
  readonly signal?: AbortSignal;
  /** Overrides the connection's timeout, in milliseconds; 0 is none. Sent as `?timeout=` too, as the reference does, unless the query has one. */
  readonly timeout?: number;
  /** The reference's place of the call, which `-v=8` prints before bodies. That of its helper for resources when missing. */
  readonly source?: string;
  /** The same for the body of an answer that is a failure, where the reference has another place for it. */
  readonly failureSource?: string;
  /** The path names no resource to tell of in errors: `--raw`, discovery, OpenAPI. */
  readonly plain?: boolean;
  /** Warnings of the answer are not shown. */
  readonly quiet?: boolean;
}

/**
 * Talks to one API server: credentials, impersonation, retries (429 and 5xx with Retry-After),
 * warnings, the `-v` trace and Status errors are done here.
 * All methods reject with `StatusError` or `ConnectionError`.
 */
export interface RESTClient {
  /** The answer of a request that succeeded (2xx), its body unread: for streams, and `get --raw`. `-v=8` does not print the body. */
  send(request: RESTRequest): Promise<TransportResponse>;
  /** The body as parsed JSON with exact integers (formats/json); without `plain`, it must be an object with a kind. */
  json<T = KubeObject>(request: RESTRequest): Promise<T>;
  /** The body as text. */
  text(request: RESTRequest): Promise<string>;
  /** A watch: one connection's events as they come. Ends when the server closes it. */
  watch<T = KubeObject>(request: RESTRequest): AsyncIterable<WatchEvent<T>>;
  /** A WebSocket, for exec, attach and port-forward. The cause of a StatusError is `UpgradeRefused`. */
  upgrade(request: RESTRequest, protocols: readonly string[]): Promise<TransportSocket>;
  /** The same by a POST for SPDY/3.1, the older way: a connection whose messages are bytes as they come. */
  upgradeByPost(request: RESTRequest, protocols: readonly string[]): Promise<TransportSocket>;
  /** Base URL, for messages. */
  readonly server: string;
  /** The connection's timeout of one request, in milliseconds; 0 is none. */
  readonly timeout: number;
  close(): Promise<void>;
}
