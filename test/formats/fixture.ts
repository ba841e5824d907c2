import { readFileSync } from 'node:fs';

/** Rows that were recorded from Go: inputs first, then what Go printed, then its error. */
export function recorded<Row extends readonly unknown[]>(name: string): Row[] {
  return JSON.parse(
    readFileSync(new URL(`../../fixtures/formats/${name}.json`, import.meta.url), 'utf8'),
  ) as Row[];
}

/** What a function returns, or the message of what it throws. */
export function outcome(run: () => string): { out: string; error: string } {
  try {
    return { out: run(), error: '' };
  } catch (error) {
    return { out: '', error: (error as Error).message };
  }
}

/** The rows whose outcome differs from the recorded one, for `expect(…).toEqual([])`. */
export function differing<Row>(
  rows: readonly Row[],
  want: (row: Row) => unknown,
  got: (row: Row) => unknown,
): { row: Row; got: unknown }[] {
  return rows
    .map((row) => ({ row, got: got(row) }))
    .filter((result) => JSON.stringify(result.got) !== JSON.stringify(want(result.row)));
}
