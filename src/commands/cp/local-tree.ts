import { closeSync, openSync, readSync, type Stats } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { KubistError } from '../../errors.ts';
import type { TarHeader } from '../../formats/tar/entry.ts';
import { TAR_END, tarHeader, tarPadding } from '../../formats/tar/write.ts';
import { fileError } from './errors.ts';

/** Bytes that are sent at once. */
const PIECE = 1 << 16;

/**
 * An archive of a file, or of a folder and all within, made as it is read. Symbolic links are links there too: what
 * they point to is not copied. `name` is what it is called in the archive; `warn` hears of what cannot be copied.
 * A piece is overwritten once the next is asked for.
 */
export async function* archiveOf(
  path: string,
  name: string,
  warn: (line: string) => void | Promise<void>,
): AsyncIterable<Uint8Array> {
  const batch = new Batch();
  yield* entriesOf(batch, path, name, warn);
  // Small pieces together: a tar that fails at once may be gone before it is told the rest, and its words with it.
  yield* batch.add(TAR_END);
  yield batch.take();
}

async function* entriesOf(
  batch: Batch,
  path: string,
  name: string,
  warn: (line: string) => void | Promise<void>,
): AsyncIterable<Uint8Array> {
  const stats = await lstat(path).catch((error: unknown) => {
    throw fileError('lstat', path, error);
  });
  const header = headerOf(stats, name);
  if (stats.isSymbolicLink()) {
    const linkName = await readlink(path);
    yield* batch.add(tarHeader({ ...header, type: 'symlink', linkName }));
  } else if (stats.isDirectory()) {
    yield* batch.add(tarHeader({ ...header, type: 'directory' }));
    const names = await readdir(path).catch((error: unknown) => {
      throw fileError('open', path, error);
    });
    for (const child of names.sort())
      yield* entriesOf(batch, join(path, child), `${name}/${child}`, warn);
  } else if (stats.isFile()) {
    const { size } = stats;
    yield* batch.add(tarHeader({ ...header, type: 'file', size }));
    yield* batch.addFile(path, size);
    yield* batch.add(tarPadding(size));
  } else if (stats.isFIFO()) {
    yield* batch.add(tarHeader({ ...header, type: 'fifo' }));
  } else {
    await warn(`warning: skipping ${path}: it is a socket or a device\n`);
  }
}

function headerOf(stats: Stats, name: string): Omit<TarHeader, 'type'> {
  const { mode, uid, gid, mtimeMs } = stats;
  return { name, mode: mode & 0o7777, size: 0, linkName: '', uid, gid, mtime: mtimeMs / 1000 };
}

/** The data of a file. A piece is overwritten once the next is asked for. */
export async function* exactly(path: string, size: number): AsyncIterable<Uint8Array> {
  const batch = new Batch();
  yield* batch.addFile(path, size);
  yield batch.take();
}

/** Collects bytes in one buffer, which is handed out whenever it is full. */
class Batch {
  readonly #buffer: Buffer = Buffer.allocUnsafeSlow(PIECE);
  #used = 0;

  /** What is in it; it is empty then. */
  take(): Uint8Array {
    const piece = this.#buffer.subarray(0, this.#used);
    this.#used = 0;
    return piece;
  }

  *add(bytes: Uint8Array): Iterable<Uint8Array> {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + PIECE - this.#used);
      this.#buffer.set(part, this.#used);
      this.#used += part.length;
      at += part.length;
      if (this.#used === PIECE) yield this.take();
    }
  }

  /**
   * The data that the header has promised: what a file gains meanwhile is left out, what it loses is a failure. Read at
   * once: to hand each piece to another thread takes longer.
   */
  *addFile(path: string, size: number): Iterable<Uint8Array> {
    const file = attempt('open', path, () => openSync(path, 'r'));
    try {
      for (let left = size; left > 0;) {
        const most = Math.min(left, PIECE - this.#used);
        const read = attempt('read', path, () =>
          readSync(file, this.#buffer, this.#used, most, null),
        );
        if (read === 0) throw new KubistError(`${path} became shorter while it was copied`);
        left -= read;
        this.#used += read;
        if (this.#used === PIECE) yield this.take();
      }
    } finally {
      closeSync(file);
    }
  }
}

function attempt<T>(verb: string, path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw fileError(verb, path, error);
  }
}
