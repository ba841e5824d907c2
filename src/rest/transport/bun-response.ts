import { KubistError } from '../../errors.ts';
import { requestError } from './connection-error.ts';
import { headerText } from './header-text.ts';
import type { TransportRequest, TransportResponse } from './transport.ts';

/** An answer of bun's fetch. */
export class FetchResponse implements TransportResponse {
  readonly status: number;
  readonly statusText: string;
  /** fetch does not tell; bun speaks 1.1. */
  readonly protocol = 'HTTP/1.1';
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly #response: Response;
  readonly #request: TransportRequest;

  constructor(response: Response, request: TransportRequest) {
    this.status = response.status;
    this.statusText = response.statusText;
    // A repeated header comes joined by commas, which Warning's grammar allows.
    this.headers = new Map(
      [...response.headers].map(([name, value]) => [name, [headerText(value)]]),
    );
    this.#response = response;
    this.#request = request;
  }

  text(): Promise<string> {
    return this.#read(this.#response.text());
  }

  bytes(): Promise<Uint8Array> {
    return this.#read(this.#response.bytes());
  }

  async *stream(): AsyncIterable<Uint8Array> {
    const { body } = this.#response;
    if (body === null) return;
    try {
      yield* body as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw this.#problem(error as Error);
    }
  }

  #read<T>(body: Promise<T>): Promise<T> {
    return body.catch((error: unknown) => Promise.reject(this.#problem(error as Error)));
  }

  #problem(error: NodeJS.ErrnoException): Error {
    const { signal, url } = this.#request;
    if (signal?.aborted) return signal.reason as Error;
    if (/^(ECONNRESET|ConnectionClosed|HTTP2StreamReset)$/.test(error.code ?? ''))
      return new KubistError('unexpected EOF', { cause: error });
    if (error.code === 'ZlibError')
      return new KubistError('gzip: invalid header', { cause: error });
    return requestError(error, url);
  }
}
