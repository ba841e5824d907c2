import { setTimeout as delay } from 'node:timers/promises';

import { ClusterError } from './errors.ts';

/** How often a condition is looked at, in milliseconds. */
const INTERVAL = 50;

/**
 * Waits until a condition holds. A condition that throws does not hold yet; to give up early it throws a
 * ClusterError. Fails after `seconds` with a sentence that names what was waited for.
 */
export async function until(
  what: string,
  seconds: number,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  let reason = '';
  for (;;) {
    try {
      if (await condition()) return;
    } catch (error) {
      if (error instanceof ClusterError) throw error;
      reason = error instanceof Error ? ` (${error.message})` : '';
    }
    if (performance.now() > end)
      throw new ClusterError(`waited ${seconds} s in vain for ${what}${reason}`);
    await delay(INTERVAL);
  }
}
