import type { KubeObject } from '../../api/types.ts';
import { StatusError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import type { RESTClient } from '../../rest/client.ts';
import { watchResource } from '../../rest/watcher.ts';
import type { Info } from '../info.ts';
import { collectionPath, objectPath } from '../paths.ts';
import type { Check } from './conditions.ts';
import { givenUp, notMet, type Patience, untilStopped } from './patience.ts';

/**
 * Waits until an object passes a check, and answers it as it is then. Rejects with a KubistError when time is up or
 * the check cannot be made, and with a StatusError when the object is not there at first.
 */
export async function waitUntil(
  client: RESTClient,
  info: Info,
  check: Check,
  patience: Patience,
): Promise<KubeObject> {
  const { resource, namespace, name } = info;
  if (patience.once) {
    const found = await client.json({ path: objectPath(resource, namespace, name) });
    if (!check(found)) throw notMet(info);
    return found;
  }
  const updates = watchResource(client, {
    path: collectionPath(resource, namespace),
    query: { fieldSelector: `metadata.name=${name}` },
    signal: untilStopped(patience),
  });
  let listed = false;
  for await (const { type, object } of updates) {
    if (type === 'DELETED') continue;
    const seen = type === 'LIST' ? itemOf(object, name) : object;
    if (seen === undefined && !listed) throw notFound(info);
    listed = true;
    if (seen !== undefined && check(seen)) return seen;
  }
  throw givenUp(info, patience);
}

/** An object of a list, with the type that servers leave out of items. */
export function itemOf<T extends KubeObject>(
  list: { apiVersion?: string; kind?: string; items: readonly T[] | null },
  name: string,
): T | undefined {
  const item = list.items?.find(({ metadata }) => metadata?.name === name);
  if (item === undefined || item.kind !== undefined) return item;
  return {
    apiVersion: list.apiVersion ?? '',
    kind: (list.kind ?? '').replace(/List$/, ''),
    ...item,
  };
}

function notFound({ resource, name }: Info): StatusError {
  const group = resource.group === '' ? '' : `.${resource.group}`;
  return new StatusError({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'NotFound',
    message: `${resource.resource}${group} ${goQuote(name)} not found`,
    details: { name, group: resource.group, kind: resource.resource },
    code: 404,
  });
}
