import type { Socket } from 'node:net';
import type { RESTClient } from '../client.ts';
import { isRefusal, refusalOf } from '../refusal.ts';
import { dataHead, pingFrame, type SPDYFrame, SPDYReader, SPDYWriter } from '../spdy/frames.ts';
import type { TransportSocket } from '../transport/transport.ts';

/** What is spoken over a WebSocket, and after a POST. */
const PROTOCOL = 'SPDY/3.1+portforward.k8s.io';
const POST_PROTOCOL = 'portforward.k8s.io';

const ERROR_STREAM = 1;
const DATA_STREAM = 3;

/** Error texts of a node are short. */
const MAX_ERROR = 64 << 10;

/**
 * A tunnel to a pod for one connection: SPDY over a WebSocket (KEP-4006). SPDY could carry many connections, but its
 * servers have no flow control: a connection whose reader is slow would hold up the others, or fill the memory. With
 * a tunnel each, TCP holds up the one that is slow.
 */
export class Tunnel {
  readonly #socket: TransportSocket;
  readonly #writer = new SPDYWriter();
  #local: Socket | undefined;
  #error = '';
  #open = new Set([ERROR_STREAM, DATA_STREAM]);
  /** Resolves when the tunnel is over, whichever side has closed it; with what broke it, if something did. */
  readonly ended: Promise<Error | undefined>;

  private constructor(socket: TransportSocket) {
    this.#socket = socket;
    this.ended = this.#read().catch((error: unknown) => error as Error);
  }

  /**
   * Connects to a pod; `path` is that of its `portforward` subresource. When a WebSocket is refused, by a POST. Rejects
   * with the words of the server, or those that name a proxy, when neither is let through.
   */
  static async open(client: RESTClient, path: string, signal?: AbortSignal): Promise<Tunnel> {
    // The subresource answers in no format of its own.
    const headers = { accept: '*/*' };
    const request = { path, headers, ...(signal === undefined ? {} : { signal }) };
    try {
      const socket = await client.upgrade(request, [PROTOCOL]);
      if (socket.protocol === PROTOCOL) return new Tunnel(socket);
      await socket.close();
    } catch (error) {
      if (!isRefusal(error)) throw refusalOf(error);
    }
    const { connectSPDY } = await import('../spdy/connect.ts');
    const socket = await connectSPDY(client, request, [POST_PROTOCOL]).catch((error: unknown) => {
      throw refusalOf(error);
    });
    return new Tunnel(socket);
  }

  /**
   * Carries a local connection to a port of the pod until both sides are done. Half-closed connections stay so.
   * @returns what the node says went wrong; empty when nothing did
   */
  async forward(port: number, requestID: number, local: Socket): Promise<string> {
    this.#local = local;
    const headers = { port: String(port), requestid: String(requestID) };
    try {
      await this.#socket.send(
        this.#writer.open(ERROR_STREAM, { ...headers, streamtype: 'error' }, true),
        this.#writer.open(DATA_STREAM, { ...headers, streamtype: 'data' }, false),
      );
      this.#send(local);
      const broken = await this.ended;
      return this.#error === '' && broken !== undefined ? broken.message : this.#error;
    } finally {
      local.end();
      local.destroySoon();
      await this.close();
    }
  }

  close(): Promise<void> {
    return this.#socket.close();
  }

  /** Local bytes go to the pod; their end does too. Not by iteration, which in bun ends both directions. */
  #send(local: Socket): void {
    const send = (...parts: Uint8Array[]): Promise<void> =>
      this.#socket.send(...parts).catch(() => this.close());
    local.on('data', (chunk: Buffer) => {
      local.pause();
      void send(dataHead(DATA_STREAM, chunk.length, false), chunk).then(() => local.resume());
    });
    local.on('end', () => void send(dataHead(DATA_STREAM, 0, true)));
    // Broken off: nothing is left to carry.
    local.on('close', () => {
      if (!local.readableEnded) void this.close();
    });
    local.resume();
  }

  async #read(): Promise<undefined> {
    const reader = new SPDYReader();
    const read = (): void | Promise<void> => {
      for (let frame = reader.next(); frame !== undefined; frame = reader.next()) {
        const pending = this.#handle(frame);
        if (pending !== undefined) return pending.then(read);
      }
    };
    await this.#socket.receive((bytes) => {
      reader.push(bytes);
      return read();
    });
    return undefined;
  }

  #handle(frame: SPDYFrame): void | Promise<void> {
    if (frame.type === 'ping') return this.#socket.send(pingFrame(frame.id));
    if (frame.type === 'goAway') return this.close();
    if (frame.type === 'reset') return this.#finish(frame.stream);
    const { stream, data, fin } = frame;
    const delivered = this.#receive(stream, data);
    if (!fin) return delivered;
    return delivered === undefined
      ? this.#finish(stream)
      : delivered.then(() => this.#finish(stream));
  }

  #receive(stream: number, data: Buffer): void | Promise<void> {
    if (stream === ERROR_STREAM) {
      if (this.#error.length < MAX_ERROR) this.#error += data.toString();
    } else if (stream === DATA_STREAM && data.length > 0) return this.#deliver(data);
  }

  /** Waits while the local side is slow: the bytes are only lent. */
  #deliver(data: Buffer): void | Promise<void> {
    const local = this.#local;
    if (local === undefined || local.destroyed || local.writableEnded) return;
    let written = (): void => {};
    local.write(data, () => written());
    // All of it has been handed to the system.
    if (local.writableLength === 0) return;
    return new Promise<void>((resolve) => {
      written = resolve;
    });
  }

  /** The tunnel is over when all its streams are. */
  #finish(stream: number): void | Promise<void> {
    this.#open.delete(stream);
    if (stream === DATA_STREAM) this.#local?.end();
    if (this.#open.size === 0) return this.close();
  }
}
