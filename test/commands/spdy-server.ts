import type { Socket } from 'node:net';
import { constants, inflateSync } from 'node:zlib';
import { channels } from '../../src/rest/remote-command/channels.ts';
import { dataHead, pingFrame } from '../../src/rest/spdy/frames.ts';
import { opcodes } from '../../src/rest/transport/websocket-frames.ts';
import type { Session } from './remote-server.ts';

/** Which channel a stream's header `streamtype` means. */
const CHANNELS: Readonly<Record<string, number>> = {
  error: channels.error,
  stdin: channels.stdin,
  stdout: channels.stdout,
  stderr: channels.stderr,
  resize: channels.resize,
};

/** A session over SPDY/3.1, as a server sees it: the client opens a stream for each channel. */
export function spdySession(socket: Socket, url: URL): Session {
  const streams = new Map<number, number>();
  const blocks: Buffer[] = [];
  let opened = (): void => {};
  const ready = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const incoming: { opcode: number; channel: number; data: Buffer }[] = [];
  let wake = (): void => {};
  let ended = false;
  let buffer: Buffer = Buffer.alloc(0);
  const open = (frame: Buffer): void => {
    // One zlib stream runs through all header blocks.
    blocks.push(frame.subarray(18));
    const plain = inflateSync(Buffer.concat(blocks), { finishFlush: constants.Z_SYNC_FLUSH });
    const type = /(error|stdin|stdout|stderr|resize)$/.exec(plain.toString('latin1'))?.[1] ?? '';
    streams.set(frame.readUInt32BE(8), CHANNELS[type] ?? -1);
    const asked = ['stdin', 'stdout', 'stderr', 'tty'].filter((name) => url.searchParams.has(name));
    if (streams.size === asked.length + 1) opened();
  };
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 8) {
      const length = 8 + (buffer.readUInt32BE(4) & 0xffffff);
      if (buffer.length < length) break;
      const frame = buffer.subarray(0, length);
      buffer = buffer.subarray(length);
      if ((frame.readUInt8(0) & 0x80) === 0) {
        const channel = streams.get(frame.readUInt32BE(0)) ?? -1;
        if (length > 8) incoming.push({ opcode: opcodes.binary, channel, data: frame.subarray(8) });
        if (((frame[4] ?? 0) & 1) !== 0)
          incoming.push({
            opcode: opcodes.binary,
            channel: channels.close,
            data: Buffer.of(channel),
          });
      } else if (frame.readUInt16BE(2) === 1) open(frame);
      else if (frame.readUInt16BE(2) === 6)
        incoming.push({ opcode: opcodes.ping, channel: -1, data: frame.subarray(8) });
    }
    wake();
  });
  socket.on('close', () => {
    ended = true;
    wake();
  });
  const write = (data: Uint8Array): Promise<void> =>
    new Promise((resolve) => {
      socket.write(data, () => resolve());
    });
  const streamOf = (channel: number): number =>
    [...streams].find(([, one]) => one === channel)?.[0] ?? 0;
  return {
    url,
    frame: (opcode) => write(opcode === opcodes.ping ? pingFrame(2) : new Uint8Array()),
    async send(channel, data) {
      await ready;
      const bytes = Buffer.from(data as string);
      await write(Buffer.concat([dataHead(streamOf(channel), bytes.length, false), bytes]));
    },
    async *messages() {
      for (;;) {
        const next = incoming.shift();
        if (next !== undefined) yield next;
        else if (ended) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
    end() {
      const finished = [...streams].map(([stream]) => dataHead(stream, 0, true));
      socket.end(Buffer.concat(finished));
    },
    drop: () => void socket.destroy(),
  };
}
