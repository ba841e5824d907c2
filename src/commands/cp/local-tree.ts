import type { Stats } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { KubistError } from '../../errors.ts';
import type { TarHeader } from '../../formats/tar/entry.ts';
import { TAR_END, tarHeader, tarPadding } from '../../formats/tar/write.ts';
import { fileError } from './errors.ts';

/** Bytes of a file that are read at once. */
const PIECE = 1 << 16;

/**
 * An archive of a file, or of a folder and all within, made as it is read. Symbolic links are links there too: what
 * they point to is not copied. `name` is what it is called in the archive; `warn` hears of what cannot be copied.
 */
export async function* archiveOf(
  path: string,
  name: string,
  warn: (line: string) => void | Promise<void>,
): AsyncIterable<Uint8Array> {
  let batch: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of entriesOf(path, name, warn)) {
    batch.push(chunk);
    size += chunk.length;
    if (size < PIECE) continue;
    yield Buffer.concat(batch);
    batch = [];
    size = 0;
  }
  // Small pieces together: a tar that fails at once may be gone before it is told the rest, and its words with it.
  yield Buffer.concat([...batch, TAR_END]);
}

async function* entriesOf(
  path: string,
  name: string,
  warn: (line: string) => void | Promise<void>,
): AsyncIterable<Uint8Array> {
  const stats = await lstat(path).catch((error: unknown) => {
    throw fileError('lstat', path, error);
  });
  if (stats.isSymbolicLink()) {
    yield tarHeader({ ...headerOf(stats, name), type: 'symlink', linkName: await readlink(path) });
  } else if (stats.isDirectory()) {
    yield tarHeader({ ...headerOf(stats, name), type: 'directory' });
    const names = await readdir(path).catch((error: unknown) => {
      throw fileError('open', path, error);
    });
    for (const child of names.sort()) yield* entriesOf(join(path, child), `${name}/${child}`, warn);
  } else if (stats.isFile()) {
    yield tarHeader({ ...headerOf(stats, name), type: 'file', size: stats.size });
    yield* exactly(path, stats.size);
    yield tarPadding(stats.size);
  } else if (stats.isFIFO()) {
    yield tarHeader({ ...headerOf(stats, name), type: 'fifo' });
  } else {
    await warn(`warning: skipping ${path}: it is a socket or a device\n`);
  }
}

function headerOf(stats: Stats, name: string): Omit<TarHeader, 'type'> {
  const { mode, uid, gid, mtimeMs } = stats;
  return { name, mode: mode & 0o7777, size: 0, linkName: '', uid, gid, mtime: mtimeMs / 1000 };
}

/** The data that the header has promised: what a file gains meanwhile is left out, what it loses is a failure. */
export async function* exactly(path: string, size: number): AsyncIterable<Uint8Array> {
  const file = await open(path).catch((error: unknown) => {
    throw fileError('open', path, error);
  });
  try {
    for (let left = size; left > 0;) {
      const buffer = Buffer.allocUnsafe(Math.min(PIECE, left));
      const { bytesRead } = await file.read(buffer, 0, buffer.length).catch((error: unknown) => {
        throw fileError('read', path, error);
      });
      if (bytesRead === 0) throw new KubistError(`${path} became shorter while it was copied`);
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
