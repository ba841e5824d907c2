/**
 * The seam between kubist and the network. `#transport` picks the runtime's file
 * (`node.ts` or `bun.ts`); a snapshot answers requests in process behind the same interface.
 */

/** One HTTP request. Header names are lower case. */
export interface TransportRequest {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

/** One HTTP answer. The body can be read once, by one of its three readers; it is already decompressed. */
export interface TransportResponse {
  readonly status: number;
  /** The reason phrase, for instance `OK`; may be empty. */
  readonly statusText: string;
  /** For instance `HTTP/1.1`. */
  readonly protocol: string;
  /** Lower-case names; a repeated header has its values in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  text(): Promise<string>;
  bytes(): Promise<Uint8Array>;
  stream(): AsyncIterable<Uint8Array>;
}

/**
 * Takes a message in pieces, as they come; the flags tell of its first and its last one. The bytes are only lent: they are
 * overwritten once this has returned, or its promise has been fulfilled. A promise holds up the sender.
 */
export type MessageSink = (
  piece: Uint8Array,
  starts: boolean,
  ends: boolean,
) => void | Promise<void>;

/** A connected WebSocket, or another connection that carries messages. Back-pressure: await `send`; `receive` awaits its sink. */
export interface TransportSocket {
  /** The subprotocol that the server chose. */
  readonly protocol: string;
  /** Sends one message with all these parts, which may be changed once this resolves. */
  send(...parts: readonly Uint8Array[]): Promise<void>;
  /**
   * Receives until the server ends the stream well, or it is closed from this side. Rejects when the connection breaks,
   * and with what the sink throws.
   */
  receive(sink: MessageSink): Promise<void>;
  close(code?: number): Promise<void>;
}

/** Milliseconds of the phases of a new connection, for `-v=9`. */
export interface ConnectionTimings {
  dns?: number;
  dial?: number;
  tls?: number;
  serverProcessing?: number;
  duration?: number;
  reusedConnection?: boolean;
  /** Remote address, `127.0.0.1:6443`. */
  address?: string;
  /** What a host name resolved to. */
  lookup?: { readonly host: string; readonly addresses: readonly string[] };
  /** Why `address` could not be reached. */
  dialError?: string;
}

/** The server answered a request to upgrade with an ordinary answer: most often a Status that says why. */
export class UpgradeRefused extends Error {
  override name = 'UpgradeRefused';
  readonly response: TransportResponse;
  /** The proxy that the request went through, if it is known. */
  readonly proxyURL: string | undefined;
  constructor(response: TransportResponse, proxyURL?: string) {
    super(`unable to upgrade connection: ${response.status} ${response.statusText}`);
    this.response = response;
    this.proxyURL = proxyURL;
  }
}

/** How a transport reaches one server. */
export interface TransportOptions {
  readonly tls: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly serverName?: string;
    readonly insecureSkipVerify: boolean;
  };
  /** The proxy for these requests; undefined is a direct connection. The caller has applied NO_PROXY. */
  readonly proxyURL?: string;
  /** Called once a request, before its answer or failure is handed over; costs nothing when missing. */
  readonly onTimings?: (request: TransportRequest, timings: ConnectionTimings) => void;
}

/** Sends requests to one server. Failures to connect reject with errors.ts `ConnectionError`. */
export interface Transport {
  request(request: TransportRequest): Promise<TransportResponse>;
  /** Opens a WebSocket. Rejects with `UpgradeRefused` when the answer is an ordinary one. */
  upgrade(request: TransportRequest, protocols: readonly string[]): Promise<TransportSocket>;
  /** The same for another protocol, which the request's headers name: messages are bytes as they come. */
  upgradeRaw(request: TransportRequest): Promise<TransportSocket>;
  close(): Promise<void>;
}

/** What `#transport` exports. */
export type CreateTransport = (options: TransportOptions) => Transport;
