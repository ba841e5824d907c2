import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TarHeader } from '../../src/formats/tar/entry.ts';
import { TAR_END, tarHeader, tarPadding } from '../../src/formats/tar/write.ts';
import { Archive } from '../../src/snapshot/archive/archive.ts';
import { readArchive, type ArchiveLimits } from '../../src/snapshot/archive/read.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubist-archive-'));
  file = join(folder, 'a.tgz');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Entry = Partial<Omit<TarHeader, 'type'>> & {
  readonly name: string;
  readonly type?: 'file' | 'directory' | 'symlink' | 'link' | 'fifo';
  readonly text?: string;
};

function tar(...entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(({ text = '', type = 'file', ...entry }) => {
    const header = { mode: 0o644, size: text.length, linkName: '', ...entry, type };
    return [tarHeader(header), Buffer.from(text), tarPadding(text.length)];
  });
  return Buffer.concat([...parts, TAR_END]);
}

async function reading(bytes: Uint8Array, limits?: ArchiveLimits): Promise<string> {
  await writeFile(file, bytes);
  try {
    const files = await readArchive(file, limits);
    return [...files.keys()].join(' ');
  } catch (error) {
    return (error as Error).message.replace(file, 'FILE');
  }
}

const few: ArchiveLimits = { files: 2, file: 2 ** 20, total: 2 ** 20 };

test('files are read, packed or not, with folders or without', async () => {
  const plain = tar({ name: './' }, { name: './a/b.json', text: '{}' }, { name: 'c', text: 'd' });
  expect(await reading(plain)).toBe('a/b.json c');
  expect(await reading(gzipSync(plain))).toBe('a/b.json c');
});

test('an archive of a folder is the folder', async () => {
  await writeFile(file, tar({ name: 'top/x/y', text: '1' }, { name: 'top/z', text: '2' }));
  const archive = await Archive.open(file);
  expect(await archive.list('')).toEqual(['x', 'z']);
  expect(await archive.list('x')).toEqual(['y']);
  expect(Buffer.from((await archive.bytes('x/y')) ?? []).toString()).toBe('1');
  expect(await archive.bytes('x')).toBeUndefined();
});

test.each<[string, Entry[], string]>([
  ['leads upwards', [{ name: '../evil' }], '"../evil" leads out of the archive'],
  ['leads upwards within', [{ name: 'a/../../evil' }], '"a/../../evil" leads out of the archive'],
  ['is absolute', [{ name: '/etc/passwd' }], '"/etc/passwd" leads out of the archive'],
  ['has backslashes', [{ name: 'a\\b' }], '"a\\\\b" leads out of the archive'],
  [
    'is a link',
    [{ name: 'a', type: 'symlink', linkName: '/etc' }],
    '"a" is no file: archives may hold no links',
  ],
  [
    'is a hard link',
    [{ name: 'a', type: 'link', linkName: 'b' }],
    '"a" is no file: archives may hold no links',
  ],
  ['is a pipe', [{ name: 'a', type: 'fifo' }], '"a" is no file: archives may hold no links'],
  ['comes twice', [{ name: 'a' }, { name: './a' }], '"./a" is there twice'],
])('what %s is refused', async (_, entries, sentence) => {
  expect(await reading(tar(...entries))).toBe(`snapshot FILE: ${sentence}`);
});

test('a name that drives the terminal is told harmlessly', async () => {
  expect(await reading(tar({ name: '../\u001b[2Jx' }))).toBe(
    'snapshot FILE: "../\\x1b[2Jx" leads out of the archive',
  );
});

test('too many files, a file too large, and too much altogether are refused before they are read', async () => {
  const three = tar({ name: 'a' }, { name: 'b' }, { name: 'c' });
  expect(await reading(three, few)).toBe('snapshot FILE: more than 2 files');
  const large = 'x'.repeat(2 ** 20);
  // It claims to be larger than what follows.
  const claim = tarHeader({ name: 'a', type: 'file', mode: 0, size: 2 ** 40, linkName: '' });
  expect(await reading(claim, few)).toBe('snapshot FILE: "a" is larger than 1 MiB');
  const both = gzipSync(tar({ name: 'a', text: large }, { name: 'b', text: 'y' }));
  expect(both.length).toBeLessThan(5000);
  expect(await reading(both, few)).toBe(
    'snapshot FILE: more than 1 MiB: unpack it, if you trust it, and name the folder',
  );
});

test('what was cut off, broken, or is no archive is told', async () => {
  const whole = gzipSync(tar({ name: 'a', text: 'x'.repeat(5000) }));
  expect(await reading(whole.subarray(0, 40))).toBe(
    'snapshot FILE: not a whole archive: it was cut off',
  );
  whole[20] = 0xff;
  whole[21] = 0xff;
  expect(await reading(whole)).toMatch(/^snapshot FILE: not a whole archive: it is broken \(.+\)$/);
  expect(await reading(gzipSync('hello'))).toBe(
    'snapshot FILE: not a whole archive: unexpected EOF',
  );
  expect(await reading(gzipSync('hello '.repeat(200)))).toBe(
    'snapshot FILE: not a whole archive: invalid tar header',
  );
});
