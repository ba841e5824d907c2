import { randomFillSync } from 'node:crypto';

/** Frame types. Source: RFC 6455 section 5.2. */
export const opcodes = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

/** Longest data of a ping, a pong or a close. */
const MOST_CONTROL = 125;

/** The longest head: 2 bytes, a length of 8, a mask of 4. Rounded up, so that data begin at a whole word. */
const ROOM = 16;

/** Frames with so much data are made in buffers that are used again. */
const LARGE = (1 << 16) + 64;
const SMALL = 1 << 12;
const MOST_KEPT = 4;

/** Makes frames, masked as a client must. */
export class FrameWriter {
  readonly #free: Buffer[] = [];
  readonly #masks: Buffer = Buffer.allocUnsafeSlow(1 << 12);
  #used: number = this.#masks.length;

  /** One final frame with all these parts as its data. To be given to `release` when it has been written. */
  encode(opcode: number, parts: readonly Uint8Array[]): Buffer {
    let length = 0;
    for (const part of parts) length += part.length;
    const buffer = this.#take(ROOM + length);
    const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    const start = ROOM - 6 - extra;
    buffer[start] = 0x80 | opcode;
    buffer[start + 1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
    if (extra === 2) buffer.writeUInt16BE(length, start + 2);
    if (extra === 8) buffer.writeBigUInt64BE(BigInt(length), start + 2);
    this.#mask().copy(buffer, ROOM - 4);
    let at = ROOM;
    for (const part of parts) {
      buffer.set(part, at);
      at += part.length;
    }
    mask(buffer, at);
    return buffer.subarray(start, at);
  }

  /** The frame has been written: its memory serves another. */
  release(frame: Buffer): void {
    if (frame.buffer.byteLength !== LARGE || this.#free.length >= MOST_KEPT) return;
    this.#free.push(Buffer.from(frame.buffer));
  }

  #take(size: number): Buffer {
    if (size < SMALL || size > LARGE) return Buffer.allocUnsafeSlow(size);
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(LARGE);
  }

  /** Four bytes that nobody foresees. */
  #mask(): Buffer {
    if (this.#used === this.#masks.length) {
      randomFillSync(this.#masks);
      this.#used = 0;
    }
    this.#used += 4;
    return this.#masks.subarray(this.#used - 4, this.#used);
  }
}

/** XORs the data with the mask before them, four bytes at a time: large streams spend their time here. */
function mask(buffer: Buffer, end: number): void {
  const words = new Uint32Array(buffer.buffer, buffer.byteOffset, end >> 2);
  const first = ROOM >> 2;
  const key = words[first - 1] as number;
  for (let index = first; index < words.length; index++)
    words[index] = (words[index] as number) ^ key;
  for (let at = end & ~3; at < end; at++)
    buffer[at] = (buffer[at] as number) ^ (buffer[ROOM - 4 + (at & 3)] as number);
}

/** What has come of a message: its data are those of the chunk, not copied. */
export interface Piece {
  /** That of the message, also for a later frame of it. */
  readonly opcode: number;
  readonly data: Uint8Array;
  /** Whether the message begins, and ends, with this piece. Pings and the like come whole. */
  readonly starts: boolean;
  readonly ends: boolean;
  /** Tells of a close that is not a normal one. */
  readonly failure?: string;
}

const NOTHING: Buffer = Buffer.alloc(0);

/** Cuts a server's bytes into pieces of messages, as they come: no message is held in memory. */
export class FrameReader {
  #chunk: Buffer = NOTHING;
  /** The head of a frame that has come in part. */
  readonly #head: Buffer = Buffer.alloc(10);
  #headLength = 0;
  /** Of the frame that is being read: -1 while its head is. */
  #left = -1;
  #frame = 0;
  #final = false;
  #control: Uint8Array[] = [];
  /** Of the message: 0 when none is on its way. */
  #opcode = 0;
  #begun = false;

  /** Takes the next bytes; those before must have been read to their end. */
  push(chunk: Uint8Array): void {
    this.#chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }

  /** The next piece, undefined until more bytes come. Protocol errors come as a failed close. */
  next(): Piece | undefined {
    for (;;) {
      if (this.#left < 0) {
        const problem = this.#readHead();
        if (problem === 'more') return undefined;
        if (problem !== undefined) return failed(problem);
      } else if (this.#chunk.length === 0 && this.#left > 0) return undefined;
      const data = this.#cut(this.#left);
      this.#left -= data.length;
      const done = this.#left === 0;
      if (this.#frame >= 8) {
        // Copied: it may span chunks, and chunks are only lent.
        this.#control.push(Buffer.from(data));
        if (!done) continue;
        const whole = Buffer.concat(this.#control);
        this.#control = [];
        this.#left = -1;
        if (this.#frame === opcodes.close) return closePiece(whole);
        return { opcode: this.#frame, data: whole, starts: true, ends: true };
      }
      const starts = !this.#begun;
      const ends = done && this.#final;
      this.#begun = !ends;
      if (done) this.#left = -1;
      const opcode = this.#opcode;
      if (ends) this.#opcode = 0;
      return { opcode, data, starts, ends };
    }
  }

  #cut(length: number): Buffer {
    const piece = this.#chunk.subarray(0, length);
    this.#chunk = this.#chunk.subarray(piece.length);
    return piece;
  }

  /** Reads the head of a frame: `more` when it is not all there, or what is wrong with it. */
  #readHead(): string | undefined {
    const head = this.#head;
    for (;;) {
      const short = (head[1] ?? 0) & 0x7f;
      const length = this.#headLength < 2 ? 2 : short === 126 ? 4 : short === 127 ? 10 : 2;
      if (this.#headLength === length) break;
      if (this.#chunk.length === 0) return 'more';
      const piece = this.#cut(length - this.#headLength);
      head.set(piece, this.#headLength);
      this.#headLength += piece.length;
    }
    const length = this.#headLength;
    this.#headLength = 0;
    const [first = 0, second = 0] = head;
    if ((first & 0x70) !== 0) return 'reserved bits are set';
    if ((second & 0x80) !== 0) return 'a frame of the server is masked';
    this.#frame = first & 0x0f;
    this.#final = (first & 0x80) !== 0;
    const short = second & 0x7f;
    this.#left =
      length === 2 ? short : length === 4 ? head.readUInt16BE(2) : Number(head.readBigUInt64BE(2));
    if (this.#frame >= 8) {
      if (!this.#final || this.#left > MOST_CONTROL) return 'a control frame is too long';
    } else if (this.#frame !== opcodes.continuation) {
      this.#opcode = this.#frame;
      this.#begun = false;
    }
    return undefined;
  }
}

function failed(failure: string): Piece {
  return { opcode: opcodes.close, data: NOTHING, starts: true, ends: true, failure };
}

/** 1000 (normal) and 1001 (going away) end a stream well, as does a close without a code. */
function closePiece(data: Buffer): Piece {
  const code = data.length < 2 ? 1000 : data.readUInt16BE(0);
  const reason = data.subarray(2).toString('utf8');
  if (code === 1000 || code === 1001)
    return { opcode: opcodes.close, data, starts: true, ends: true };
  return failed(`close ${code}${reason === '' ? '' : `: ${reason}`}`);
}
