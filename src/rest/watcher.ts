import type { KubeList, KubeObject, Status, WatchEvent } from '../api/types.ts';
import { KubistError, StatusError } from '../errors.ts';
import type { Query, RESTClient, RESTRequest } from './client.ts';
import { pause } from './pause.ts';

/** An event of a watch that may span several connections. */
export type WatchUpdate<T = KubeObject> =
  | WatchEvent<T>
  /** The state as a whole: at the start without a resourceVersion, and after the server has forgotten ours. */
  | { type: 'LIST'; object: KubeList<T> };

/** What to watch, and how. */
export interface WatchOptions {
  /** The collection: `/api/v1/namespaces/default/pods`. */
  readonly path: string;
  /** Selectors and the like, sent with lists and watches alike. */
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where to start, most often a list's; "" is with events that add all there is. Missing: list first. */
  readonly resourceVersion?: string;
  /** Ask for bookmarks, which keep the place fresh; they are not handed on. True when missing. */
  readonly bookmarks?: boolean;
  /** Further parameters of the watch alone: `timeoutSeconds`. */
  readonly watchQuery?: Query;
  /** Ends the watch without an error. */
  readonly signal?: AbortSignal;
  /** See RESTRequest. */
  readonly source?: string;
  /** Waits before reconnecting; tests replace it. Milliseconds. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** The first wait before reconnecting, doubled with every failure in a row, in milliseconds. */
const firstWait = 1000;
const longestWait = 30_000;

/**
 * Watches a collection until the signal aborts it: goes on where it stopped when the connection drops,
 * lists again when the server no longer knows the place (410), waits when the server is busy (429, 5xx).
 * A request timeout bounds the whole watch: it ends with the first connection then.
 * Rejects with `StatusError` when the server refuses for good, and with any error of the first connection.
 */
export async function* watchResource<T = KubeObject>(
  client: RESTClient,
  options: WatchOptions,
): AsyncIterable<WatchUpdate<T>> {
  const { signal } = options;
  const sleep = options.sleep ?? pause;
  let place = options.resourceVersion;
  let failures = 0;
  let connected = false;
  const stopped = (): boolean => signal?.aborted ?? false;
  while (!stopped()) {
    let wait = 0;
    try {
      if (place === undefined) {
        const list = await client.json<KubeList<T>>(listRequest(options));
        place = list.metadata?.resourceVersion ?? '';
        connected = true;
        yield { type: 'LIST', object: list };
      }
      for await (const event of client.watch<T>(watchRequest(options, place))) {
        if (stopped()) return;
        connected = true;
        if (event.type === 'ERROR') throw new StatusError(event.object as unknown as Status);
        failures = 0;
        place = resourceVersionOf(event.object) ?? place;
        if (event.type !== 'BOOKMARK') yield event;
      }
      if (client.timeout > 0) return;
      connected = true;
    } catch (error) {
      if (stopped()) return;
      if (isGone(error)) place = undefined;
      else if (!connected || !isPassing(error)) throw error;
      else if (client.timeout > 0) return;
      else wait = retryAfter(error);
    }
    // A server that ends each connection at once is not to be hammered either.
    wait = Math.max(wait, Math.min(firstWait * 2 ** failures, longestWait));
    if (place !== undefined || failures > 0) {
      await sleep(wait, signal).catch((error: unknown) => {
        if (!stopped()) throw error;
      });
    }
    failures++;
  }
}

function listRequest({ path, query, headers, signal, source }: WatchOptions): RESTRequest {
  return request(path, { ...query }, { headers, signal, source });
}

function watchRequest(options: WatchOptions, place: string): RESTRequest {
  const bookmarks = options.bookmarks === false ? {} : { allowWatchBookmarks: true };
  const resourceVersion = place === '' ? undefined : place;
  const query = { ...options.query, ...bookmarks, ...options.watchQuery, resourceVersion };
  return request(options.path, query, options);
}

function request(
  path: string,
  query: Query,
  {
    headers,
    signal,
    source,
  }: {
    headers?: RESTRequest['headers'] | undefined;
    signal?: AbortSignal | undefined;
    source?: string | undefined;
  },
): RESTRequest {
  return {
    path,
    query,
    ...(headers === undefined ? {} : { headers }),
    ...(signal === undefined ? {} : { signal }),
    ...(source === undefined ? {} : { source }),
  };
}

/** The place in history that an object, or the only row of a Table, stands for. */
function resourceVersionOf(object: unknown): string | undefined {
  const { metadata, rows } = object as {
    metadata?: { resourceVersion?: string };
    rows?: { object?: KubeObject }[];
  };
  return metadata?.resourceVersion || rows?.[0]?.object?.metadata?.resourceVersion || undefined;
}

function isGone(error: unknown): boolean {
  return (
    error instanceof StatusError &&
    (error.code === 410 || error.reason === 'Expired' || error.reason === 'Gone')
  );
}

/** Busy and broken servers recover; a refusal does not. Broken bodies are KubistErrors too. */
function isPassing(error: unknown): boolean {
  if (error instanceof StatusError)
    return error.code === 429 || error.code >= 500 || error.code === 0;
  return error instanceof KubistError || (error as Error).name === 'JSONSyntaxError';
}

/** What the server asks to wait, in milliseconds. */
function retryAfter(error: unknown): number {
  return error instanceof StatusError ? (error.status.details?.retryAfterSeconds ?? 0) * 1000 : 0;
}
