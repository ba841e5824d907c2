import type { RESTClient } from '../../rest/client.ts';
import { watchResource } from '../../rest/watcher.ts';
import { KubistError, StatusError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { podsPath } from '../../resources/pods/choose.ts';
import type { Pod } from '../../resources/pods/pod.ts';

/** Which pod, and how long to wait for it. */
export interface Waiting {
  readonly namespace: string;
  readonly name: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Ends the wait; its reason is thrown. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Waits until a pod is as wanted, and answers it. Rejects when time is up, and when the pod is deleted
 * meanwhile.
 */
export async function waitForPod(
  client: RESTClient,
  { namespace, name, timeout, signal }: Waiting,
  wanted: (pod: Pod) => boolean,
): Promise<Pod> {
  const time = AbortSignal.timeout(Math.min(Math.ceil(timeout), 2 ** 31 - 1));
  const updates = watchResource<Pod>(client, {
    path: podsPath(namespace),
    query: { fieldSelector: `metadata.name=${name}` },
    signal: signal === undefined ? time : AbortSignal.any([signal, time]),
  });
  for await (const { type, object } of updates) {
    const pod =
      type === 'LIST' ? object.items.find((item) => item.metadata?.name === name) : object;
    if (type === 'DELETED' || pod === undefined) throw notFound(name);
    if (wanted(pod)) return pod;
  }
  signal?.throwIfAborted();
  throw new KubistError('timed out waiting for the condition');
}

/** The pod has come to its end. */
export function isCompleted({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** The pod runs and is ready. */
export function isReady({ status }: Pod): boolean {
  if (status?.phase !== 'Running') return false;
  return (status.conditions ?? []).some((one) => one.type === 'Ready' && one.status === 'True');
}

function notFound(name: string): StatusError {
  return new StatusError({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'NotFound',
    message: `pods ${goQuote(name)} not found`,
    details: { name, kind: 'pods' },
    code: 404,
  });
}
