import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { WorldRecord } from '../../src/diagnose/world.ts';
import { serveWorld } from '../diagnose/world-server.ts';
import type { Outcome, Setting } from '../helpers/run-kubist.ts';
import { getSetting } from './get-setting.ts';

/** Runs a line on a server that stands as a scenario was recorded; its pauses take no time. */
async function on(
  scenario: string,
  line: string,
  setting: Setting = {},
): Promise<Outcome & { asked: readonly string[] }> {
  const path = new URL(`../../fixtures/diagnose/${scenario}.json`, import.meta.url);
  const record = JSON.parse(readFileSync(path, 'utf8')) as WorldRecord;
  const { run, asked } = await getSetting(serveWorld(record));
  const outcome = await run(`rollout status -n diagnose-${scenario} ${line}`, {
    now: () => Date.parse(record.now),
    pause: () => new Promise((resolve) => void setImmediate(resolve)),
    ...setting,
  });
  return { ...outcome, asked };
}

/** The controller is faster than the next look. */
const untilAborted: Setting['pause'] = (_, signal) =>
  new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));

describe('rollout status --diagnose', () => {
  it.each([
    ['command-missing', 'deployments.apps/web', 'RUN-03 command-not-found'],
    ['image-name-invalid', 'deployments.apps/web', 'IMG-09 invalid-image-name'],
    ['stateful-set-broken-pod-stays', 'statefulsets.apps/web', 'STS-01 ordered-block'],
  ])('ends with the cause of %s', async (scenario, target, rule) => {
    const { out, err, exitCode } = await on(scenario, `${target} --diagnose`);
    expect(out).toMatch(/^(?:Waiting for .*\n)*$/);
    expect(err).toMatch(/^\w+\/\w+ in namespace \S+: FAILED\n/);
    expect(err).toContain(`[${rule}]`);
    expect(err).toMatch(
      /\nerror: the rollout of \w+ "\w+" has failed: waiting does not help any more\n$/,
    );
    expect(exitCode).toBe(1);
  });

  it('tells that a rollout waits for someone', async () => {
    const { err, exitCode } = await on('rollout-paused', 'deployments.apps/web --diagnose');
    expect(err).toContain('[ROL-03 paused]');
    expect(err).toMatch(/error: the rollout of deployment "web" does not get on by itself/);
    expect(exitCode).toBe(1);
  });

  it('waits on for what is only slow, and tells how it stands when the time is up', async () => {
    const { err, exitCode } = await on(
      'slow-start',
      'deployments.apps/web --diagnose --timeout=500ms',
    );
    expect(err).toMatch(/^deployment\/web in namespace \S+: PROGRESSING\n/);
    expect(err).toMatch(/\nerror: timed out waiting for the condition\n$/);
    expect(exitCode).toBe(1);
  });

  it('tells the cause when the controller has given up', async () => {
    const { err, exitCode } = await on('rollout-deadline', 'deployments.apps/web --diagnose', {
      pause: untilAborted,
    });
    expect(err).toMatch(/^deployment\/web in namespace \S+: FAILED\n/);
    expect(err).toMatch(/\nerror: deployment "web" exceeded its progress deadline\n$/);
    expect(exitCode).toBe(1);
  });

  const terminal = { columns: 120 };

  it.each([
    ['', { terminal }, true],
    ['--diagnose=false --timeout=200ms', { terminal }, false],
    ['--diagnose=auto --timeout=200ms', {}, false],
    ['--timeout=200ms', {}, false],
    ['--diagnose --watch=false', { terminal }, false],
  ])('looks at pods or not: "%s"', async (flags, setting, looks) => {
    const { asked } = await on('command-missing', `deployments.apps/web ${flags}`.trim(), setting);
    expect(asked.some((url) => url.includes('/pods'))).toBe(looks);
  });

  it('has three words', async () => {
    const { err } = await on('command-missing', 'deployments.apps/web --diagnose=maybe');
    expect(err).toMatch(/^error: --diagnose must be true, false or auto, not "maybe"\n/);
  });
});
