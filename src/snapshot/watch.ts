import type { GVR, KubeObject } from '../api/types.ts';
import { stringifyJSON } from '../formats/json.ts';
import { Refusal } from './answer.ts';
import type { StoredItem, StoredResource } from './layout.ts';
import { idle, isTrue, itemFilter, selectItems } from './list.ts';
import type { Route } from './route.ts';
import type { Shaper } from './view.ts';

/** Something that happened to one object. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly gvr: GVR;
  /** As it is now; with DELETED as it was last, but with the resourceVersion of its end. */
  readonly item: StoredItem;
  readonly before?: StoredItem;
  /** The resourceVersion that it has brought. */
  readonly version: number;
}

/** What has happened since the snapshot was opened. */
export interface Changes {
  /** The newest resourceVersion. */
  readonly version: number;
  /** Changes after a resourceVersion, the oldest first; undefined when some of them are forgotten. */
  after(version: number): readonly Change[] | undefined;
  /** Resolves with the next change, after some milliseconds, or when the signal aborts. */
  next(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

/** One watch. */
export interface Watch {
  readonly route: Route;
  readonly stored: StoredResource;
  readonly shaper: Shaper;
  readonly query: URLSearchParams;
  /** Missing where nothing ever changes. */
  readonly changes: Changes | undefined;
}

/** What tells a client that it now knows all that was there. KEP-3157. */
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';
const MINUTE = 60_000;

/**
 * The events of a watch, a line each: what is there, unless the watch continues from a resourceVersion; then what
 * changes, until the reader or `timeoutSeconds` ends it. Without changes it only waits.
 */
export async function* watchEvents(
  watch: Watch,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const { query, stored, shaper, changes, route } = watch;
  const matches = itemFilter(route, { ...route, query });
  const from = query.get('resourceVersion') ?? '';
  const initial = query.get('sendInitialEvents');
  let seen = changes?.version ?? 0;
  let first = true;
  const line = (type: string, item: StoredItem): string => {
    const columns = first;
    first = false;
    return `${stringifyJSON({ type, object: shaper.one(item, columns) })}\n`;
  };
  if (initial === null ? from === '' || from === '0' : isTrue(query, 'sendInitialEvents')) {
    for (const item of selectItems(stored, route, { ...route, query })) yield line('ADDED', item);
    if (initial !== null && isTrue(query, 'allowWatchBookmarks')) {
      yield bookmark(watch, { [INITIAL_EVENTS_END]: 'true' });
    }
  } else if (changes !== undefined && from !== '') seen = Number(from);
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  if (changes === undefined) {
    await idle(seconds, signal);
    return;
  }
  const end = seconds > 0 ? Date.now() + seconds * 1000 : Number.POSITIVE_INFINITY;
  for (;;) {
    if (signal?.aborted === true) return;
    const news = changes.after(seen);
    if (news === undefined) {
      yield `${stringifyJSON({ type: 'ERROR', object: expired(from) })}\n`;
      return;
    }
    seen = changes.version;
    for (const change of news) {
      if (!isOf(change, route)) continue;
      const type = typeFor(change, matches);
      if (type !== undefined) yield line(type, change.item);
    }
    const left = end - Date.now();
    if (left <= 0) return;
    // The reader may have taken his time.
    if (seen !== changes.version) continue;
    await changes.next(Math.min(left, MINUTE), signal);
    if (seen === changes.version && isTrue(query, 'allowWatchBookmarks')) yield bookmark(watch, {});
  }
}

function isOf({ gvr }: Change, route: GVR): boolean {
  return (
    gvr.resource === route.resource && gvr.group === route.group && gvr.version === route.version
  );
}

/** What a change is to one who sees only what he selects. */
function typeFor(
  { type, item, before }: Change,
  matches: (item: StoredItem) => boolean,
): Change['type'] | undefined {
  const is = type !== 'DELETED' && matches(item);
  const was = before !== undefined && matches(before);
  if (is) return was ? 'MODIFIED' : 'ADDED';
  return was ? 'DELETED' : undefined;
}

function bookmark(
  { stored, shaper, changes }: Watch,
  annotations: Readonly<Record<string, string>>,
): string {
  const resourceVersion = String(changes?.version ?? stored.resourceVersion);
  const object: KubeObject = {
    kind: stored.kind.replace(/List$/, ''),
    apiVersion: stored.apiVersion,
    metadata: { resourceVersion, creationTimestamp: null, annotations },
  };
  return `${stringifyJSON({ type: 'BOOKMARK', object: shaper.bookmark(object) })}\n`;
}

function expired(from: string): object {
  return new Refusal(410, 'Expired', `too old resource version: ${from}`).status;
}
