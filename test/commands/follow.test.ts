import { expect, it } from 'vitest';
import type { Context } from '../../src/cli/context.ts';
import { follow } from '../../src/commands/diagnose/follow.ts';
import type { Finding, Report, Verdict } from '../../src/diagnose/model.ts';

const crash: Finding = {
  id: 'RUN-01',
  title: 'crash-loop',
  severity: 'error',
  class: 'transient',
  confidence: 'high',
  fatal: false,
  cause: 'It ended.',
  objects: [],
  evidence: [],
  fixes: [],
  consequences: [],
};

function reportOf(verdict: Verdict, findings: readonly Finding[]): Report {
  const target = { kind: 'Deployment', namespace: 'shop', name: 'web' };
  return {
    verdict,
    diagnoses: [{ target, verdict, summary: '', findings }],
    skipped: [],
    checkedAt: '',
  };
}

/** Follows what looks show one after the other, the last one for ever. Answers the verdict and how many looks it took. */
async function followed(
  verdicts: readonly Verdict[],
  { findings = [], timeout = 0 }: { findings?: readonly Finding[]; timeout?: number } = {},
): Promise<readonly [Verdict, number]> {
  let clock = 0;
  let looks = 0;
  const context = {
    now: () => clock,
    pause: async (milliseconds: number) => void (clock += milliseconds),
    progress: { show: () => undefined, end: () => undefined },
    signal: new AbortController().signal,
  } as unknown as Context;
  const look = async (): Promise<Report> =>
    reportOf(verdicts[Math.min(looks++, verdicts.length - 1)] ?? 'unknown', findings);
  const { verdict } = await follow(look, context, { timeout, failFast: 'fatal' });
  return [verdict, looks];
}

it('what is well at once is well', async () => {
  expect(await followed(['healthy'])).toEqual(['healthy', 1]);
});

it('what was on its way has to be well twice', async () => {
  expect(await followed(['progressing', 'healthy', 'progressing', 'healthy'])).toEqual([
    'healthy',
    5,
  ]);
});

it('what has failed, or waits for someone, is not waited for', async () => {
  expect(await followed(['progressing', 'failed'])).toEqual(['failed', 2]);
  expect(await followed(['progressing', 'blocked'])).toEqual(['blocked', 2]);
});

it('what a restart has shaken may be well in a moment; it is not waited for for ever', async () => {
  const findings = [crash];
  expect(await followed(['degraded', 'degraded', 'healthy'], { findings })).toEqual(['healthy', 4]);
  const [verdict, looks] = await followed(['degraded'], { findings });
  expect([verdict, looks > 5]).toEqual(['degraded', true]);
  const fatal = [{ ...crash, fatal: true }];
  expect(await followed(['degraded'], { findings: fatal })).toEqual(['degraded', 1]);
});

it('time ends it as it stands', async () => {
  expect((await followed(['progressing'], { timeout: 10_000 }))[0]).toBe('progressing');
});
