import { randomBytes } from 'node:crypto';

/** Frame types. Source: RFC 6455 section 5.2. */
export const opcodes = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

/** A larger message is refused: no Kubernetes protocol sends one. */
const maxMessage = 64 << 20;

/** A whole message; fragments are joined. `failure` tells of a close that is not a normal one. */
export interface Frame {
  readonly opcode: number;
  readonly data: Uint8Array;
  readonly failure?: string;
}

/** One final frame, masked as a client must. */
export function encodeFrame(opcode: number, data: Uint8Array): Uint8Array {
  const extra = data.length < 126 ? 0 : data.length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + extra + 4 + data.length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (extra === 0 ? data.length : extra === 2 ? 126 : 127);
  if (extra === 2) frame.writeUInt16BE(data.length, 2);
  if (extra === 8) frame.writeBigUInt64BE(BigInt(data.length), 2);
  const mask = randomBytes(4);
  mask.copy(frame, 2 + extra);
  const start = 6 + extra;
  for (let index = 0; index < data.length; index++) {
    frame[start + index] = (data[index] as number) ^ (mask[index & 3] as number);
  }
  return frame;
}

/** Cuts a server's bytes into messages. */
export class FrameReader {
  #buffer: Buffer = Buffer.alloc(0);
  #fragments: Uint8Array[] = [];
  #opcode = 0;

  push(chunk: Uint8Array): void {
    this.#buffer =
      this.#buffer.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#buffer, chunk]);
  }

  /** The next whole message, undefined until more bytes come. Protocol errors come as a failed close. */
  next(): Frame | undefined {
    for (;;) {
      const head = this.#head();
      if (head === undefined) return undefined;
      if (typeof head === 'string')
        return { opcode: opcodes.close, data: new Uint8Array(), failure: head };
      if (this.#buffer.length < head.start + head.length) return undefined;
      const data = this.#buffer.subarray(head.start, head.start + head.length);
      this.#buffer = this.#buffer.subarray(head.start + head.length);
      if (head.opcode === opcodes.close) return closeFrame(data);
      if (head.opcode >= 8) return { opcode: head.opcode, data };
      if (head.opcode !== opcodes.continuation) this.#opcode = head.opcode;
      if (head.final && this.#fragments.length === 0) return { opcode: this.#opcode, data };
      this.#fragments.push(data);
      if (this.#fragments.reduce((sum, part) => sum + part.length, 0) > maxMessage) {
        return { opcode: opcodes.close, data: new Uint8Array(), failure: 'message too big' };
      }
      if (!head.final) continue;
      const message = Buffer.concat(this.#fragments);
      this.#fragments = [];
      return { opcode: this.#opcode, data: message };
    }
  }

  #head(): { opcode: number; final: boolean; start: number; length: number } | string | undefined {
    const buffer = this.#buffer;
    if (buffer.length < 2) return undefined;
    const [first = 0, second = 0] = buffer;
    if ((first & 0x70) !== 0) return 'reserved bits are set';
    if ((second & 0x80) !== 0) return 'a frame of the server is masked';
    const short = second & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    if (buffer.length < 2 + extra) return undefined;
    const length =
      extra === 0
        ? short
        : extra === 2
          ? buffer.readUInt16BE(2)
          : Number(buffer.readBigUInt64BE(2));
    if (length > maxMessage) return 'message too big';
    return { opcode: first & 0x0f, final: (first & 0x80) !== 0, start: 2 + extra, length };
  }
}

/** 1000 (normal) and 1001 (going away) end a stream well, as does a close without a code. */
function closeFrame(data: Buffer): Frame {
  const code = data.length < 2 ? 1000 : data.readUInt16BE(0);
  const reason = data.subarray(2).toString('utf8');
  if (code === 1000 || code === 1001) return { opcode: opcodes.close, data };
  return {
    opcode: opcodes.close,
    data,
    failure: `close ${code}${reason === '' ? '' : `: ${reason}`}`,
  };
}
