/**
 * As much of SPDY/3.1 as sessions and forwarded ports take: a client that opens a few streams over one connection. The
 * header compression of SPDY is kept to what it must be: blocks are sent stored, and those of the server are not looked at.
 * Source: https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/
 */

const VERSION = 3;
const HEAD = 8;

const types = { synStream: 1, rstStream: 3, ping: 6, goAway: 7 } as const;

/** A stream's last frame of one direction. */
const FIN = 1;

/** An empty stored block: Go's inflate hands out what stands before it. */
const FLUSH: Buffer = Buffer.from([0, 0, 0, 0xff, 0xff]);

/** What the server sends, as far as it matters. */
export type SPDYFrame =
  | { readonly type: 'data'; readonly stream: number; readonly data: Buffer; readonly fin: boolean }
  | { readonly type: 'reset'; readonly stream: number }
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'goAway' };

/** Makes the frames of one connection. */
export class SPDYWriter {
  #opened = false;

  /** Opens a stream; `fin` says that nothing will be sent on it. Stream ids of a client are odd, and grow. */
  open(stream: number, headers: Readonly<Record<string, string>>, fin: boolean): Buffer {
    const block = this.#stored(headerBlock(headers));
    const body = Buffer.alloc(10);
    body.writeUInt32BE(stream, 0);
    return control(types.synStream, fin ? FIN : 0, Buffer.concat([body, block]));
  }

  /** One zlib stream runs through all header blocks of a connection. */
  #stored(block: Buffer): Buffer {
    const head = Buffer.from(this.#opened ? [0, 0, 0, 0, 0] : [0x78, 0x01, 0, 0, 0, 0, 0]);
    this.#opened = true;
    head.writeUInt16LE(block.length, head.length - 4);
    head.writeUInt16LE(~block.length & 0xffff, head.length - 2);
    return Buffer.concat([head, block, FLUSH]);
  }
}

/** The head of a data frame; the data follow it. */
export function dataHead(stream: number, length: number, fin: boolean): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(stream, 0);
  head.writeUInt32BE(length, 4);
  head[4] = fin ? FIN : 0;
  return head;
}

/** A ping. A client's have odd numbers; the answer to a server's is the same ping. */
export function pingFrame(id: number): Buffer {
  const body = Buffer.alloc(4);
  body.writeUInt32BE(id);
  return control(types.ping, 0, body);
}

function control(type: number, flags: number, body: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt16BE(0x8000 | VERSION, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt32BE(body.length, 4);
  head[4] = flags;
  return Buffer.concat([head, body]);
}

function headerBlock(headers: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(headers);
  const texts = entries.flat().flatMap((text) => {
    const bytes = Buffer.from(text);
    return [number(bytes.length), bytes];
  });
  return Buffer.concat([number(entries.length), ...texts]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const NOTHING: Buffer = Buffer.alloc(0);

/** Control frames of the server are small; a longer one is no SPDY. */
const MAX_CONTROL = 1 << 20;

/** Cuts a server's bytes into frames. Data are handed on as they come, so that long frames need no memory. */
export class SPDYReader {
  #buffer: Buffer = NOTHING;
  /** The beginning of a head, or of a control frame, that came with the bytes before. */
  #kept: Buffer = NOTHING;
  /** The data frame that is on its way. */
  #data: { stream: number; left: number; fin: boolean } | undefined;

  /** Takes the next bytes, which are only lent; the frames before must have been read. */
  push(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#buffer = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
    this.#kept = NOTHING;
  }

  /** The next frame, or part of a data frame; undefined until more bytes come. Throws an Error when they are no SPDY. */
  next(): SPDYFrame | undefined {
    for (;;) {
      if (this.#data === undefined && !this.#readHead()) {
        const frame = this.#control();
        if (frame === undefined) {
          this.#kept = Buffer.from(this.#buffer);
          this.#buffer = NOTHING;
          return undefined;
        }
        if (frame !== 'other') return frame;
        continue;
      }
      const data = this.#data as { stream: number; left: number; fin: boolean };
      if (data.left > 0 && this.#buffer.length === 0) return undefined;
      const part = this.#take(Math.min(data.left, this.#buffer.length));
      data.left -= part.length;
      const ended = data.left === 0;
      if (ended) this.#data = undefined;
      return { type: 'data', stream: data.stream, data: part, fin: ended && data.fin };
    }
  }

  #take(length: number): Buffer {
    const part = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return part;
  }

  /** Reads the head of a data frame; false when there is none yet, or it is a control frame. */
  #readHead(): boolean {
    if (this.#buffer.length < HEAD || (this.#buffer.readUInt8(0) & 0x80) !== 0) return false;
    const head = this.#take(HEAD);
    this.#data = {
      stream: head.readUInt32BE(0),
      left: head.readUInt32BE(4) & 0xffffff,
      fin: ((head[4] ?? 0) & FIN) !== 0,
    };
    return true;
  }

  #control(): SPDYFrame | 'other' | undefined {
    if (this.#buffer.length < HEAD) return undefined;
    const length = this.#buffer.readUInt32BE(4) & 0xffffff;
    if (this.#buffer.readUInt16BE(0) !== (0x8000 | VERSION) || length > MAX_CONTROL) {
      throw new Error('the server does not speak SPDY/3.1');
    }
    if (this.#buffer.length < HEAD + length) return undefined;
    const frame = this.#take(HEAD + length);
    switch (frame.readUInt16BE(2)) {
      case types.rstStream:
        return length < 4 ? 'other' : { type: 'reset', stream: frame.readUInt32BE(HEAD) };
      case types.ping: {
        const id = length < 4 ? 1 : frame.readUInt32BE(HEAD);
        // An odd one is the answer to a ping of ours.
        return id % 2 === 1 ? 'other' : { type: 'ping', id };
      }
      case types.goAway:
        return { type: 'goAway' };
      default:
        return 'other';
    }
  }
}
