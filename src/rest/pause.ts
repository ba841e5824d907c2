/** Waits some milliseconds; rejects with the signal's reason when that aborts it. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  // Loaded only when there is something to wait for.
  const { setTimeout } = await import('node:timers/promises');
  await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
}
