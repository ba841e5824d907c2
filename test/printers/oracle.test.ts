import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { JSONPrinter } from '../../src/printers/json.ts';
import { NamePrinter } from '../../src/printers/name.ts';
import type { Printable, Printer } from '../../src/printers/printer.ts';
import { TablePrinter, type TableOptions } from '../../src/printers/table.ts';
import { TabWriter } from '../../src/printers/tabwriter.ts';
import { YAMLPrinter } from '../../src/printers/yaml.ts';
import { MemoryOut } from '../helpers/run-kubist.ts';

/** Random input with what the printers of k8s.io/cli-runtime v0.36.3 made of it. `FLUSH` is a flush. */
interface Case extends TableOptions {
  readonly mode: 'tabs' | 'table' | 'name' | 'json' | 'yaml';
  readonly texts: readonly string[];
  readonly objects: readonly Printable[];
  readonly operation?: string;
  readonly out: string;
}

const file = new URL('../../fixtures/printers/oracle.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];

async function print(one: Case): Promise<string> {
  const out = new MemoryOut();
  const tabs = new TabWriter(out);
  if (one.mode === 'tabs') {
    for (const text of one.texts) await (text === 'FLUSH' ? tabs.flush() : tabs.write(text));
    await tabs.flush();
    return out.text;
  }
  const printers: Record<string, () => Printer> = {
    table: () => new TablePrinter(one),
    name: () => new NamePrinter(one.operation === undefined ? {} : { operation: one.operation }),
    json: () => new JSONPrinter(),
    yaml: () => new YAMLPrinter(),
  };
  const printer = (printers[one.mode] as () => Printer)();
  for (const object of one.objects) {
    await printer.print(object, one.mode === 'table' ? tabs : out);
    await tabs.flush();
  }
  return out.text;
}

describe.each(['tabs', 'table', 'name', 'json', 'yaml'])('%s', (mode) => {
  test.each(
    cases.filter((one) => one.mode === mode).map((one, index) => [index + 1, one] as const),
  )('random input %i comes out as in the reference', async (_, one) => {
    expect(await print(one)).toBe(one.out);
  });
});
