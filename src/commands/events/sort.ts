import type { KubeObject } from '../../api/types.ts';
import { goSort } from '../../formats/go-sort.ts';
import { parseRFC3339 } from '../../formats/time.ts';

/** `v1 Event`, as the API has it. */
export interface Event extends KubeObject {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
  readonly count?: number;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  /** Of events in the new style, which have no timestamps. */
  readonly eventTime?: string | null;
  /** Of events that came several times, in the new style. */
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string | null };
}

/** When it happened last, in milliseconds; events that do not say were before all others. */
function lastSeen({ series, lastTimestamp, eventTime }: Event): number {
  const time = series === undefined ? lastTimestamp || eventTime : series.lastObservedTime;
  return (time ? parseRFC3339(time)?.ms : undefined) ?? -Infinity;
}

/** Sorts in place, the latest last. Events of the same moment are in the reference's order. */
export function sortEvents(events: Event[]): void {
  const keyed = events.map((event) => ({ event, time: lastSeen(event) }));
  goSort({
    length: keyed.length,
    less: (i, j) => keyed[i]!.time < keyed[j]!.time,
    swap(i, j) {
      [keyed[i], keyed[j]] = [keyed[j]!, keyed[i]!];
    },
  });
  for (const [index, { event }] of keyed.entries()) events[index] = event;
}
