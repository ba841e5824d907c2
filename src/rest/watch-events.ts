import type { WatchEvent } from '../api/types.ts';

/**
 * Reads a watch's body: one JSON document after the other, most often one a line. Borders of chunks may
 * fall anywhere, in the middle of a character too. An unfinished last line is dropped: the connection broke.
 */
export async function* decodeEvents<T>(
  body: AsyncIterable<Uint8Array>,
  parse: (text: string) => unknown,
): AsyncIterable<WatchEvent<T>> {
  // Pieces of the current line: joined once, so that large objects are not copied per chunk.
  let pieces: Uint8Array[] = [];
  for await (const chunk of body) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      if (end < 0) break;
      pieces.push(chunk.subarray(start, end));
      start = end + 1;
      const line = Buffer.concat(pieces).toString('utf8');
      pieces = [];
      if (line.trim() !== '') yield parse(line) as WatchEvent<T>;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
}
