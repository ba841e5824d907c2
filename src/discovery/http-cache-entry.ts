/** A stored answer: lower-case header names, and the body unpacked. */
export interface CacheEntry {
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Uint8Array;
}

/**
 * The entry as an HTTP message, headers sorted as Go dumps them. The body has a Content-Length,
 * so that Go's reader takes it in one piece.
 */
export function encodeEntry(entry: CacheEntry): Uint8Array {
  const headers = new Map(entry.headers).set('content-length', [String(entry.body.length)]);
  const lines = [...headers]
    .map(([name, values]) => [canonicalName(name), values] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, values]) => values.map((value) => `${name}: ${value}\r\n`));
  return Buffer.concat([
    Buffer.from(`HTTP/2.0 200 OK\r\n${lines.join('')}\r\n`, 'latin1'),
    entry.body,
  ]);
}

/** Reads a stored message; undefined when it is no complete `200` answer, or its body is chunked. */
export function decodeEntry(message: Uint8Array): CacheEntry | undefined {
  const buffer = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const end = buffer.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [status, ...lines] = buffer.toString('latin1', 0, end).split('\r\n');
  if (status === undefined || !/^HTTP\/\d\.\d 200 /.test(status)) return undefined;
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const values = headers.get(name) ?? [];
    values.push(line.slice(colon + 1).trim());
    headers.set(name, values);
  }
  if (headers.has('transfer-encoding')) return undefined;
  headers.delete('connection');
  const body = buffer.subarray(end + 4);
  const length = headers.get('content-length')?.[0];
  return length === undefined || Number(length) === body.length ? { headers, body } : undefined;
}

/** `content-type` → `Content-Type`. */
function canonicalName(name: string): string {
  return name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('-');
}
