import type { Context } from '../../cli/context.ts';
import { formatDuration } from '../../formats/duration.ts';

/** The time that something may take in all. */
export interface TimeLimit {
  /** As messages have it: `1m30s`. */
  readonly text: string;
  isOver(): boolean;
  /** Waits some milliseconds, or until the time is over. */
  pause(milliseconds: number): Promise<void>;
}

/** Starts the clock. Time in milliseconds; 0 is without a limit, negative is over at once. */
export function timeLimit(
  context: Pick<Context, 'now' | 'pause'>,
  milliseconds: number,
): TimeLimit {
  const end = milliseconds === 0 ? Infinity : context.now() + milliseconds;
  // Timers may end a little before the clock says so.
  let over = false;
  return {
    text: formatDuration(Math.round(milliseconds * 1_000_000)),
    isOver: () => over || context.now() >= end,
    async pause(wanted) {
      const left = end - context.now();
      await context.pause(Math.max(0, Math.min(wanted, left)));
      over ||= left <= wanted;
    },
  };
}
