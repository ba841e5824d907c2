/** What an archive holds: POSIX's type flags that are understood here; `other` are devices and pipes. */
export type TarType = 'file' | 'directory' | 'symlink' | 'link' | 'fifo' | 'other';

/** What an archive says of one entry. */
export interface TarHeader {
  /** As the archive has it, without the slash that ends a directory's. */
  readonly name: string;
  readonly type: TarType;
  /** Permission bits, with setuid and the like: 0o7777 at most. */
  readonly mode: number;
  /** Bytes of data; 0 for all but files. */
  readonly size: number;
  /** Target of a link; empty for all else. */
  readonly linkName: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Seconds since 1970. */
  readonly mtime?: number;
}

/** Archives come in blocks of so many bytes. */
export const BLOCK = 512;

/** How many bytes fill the last block of so much data. */
export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** The archive cannot be read: it was cut off, or is none. */
export class TarError extends Error {
  override name = 'TarError';
}
