import type { KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import type { RESTClient } from '../../rest/client.ts';
import { watchResource } from '../../rest/watcher.ts';
import { collectionPath, objectPath } from '../paths.ts';
import { isNotFound } from '../retrieve.ts';
import { givenUp, notMet, type Patience, type Place, untilStopped } from './patience.ts';

/**
 * Waits until an object is gone. Another object of its name is no hindrance when `uid` tells which one is meant.
 * Rejects with a KubistError when time is up, and with the server's StatusError.
 */
export async function waitUntilGone(
  client: RESTClient,
  place: Place,
  patience: Patience,
  uid?: string,
): Promise<void> {
  const { once } = patience;
  const signal = untilStopped(patience);
  if (patience.signal.aborted) {
    // The reference's words for the objects that are next in line.
    throw new KubistError('client rate limiter Wait returned an error: context deadline exceeded');
  }
  const { resource, namespace, name } = place;
  const found = await whileWaiting(place, patience, () =>
    client.json({ path: objectPath(resource, namespace, name), signal }),
  ).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  const isGone = (object: KubeObject | undefined): boolean =>
    object === undefined || (uid !== undefined && object.metadata?.uid !== uid);
  if (isGone(found)) return;
  if (once) throw notMet(place);
  const updates = watchResource(client, {
    path: collectionPath(resource, namespace),
    query: { fieldSelector: `metadata.name=${name}` },
    signal,
  });
  for await (const { type, object } of updates) {
    if (type === 'DELETED' && isMeant(object, uid)) return;
    if (type === 'LIST' && isGone(object.items.find((item) => item.metadata?.name === name)))
      return;
  }
  throw givenUp(place, patience);
}

function isMeant(object: KubeObject, uid: string | undefined): boolean {
  return uid === undefined || object.metadata?.uid === uid;
}

/** Runs a step; whatever it rejects with once time is up means that time is up. */
async function whileWaiting<T>(
  place: Place,
  patience: Patience,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw untilStopped(patience).aborted ? givenUp(place, patience) : error;
  }
}
