import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Transport,
  TransportRequest,
  TransportResponse,
} from '../rest/transport/transport.ts';
import { writeAtomically } from './disk-cache.ts';
import { decodeEntry, encodeEntry } from './http-cache-entry.ts';
import type { CacheEntry } from './http-cache-entry.ts';

/** What the HTTP cache works with. */
export interface HTTPCacheOptions {
  /** `~/.kube/cache/http`. */
  readonly directory: string;
  /** What sends requests that the cache cannot answer. */
  readonly transport: Transport;
  readonly now?: () => number;
}

/**
 * A transport that keeps GET answers on disk in the format kubectl keeps them: one file a URL,
 * revalidated with ETags, immutable OpenAPI documents served without asking (RFC 9111, private cache).
 * It sits below the trace, so that `-v` shows a revalidated answer as the 200 it stands for.
 */
export function createHTTPCache(options: HTTPCacheOptions): Transport {
  const { transport, directory } = options;
  const now = options.now ?? Date.now;
  return {
    request(request) {
      return request.method === 'GET' && request.headers['range'] === undefined
        ? cachedGet(transport, request, join(directory, sha256(request.url).toString('hex')), now)
        : transport.request(request);
    },
    upgrade: (request, protocols) => transport.upgrade(request, protocols),
    upgradeRaw: (request) => transport.upgradeRaw(request),
    close: () => transport.close(),
  };
}

async function cachedGet(
  transport: Transport,
  request: TransportRequest,
  file: string,
  now: () => number,
): Promise<TransportResponse> {
  const stored = readEntry(file, request);
  if (stored !== undefined && isFresh(stored, now())) return answerFrom(stored);
  const response = await transport.request(
    stored === undefined ? request : conditional(request, stored),
  );
  if (stored !== undefined && response.status === 304) {
    await response.bytes();
    const renewed = {
      ...stored,
      headers: new Map([...stored.headers, ...endToEnd(response.headers)]),
    };
    writeEntry(file, renewed);
    return answerFrom(renewed);
  }
  if (response.status !== 200 || !isWorthKeeping(response)) {
    if (stored !== undefined) remove(file);
    return response;
  }
  const body = await response.bytes();
  writeEntry(file, { headers: withVaried(response, request), body });
  return bufferedResponse(response, response.headers, body);
}

/** Reads the entry of a request; undefined when missing, damaged, or stored for another Accept header. */
function readEntry(file: string, request: TransportRequest): CacheEntry | undefined {
  try {
    const content = readFileSync(file);
    const text = content.subarray(32);
    if (!sha256(text).equals(content.subarray(0, 32))) return undefined;
    const entry = decodeEntry(text);
    return entry !== undefined && varyFits(entry, request) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function writeEntry(file: string, entry: CacheEntry): void {
  const text = encodeEntry(entry);
  writeAtomically(file, sha256(text), text);
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A cache that cannot be cleaned is revalidated next time.
  }
}

function varyFits(entry: CacheEntry, request: TransportRequest): boolean {
  return listed(entry.headers, 'vary').every((name) => {
    return (entry.headers.get(`x-varied-${name}`)?.[0] ?? '') === headerText(request.headers[name]);
  });
}

/** The answer's headers and, for each header that Vary names, what the request said. */
function withVaried(
  response: TransportResponse,
  request: TransportRequest,
): Map<string, readonly string[]> {
  const headers = endToEnd(response.headers);
  // The transport has unpacked the body; these two told about the packed one.
  headers.delete('content-encoding');
  headers.delete('content-length');
  for (const name of listed(response.headers, 'vary')) {
    const value = headerText(request.headers[name]);
    if (value !== '') headers.set(`x-varied-${name}`, [value]);
  }
  return headers;
}

/** Headers that mean one connection only, and so are not stored (RFC 9110 section 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function endToEnd(headers: TransportResponse['headers']): Map<string, readonly string[]> {
  return new Map([...headers].filter(([name]) => !hopByHop.has(name)));
}

/** An answer that says no-store, or that nothing could ever revalidate, is not kept. */
function isWorthKeeping(response: TransportResponse): boolean {
  const directives = listed(response.headers, 'cache-control');
  if (directives.includes('no-store') || response.headers.has('set-cookie')) return false;
  return (
    response.headers.has('etag') ||
    (response.headers.has('expires') && !directives.includes('no-cache'))
  );
}

/** Fresh by max-age or Expires, counted from Date. */
function isFresh(entry: CacheEntry, now: number): boolean {
  const directives = listed(entry.headers, 'cache-control');
  if (directives.includes('no-cache')) return false;
  const date = Date.parse(entry.headers.get('date')?.[0] ?? '');
  const maxAge = directives.find((directive) => directive.startsWith('max-age='));
  const expires = Date.parse(entry.headers.get('expires')?.[0] ?? '');
  const lifetime =
    maxAge === undefined ? expires - date : Number(maxAge.slice('max-age='.length)) * 1000;
  return now - date < lifetime;
}

function conditional(request: TransportRequest, stored: CacheEntry): TransportRequest {
  const etag = stored.headers.get('etag')?.[0];
  const modified = stored.headers.get('last-modified')?.[0];
  return {
    ...request,
    headers: {
      ...request.headers,
      ...(etag === undefined ? {} : { 'if-none-match': etag }),
      ...(modified === undefined ? {} : { 'if-modified-since': modified }),
    },
  };
}

function answerFrom(entry: CacheEntry): TransportResponse {
  const headers = new Map([...entry.headers, ['x-from-cache', ['1']] as const]);
  return bufferedResponse(
    { status: 200, statusText: 'OK', protocol: 'HTTP/2.0' },
    headers,
    entry.body,
  );
}

function bufferedResponse(
  head: Pick<TransportResponse, 'status' | 'statusText' | 'protocol'>,
  headers: TransportResponse['headers'],
  body: Uint8Array,
): TransportResponse {
  return {
    status: head.status,
    statusText: head.statusText,
    protocol: head.protocol,
    headers,
    text: async () => new TextDecoder().decode(body),
    bytes: async () => body,
    async *stream() {
      yield body;
    },
  };
}

/** The comma-separated words of a header, in lower case. */
function listed(headers: TransportResponse['headers'], name: string): string[] {
  const values = headers.get(name) ?? [];
  return values
    .flatMap((value) => value.split(','))
    .map((word) => word.trim().toLowerCase())
    .filter(Boolean);
}

function headerText(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

function sha256(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
