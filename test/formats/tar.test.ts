import { expect, test } from 'vitest';
import type { TarHeader } from '../../src/formats/tar/entry.ts';
import { readTar } from '../../src/formats/tar/read.ts';
import { TAR_END, tarHeader, tarPadding } from '../../src/formats/tar/write.ts';

const file = (name: string, more: Partial<TarHeader> = {}): TarHeader & { type: 'file' } => ({
  mode: 0o644,
  size: 0,
  linkName: '',
  ...more,
  name,
  type: 'file',
});

/** The bytes in pieces of some size: entries never end where chunks do. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size = 700): Promise<object[]> {
  const entries: object[] = [];
  for await (const { data, ...entry } of readTar(inPieces(bytes, size))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of data) chunks.push(chunk);
    entries.push({ ...entry, text: Buffer.concat(chunks).toString() });
  }
  return entries;
}

test.each([7, 511, 512, 513, 100_000])(
  'what is written is read again, in pieces of %i',
  async (size) => {
    const text = 'some text\n'.repeat(200);
    const archive = Buffer.concat([
      tarHeader({ ...file('folder'), type: 'directory', mode: 0o755 }),
      tarHeader(file('folder/a file', { size: text.length, mode: 0o4755, mtime: 1_700_000_000 })),
      Buffer.from(text),
      tarPadding(text.length),
      tarHeader({ ...file('folder/link'), type: 'symlink', linkName: '../elsewhere' }),
      tarHeader(file('empty')),
      TAR_END,
    ]);
    expect(await read(archive, size)).toMatchObject([
      { name: 'folder', type: 'directory', mode: 0o755 },
      { name: 'folder/a file', type: 'file', mode: 0o4755, mtime: 1_700_000_000, text },
      { name: 'folder/link', type: 'symlink', linkName: '../elsewhere' },
      { name: 'empty', type: 'file', text: '' },
    ]);
  },
);

test.each([
  ['of 100 bytes', 'n'.repeat(100)],
  ['of 101 bytes', 'n'.repeat(101)],
  ['in two fields', `${'p'.repeat(155)}/${'n'.repeat(100)}`],
  ['with a slash too late', `${'p'.repeat(156)}/n`],
  ['of many bytes', 'ä/'.repeat(500) + 'ü'],
  ['with a line break', 'a\nb'],
])('a name %s', async (_, name) => {
  const link = { ...file(name, { linkName: `to/${name}` }), type: 'symlink' } as const;
  const archive = Buffer.concat([tarHeader(file(name)), tarHeader(link), TAR_END]);
  expect(await read(archive)).toMatchObject([{ name }, { name, linkName: `to/${name}` }]);
});

test('sizes and owners that octal digits do not hold', async () => {
  const size = 2 ** 33 + 5;
  const header = tarHeader(file('large', { size, uid: 2 ** 31, gid: 5 }));
  const entries = readTar(inPieces(header, 512))[Symbol.asyncIterator]();
  expect((await entries.next()).value).toMatchObject({ name: 'large', size });
});

test('pax records come before names and sizes of the header', async () => {
  const records = '18 path=pax/näme\n10 size=3\n25 linkpath=not for this\n';
  const pax = Buffer.from(records);
  const head = Buffer.from(tarHeader(file('././PaxHeader', { size: pax.length })));
  head[156] = 'x'.charCodeAt(0);
  const archive = Buffer.concat([
    withSum(head),
    pax,
    tarPadding(pax.length),
    tarHeader(file('short')),
    Buffer.from('abc'),
    tarPadding(3),
    TAR_END,
  ]);
  expect(await read(archive)).toMatchObject([{ name: 'pax/näme', size: 3, text: 'abc' }]);
});

test.each([
  ['in a header', tarHeader(file('x')).subarray(0, 200), 'unexpected EOF'],
  ['without its end', tarHeader(file('x')), 'unexpected EOF'],
  [
    'within a file',
    Buffer.concat([tarHeader(file('x', { size: 5000 })), Buffer.alloc(4999)]),
    'unexpected EOF',
  ],
  ['that is none', Buffer.alloc(512, 'x'), 'invalid tar header'],
  ['that is empty', new Uint8Array(), 'unexpected EOF'],
])('an archive that is cut off %s', async (_, archive, words) => {
  await expect(read(archive)).rejects.toThrow(words);
});

function withSum(head: Buffer): Buffer {
  head.fill(' ', 148, 156);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
  return head;
}
