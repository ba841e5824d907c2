import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { WorldRecord } from '../../src/diagnose/world.ts';
import { serveWorld } from '../diagnose/world-server.ts';
import type { Outcome } from '../helpers/run-kubist.ts';
import { getSetting } from './get-setting.ts';

const work = mkdtempSync(join(tmpdir(), 'apply-diagnose-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const file = join(work, 'web.yaml');

/** Applies the Deployment of a recorded scenario as it is, on a server that stands as recorded. */
async function apply(
  scenario: string,
  flags: string,
): Promise<Outcome & { asked: readonly string[] }> {
  const path = new URL(`../../fixtures/diagnose/${scenario}.json`, import.meta.url);
  const record = JSON.parse(readFileSync(path, 'utf8')) as WorldRecord;
  const [object = {}] = record.objects['Deployment'] ?? [];
  writeFileSync(file, JSON.stringify({ ...object, apiVersion: 'apps/v1', status: undefined }));
  const { run, asked } = await getSetting((url, request, body) =>
    request.method === 'PATCH'
      ? { ...object, apiVersion: 'apps/v1' }
      : serveWorld(record)(url, request, body),
  );
  let clock = Date.parse(record.now);
  const outcome = await run(
    `apply -f ${file} -n diagnose-${scenario} --server-side ${flags}`.trim(),
    {
      now: () => clock,
      pause: async (milliseconds) => void (clock += milliseconds),
    },
  );
  return { ...outcome, asked };
}

describe('apply --diagnose', () => {
  it('fails with the cause once waiting is of no use, and leaves standard output as it is', async () => {
    const { out, err, exitCode } = await apply('command-missing', '--wait --diagnose');
    expect(out).toBe('deployment.apps/web serverside-applied\n');
    expect(err).toMatch(
      /^deployment\/web in namespace \S+: FAILED\n[^]*\[RUN-03 command-not-found\]/,
    );
    expect(exitCode).toBe(1);
  });

  it.each([
    ['healthy-deployment', 'HEALTHY'],
    ['rollout-paused', 'BLOCKED'],
  ])('is content with %s', async (scenario, verdict) => {
    const { err, exitCode } = await apply(scenario, '--diagnose');
    expect(err).toContain(`: ${verdict}\n`);
    expect(exitCode).toBe(0);
  });

  it('waits for what is slow, no longer than it may', async () => {
    const { err, exitCode } = await apply('slow-start', '--diagnose --timeout=30s');
    expect(err).toMatch(/: PROGRESSING\n[^]*\nerror: timed out waiting for the rollouts\n$/);
    expect(exitCode).toBe(1);
  });

  it('looks at nothing without the flag', async () => {
    const { err, exitCode, asked } = await apply('command-missing', '--wait');
    expect([err, exitCode]).toEqual(['', 0]);
    expect(asked.filter((url) => url.includes('/pods'))).toEqual([]);
  });

  it('tells the line of what is refused', async () => {
    writeFileSync(file, 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Bad_Name\n');
    const status = {
      kind: 'Status',
      status: 'Failure',
      reason: 'Invalid',
      message: 'ConfigMap "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name": no',
      details: {
        name: 'Bad_Name',
        kind: 'ConfigMap',
        causes: [{ field: 'metadata.name', message: 'Invalid value: "Bad_Name": no' }],
      },
      code: 422,
    };
    const { run } = await getSetting((_, { method }) => (method === 'GET' ? undefined : status));
    const { err, exitCode } = await run(`apply -f ${file} --diagnose`);
    expect(err).toContain(`${file}:4: metadata.name: Invalid value`);
    expect(err).toMatch(/\nThe ConfigMap "Bad_Name" is invalid: metadata\.name: [^]*$/);
    expect(exitCode).toBe(1);
  });

  it('has nothing to wait for in a dry run', async () => {
    const { err, exitCode } = await apply('healthy-deployment', '--diagnose --dry-run=server');
    expect(err).toMatch(/^error: --diagnose cannot be used with --dry-run/);
    expect(exitCode).toBe(1);
  });
});
