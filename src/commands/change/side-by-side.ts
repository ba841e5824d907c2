/** A step that was started. */
export interface Started<R> {
  readonly result: Promise<R>;
  /** Called once all steps before it have ended. */
  readonly first: () => void;
}

/**
 * Starts steps side by side, up to `limit` at a time, and hands their results over in the order of the items.
 * `waits` says that an item must not start before the one ahead of it has ended.
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  { limit, waits }: { limit: number; waits: (index: number) => boolean },
  start: (item: T) => Started<R>,
  take: (result: R) => Promise<void>,
): Promise<void> {
  const running: Started<R>[] = [];
  const takeFirst = async (): Promise<void> => {
    const result = await running[0]!.result;
    running.shift();
    await take(result);
    running[0]?.first();
  };
  for (const [index, item] of items.entries()) {
    const room = waits(index) ? 0 : limit - 1;
    while (running.length > room) await takeFirst();
    const started = start(item);
    // A failure is thrown when its turn comes; until then it must not count as unhandled.
    started.result.catch(() => undefined);
    running.push(started);
    if (running.length === 1) started.first();
  }
  while (running.length > 0) await takeFirst();
}
