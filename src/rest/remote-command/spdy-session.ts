import { ConnectionError } from '../../errors.ts';
import type { RESTClient, RESTRequest } from '../client.ts';
import { connectSPDY } from '../spdy/connect.ts';
import { dataHead, pingFrame, SPDYReader, SPDYWriter } from '../spdy/frames.ts';
import type { MessageSink, TransportSocket } from '../transport/transport.ts';
import { channels, protocols } from './channels.ts';

/** Channels and the streams that stand for them, in the order in which servers expect them, with the query that asks for each. */
const STREAMS = [
  { type: 'error', channel: channels.error, asked: undefined },
  { type: 'stdin', channel: channels.stdin, asked: 'stdin' },
  { type: 'stdout', channel: channels.stdout, asked: 'stdout' },
  { type: 'stderr', channel: channels.stderr, asked: 'stderr' },
  { type: 'resize', channel: channels.resize, asked: 'tty' },
] as const;

/** Servers of any age speak version 4 over SPDY, which tells exit codes; its streams can be half closed. */
const OFFERED = [...protocols];

/**
 * A session of exec or attach over SPDY, for servers and proxies that refuse WebSockets. It reads like one over a
 * WebSocket: a message is the channel and its data, and the end of stdin can be told.
 */
export async function openSPDYSession(
  client: RESTClient,
  request: RESTRequest,
): Promise<TransportSocket> {
  const socket = await connectSPDY(client, request, OFFERED);
  const writer = new SPDYWriter();
  const streams = new Map<number, number>();
  const frames: Uint8Array[] = [];
  for (const { type, channel, asked } of STREAMS) {
    if (asked !== undefined && request.query?.[asked] !== true) continue;
    const id = streams.size * 2 + 1;
    streams.set(channel, id);
    frames.push(writer.open(id, { streamtype: type }, false));
  }
  await socket.send(Buffer.concat(frames));
  return {
    protocol: protocols[0] ?? '',
    async send(...parts) {
      const message = Buffer.concat(parts);
      const [channel = 0, second = 0] = message;
      const ends = channel === channels.close;
      const stream = streams.get(ends ? second : channel);
      if (stream === undefined) return;
      const data = ends ? new Uint8Array() : message.subarray(1);
      await socket.send(dataHead(stream, data.length, ends), data);
    },
    receive: (sink) => read(socket, streams, client.server + request.path, sink),
    close: (code) => socket.close(code),
  };
}

/** What comes on the streams, until those that tell something have ended. */
async function read(
  socket: TransportSocket,
  streams: ReadonlyMap<number, number>,
  url: string,
  sink: MessageSink,
): Promise<void> {
  const channelOf = new Map([...streams].map(([channel, stream]) => [stream, channel]));
  const telling: readonly number[] = [channels.error, channels.stdout, channels.stderr];
  const open = new Set(telling.filter((channel) => streams.has(channel)));
  const reader = new SPDYReader();
  let done = false;
  await socket.receive(async (bytes) => {
    reader.push(bytes);
    for (let frame = reader.next(); frame !== undefined; frame = reader.next()) {
      if (frame.type === 'ping') await socket.send(pingFrame(frame.id)).catch(() => undefined);
      if (frame.type === 'ping' || frame.type === 'goAway') continue;
      const channel = channelOf.get(frame.stream) ?? -1;
      if (frame.type === 'data' && frame.data.length > 0)
        await sink(Buffer.concat([Uint8Array.of(channel), frame.data]), true, true);
      if (frame.type === 'reset' || frame.fin) open.delete(channel);
    }
    if (open.size > 0) return;
    done = true;
    await socket.close();
  });
  if (!done)
    throw new ConnectionError('other', url, 'the connection was closed before the session ended');
}
