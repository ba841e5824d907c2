import { isNotFound } from '../../resources/retrieve.ts';
import { deleteObject } from '../../resources/write.ts';
import type { Pod } from './filters.ts';
import { type Removal, tellDone, tellStarted, waitUntilGone } from './removal.ts';

/** Deletes pods, past disruption budgets, and waits until they are gone. Rejects with the first failure. */
export async function deletePods(removal: Removal, pods: readonly Pod[]): Promise<void> {
  const { client, resource, gracePeriod, dryRun } = removal;
  for (const pod of pods) {
    const { name = '', namespace = '' } = pod.metadata ?? {};
    await tellStarted(removal, pod, 'deletion');
    try {
      await deleteObject(
        client,
        { resource, namespace, name },
        {
          typed: true,
          dryRun: dryRun === 'server',
          ...(gracePeriod < 0 ? {} : { gracePeriodSeconds: gracePeriod }),
        },
      );
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  if (dryRun === 'none') return waitUntilGone(removal, pods, 'deletion');
  // They stay, so that there is nothing to wait for.
  for (const pod of pods) await tellDone(removal, pod, 'deletion');
}
