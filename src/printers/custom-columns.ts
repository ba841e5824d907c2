import type { JSONValue, KubeList, KubeObject, Writer } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { toOutput } from '../formats/go-bytes.ts';
import { goValue } from '../formats/go-format.ts';
import {
  parseJSONPath,
  relaxedJSONPath,
  type JSONPathTemplate,
} from '../formats/jsonpath/jsonpath.ts';
import type { Printable, Printer } from './printer.ts';
import { TabWriter } from './tabwriter.ts';

/** One column: its header and the path of its values, completed to `{.path}`. */
export interface CustomColumn {
  readonly header: string;
  readonly path: string;
}

/** Reads `-o custom-columns=SPEC`: `HEADER:path,HEADER:path`. Throws KubistError. */
export function parseCustomColumns(spec: string): CustomColumn[] {
  if (spec === '')
    throw new KubistError('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0)
      throw new KubistError(
        `unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`,
      );
    return { header: part.slice(0, colon), path: relaxedJSONPath(part.slice(colon + 1)) };
  });
}

const TWO_LINES =
  'Expected format is one line of space separated headers, one line of space separated column specs.';

/** Reads the text of `-o custom-columns-file=FILE`: a line of headers and a line of paths. Throws KubistError. */
export function parseCustomColumnsFile(text: string): CustomColumn[] {
  const [headerLine, specLine] = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  if (text === '' || headerLine === undefined)
    throw new KubistError(`invalid template, missing header line. ${TWO_LINES}`);
  if (specLine === undefined)
    throw new KubistError(`invalid template, missing spec line. ${TWO_LINES}`);
  const headers = words(headerLine);
  const specs = words(specLine);
  if (headers.length !== specs.length) {
    throw new KubistError(
      `number of headers (${headers.length}) and field specifications (${specs.length}) don't match`,
    );
  }
  return headers.map((header, i) => ({ header, path: relaxedJSONPath(specs[i] as string) }));
}

function words(line: string): string[] {
  return line.split(/[\s\u0085]+/).filter((word) => word !== '');
}

/** Options of custom columns. */
export interface CustomColumnsOptions {
  /** `--no-headers`; without effect on `custom-columns-file`, as in the reference: leave it out there. */
  readonly noHeaders?: boolean;
}

/**
 * Prints objects, or the items of lists, as lines of chosen fields. The header is printed once, and again when lists
 * and single objects alternate. Into a TabWriter it writes lines and leaves the flush to the caller (a watch keeps its
 * columns so); into any other writer, every call is a table of its own.
 */
export class CustomColumnsPrinter implements Printer {
  readonly #headers: readonly string[];
  readonly #paths: readonly string[];
  readonly #noHeaders: boolean;
  #templates: JSONPathTemplate[] | undefined;
  #lastType = '';

  constructor(columns: readonly CustomColumn[], options: CustomColumnsOptions = {}) {
    this.#headers = columns.map(({ header }) => header);
    this.#paths = columns.map(({ path }) => path);
    this.#noHeaders = options.noHeaders ?? false;
  }

  async print(object: Printable, out: Writer): Promise<void> {
    const list = 'items' in object && Array.isArray(object.items);
    const items = list ? (object as KubeList).items : [object as KubeObject];
    if (out instanceof TabWriter) return this.printItems(items, out, list);
    const tabs = new TabWriter(out);
    try {
      this.printItems(items, tabs, list);
    } finally {
      await tabs.flush();
    }
  }

  /**
   * Adds lines for some items of a list, so that a list can be printed chunk by chunk: call it with one TabWriter for
   * all chunks, and flush that at the end (also when this throws: the lines before the failure are printed), because the
   * widths come from the whole list.
   */
  printItems(items: readonly KubeObject[], tabs: TabWriter, list = true): void {
    const type = list ? 'list' : 'object';
    if (!this.#noHeaders && this.#lastType !== type) {
      this.#line(this.#headers, tabs);
      this.#lastType = type;
    }
    this.#templates ??= this.#paths.map(parseJSONPath);
    const templates = this.#templates;
    for (const item of items) {
      const cells = templates.map((template) => cell(template, item));
      this.#line(cells, tabs);
    }
  }

  #line(cells: readonly string[], tabs: TabWriter): void {
    if (cells.some((text) => SEPARATORS.test(text))) tabs.write(toOutput(`${cells.join('\t')}\n`));
    else tabs.row(cells);
  }
}

const SEPARATORS = /[\t\v\n\f]/;
const TERMINAL = /[\x1b\r]/g;

function cell(template: JSONPathTemplate, object: KubeObject): string {
  const found = template.find(object as JSONValue);
  const texts = found[0] === undefined || found[0].length === 0 ? ['<none>'] : [];
  for (const values of found)
    for (const value of values) texts.push(escapeTerminal(goValue(value)));
  return texts.length === 1 ? (texts[0] as string) : texts.join(',');
}

/** Keeps escape sequences from reaching the terminal. */
function escapeTerminal(text: string): string {
  return text.replace(TERMINAL, (char) => (char === '\r' ? '\\r' : '^['));
}
