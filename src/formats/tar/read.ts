import { BLOCK, padding, TarError, type TarHeader, type TarType } from './entry.ts';

/** An entry of an archive that is being read. Data that is not asked for is skipped. */
export interface TarEntry extends TarHeader {
  readonly data: AsyncIterable<Uint8Array>;
}

const TYPES: Readonly<Record<string, TarType>> = {
  '\u0000': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'symlink',
  '5': 'directory',
  '6': 'fifo',
};

/** Names and such of an extension may be so long; a larger one is no name. */
const LONGEST = 1 << 20;

/**
 * Reads an archive as it comes: ustar, GNU's long names and large numbers, and pax (POSIX.1-2001). The next entry
 * can be asked for when the one before has been done with. Throws a TarError when the archive ends before its end.
 */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncIterable<TarEntry> {
  const bytes = new ByteReader(source);
  try {
    yield* entriesOf(bytes);
    // What fills the last record, read to its end: the writer would fail otherwise.
    await bytes.drain();
  } finally {
    await bytes.close();
  }
}

async function* entriesOf(bytes: ByteReader): AsyncIterable<TarEntry> {
  let extended: Partial<TarHeader> = {};
  for (;;) {
    const head = await bytes.exactly(BLOCK);
    if (head.every((byte) => byte === 0)) return;
    const { flag, ...header } = parseHead(head);
    if (flag === 'L' || flag === 'K' || flag === 'x' || flag === 'g') {
      if (header.size > LONGEST) throw new TarError('a name is too long');
      const text = await bytes.exactly(header.size);
      await bytes.skip(padding(header.size));
      if (flag !== 'g') Object.assign(extended, parseExtension(flag, text));
      continue;
    }
    if (flag === 'S') throw new TarError('sparse files are not supported');
    const known = { ...header, ...extended };
    extended = {};
    const type = TYPES[flag] ?? 'other';
    const entry = {
      ...known,
      name: known.name.replace(/\/+$/, ''),
      // Before POSIX, a directory was a file whose name ends in a slash.
      type: type === 'file' && known.name.endsWith('/') ? 'directory' : type,
      size: type === 'file' ? known.size : 0,
    } as const;
    const data = new Portion(bytes, known.size);
    yield { ...entry, data };
    await data.skip();
    await bytes.skip(padding(known.size));
  }
}

/** The data of one entry. */
class Portion implements AsyncIterable<Uint8Array> {
  readonly #bytes: ByteReader;
  #left: number;
  constructor(bytes: ByteReader, size: number) {
    this.#bytes = bytes;
    this.#left = size;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    while (this.#left > 0) {
      const chunk = await this.#bytes.some(this.#left);
      this.#left -= chunk.length;
      yield chunk;
    }
  }

  async skip(): Promise<void> {
    const left = this.#left;
    this.#left = 0;
    await this.#bytes.skip(left);
  }
}

/** Cuts a stream into pieces of given lengths. */
class ByteReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();
  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** Some bytes, as many as are there but no more than so many. */
  async some(most: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const next = await this.#iterator.next();
      if (next.done === true) throw new TarError('unexpected EOF');
      this.#rest = next.value;
    }
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  async exactly(length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(length);
    for (let at = 0; at < length;) {
      const piece = await this.some(length - at);
      buffer.set(piece, at);
      at += piece.length;
    }
    return buffer;
  }

  async skip(length: number): Promise<void> {
    for (let left = length; left > 0;) left -= (await this.some(left)).length;
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async drain(): Promise<void> {
    while ((await this.#iterator.next()).done !== true);
  }
}

function parseHead(head: Buffer): TarHeader & { flag: string } {
  const stored = numberOf(head, 148, 8);
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += head[at] as number;
  if (sum !== stored) throw new TarError('invalid tar header');
  const prefix =
    head.toString('latin1', 257, 262) === 'ustar' && head[262] === 0 ? textOf(head, 345, 155) : '';
  const name = textOf(head, 0, 100);
  return {
    flag: String.fromCharCode(head[156] ?? 0),
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: 'other',
    mode: numberOf(head, 100, 8) & 0o7777,
    size: numberOf(head, 124, 12),
    linkName: textOf(head, 157, 100),
    mtime: numberOf(head, 136, 12),
  };
}

function textOf(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

/** Octal digits, or GNU's binary form. */
function numberOf(head: Buffer, start: number, length: number): number {
  if (((head[start] ?? 0) & 0x80) !== 0) {
    let value = 0;
    for (let at = start; at < start + length; at++)
      value = value * 256 + ((head[at] as number) & (at === start ? 0x7f : 0xff));
    if (!Number.isSafeInteger(value)) throw new TarError('invalid tar header');
    return value;
  }
  const digits = head
    .toString('latin1', start, start + length)
    .replace(/[\0 ]+$/, '')
    .trim();
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw new TarError('invalid tar header');
  return Number.parseInt(digits, 8);
}

/** What an entry before the entry says of it. */
function parseExtension(flag: string, text: Buffer): Partial<TarHeader> {
  if (flag === 'L') return { name: textOf(text, 0, text.length) };
  if (flag === 'K') return { linkName: textOf(text, 0, text.length) };
  const found: { -readonly [Key in keyof TarHeader]?: TarHeader[Key] } = {};
  for (let at = 0; at < text.length;) {
    const space = text.indexOf(0x20, at);
    const length = Number(text.toString('latin1', at, space));
    if (space < 0 || !Number.isInteger(length) || length <= 0 || at + length > text.length)
      throw new TarError('invalid pax record');
    const record = text.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    const value = record.slice(equals + 1);
    if (record.startsWith('path=')) found.name = value;
    else if (record.startsWith('linkpath=')) found.linkName = value;
    else if (record.startsWith('size=')) found.size = sizeOf(value);
    at += length;
  }
  return found;
}

function sizeOf(text: string): number {
  const size = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(size)) throw new TarError('invalid pax record');
  return size;
}
