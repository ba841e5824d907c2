import { ConnectionError, KubistError } from '../../errors.ts';
import type { RESTClient, RESTRequest } from '../client.ts';
import { isRefusal, refusalOf } from '../refusal.ts';
import type { TransportSocket } from '../transport/transport.ts';
import { channels, protocols } from './channels.ts';
import { outcomeOf, type RemoteEnd } from './outcome.ts';

/** Size of a terminal, in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/**
 * What is sent to a remote process, and where its output goes. A sink that returns a promise holds up the server; the
 * bytes that it is given are overwritten after that. Those of stdin may be overwritten once the next are asked for.
 */
export interface RemoteStreams {
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly stdout?: (data: Uint8Array) => void | Promise<void>;
  readonly stderr?: (data: Uint8Array) => void | Promise<void>;
  /** Called once the stream stands, with what tells the server of a size. Returns what stops it. */
  readonly resize?: (send: (size: TerminalSize) => void) => () => void;
  /** Called when stdin has ended and the server cannot be told so: the process may wait for more for ever. */
  readonly stdinStaysOpen?: () => void;
}

/** Some kubelets refuse to stream to a client that wants JSON. */
const ANY_ANSWER = { accept: '*/*' } as const;

/** Bytes of stdin in one message: the API server copies in pieces of 32 KiB. */
const PIECE = 1 << 16;

const STDIN = Uint8Array.of(channels.stdin);

/**
 * Runs a process in a container (`exec`) or joins the one that runs there (`attach`), until the server ends the stream.
 * `request.path` is the subresource. No more is held in memory than a few messages, in either direction.
 * Rejects with the words of the server when it refuses, or cannot start the process; with the reason of
 * `request.signal` when that ends it.
 */
export async function remoteCommand(
  client: RESTClient,
  request: RESTRequest,
  streams: RemoteStreams,
): Promise<RemoteEnd> {
  const { signal } = request;
  const asked = { ...request, headers: { ...request.headers, ...ANY_ANSWER } };
  const socket = await open(client, asked);
  const abort = (): void => void socket.close();
  signal?.addEventListener('abort', abort);
  const stopResizing = streams.resize?.((size) => {
    const data = Buffer.from(JSON.stringify({ Width: size.columns, Height: size.rows }));
    socket.send(Uint8Array.of(channels.resize), data).catch(() => undefined);
  });
  const sender = startSending(socket, streams);
  try {
    const text = await Promise.race([receive(socket, streams), sender.failure]);
    if (signal?.aborted) throw signal.reason;
    return outcomeOf(text);
  } finally {
    signal?.removeEventListener('abort', abort);
    stopResizing?.();
    sender.stop();
    await socket.close();
  }
}

/** Opens a session: over a WebSocket, or where that is refused, over SPDY. */
async function open(client: RESTClient, request: RESTRequest): Promise<TransportSocket> {
  try {
    const socket = await client.upgrade(request, protocols);
    if (protocols.includes(socket.protocol)) return socket;
    await socket.close();
  } catch (error) {
    if (!isRefusal(error)) throw refusalOf(error);
  }
  const { openSPDYSession } = await import('./spdy-session.ts');
  return openSPDYSession(client, request).catch((error: unknown) => {
    throw refusalOf(error);
  });
}

/** Hands on the output until the server ends the stream; resolves to what the error channel said. */
async function receive(socket: TransportSocket, streams: RemoteStreams): Promise<string> {
  const words: Uint8Array[] = [];
  let channel: number | undefined;
  try {
    await socket.receive((piece, starts) => {
      if (starts) channel = piece[0];
      const data = starts ? piece.subarray(1) : piece;
      if (data.length === 0) return undefined;
      if (channel === channels.stdout) return streams.stdout?.(data);
      if (channel === channels.stderr) return streams.stderr?.(data);
      if (channel === channels.error) words.push(Buffer.from(data));
      return undefined;
    });
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    // When the end of the process has been told, how the connection ends does not matter any more.
    if (words.length === 0) {
      const text = `error reading from error stream: next reader: ${error.message}`;
      throw new KubistError(text, { cause: error });
    }
  }
  return Buffer.concat(words).toString('utf8');
}

/** Sends stdin beside what is received. `failure` never resolves: it rejects when stdin cannot be read. */
function startSending(
  socket: TransportSocket,
  { stdin, stdinStaysOpen }: RemoteStreams,
): { failure: Promise<never>; stop(): void } {
  let stopped = false;
  const iterator = stdin?.[Symbol.asyncIterator]();
  const send = async (): Promise<void> => {
    if (iterator === undefined) return;
    for (;;) {
      const next = await iterator.next();
      if (stopped) return;
      if (next.done === true) break;
      for (let at = 0; at < next.value.length; at += PIECE) {
        const sent = socket.send(STDIN, next.value.subarray(at, at + PIECE));
        // A process that ends before its input: the receiving side knows more.
        if (!(await sent.then(succeed, fail))) return;
      }
    }
    if (socket.protocol === protocols[0])
      await socket.send(Uint8Array.of(channels.close, channels.stdin)).catch(() => undefined);
    else stdinStaysOpen?.();
  };
  return {
    failure: new Promise<never>((_, reject) => {
      send().catch(reject);
    }),
    stop() {
      stopped = true;
      // Not awaited: a read of a terminal ends with the next key only.
      void iterator?.return?.().catch(() => undefined);
    },
  };
}

const succeed = (): boolean => true;
const fail = (): boolean => false;
