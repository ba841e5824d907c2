import type { KubeObject, WatchEvent, Writer } from '../api/types.ts';

/** What `get` prints: an object, a list, a Table, or with `--output-watch-events` the event around one. */
export type Printable = KubeObject | WatchEvent;

/** Writes one object, or one list, in one output format. */
export interface Printer {
  print(object: Printable, out: Writer): void | Promise<void>;
}

/** Tells an event of a watch from an object: events have no kind of their own. */
export function isWatchEvent(printable: Printable): printable is WatchEvent {
  return (
    !('kind' in printable) && typeof printable.type === 'string' && printable.object !== undefined
  );
}
