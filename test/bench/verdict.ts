import { execute } from '../parity/execute.ts';
import { SHOP } from './benchmarks.ts';
import { measure, median, type Program, type Sample } from './measure.ts';
import { markdown } from './table.ts';

/** The name of this benchmark, for `--only`. */
export const VERDICT = 'diagnose: 200 pods';

/** At most so long, and so many requests: the reference has no such command to be compared with. */
const GOAL = { ms: 1000, requests: 24 };

/** What a diagnosis of a namespace takes. */
export interface Verdict {
  name: string;
  sample: Sample;
  requests: number;
}

/** Times `diagnose` of the shop on each side, in turn, and counts its requests. */
export async function timeVerdict(
  sides: Readonly<Record<string, Program>>,
  runs: number,
  work: string,
): Promise<readonly Verdict[]> {
  const args = ['diagnose', '-n', SHOP, '--exit-zero'];
  const samples = new Map<string, Sample[]>(Object.keys(sides).map((name) => [name, []]));
  // The first run fills caches and is not counted.
  for (let round = 0; round <= runs; round++) {
    for (const [name, { command, env }] of Object.entries(sides)) {
      const sample = await measure({ command: [...command, ...args], env }, work);
      if (round > 0) samples.get(name)?.push(sample);
    }
  }
  return Promise.all(
    Object.entries(sides).map(async ([name, { command, env }]) => {
      const { stderr } = await execute(command, [...args, '-v=6'], { env });
      const requests = stderr.match(/verb="/g)?.length ?? 0;
      return { name, sample: median(samples.get(name) ?? []), requests };
    }),
  );
}

/** Whether the goal is met, of time and of requests. */
export function verdictGoals({ sample, requests }: Verdict): readonly boolean[] {
  return [sample.ms <= GOAL.ms, requests <= GOAL.requests];
}

/** A Markdown table of these. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  return markdown(
    [VERDICT, 'ms', 'MB', 'requests', 'goals', 'met'],
    verdicts.map((one) => [
      one.name,
      one.sample.ms.toFixed(0),
      one.sample.mb.toFixed(0),
      String(one.requests),
      `≤ ${GOAL.ms} ms, ≤ ${GOAL.requests} requests`,
      verdictGoals(one).every(Boolean) ? 'yes' : 'no',
    ]),
  );
}
