import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { compareBytes } from '../../formats/compare.ts';
import { TAR_END, tarHeader, tarPadding } from '../../formats/tar/write.ts';

/** Comes first in an archive: by it a snapshot is known without reading all. */
export const FIRST = 'snapshot.json';

/** Packs the files of a folder that are below the given names. The same files give the same bytes, whoever packs them and when. */
export async function packArchive(
  directory: string,
  names: readonly string[],
  file: string,
): Promise<void> {
  const paths = await filesBelow(directory, names);
  await pipeline(
    tarOf(directory, paths),
    createGzip(),
    withFixedHeader,
    createWriteStream(file, { mode: 0o600 }),
  );
}

/** Paths with forward slashes, in the order of the archive. */
async function filesBelow(directory: string, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const visit = async (path: string): Promise<void> => {
    const entries = await readdir(join(directory, path), { withFileTypes: true });
    for (const entry of entries) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (path === '' && !names.includes(entry.name)) continue;
      if (entry.isDirectory()) await visit(below);
      else found.push(below);
    }
  };
  await visit('');
  return found.sort((a, b) => Number(b === FIRST) - Number(a === FIRST) || compareBytes(a, b));
}

async function* tarOf(
  directory: string,
  paths: readonly string[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const name of paths) {
    const file = join(directory, name);
    const { size } = await stat(file);
    yield tarHeader({ name, type: 'file', mode: 0o600, size, linkName: '' });
    yield* createReadStream(file) as AsyncIterable<Uint8Array>;
    yield tarPadding(size);
  }
  yield TAR_END;
}

/** Where gzip's header tells the time (4 bytes) and the operating system (byte 9). Source: RFC 1952 section 2.3. */
async function* withFixedHeader(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0;
  for await (const chunk of source) {
    for (let index = 0; at + index < 10 && index < chunk.length; index++) {
      if (at + index >= 4 && at + index < 8) chunk[index] = 0;
      if (at + index === 9) chunk[index] = 255;
    }
    at += chunk.length;
    yield chunk;
  }
}
