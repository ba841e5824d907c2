import { BLOCK, padding, type TarHeader, type TarType } from './entry.ts';

const FLAGS: Readonly<Record<Exclude<TarType, 'other'>, string>> = {
  file: '0',
  link: '1',
  symlink: '2',
  directory: '5',
  fifo: '6',
};

/** Ends an archive. */
export const TAR_END: Uint8Array = new Uint8Array(2 * BLOCK);

/** Fills up the last block of an entry's data. */
export function tarPadding(size: number): Uint8Array {
  return new Uint8Array(padding(size));
}

/**
 * The header of an entry, in the ustar format (POSIX.1-1988). Names that do not fit come before it as GNU tar writes
 * them (types L and K), because busybox does not read the newer way, pax.
 */
export function tarHeader(header: TarHeader & { type: Exclude<TarType, 'other'> }): Uint8Array {
  const name = Buffer.from(header.type === 'directory' ? `${header.name}/` : header.name);
  const link = Buffer.from(header.linkName);
  const split = splitName(name);
  return Buffer.concat([
    ...(split === undefined ? longName('L', name) : []),
    ...(link.length > 100 ? longName('K', link) : []),
    block(header, FLAGS[header.type], split ?? { prefix: '', name: name.subarray(0, 100) }, link),
  ]);
}

interface SplitName {
  readonly prefix: Uint8Array | string;
  readonly name: Uint8Array;
}

/** A name as the two fields hold it: 155 bytes, a slash that is not written, 100 bytes. */
function splitName(name: Buffer): SplitName | undefined {
  if (name.length <= 100) return { prefix: '', name };
  const slash = name.indexOf(0x2f, name.length - 101);
  if (slash <= 0 || slash > 155 || slash === name.length - 1) return undefined;
  return { prefix: name.subarray(0, slash), name: name.subarray(slash + 1) };
}

function longName(flag: string, name: Uint8Array): Uint8Array[] {
  const size = name.length + 1;
  const header = { mode: 0o644, size };
  const place = { prefix: '', name: Buffer.from('././@LongLink') };
  return [block(header, flag, place, new Uint8Array()), name, Uint8Array.of(0), tarPadding(size)];
}

function block(
  {
    mode,
    size,
    uid = 0,
    gid = 0,
    mtime = 0,
  }: Pick<TarHeader, 'mode' | 'size' | 'uid' | 'gid' | 'mtime'>,
  flag: string,
  { prefix, name }: SplitName,
  link: Uint8Array,
): Uint8Array {
  const bytes = Buffer.alloc(BLOCK);
  const text = (at: number, value: Uint8Array | string): void => {
    bytes.set(typeof value === 'string' ? Buffer.from(value) : value, at);
  };
  text(0, name);
  text(100, octal(mode & 0o7777, 8));
  text(108, octal(uid, 8));
  text(116, octal(gid, 8));
  text(124, octal(size, 12));
  text(136, octal(Math.max(0, Math.floor(mtime)), 12));
  text(148, ' '.repeat(8));
  text(156, flag);
  text(157, link.subarray(0, 100));
  text(257, 'ustar\u000000');
  text(345, prefix);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  text(148, `${sum.toString(8).padStart(6, '0')}\u0000 `);
  return bytes;
}

/** A number in octal digits, or in GNU's binary form where they do not hold it. */
function octal(value: number, width: number): Uint8Array {
  const digits = value.toString(8);
  if (digits.length < width) return Buffer.from(`${digits.padStart(width - 1, '0')}\u0000`);
  const bytes = Buffer.alloc(width);
  bytes.writeBigUInt64BE(BigInt(value), width - 8);
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes;
}
