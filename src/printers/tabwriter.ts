import type { Writer } from '../api/types.ts';

/** How wide columns are at least, and how much space stands between them. */
export interface TabLayout {
  readonly minWidth: number;
  readonly padding: number;
  /** Columns are never narrower than those of the same number before them. */
  readonly remember: boolean;
}

/** Of the reference's tables. */
const TABLE: TabLayout = { minWidth: 6, padding: 3, remember: true };
/** Characters that are handed over at once. */
const BATCH = 64 * 1024;

const SURROGATE = /[\ud800-\udfff]/;
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;
const SEPARATORS = /[\t\v\n\f]/;

type Line = readonly string[];

/** Width as Go counts it: code points, whatever a terminal makes of them. */
function width(cell: string): number {
  return SURROGATE.test(cell) ? cell.length - (cell.match(PAIRS)?.length ?? 0) : cell.length;
}

/**
 * Aligns columns as Go's text/tabwriter does. A cell ends with a tab; what follows
 * the last tab of a line belongs to no column and is not padded. A column lasts as long as successive lines
 * have it. Widths are remembered over `flush` unless the layout
 * says otherwise, so that later lines of a watch stand under the first ones.
 * Source: https://pkg.go.dev/text/tabwriter.
 */
export class TabWriter implements Writer {
  readonly #out: Writer;
  readonly #layout: TabLayout;
  #lines: Line[] = [];
  /** The line that has no newline yet: its ended cells, and the text of the open one. */
  #cells: string[] = [];
  #text = '';
  /** Formatted text on its way to `out`. */
  #ready: string[] = [];
  #piece = '';
  #remembered: number[] = [];
  /** Colours a line's cells once their widths are known; undefined where no colours are shown. */
  #paint: ((cells: Line) => Line) | undefined;

  constructor(out: Writer, layout: TabLayout = TABLE) {
    this.#out = out;
    this.#layout = layout;
    this.#paint = out.painter?.table();
  }

  /** Adds one line of cells. No cell may hold a tab or a line break; `write` takes those apart. */
  row(cells: readonly string[]): void {
    this.#lines.push(cells);
    // Such a line ends all columns, so what stands above can be formatted.
    if (cells.length === 1) this.#format();
  }

  /** Adds text in which tabs end cells and newlines end lines. */
  write(data: string | Uint8Array): void {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    let start = 0;
    while (start < text.length) {
      const length = text.slice(start).search(SEPARATORS);
      if (length < 0) break;
      this.#text += text.slice(start, start + length);
      this.#end(text[start + length] as string);
      start += length + 1;
    }
    this.#text += text.slice(start);
  }

  /** Formats what has been added and hands it over. Widths stay remembered. */
  async flush(): Promise<void> {
    const unfinished = this.#text === '' ? this.#cells : [...this.#cells, this.#text];
    if (unfinished.length > 0) this.#lines.push(unfinished);
    this.#cells = [];
    this.#text = '';
    this.#format(unfinished.length > 0);
    if (this.#piece !== '') this.#ready.push(this.#piece);
    const ready = this.#ready;
    this.#piece = '';
    this.#ready = [];
    for (const piece of ready) await this.#out.write(this.#paint ? Buffer.from(piece) : piece);
  }

  /** Tells what the columns are called, which may not be among the lines, for those who colour them. */
  nameColumns(headers: readonly string[]): void {
    this.#paint = this.#out.painter?.table(headers);
  }

  /** Starts columns anew, for a table that has nothing to do with the one before. Call it after `flush`. */
  forgetWidths(): void {
    this.#remembered = [];
    this.#paint = this.#out.painter?.table();
  }

  #end(separator: string): void {
    this.#cells.push(this.#text);
    this.#text = '';
    if (separator === '\t' || separator === '\v') return;
    const cells = this.#cells;
    this.#cells = [];
    this.row(cells);
    if (separator === '\f') this.#format();
  }

  #format(unfinished = false): void {
    const lines = this.#lines;
    this.#lines = [];
    const widths = this.#measure(lines);
    let piece = this.#piece;
    for (let at = 0; at < lines.length; at++) {
      if (piece.length > BATCH) {
        this.#ready.push(piece);
        piece = '';
      }
      const line = lines[at] as Line;
      const shown = this.#paint?.(line) ?? line;
      const padded = widths[at] as readonly number[];
      for (let column = 0; column < line.length; column++) {
        const cell = line[column] as string;
        piece += shown[column] as string;
        const wanted = padded[column];
        if (wanted !== undefined) piece += spaces(wanted - width(cell));
      }
      piece += '\n';
    }
    this.#piece = unfinished ? piece.slice(0, -1) : piece;
  }

  /** The widths of each line's columns, column by column: a run of lines that have it shares one width. */
  #measure(lines: readonly Line[]): (readonly number[])[] {
    const { minWidth, padding, remember } = this.#layout;
    const none: number[] = [];
    const widths: number[][] = lines.map(() => none);
    let runs: [from: number, to: number][] = [[0, lines.length]];
    for (let column = 0; runs.length > 0; column++) {
      const inner: typeof runs = [];
      for (const [from, to] of runs) {
        for (let at = from; at < to; at++) {
          const start = at;
          let widest = Math.max(minWidth, this.#remembered[column] ?? 0);
          for (; at < to; at++) {
            const line = lines[at] as Line;
            if (column >= line.length - 1) break;
            const wanted = width(line[column] as string) + padding;
            if (wanted > widest) widest = wanted;
          }
          if (at === start) continue;
          if (remember) this.#remembered[column] = widest;
          // Lines that went together so far have one array: it grows for all, or is left to those that end here.
          const whole = start === from && at === to && column > 0;
          const shared = whole ? (widths[start] as number[]) : [...(widths[start] as number[])];
          shared.push(widest);
          if (!whole) widths.fill(shared, start, at);
          inner.push([start, at]);
        }
      }
      runs = inner;
    }
    return widths;
  }
}

const SPACES = Array.from({ length: 128 }, (_, count) => ' '.repeat(count));

function spaces(count: number): string {
  return SPACES[count] ?? ' '.repeat(count);
}
