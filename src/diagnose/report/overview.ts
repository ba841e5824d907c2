import type { Diagnosis } from '../model.ts';
import { nameOf } from './lines.ts';

/** Fewer workloads are seen at a glance without a table. */
const FEWEST = 3;

/** True where there are so many that a table helps. */
export function areMany(diagnoses: readonly Diagnosis[]): boolean {
  return diagnoses.length >= FEWEST;
}

/** `1/3`: pods that are ready. */
export function readyOf({ serving }: Diagnosis): string {
  return serving === undefined ? '-' : `${serving.ready}/${serving.desired}`;
}

/** `CFG-01 configmap-missing and 2 more`. */
export function causesOf({ findings }: Diagnosis): string {
  const [first, ...more] = findings.filter(({ severity }) => severity !== 'info');
  const { id, title } = first ?? findings[0] ?? { id: '', title: '' };
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `${id} ${title}${others}`.trim() || '-';
}

/** What is the matter with many workloads, a line each; nothing for few. */
export function renderOverview(diagnoses: readonly Diagnosis[]): string {
  if (!areMany(diagnoses)) return '';
  const rows = [
    ['NAMESPACE', 'NAME', 'VERDICT', 'READY', 'CAUSE'],
    ...diagnoses.map((one) => [
      one.target.namespace || '-',
      nameOf(one.target),
      one.verdict.toUpperCase(),
      readyOf(one),
      causesOf(one),
    ]),
  ];
  const places = new Set(diagnoses.map(({ target }) => target.namespace));
  const shown = places.size > 1 ? rows : rows.map((row) => row.slice(1));
  const widths = (shown[0] ?? []).map((_, at) =>
    Math.max(...shown.map((row) => (row[at] ?? '').length)),
  );
  const lines = shown.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('   '),
  );
  return `${lines.join('\n')}\n`;
}
