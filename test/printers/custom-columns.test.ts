import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/types.ts';
import { parseJSON } from '../../src/formats/json.ts';
import {
  CustomColumnsPrinter,
  parseCustomColumns,
  parseCustomColumnsFile,
  type CustomColumn,
} from '../../src/printers/custom-columns.ts';
import { TabWriter } from '../../src/printers/tabwriter.ts';

/** One recorded table, or what was printed before it failed. */
interface Case {
  data: string;
  spec?: string;
  file?: string;
  noHeaders?: true;
  output: string;
  error?: string;
}

const fixture = new URL('../../fixtures/printers/custom-columns.json', import.meta.url);
const { data, cases } = parseJSON(readFileSync(fixture, 'utf8')) as unknown as {
  data: Record<string, KubeObject>;
  cases: Case[];
};

function buffer(): { text: string; write(text: string | Uint8Array): void } {
  return {
    text: '',
    write(text) {
      this.text += text.toString();
    },
  };
}

describe('custom columns print as the reference does', () => {
  for (const { data: name, spec, file, noHeaders, output, error } of cases) {
    it(`answers ${JSON.stringify([spec ?? file, name, noHeaders === true ? '--no-headers' : ''])}`, async () => {
      const out = buffer();
      const print = async (): Promise<void> => {
        const columns: CustomColumn[] =
          file === undefined ? parseCustomColumns(spec ?? '') : parseCustomColumnsFile(file);
        await new CustomColumnsPrinter(columns, { noHeaders: noHeaders === true }).print(
          data[name] as KubeObject,
          out,
        );
      };
      const failure = await print().then(
        () => undefined,
        (reason: Error) => reason.message,
      );
      expect({ output: out.text, error: failure }).toEqual({ output, error });
    });
  }
});

describe('custom columns', () => {
  const columns = parseCustomColumns('NAME:.metadata.name,N:.n');
  const pod = (name: string): KubeObject => ({ metadata: { name }, n: 1 });

  it('have one width over all chunks of a list', async () => {
    const out = buffer();
    const tabs = new TabWriter(out);
    const printer = new CustomColumnsPrinter(columns);
    printer.printItems([pod('a')], tabs);
    printer.printItems([pod('a-long-name')], tabs);
    expect(out.text).toBe('');
    await tabs.flush();
    expect(out.text).toBe('NAME          N\na             1\na-long-name   1\n');
  });

  it('keep header and widths from one event of a watch to the next', async () => {
    const out = buffer();
    const tabs = new TabWriter(out);
    const printer = new CustomColumnsPrinter(columns);
    for (const name of ['a-long-name', 'b']) {
      await printer.print(pod(name), tabs);
      await tabs.flush();
    }
    expect(out.text).toBe('NAME          N\na-long-name   1\nb             1\n');
  });

  it('print 10,000 objects within a second', async () => {
    const items = Array.from({ length: 10_000 }, (_, i) => pod(`pod-${i}`));
    const start = performance.now();
    await new CustomColumnsPrinter(columns).print({ kind: 'List', items }, buffer());
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
