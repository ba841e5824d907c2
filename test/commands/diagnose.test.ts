import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/diagnose/rules/shared/shell-word.ts';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';

const demo = fileURLToPath(new URL('../../fixtures/snapshots/demo', import.meta.url));
const shop = (line: string): Promise<Outcome> =>
  kubist(`diagnose -n shop --snapshot ${demo} ${line}`);

describe('a saved cluster', () => {
  it('names the cause, the evidence and the way out', async () => {
    const { out, exitCode } = await shop('deploy/mailer');
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^deployment\/mailer in namespace shop: FAILED\n/);
    expect(out).toContain('ConfigMap shop-config has no key currency');
    expect(out).toContain(
      "└ pod/mailer-558fb5944c-mlmqv container mailer: CreateContainerConfigError: couldn't find key currency in ConfigMap shop/shop-config\n",
    );
    expect(out).toContain('kubist edit deployment/mailer -n shop\n');
  });

  it('tells the worst first, and only how many are well', async () => {
    const { out, exitCode } = await shop('');
    const verdicts = [...out.matchAll(/: ([A-Z]+)$/gm)].map(([, verdict]) => verdict);
    expect(verdicts).toEqual([...verdicts].sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b)));
    expect(out).toMatch(/^\d+ healthy besides\.$/m);
    expect(exitCode).toBe(2);
  });

  it.each([
    ['deploy/cart', 0],
    ['deploy/web', 4],
    ['deploy/checkout', 2],
    ['deploy/checkout --exit-zero', 0],
    ['-l app=cart', 0],
    ['deploy/nope', 1],
    ['-o html', 1],
    ['deploy/web --watch --fail-fast=never', 1],
  ])('diagnose %s ends with %i', async (line, code) => {
    expect((await shop(line)).exitCode).toBe(code);
  });

  it.each([
    ['json', /^\{\n {4}"verdict": "failed",\n/],
    ['yaml', /^checkedAt: .*\ndiagnoses:\n- findings:\n/],
    ['markdown', /^## Diagnosis: failed\n\n### `shop\/deployment\/mailer`: failed\n/],
    [
      'junit',
      /<testcase name="shop\/deployment\/mailer" classname="Deployment" time="0"><failure type="failed"/,
    ],
    ['sarif', /"ruleId": "CFG-03"/],
    ['github', /^::error title=CFG-03 key-missing::shop\/deployment\/mailer failed: ConfigMap/],
  ])('as %s', async (format, expected) => {
    expect((await shop(`deploy/mailer -o ${format}`)).out).toMatch(expected);
  });

  it('has no value of a secret in any form', async () => {
    for (const format of ['wide', 'json', 'markdown'])
      expect((await shop(`-o ${format}`)).out).not.toMatch(/hunter2|aHVudGVy/);
  });
});

const RANK: readonly (string | undefined)[] = [
  'FAILED',
  'DEGRADED',
  'UNKNOWN',
  'BLOCKED',
  'PROGRESSING',
  'HEALTHY',
];

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'x', uid: 'u', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] },
  status: {
    phase: 'Failed',
    containerStatuses: [
      { name: 'c', state: { terminated: { exitCode: 3, finishedAt: '2026-01-01T00:01:00Z' } } },
    ],
  },
};

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diagnose-'));
  const hostile = '\u001b]0;owned\u0007boom password=hunter2';
  mkdirSync(join(folder, 'a'));
  writeFileSync(
    join(folder, 'pods.json'),
    JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items: [POD] }),
  );
  writeFileSync(join(folder, 'a', 'c.log'), `${hostile}\n`);

  it('are diagnosed without a server, as of the moment that they tell of', async () => {
    const { out, exitCode } = await kubist(`diagnose --from-dir ${folder} -o json`);
    expect(JSON.parse(out)).toMatchObject({
      checkedAt: '2026-01-01T00:01:00.000Z',
      diagnoses: [{ target: { name: 'a' }, verdict: 'failed', findings: [{ id: 'POD-04' }] }],
    });
    expect(exitCode).toBe(2);
  });

  it('and cannot drive the terminal, or give away a password', async () => {
    const { out } = await kubist(
      `diagnose --from-file ${join(folder, 'pods.json')} --from-dir ${folder} pod/a`,
    );
    expect(out).toContain('boom password=[redacted]');
    expect(out).not.toMatch(/\u001b|\u0007|hunter2/);
  });

  it('and put no words into a command that is copied', async () => {
    const bad = { ...POD, metadata: { ...POD.metadata, name: 'a;reboot' } };
    const file = join(folder, 'bad.yaml');
    writeFileSync(file, JSON.stringify(bad));
    const { err, exitCode } = await kubist(`diagnose --from-file ${file}`);
    expect(err).toBe(`error: no object to diagnose in ${file}\n`);
    expect(exitCode).toBe(1);
    expect(shellWord('registry.example/a:1')).toBe('registry.example/a:1');
    expect(shellWord("a'$(reboot)")).toBe(String.raw`'a'\''$(reboot)'`);
    rmSync(file);
  });

  it('hold what is asked for, or that is said', async () => {
    expect(await kubist(`diagnose --from-dir ${folder} deploy/b`)).toEqual({
      out: '',
      err: 'error: deploy/b is not in the files\n',
      exitCode: 1,
    });
  });
});
