import type { Writer } from '../../api/types.ts';
import { formatTimestampAge } from '../../formats/duration.ts';
import { isWatchEvent, type Printable, type Printer } from '../../printers/printer.ts';
import { TabWriter } from '../../printers/tabwriter.ts';
import type { Event } from './sort.ts';

/** How events are shown. */
export interface EventTableOptions {
  readonly withNamespace: boolean;
  readonly noHeaders: boolean;
  /** The clock, in milliseconds. */
  now(): number;
}

/** Aligns what another printer writes by its tabs, in what follows too: so the reference prints events in any format. */
export class Aligned implements Printer {
  readonly #printer: Printer;
  readonly #isData: boolean;
  #tabs: TabWriter | undefined;

  /** @param isData whether it is JSON or YAML, which is coloured rather than aligned where colours are shown */
  constructor(printer: Printer, isData: boolean) {
    this.#printer = printer;
    this.#isData = isData;
  }

  async print(printable: Printable, out: Writer): Promise<void> {
    if (this.#isData && out.painter) return this.#printer.print(printable, out);
    const tabs = (this.#tabs ??= new TabWriter(out));
    await this.#printer.print(printable, tabs);
    await tabs.flush();
  }
}

/** Writes events as rows of cells, each with a tab after it. The headers come once. */
export class EventTable implements Printer {
  readonly #options: EventTableOptions;
  #begun = false;

  constructor(options: EventTableOptions) {
    this.#options = options;
  }

  print(printable: Printable, out: Writer): void | Promise<void> {
    const object = isWatchEvent(printable) ? printable.object : printable;
    const rows = ((object.items ?? [object]) as Event[]).map((event) => this.#row(event));
    const { noHeaders, withNamespace } = this.#options;
    const headers =
      this.#begun || noHeaders
        ? ''
        : `${withNamespace ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`;
    this.#begun = true;
    return out.write(headers + rows.join(''));
  }

  #row(event: Event): string {
    const { metadata, type = '', reason = '', message = '', involvedObject = {} } = event;
    const { kind = '', name = '' } = involvedObject;
    const seen = describeTimes(event, this.#options.now());
    const place = this.#options.withNamespace ? `${metadata?.namespace ?? ''}\t` : '';
    return `${place}${seen}\t${type}\t${reason}\t${kind}/${name}\t${message.trim()}\n`;
  }
}

/** `5m`, or `5m (x3 over 2h)` of an event that came several times. */
function describeTimes(event: Event, now: number): string {
  const { series, count = 0, firstTimestamp, lastTimestamp, eventTime } = event;
  const first = formatTimestampAge(eventTime ?? firstTimestamp, now);
  const several = (last: string | null | undefined, times: number): string =>
    `${formatTimestampAge(last, now)} (x${times} over ${first})`;
  if (series !== undefined) return several(series.lastObservedTime, series.count ?? 0);
  return count > 1 ? several(lastTimestamp, count) : first;
}
