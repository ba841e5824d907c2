import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { KubistError } from '../../errors.ts';
import { requestError } from './connection-error.ts';
import { headerText } from './header-text.ts';
import type { TransportRequest, TransportResponse } from './transport.ts';

/** What an answer says before its body. */
type ResponseHead = Pick<TransportResponse, 'status' | 'statusText' | 'protocol' | 'headers'>;

/** An answer of node:http or node:http2. */
export class NodeResponse implements TransportResponse {
  readonly status: number;
  readonly statusText: string;
  readonly protocol: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly #message: Readable;
  readonly #request: TransportRequest;

  constructor(head: ResponseHead, message: Readable, request: TransportRequest) {
    this.status = head.status;
    this.statusText = head.statusText;
    this.protocol = head.protocol;
    this.headers = head.headers;
    this.#message = message;
    // Whoever reads it is told; an abort after the reader has gone concerns nobody.
    message.on('error', () => undefined);
    this.#request = request;
  }

  async text(): Promise<string> {
    return (await this.#buffer()).toString('utf8');
  }

  async bytes(): Promise<Uint8Array> {
    return this.#buffer();
  }

  async *stream(): AsyncIterable<Uint8Array> {
    try {
      yield* (await this.#body()) as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw this.#problem(error as Error);
    }
  }

  async #buffer(): Promise<Buffer> {
    const body = await this.#body();
    return new Promise((resolve, reject) => {
      // It may have broken before anyone listened.
      if (body.errored !== null) return reject(this.#problem(body.errored));
      const chunks: Buffer[] = [];
      body.on('data', (chunk: Buffer) => chunks.push(chunk));
      body.once('end', () =>
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
      );
      body.once('error', (error) => reject(this.#problem(error)));
    });
  }

  /** The body, decompressed. */
  async #body(): Promise<Readable> {
    const encoding = this.headers.get('content-encoding')?.[0]?.toLowerCase();
    if (encoding !== 'gzip') return this.#message;
    const { createGunzip } = await import('node:zlib');
    const gunzip = createGunzip();
    // `pipe` does not carry errors over.
    this.#message.once('error', (error) => gunzip.destroy(error));
    gunzip.once('close', () => this.#message.destroy());
    return this.#message.pipe(gunzip);
  }

  #problem(error: NodeJS.ErrnoException): Error {
    if (this.#request.signal?.aborted) return this.#request.signal.reason as Error;
    if (error.code === 'ECONNRESET' || error.code === 'Z_BUF_ERROR')
      return new KubistError('unexpected EOF', { cause: error });
    if (error.code?.startsWith('Z_'))
      return new KubistError('gzip: invalid header', { cause: error });
    return requestError(error, this.#request.url);
  }
}

/** What a message of node:http says before its body. */
export function headOf(message: IncomingMessage): ResponseHead {
  return {
    status: message.statusCode ?? 0,
    statusText: message.statusMessage ?? '',
    protocol: `HTTP/${message.httpVersion}`,
    headers: collect(message.rawHeaders),
  };
}

/** Name, value, name, value … to lists by lower-case name. */
function collect(raw: readonly string[]): Map<string, readonly string[]> {
  const headers = new Map<string, string[]>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] as string).toLowerCase();
    const value = headerText(raw[index + 1] as string);
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [value]);
    else values.push(value);
  }
  return headers;
}
