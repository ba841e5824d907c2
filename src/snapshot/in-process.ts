import { KubistError } from '../errors.ts';
import type {
  Transport,
  TransportRequest,
  TransportResponse,
} from '../rest/transport/transport.ts';
import type { Answer } from './answer.ts';
import type { SnapshotServer } from './server.ts';

/** Hands requests to a snapshot in process; nothing touches the network. */
export class SnapshotTransport implements Transport {
  readonly #server: SnapshotServer;

  constructor(server: SnapshotServer) {
    this.#server = server;
  }

  async request(request: TransportRequest): Promise<TransportResponse> {
    request.signal?.throwIfAborted();
    return new SnapshotResponse(await this.#server.answer(request));
  }

  async upgrade(): Promise<never> {
    throw new KubistError(
      'a snapshot has no running containers: exec, attach, cp and port-forward need a cluster',
    );
  }

  upgradeRaw(): Promise<never> {
    return this.upgrade();
  }

  async close(): Promise<void> {}
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  201: 'Created',
  301: 'Moved Permanently',
  304: 'Not Modified',
  403: 'Forbidden',
  406: 'Not Acceptable',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
};

class SnapshotResponse implements TransportResponse {
  readonly status: number;
  readonly statusText: string;
  readonly protocol = 'HTTP/2.0';
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly #body: Answer['body'];

  constructor({ code, contentType, warnings, headers = {}, body }: Answer) {
    this.status = code;
    this.statusText = REASONS[code] ?? '';
    this.headers = new Map([
      ['cache-control', ['no-cache, private']],
      ['content-type', [contentType]],
      ...(warnings === undefined ? [] : [['warning', warnings] as const]),
      ...Object.entries(headers).map(([name, value]) => [name, [value]] as const),
    ]);
    this.#body = body;
  }

  async text(): Promise<string> {
    if (typeof this.#body === 'string') return this.#body;
    if (this.#body instanceof Uint8Array) return new TextDecoder().decode(this.#body);
    let text = '';
    for await (const part of this.#body) text += part;
    return text;
  }

  async bytes(): Promise<Uint8Array> {
    if (this.#body instanceof Uint8Array) return this.#body;
    return new TextEncoder().encode(await this.text());
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    if (typeof this.#body === 'string') {
      yield encoder.encode(this.#body);
      return;
    }
    if (this.#body instanceof Uint8Array) yield this.#body;
    else for await (const part of this.#body) yield encoder.encode(part);
  }
}
