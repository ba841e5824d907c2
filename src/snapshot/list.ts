import { setTimeout as delay } from 'node:timers/promises';
import type { GVR, ListMeta } from '../api/types.ts';
import { parseLabelSelector } from '../resources/label-selector.ts';
import { badRequest, notFound } from './answer.ts';
import { compileFieldSelector } from './field-selector.ts';
import type { StoredItem, StoredResource } from './layout.ts';
import type { Route } from './route.ts';

/** What a request asks of a resource: all, those of a namespace, one by its name. */
interface Scope {
  readonly namespace?: string;
  readonly name?: string;
  readonly query: URLSearchParams;
}

/** True for `?name=true` and `?name=1`. */
export function isTrue(query: URLSearchParams, name: string): boolean {
  return ['true', '1'].includes(query.get(name) ?? '');
}

/** What a request selects. Throws what the server answers to selectors that it cannot read. */
export function itemFilter(
  gvr: GVR,
  { namespace, name, query }: Scope,
): (item: StoredItem) => boolean {
  const labels = readLabelSelector(query.get('labelSelector') ?? '');
  const fields = compileFieldSelector(query.get('fieldSelector') ?? '', gvr);
  return ({ object }) =>
    (namespace === undefined || object.metadata?.namespace === namespace) &&
    (name === undefined || object.metadata?.name === name) &&
    labels.matches(object.metadata?.labels ?? {}) &&
    fields(object);
}

/** The items that a request selects. Throws what the server answers to selectors that it cannot read. */
export function selectItems(stored: StoredResource, gvr: GVR, scope: Scope): StoredItem[] {
  return stored.items.filter(itemFilter(gvr, scope));
}

/** One object. Throws what the server answers when it is not there. */
export function find(stored: StoredResource, route: Route): StoredItem {
  const { group, resource, namespace, name = '' } = route;
  const item = stored.items.find(
    ({ object }) => object.metadata?.name === name && object.metadata.namespace === namespace,
  );
  if (item === undefined) throw notFound(group, resource, name);
  return item;
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

/** The longest that a timer waits, 24 days. */
const FOREVER = 2 ** 31 - 1;

/** Waits so many seconds, or with 0 until the signal. It keeps the process alive, as an open connection would. */
export async function idle(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  const milliseconds = seconds > 0 ? Math.min(seconds * 1000, FOREVER) : FOREVER;
  await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
}
