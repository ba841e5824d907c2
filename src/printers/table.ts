import type { KubeObject, Status, Table, TableColumn, TableRow, Writer } from '../api/types.ts';
import { compareBytes } from '../formats/compare.ts';
import { goValue } from '../formats/go-format.ts';
import {
  METADATA_COLUMNS,
  metadataRows,
  STATUS_COLUMNS,
  statusRow,
  textColumn,
} from './client-table.ts';
import { isWatchEvent, type Printable, type Printer } from './printer.ts';
import { TabWriter } from './tabwriter.ts';

/** How tables are to look. */
export interface TableOptions {
  readonly noHeaders?: boolean;
  /** Also columns with a priority above 0. */
  readonly wide?: boolean;
  /** A NAMESPACE column in front. */
  readonly withNamespace?: boolean;
  /** Put this before names, with a slash: `deployment.apps`, in lower case. */
  readonly kindPrefix?: string;
  readonly showLabels?: boolean;
  /** Labels that get a column each. */
  readonly columnLabels?: readonly string[];
  /** The clock for ages that are made here, milliseconds since 1970; Date.now when missing. */
  readonly now?: () => number;
}

/** Tabs, line breaks and escape: the rest can go out as it is. */
const SPECIAL = /[\t\v\f\n\r\x1b]/;
const LINE_BREAK = /[\f\n\r]/;

/**
 * Prints what the server made of objects (`meta.k8s.io` Tables), and objects that come without a Table
 * by name and age. Given a TabWriter it adds lines to that, so that several objects share columns and
 * the caller flushes; else each call stands for itself. One printer stays with one kind: it remembers
 * columns, prints headers once, and again when the columns change.
 */
export class TablePrinter implements Printer {
  readonly #options: TableOptions;
  #columns: readonly TableColumn[] = [];
  #headersPrinted = false;
  #lastPlain: readonly TableColumn[] | undefined;

  constructor(options: TableOptions = {}) {
    this.#options = options;
  }

  print(printable: Printable, out: Writer): void | Promise<void> {
    if (out instanceof TabWriter) return this.#add(printable, out);
    const tabs = new TabWriter(out);
    this.#add(printable, tabs);
    return tabs.flush();
  }

  #add(printable: Printable, tabs: TabWriter): void {
    const event = isWatchEvent(printable) ? printable.type : undefined;
    const object = isWatchEvent(printable) ? printable.object : printable;
    if (isTable(object)) this.#addTable(object, event, tabs);
    else this.#addPlain(object, event, tabs);
  }

  #addTable(table: Table, event: string | undefined, tabs: TabWriter): void {
    const sent = table.columnDefinitions ?? [];
    const rows = table.rows ?? [];
    // A watch sends columns with its first event only.
    const same = sent.length === 0 || sameColumns(sent, this.#columns);
    if (!same) {
      this.#columns = sent;
      this.#headersPrinted = false;
    }
    const columns = this.#columns;
    const headers = !this.#options.noHeaders && !this.#headersPrinted && rows.length > 0;
    if (rows.length > 0) this.#headersPrinted = true;
    const decorated = this.#decorate(columns);
    const shown = this.#visible(decorated);
    if (!same) tabs.nameColumns(this.#headers(decorated, event));
    if (headers) tabs.row(this.#headers(decorated, event));
    const { kindPrefix = '' } = this.#options;
    const nameAt = kindPrefix === '' ? -1 : columns.findIndex(isName);
    for (const row of rows) {
      const all = this.#cells(row, decorated.length, nameAt);
      const cells: string[] = event === undefined ? [] : [eventName(event)];
      let special = false;
      for (const index of shown) {
        if (index >= all.length) break;
        let text = cellText(all[index]);
        if (SPECIAL.test(text)) {
          text = safeLine(text);
          special = true;
        }
        cells.push(text);
      }
      // A tab within a cell starts a column of its own, as it does in the reference.
      if (special) tabs.write(`${cells.join('\t')}\n`);
      else tabs.row(cells);
    }
  }

  /** A row's cells with those around them: the namespace before, labels after. */
  #cells(row: TableRow, width: number, nameAt: number): TableRow['cells'] {
    const { withNamespace, columnLabels = [], showLabels, kindPrefix } = this.#options;
    const cells = [...(row.cells ?? [])];
    if (nameAt >= 0) cells[nameAt] = `${kindPrefix}/${cellText(cells[nameAt])}`;
    if (withNamespace) cells.unshift(row.object?.metadata?.namespace ?? '');
    if (row.object) {
      cells.push(...this.#labels(row.object));
    } else if (withNamespace || showLabels || columnLabels.length > 0) {
      // The reference fills up half of what such a row lacks.
      for (let lacking = width - cells.length; lacking > 0; lacking -= 2) cells.push('');
    }
    return cells;
  }

  /** What came without a Table: a Status, or objects that are shown by name and age. */
  #addPlain(object: KubeObject, event: string | undefined, tabs: TabWriter): void {
    const isStatus = object.kind === 'Status' && object.apiVersion === 'v1';
    const columns = isStatus ? STATUS_COLUMNS : METADATA_COLUMNS;
    const now = this.#options.now ?? Date.now;
    const rows = isStatus ? [statusRow(object as unknown as Status)] : metadataRows(object, now());
    if (this.#lastPlain !== columns && !this.#options.noHeaders) {
      if (this.#lastPlain !== undefined) tabs.write('\n');
      tabs.row(this.#headers(this.#decorate(columns), event));
    }
    this.#lastPlain = columns;
    const prefix = this.#options.kindPrefix ?? '';
    for (const row of rows) {
      const cells = row.cells.map((cell) => cell as string);
      if (prefix !== '') cells[0] = `${prefix}/${cells[0]}`;
      if (this.#options.withNamespace) cells.unshift(row.object?.metadata?.namespace ?? '');
      if (event !== undefined) cells.unshift(eventName(event));
      if (row.object) cells.push(...this.#labels(row.object));
      tabs.write(`${cells.join('\t')}\n`);
    }
  }

  /** All columns: the server's, and those that options add. */
  #decorate(columns: readonly TableColumn[]): readonly TableColumn[] {
    const { withNamespace, columnLabels = [], showLabels } = this.#options;
    return [
      ...(withNamespace ? [textColumn('Namespace')] : []),
      ...columns,
      ...columnLabels.map((label) => textColumn(label.slice(label.lastIndexOf('/') + 1))),
      ...(showLabels ? [textColumn('Labels')] : []),
    ];
  }

  #visible(columns: readonly TableColumn[]): number[] {
    const { wide } = this.#options;
    return [...columns.keys()].filter((index) => wide || !columns[index]?.priority);
  }

  #headers(decorated: readonly TableColumn[], event: string | undefined): string[] {
    const names = this.#visible(decorated).map((index) => upperCase(decorated[index]?.name ?? ''));
    return event === undefined ? names : ['EVENT', ...names];
  }

  #labels({ metadata }: KubeObject): string[] {
    const { columnLabels = [], showLabels } = this.#options;
    const labels = metadata?.labels ?? {};
    const cells = columnLabels.map((label) =>
      Object.hasOwn(labels, label) ? (labels[label] as string) : '',
    );
    if (showLabels) cells.push(formatLabels(labels));
    return cells;
  }
}

/** `a=1,b=2` by key, or `<none>`. */
export function formatLabels(labels: Readonly<Record<string, string>>): string {
  const keys = Object.keys(labels).sort(compareBytes);
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${labels[key]}`).join(',');
}

/** Tells a Table from other objects. */
export function isTable(object: unknown): object is Table {
  const { kind, apiVersion } = object as { kind?: unknown; apiVersion?: unknown };
  return (
    kind === 'Table' && typeof apiVersion === 'string' && apiVersion.startsWith('meta.k8s.io/')
  );
}

function isName(column: TableColumn): boolean {
  return column.format === 'name' && column.type === 'string';
}

function sameColumns(a: readonly TableColumn[], b: readonly TableColumn[]): boolean {
  return a === b || (a.length === b.length && JSON.stringify(a) === JSON.stringify(b));
}

function cellText(cell: TableRow['cells'][0] | undefined): string {
  if (typeof cell === 'string') return cell;
  return cell === null || cell === undefined ? '' : goValue(cell);
}

/** One line of text that cannot drive a terminal: cut at the first line break, escape characters shown. */
function safeLine(text: string): string {
  const end = text.search(LINE_BREAK);
  const line = end < 0 ? text : text.slice(0, end);
  return line.replaceAll('\x1b', '^[') + (end < 0 ? '' : '...');
}

/** The reference fills event types up to eight characters. */
function eventName(type: string): string {
  return type.padEnd(8);
}

/** Upper case letter by letter, as Go has it: `ß` stays. */
function upperCase(text: string): string {
  return text.replace(/./gsu, (letter) => {
    const upper = letter.toUpperCase();
    return upper.length === letter.length ? upper : letter;
  });
}
