import type { KubeList } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import type { RESTClient } from '../../rest/client.ts';
import { watchResource } from '../../rest/watcher.ts';
import { collectionPath } from '../paths.ts';
import type { PodOrder } from './order.ts';
import type { Pod } from './pod.ts';

const PODS = { group: '', version: 'v1', resource: 'pods', namespaced: true } as const;

/** Path of the pods of a namespace. */
export function podsPath(namespace: string): string {
  return collectionPath(PODS, namespace);
}

/** All pods that a label selector chooses; the list's own resourceVersion is where a watch goes on. */
export async function listPods(
  client: RESTClient,
  namespace: string,
  labelSelector: string,
): Promise<KubeList<Pod>> {
  const list = await client.json<KubeList<Pod>>({
    path: podsPath(namespace),
    query: labelSelector === '' ? {} : { labelSelector },
  });
  // Servers leave the type out of a list's items, and an empty list may be null.
  return { ...list, items: list.items ?? [] };
}

/** Which pod to choose. */
export interface PodChoice {
  readonly namespace: string;
  readonly labelSelector: string;
  readonly order: PodOrder;
  /** How long to wait for the first pod, in milliseconds. */
  readonly timeout: number;
}

/** The first pod in an order, and how many there are. Without any, the first one that appears within the time. */
export async function choosePod(
  client: RESTClient,
  { namespace, labelSelector, order, timeout }: PodChoice,
): Promise<{ pod: Pod; count: number }> {
  const list = await listPods(client, namespace, labelSelector);
  const [pod] = [...list.items].sort(order);
  if (pod !== undefined) return { pod, count: list.items.length };
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), timeout);
  const late = new KubistError('timed out waiting for the condition');
  try {
    const updates = watchResource<Pod>(client, {
      path: podsPath(namespace),
      query: { labelSelector },
      resourceVersion: list.metadata?.resourceVersion ?? '',
      bookmarks: false,
      signal: clock.signal,
    });
    for await (const { type, object } of updates) {
      const found = type === 'LIST' ? [...(object.items ?? [])].sort(order)[0] : object;
      if (found !== undefined && type !== 'DELETED') return { pod: found, count: 1 };
    }
    if (clock.signal.aborted) throw late;
  } catch (error) {
    throw clock.signal.aborted ? late : error;
  } finally {
    clearTimeout(timer);
    clock.abort();
  }
  throw new KubistError('watch closed before UntilWithoutRetry timeout');
}
