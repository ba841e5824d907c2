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
  maskInto(frame, 6 + extra, data, mask);
  return frame;
}

/** XORs data with the mask, four bytes at a time where they lie on whole words: large streams spend their time here. */
function maskInto(frame: Buffer, start: number, data: Uint8Array, mask: Buffer): void {
  frame.set(data, start);
  const from = frame.byteOffset + start;
  const lead = Math.min((4 - (from & 3)) & 3, data.length);
  const words = (data.length - lead) >> 2;
  for (let index = 0; index < lead; index++)
    frame[start + index] = (frame[start + index] as number) ^ (mask[index & 3] as number);
  // The mask as the words see it: turned by as many bytes as came before.
  const turned = Uint8Array.from({ length: 4 }, (_, index) => mask[(lead + index) & 3] as number);
  const [key = 0] = new Uint32Array(turned.buffer);
  const view = new Uint32Array(frame.buffer, from + lead, words);
  for (let index = 0; index < words; index++) view[index] = (view[index] as number) ^ key;
  for (let index = lead + words * 4; index < data.length; index++)
    frame[start + index] = (frame[start + index] as number) ^ (mask[index & 3] as number);
}

/** What is known of a frame before its data. */
interface Head {
  readonly opcode: number;
  readonly final: boolean;
  readonly length: number;
}

const empty: Buffer = Buffer.alloc(0);

/** Cuts a server's bytes into messages. Data is copied once at most, and only where a frame spans chunks. */
export class FrameReader {
  /** What has come and is not read yet. */
  #rest: Buffer = empty;
  /** What came after that. */
  readonly #waiting: Buffer[] = [];
  #head: Head | undefined;
  /** Data of a frame that has come in part, and how much of it. */
  #partial: Buffer | undefined;
  #filled = 0;
  #fragments: Uint8Array[] = [];
  #opcode = 0;

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#rest.length === 0) this.#rest = bytes;
    else this.#waiting.push(bytes);
  }

  /** The next whole message, undefined until more bytes come. Protocol errors come as a failed close. */
  next(): Frame | undefined {
    for (;;) {
      const head = this.#head ?? this.#readHead();
      if (head === undefined) return undefined;
      if (typeof head === 'string')
        return { opcode: opcodes.close, data: new Uint8Array(), failure: head };
      this.#head = head;
      const data = this.#take(head.length);
      if (data === undefined) return undefined;
      this.#head = undefined;
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

  /** The data of a frame, once all of it is there. */
  #take(length: number): Buffer | undefined {
    if (this.#partial === undefined && this.#rest.length >= length) return this.#cut(length);
    this.#partial ??= Buffer.allocUnsafeSlow(length);
    while (this.#filled < length && this.#rest.length > 0) {
      const piece = this.#cut(Math.min(length - this.#filled, this.#rest.length));
      this.#partial.set(piece, this.#filled);
      this.#filled += piece.length;
    }
    if (this.#filled < length) return undefined;
    const data = this.#partial;
    this.#partial = undefined;
    this.#filled = 0;
    return data;
  }

  #cut(length: number): Buffer {
    const piece = this.#rest.subarray(0, length);
    const left = this.#rest.subarray(length);
    this.#rest = left.length === 0 ? (this.#waiting.shift() ?? empty) : left;
    return piece;
  }

  #readHead(): Head | string | undefined {
    // A head has ten bytes at most.
    while (this.#rest.length < 10 && this.#waiting.length > 0)
      this.#rest = Buffer.concat([this.#rest, this.#waiting.shift() ?? empty]);
    const buffer = this.#rest;
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
    this.#cut(2 + extra);
    return { opcode: first & 0x0f, final: (first & 0x80) !== 0, length };
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
