import type { KubeList, KubeObject } from '../api/types.ts';
import { StatusError } from '../errors.ts';
import type { Query, RESTClient } from '../rest/client.ts';
import type { RequestShape } from './info.ts';
import { collectionPath, describeGVR, type Located } from './paths.ts';

/** What to list. Selectors go to the server as they were written. */
export interface ListOptions {
  readonly resource: Located;
  /** "" is all namespaces. */
  readonly namespace: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Objects a request; 0 is all at once. */
  readonly chunkSize: number;
  readonly shape?: RequestShape;
}

/** A chunk: a typed list, or a Table when the request asked for one. */
export type Chunk = KubeList & KubeObject;

/**
 * Lists by chunks. The next chunk is on its way while the caller works on this one, and no further:
 * memory holds two at most. A continue token that has expired (410) is exchanged for the one that the
 * server offers instead.
 */
export async function* listChunks(
  client: RESTClient,
  options: ListOptions,
): AsyncGenerator<Chunk, void, undefined> {
  const stop = new AbortController();
  const { signal } = stop;
  let pending: Promise<Chunk> | undefined = fetchChunk(client, options, undefined, signal);
  try {
    while (pending !== undefined) {
      const chunk: Chunk = await pending;
      const token: string = chunk.metadata?.continue ?? '';
      pending = token === '' ? undefined : fetchChunk(client, options, token, signal);
      // The failure is thrown when its turn comes; until then it must not count as unhandled.
      pending?.catch(() => undefined);
      yield chunk;
    }
  } finally {
    stop.abort();
  }
}

async function fetchChunk(
  client: RESTClient,
  options: ListOptions,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Chunk> {
  const { resource, namespace, labelSelector, fieldSelector, chunkSize, shape } = options;
  const query: Query = {
    ...shape?.query,
    labelSelector: labelSelector || undefined,
    fieldSelector: fieldSelector || undefined,
    limit: chunkSize === 0 ? undefined : chunkSize,
    continue: token,
  };
  const request = { path: collectionPath(resource, namespace), ...shape, query, signal };
  try {
    return await client.json<Chunk>(request);
  } catch (error) {
    const fresh = token === undefined ? undefined : inconsistentToken(error);
    if (fresh === undefined) throw explainListError(error, options);
    return client.json<Chunk>({ ...request, query: { ...query, continue: fresh } });
  }
}

/** The token that comes with a 410: the rest of the list, as it is now. */
function inconsistentToken(error: unknown): string | undefined {
  if (!(error instanceof StatusError) || error.reason !== 'Expired') return undefined;
  return error.status.metadata?.continue || undefined;
}

/** Says what was asked for, where the server's words alone leave that open. */
function explainListError(error: unknown, options: ListOptions): unknown {
  if (!(error instanceof StatusError)) return error;
  if (error.reason !== 'BadRequest' && error.reason !== 'NotFound') return error;
  const { labelSelector = '', fieldSelector = '' } = options;
  const subject = `"${describeGVR(options.resource)}"`;
  const lead =
    labelSelector === '' && fieldSelector === ''
      ? `Unable to list ${subject}`
      : `Unable to find ${subject} that match label selector "${labelSelector}", field selector "${fieldSelector}"`;
  const message = `${lead}: ${error.status.message ?? ''}`;
  return new StatusError({ ...error.status, message }, { cause: error });
}
