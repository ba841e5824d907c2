import type { Context } from '../../cli/context.ts';
import type { Report } from '../../diagnose/model.ts';
import { UsageError } from '../../errors.ts';

/** What ends the wait for a rollout before its deadline. */
export type FailFast = 'off' | 'fatal' | 'all';

/** How long to follow. */
export interface FollowOptions {
  /** Milliseconds; 0 is until it is decided. */
  readonly timeout: number;
  readonly failFast: FailFast;
}

/** Milliseconds between two looks, at first and at most: a diagnosis is a handful of lists. */
const PAUSE = 2000;
const LONGEST_PAUSE = 5000;
/** By how much each pause is longer than the one before it. */
const GROWTH = 1.2;

export function readFailFast(value: string): FailFast {
  if (value !== 'off' && value !== 'fatal' && value !== 'all')
    throw new UsageError(`--fail-fast must be off, fatal or all, not ${JSON.stringify(value)}`);
  return value;
}

/** Looks again and again until it is decided how a rollout ends, or the time is up; answers the last report. */
export async function follow(
  look: () => Promise<Report>,
  context: Context,
  { timeout, failFast }: FollowOptions,
): Promise<Report> {
  const { signal } = context;
  const deadline = timeout > 0 ? context.now() + timeout : Number.POSITIVE_INFINITY;
  const settled = settling(() => context.now());
  try {
    for (const pause of pauses()) {
      const report = await look();
      const isSettled = settled(report);
      if ((isDecided(report, failFast) && isSettled) || context.now() >= deadline) return report;
      context.progress.show(progressOf(report));
      await context.pause(Math.min(pause, deadline - context.now()), signal);
    }
    throw new Error('pauses do not end');
  } finally {
    context.progress.end();
  }
}

/** Milliseconds that something may be wrong with what serves, if it may pass: a program that is restarted once and runs. */
const SHAKY = 30_000;

/**
 * Tells whether a report can be believed after those before it. A program that ends at once is ready for a moment: what was on
 * its way has to be well twice. What is degraded without a cause that stays may be well in a moment.
 */
function settling(now: () => number): (report: Report) => boolean {
  let wasWell = true;
  let shakySince: number | undefined;
  return ({ verdict, diagnoses }) => {
    const isWell = verdict === 'healthy';
    const stays = diagnoses.some(({ findings }) =>
      findings.some(({ severity, fatal }) => severity === 'error' && fatal),
    );
    shakySince = verdict === 'degraded' && !stays ? (shakySince ?? now()) : undefined;
    const isBelieved = shakySince === undefined ? !isWell || wasWell : now() - shakySince >= SHAKY;
    wasWell = isWell;
    return isBelieved;
  };
}

/**
 * Looks now and then while something else waits for a rollout, and answers a report once waiting is of no use: it has
 * failed, or waits for someone. Undefined when the signal ends it before. What cannot be looked at now may be at the next time.
 */
export async function untilHopeless(
  look: () => Promise<Report>,
  context: Context,
  signal: AbortSignal,
): Promise<Report | undefined> {
  for (const pause of pauses()) {
    // What is rolled out at once costs nothing more.
    await context.pause(pause, signal).catch(() => undefined);
    if (signal.aborted) return undefined;
    const report = await look().catch(() => undefined);
    if (signal.aborted || report === undefined) continue;
    if (report.verdict === 'failed' || report.verdict === 'blocked') return report;
    context.progress.show(progressOf(report));
  }
  return undefined;
}

function* pauses(): Generator<number> {
  for (let pause = PAUSE; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) yield pause;
}
function isDecided({ verdict, diagnoses }: Report, failFast: FailFast): boolean {
  const waits = diagnoses.some((one) => one.verdict === 'progressing');
  if (failFast === 'off') {
    // Only what the server itself has given up.
    const over = diagnoses.some(({ findings }) =>
      findings.some(({ id, consequences }) =>
        [id, ...consequences.map((one) => one.id)].some((one) => GIVEN_UP.has(one)),
      ),
    );
    return over || (verdict !== 'failed' && !waits);
  }
  if (verdict === 'failed') return true;
  const errors = diagnoses.some(({ findings }) =>
    findings.some(({ severity }) => severity === 'error'),
  );
  return !waits || (failFast === 'all' && errors);
}

/** A rollout past its deadline, a Job that has failed. */
const GIVEN_UP: ReadonlySet<string> = new Set(['ROL-01', 'JOB-01', 'JOB-02', 'JOB-03']);

function progressOf({ diagnoses }: Report): string {
  const open = diagnoses.filter(({ verdict }) => verdict === 'progressing');
  const [first] = open;
  if (first === undefined) return 'diagnosing';
  const more = open.length > 1 ? ` and ${open.length - 1} more` : '';
  return `${first.target.kind.toLowerCase()}/${first.target.name}: ${first.summary}${more}`;
}
