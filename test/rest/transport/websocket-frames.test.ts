import { describe, expect, it } from 'vitest';
import { FrameReader, FrameWriter, opcodes } from '../../../src/rest/transport/websocket-frames.ts';

/** A frame as a server sends it. */
function frame(opcode: number, data: Uint8Array, final = true): Buffer {
  const extra = data.length < 126 ? 0 : data.length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extra);
  head[0] = (final ? 0x80 : 0) | opcode;
  head[1] = extra === 0 ? data.length : extra === 2 ? 126 : 127;
  if (extra === 2) head.writeUInt16BE(data.length, 2);
  if (extra === 8) head.writeBigUInt64BE(BigInt(data.length), 2);
  return Buffer.concat([head, data]);
}

/** What comes of bytes that arrive in chunks of a size: messages joined, and what else there was. */
function read(bytes: Buffer, size: number): string[] {
  const reader = new FrameReader();
  const found: string[] = [];
  let message = '';
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    reader.push(chunk);
    for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
      const text = Buffer.from(piece.data).toString('latin1');
      if (piece.opcode >= 8) found.push(`${piece.opcode}:${piece.failure ?? text}`);
      else {
        message = piece.starts ? text : message + text;
        if (piece.ends) found.push(message.length > 50 ? `${message.length} bytes` : message);
      }
      if (piece.failure !== undefined) return found;
    }
    // Chunks are only lent.
    chunk.fill('!');
  }
  return found;
}

const text = (value: string): Buffer => Buffer.from(value, 'latin1');

describe.each([1, 2, 3, 7, 1000, 1 << 20])('messages that arrive %i bytes at a time', (size) => {
  it('come whole, in their order, with what comes between their fragments', () => {
    const bytes = Buffer.concat([
      frame(opcodes.binary, text('first')),
      frame(opcodes.binary, text('')),
      frame(opcodes.binary, text('frag'), false),
      frame(opcodes.ping, text('are you there')),
      frame(opcodes.continuation, text('men'), false),
      frame(opcodes.continuation, text('ted')),
      frame(opcodes.binary, Buffer.alloc(300)),
      frame(opcodes.binary, Buffer.alloc(70_000)),
      frame(opcodes.pong, text('yes')),
      frame(opcodes.close, Buffer.concat([Buffer.from([3, 232]), text('bye')])),
    ]);
    expect(read(bytes, size)).toEqual([
      'first',
      '',
      '9:are you there',
      'fragmented',
      '300 bytes',
      '70000 bytes',
      '10:yes',
      '8:\u0003\u00e8bye',
    ]);
  });

  it('a close that is not a normal one is a failure', () => {
    const bytes = frame(opcodes.close, Buffer.concat([Buffer.from([3, 243]), text('broken')]));
    expect(read(bytes, size)).toEqual(['8:close 1011: broken']);
  });

  it('what breaks the protocol is a failure', () => {
    expect(read(Buffer.from('c20000', 'hex'), size)).toEqual(['8:reserved bits are set']);
    expect(read(Buffer.from('828000', 'hex'), size)).toEqual(['8:a frame of the server is masked']);
    const long = frame(opcodes.ping, Buffer.alloc(126));
    expect(read(long, size)).toEqual(['8:a control frame is too long']);
  });
});

it.each([0, 1, 125, 126, 4096, 65_535, 65_536, 65_537, 200_000])(
  'what is sent, %i bytes of it, is masked and loses nothing; its memory is used again',
  (length) => {
    const writer = new FrameWriter();
    const data = Buffer.from(Array.from({ length }, (_, index) => index % 251));
    const masks = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const sent = writer.encode(opcodes.binary, [
        data.subarray(0, length >> 1),
        data.subarray(length >> 1),
      ]);
      expect((sent[1] as number) & 0x80).toBe(0x80);
      const mask = Buffer.from(sent.subarray(sent.length - length - 4, sent.length - length));
      masks.add(mask.toString('hex'));
      const head = Buffer.from(sent.subarray(0, sent.length - length - 4));
      head[1] = (head[1] as number) & 0x7f;
      const plain = sent.subarray(sent.length - length);
      for (let at = 0; at < length; at++)
        plain[at] = (plain[at] as number) ^ (mask[at & 3] as number);
      expect(Buffer.concat([head, plain]).equals(frame(opcodes.binary, data))).toBe(true);
      writer.release(sent);
    }
    expect(masks.size).toBe(3);
  },
);
