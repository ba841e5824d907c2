import { basename } from 'node:path';
import type { ParityCase } from './case.ts';
import { argsOf } from './side.ts';
import type { Verdict } from './suite.ts';

/** A failed case for people: its name, its command line, and a diff of each thing that differs. */
export function describeFailure({ test, program, differences }: Verdict): string {
  const parts = differences.map(
    ({ what, diff }) => `  ${what} (- reference, + kubist)\n${diff.replace(/^/gm, '    ')}`,
  );
  return [
    `✗ ${test.name} (${basename(program)})`,
    `  $ kubectl ${commandLine(test)}`,
    ...parts,
  ].join('\n');
}

/** The table of parity: a row per command, and the sum. */
export function table(verdicts: readonly Verdict[]): string {
  const rows = new Map<string, { cases: number; equal: number }>();
  for (const { test, differences } of verdicts) {
    const row = rows.get(test.covers) ?? { cases: 0, equal: 0 };
    row.cases++;
    if (differences.length === 0) row.equal++;
    rows.set(test.covers, row);
  }
  const sorted = [...rows].sort(([left], [right]) => (left < right ? -1 : 1));
  const width = Math.max('command'.length, ...sorted.map(([name]) => name.length));
  const line = (name: string, cases: string | number, equal: string | number): string =>
    `${name.padEnd(width)}  ${String(cases).padStart(5)}  ${String(equal).padStart(5)}`;
  const equal = verdicts.filter(({ differences }) => differences.length === 0).length;
  return [
    line('command', 'cases', 'equal'),
    ...sorted.map(([name, row]) => line(name, row.cases, row.equal)),
    line('all', verdicts.length, equal),
  ].join('\n');
}

function commandLine(test: ParityCase): string {
  return argsOf(test)
    .map((word) => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}
