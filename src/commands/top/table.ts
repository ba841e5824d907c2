import type { Writer } from '../../api/types.ts';
import { TabWriter } from '../../printers/tabwriter.ts';

/** Writes rows of cells, each with a tab after it: a row that ends early leaves the columns after it to others. */
export async function writeRows(out: Writer, rows: readonly (readonly string[])[]): Promise<void> {
  const tabs = new TabWriter(out);
  for (const row of rows) tabs.write(`${row.map((cell) => `${cell}\t`).join('')}\n`);
  await tabs.flush();
}
