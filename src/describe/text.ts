import { TabWriter } from '../printers/tabwriter.ts';
import { writeAs } from '../printers/write-as.ts';
import type { Writer } from '../api/types.ts';
import type { Description, Item } from './description.ts';

/** Shown as kubectl's describe aligns it: columns need no width of their own, and two spaces between them. */
const COLUMNS = { minWidth: 0, padding: 2, remember: false };

/** Prints a description for people. */
export async function writeText(description: Description, out: Writer): Promise<void> {
  const pieces: string[] = [];
  const aligned: Writer = { write: (text) => void pieces.push(text as string) };
  // Colours come last, they have no width.
  const tabs = new TabWriter(out.painter === undefined ? out : aligned, COLUMNS);
  tabs.write(tabbedText(description));
  await tabs.flush();
  if (out.painter !== undefined) await writeAs('description', pieces.join(''), out);
}

/** The text with tabs where columns end, not aligned. Control characters of the server cannot drive the terminal. */
export function tabbedText(description: Description): string {
  return linesOf(description, 0)
    .map((line) => `${line.replaceAll('\u001b', '^[').replaceAll('\r', '\\r')}\n`)
    .join('');
}

function linesOf({ items }: Description, level: number): string[] {
  return items.flatMap((item) => itemLines(item, level));
}

const indent = (level: number): string => '  '.repeat(level);

function itemLines(item: Item, level: number): string[] {
  switch (item.kind) {
    case 'field':
      return [`${indent(level)}${item.name}${item.separator}${item.value}`];
    case 'values':
      return below(level, item.name, item.values.map(String), item.none).map((line, index) =>
        index > 0 && item.indented ? indent(level) + line : line,
      );
    case 'map':
      return below(
        level,
        item.name,
        item.lines ?? item.entries.map(([key, value]) => `${key}${item.separator}${value}`),
        '<none>',
      );
    case 'section': {
      const { value, lead = '', heading, indent: deeper = 1, prefix = '' } = item.options;
      const beside = value === undefined ? '' : `\t${value}`;
      return [
        `${indent(level)}${lead}${heading ?? `${item.name}:${beside}`}`,
        ...linesOf(item.body, level + deeper).map((line) => prefix + line),
      ];
    }
    case 'table': {
      const { value, heading, indent: deeper = 1 } = item.options;
      const beside = value === undefined ? '' : `\t${value}`;
      const rule = item.options.rule ?? item.columns.map((column) => '-'.repeat(column.length));
      const rows =
        rule.length === 0 ? [item.columns, ...item.rows] : [item.columns, rule, ...item.rows];
      const title = heading ?? `${item.name}:${beside}`;
      return [
        ...(title === false ? [] : [indent(level) + title]),
        ...rows.map((row) => indent(level + deeper) + row.join('\t')),
      ];
    }
    case 'group':
      return linesOf(item.body, level + item.indent);
    case 'line':
      return [indent(level) + item.text];
    case 'decoration':
      return item.text === '' ? [''] : [indent(level) + item.text];
  }
}

function below(level: number, name: string, values: readonly string[], none: string): string[] {
  const [first = none, ...rest] = values;
  return [`${indent(level)}${name}:\t${first}`, ...rest.map((value) => `\t${value}`)];
}
