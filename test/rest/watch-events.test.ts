import { expect, test } from 'vitest';
import { decodeEvents } from '../../src/rest/watch-events.ts';

const lines = [
  '{"type":"ADDED","object":{"name":"日本"}}\n',
  '{"type":"BOOKMARK","object":{}}\n\n',
  '{"type":"DELETED","object":{"n":1}}\n',
];

async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

test.each([1, 2, 3, 7, 40, 1000])('events survive chunks of %d bytes', async (size) => {
  const events = await Array.fromAsync(
    decodeEvents(pieces(Buffer.from(lines.join('')), size), JSON.parse),
  );
  expect(events).toEqual(lines.map((line) => JSON.parse(line) as unknown));
});

test('an object of several megabytes arrives whole', async () => {
  const data = 'x'.repeat(3_000_000);
  const body = Buffer.from(`{"type":"ADDED","object":{"data":"${data}"}}\n`);
  const [event] = await Array.fromAsync(
    decodeEvents<{ data: string }>(pieces(body, 65_536), JSON.parse),
  );
  expect(event?.object.data.length).toBe(data.length);
});

test('what a broken connection leaves unfinished is dropped', async () => {
  const events = await Array.fromAsync(
    decodeEvents(pieces(Buffer.from(`${lines[0]}{"type":"ADD`), 10), JSON.parse),
  );
  expect(events).toHaveLength(1);
});
