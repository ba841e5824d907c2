import type { Benchmark } from './benchmarks.ts';
import type { Sample } from './measure.ts';

/** Medians of one benchmark. */
export interface Row {
  benchmark: Benchmark;
  reference: Sample;
  node: Sample;
  exe: Sample;
}

/** Whether each goal of a benchmark is met: what it says, and the verdict. */
export function verdicts(
  { benchmark: { goal }, reference, node, exe }: Row,
  floors: ReadonlyMap<string, Sample>,
): { text: string; met: boolean }[] {
  const found: { text: string; met: boolean }[] = [];
  if (goal.node !== undefined)
    found.push({ text: `node ≤ ${goal.node}`, met: node.ms <= goal.node * reference.ms });
  if (goal.exe !== undefined)
    found.push({ text: `exe ≤ ${goal.exe}`, met: exe.ms <= goal.exe * reference.ms });
  if (goal.memory !== undefined) {
    const limit = goal.memory * reference.mb;
    found.push(
      { text: `node MB ≤ ${goal.memory}`, met: node.mb <= limit },
      { text: `exe MB ≤ ${goal.memory}`, met: exe.mb <= limit },
    );
  }
  const floor = floors.get(goal.overFloor?.floor ?? '');
  if (goal.overFloor && floor) {
    const over = node.ms - floor.ms;
    found.push({
      text: `node ≤ floor + ${goal.overFloor.ms} ms (+${over.toFixed(0)})`,
      met: over <= goal.overFloor.ms,
    });
  }
  return found;
}

/** A Markdown table of all rows: times in milliseconds, peaks in megabytes, in brackets the part of the reference. */
export function resultTable(rows: readonly Row[], floors: ReadonlyMap<string, Sample>): string {
  const head = [
    'benchmark',
    'reference ms / MB',
    'Node ms / MB',
    'executable ms / MB',
    'goals',
    'met',
  ];
  return markdown(
    head,
    rows.map((row) => {
      const { reference, node, exe } = row;
      const goals = verdicts(row, floors);
      const missed = goals.filter(({ met }) => !met).map(({ text }) => text);
      return [
        row.benchmark.name,
        `${reference.ms.toFixed(0)} / ${reference.mb.toFixed(0)}`,
        against(node, reference),
        against(exe, reference),
        goals.map(({ text }) => text).join(', ') || '–',
        goals.length === 0 ? '–' : missed.length === 0 ? 'yes' : `no: ${missed.join(', ')}`,
      ];
    }),
  );
}

/** A Markdown table of the floors. */
export function floorTable(floors: ReadonlyMap<string, Sample>): string {
  return markdown(
    ['floor', 'ms', 'MB'],
    [...floors].map(([name, { ms, mb }]) => [name, ms.toFixed(0), mb.toFixed(0)]),
  );
}

function against(sample: Sample, reference: Sample): string {
  return `${sample.ms.toFixed(0)} (${(sample.ms / reference.ms).toFixed(2)}) / ${sample.mb.toFixed(0)} (${(sample.mb / reference.mb).toFixed(2)})`;
}

/** A Markdown table, its columns aligned. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
