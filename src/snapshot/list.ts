import { setTimeout as delay } from 'node:timers/promises';
import type { GVR, ListMeta } from '../api/types.ts';
import { stringifyJSON } from '../formats/json.ts';
import { parseLabelSelector } from '../resources/label-selector.ts';
import { badRequest } from './answer.ts';
import { compileFieldSelector } from './field-selector.ts';
import type { StoredItem, StoredResource } from './layout.ts';
import type { Shaper } from './view.ts';

/** The items that a request selects. Throws what the server answers to selectors that it cannot read. */
export function selectItems(
  stored: StoredResource,
  gvr: GVR,
  { namespace, name, query }: { namespace?: string; name?: string; query: URLSearchParams },
): StoredItem[] {
  const labels = readLabelSelector(query.get('labelSelector') ?? '');
  const fields = compileFieldSelector(query.get('fieldSelector') ?? '', gvr);
  return stored.items.filter(
    ({ object }) =>
      (namespace === undefined || object.metadata?.namespace === namespace) &&
      (name === undefined || object.metadata?.name === name) &&
      labels.matches(object.metadata?.labels ?? {}) &&
      fields(object),
  );
}

function readLabelSelector(text: string): ReturnType<typeof parseLabelSelector> {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

/** One chunk of the items (`limit`, `continue`), with the list's metadata. */
export function chunk(
  stored: StoredResource,
  items: readonly StoredItem[],
  query: URLSearchParams,
): { items: readonly StoredItem[]; metadata: ListMeta } {
  const { resourceVersion } = stored;
  const limit = Number(query.get('limit') ?? 0);
  const token = query.get('continue') ?? '';
  const start = token === '' ? 0 : resume(items, token);
  if (!(limit > 0) || start + limit >= items.length) {
    return { items: items.slice(start), metadata: { resourceVersion } };
  }
  const end = start + limit;
  const last = items[end - 1] as StoredItem;
  const selected = query.get('labelSelector') || query.get('fieldSelector');
  const metadata: ListMeta = {
    resourceVersion,
    continue: encodeToken(resourceVersion, keyOf(last)),
    // The server does not count what a selector may leave out.
    ...(selected ? {} : { remainingItemCount: items.length - end }),
  };
  return { items: items.slice(start, end), metadata };
}

/** The key after which a chunk begins, as the storage of a cluster has it. */
function keyOf({ object }: StoredItem): string {
  const { namespace, name } = object.metadata ?? {};
  return `${namespace === undefined ? '' : `${namespace}/`}${name}\u0000`;
}

function encodeToken(resourceVersion: string, start: string): string {
  const token = { v: 'meta.k8s.io/v1', rv: Number(resourceVersion), start };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function resume(items: readonly StoredItem[], token: string): number {
  let start: unknown;
  try {
    start = (JSON.parse(Buffer.from(token, 'base64url').toString()) as { start?: unknown }).start;
  } catch (error) {
    throw badRequest(
      `invalid continue token: continue key is not valid: ${(error as Error).message}`,
    );
  }
  const at = items.findIndex((item) => keyOf(item) === start);
  if (at < 0) throw badRequest('invalid continue token: continue key is not valid: no such object');
  return at + 1;
}

/**
 * The events of a watch, a line each: what is there, unless the watch continues from a resourceVersion.
 * Then nothing happens until the reader or `timeoutSeconds` ends it.
 */
export async function* watchEvents(
  items: readonly StoredItem[],
  shaper: Shaper,
  query: URLSearchParams,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const from = query.get('resourceVersion') ?? '';
  if (from === '' || from === '0') {
    let first = true;
    for (const item of items) {
      yield `${stringifyJSON({ type: 'ADDED', object: shaper.one(item, first) })}\n`;
      first = false;
    }
  }
  await idle(Number(query.get('timeoutSeconds') ?? 0), signal);
}

/** The longest that a timer waits, 24 days. */
const FOREVER = 2 ** 31 - 1;

/** Waits so many seconds, or with 0 until the signal. It keeps the process alive, as an open connection would. */
export async function idle(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  const milliseconds = seconds > 0 ? Math.min(seconds * 1000, FOREVER) : FOREVER;
  await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
}
