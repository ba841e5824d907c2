import type { Context } from '../../cli/context.ts';
import { type DryRun, operation } from '../../cli/flags/write.ts';
import type { APIResource } from '../../discovery/mapper.ts';
import { KubistError } from '../../errors.ts';
import { writeAs } from '../../printers/write-as.ts';
import { objectPath } from '../../resources/paths.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import type { RESTClient } from '../../rest/client.ts';
import { deletedFor, type Pod } from './filters.ts';
import type { TimeLimit } from './time-limit.ts';

/** The pods of one node on their way out: what evicting and deleting them share. */
export interface Removal {
  readonly context: Context;
  readonly client: RESTClient;
  /** `pods`. */
  readonly resource: APIResource;
  readonly dryRun: DryRun;
  /** Seconds; negative leaves it to the pods. */
  readonly gracePeriod: number;
  readonly limit: TimeLimit;
  /** Seconds; 0 and less is never. */
  readonly skipWaitForDeleteTimeout: number;
  /** Called for each pod that is gone. */
  readonly gone: () => void;
}

const LOOK_AGAIN = 1000;

/** `eviction` or `deletion`: which way pods go, for messages. */
type Way = 'eviction' | 'deletion';

const DONE: Readonly<Record<Way, string>> = { eviction: 'evicted', deletion: 'deleted' };

/** Tells that a pod is about to be asked to go, to those who want to know more (`-v=2`). */
export async function tellStarted({ context, dryRun }: Removal, pod: Pod, way: Way): Promise<void> {
  if (context.log.enabled(2)) await tell(context, dryRun, pod, `${way} started`);
}

/** Tells that a pod is gone. */
export async function tellDone(
  { context, dryRun, gone }: Removal,
  pod: Pod,
  way: Way,
): Promise<void> {
  gone();
  await tell(context, dryRun, pod, DONE[way]);
}

/** Waits until pods are gone, and tells of each that is. Rejects when time is up, and with the server's StatusError. */
export async function waitUntilGone(
  removal: Removal,
  pods: readonly Pod[],
  way: Way,
): Promise<void> {
  let left = pods;
  for (;;) {
    const there: Pod[] = [];
    for (const pod of left) if (await isThere(removal, pod, way)) there.push(pod);
    if (there.length === 0) return;
    left = there;
    await removal.limit.pause(LOOK_AGAIN);
    if (removal.limit.isOver()) throw new KubistError('context deadline exceeded');
  }
}

async function isThere(removal: Removal, pod: Pod, way: Way): Promise<boolean> {
  const { context, dryRun, skipWaitForDeleteTimeout: skip } = removal;
  const { name = '', uid } = pod.metadata ?? {};
  let metadata: Pod['metadata'];
  try {
    ({ metadata } = await lookAt(removal, pod));
  } catch (error) {
    if (!isNotFound(error)) {
      await tell(context, dryRun, pod, `${way} failed`);
      throw error;
    }
  }
  if (metadata === undefined || metadata.uid !== uid) {
    await tellDone(removal, pod, way);
    return false;
  }
  if (deletedFor(metadata.deletionTimestamp, context.now()) <= Math.max(skip, 0) || skip <= 0) {
    return true;
  }
  await context.streams.out.write(
    `pod ${JSON.stringify(name)} has DeletionTimestamp older than ${skip} seconds, skipping\n`,
  );
  return false;
}

/** The pod as it is now. */
export function lookAt({ client, resource }: Removal, { metadata }: Pod): Promise<Pod> {
  const { name = '', namespace = '' } = metadata ?? {};
  return client.json<Pod>({ path: objectPath(resource, namespace, name) });
}

async function tell(context: Context, dryRun: DryRun, pod: Pod, what: string): Promise<void> {
  const { name = '' } = pod.metadata ?? {};
  await writeAs('change', `pod/${name} ${operation(what, dryRun)}\n`, context.streams.out);
}
