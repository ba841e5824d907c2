import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report, Verdict } from '../../src/diagnose/model.ts';
import { nameOf, uidOf, type WorldRecord } from '../../src/diagnose/world.ts';
import { getSetting } from '../commands/get-setting.ts';
import { kubist } from '../helpers/run-kubist.ts';
import { fixtureOf } from './expect.ts';
import type { Scenario } from './scenario.ts';
import { loadScenarios } from './scenarios.ts';
import { serveWorld } from './world-server.ts';

const scenarios = (await loadScenarios()).map((scenario) => [scenario.name, scenario] as const);
const work = mkdtempSync(join(tmpdir(), 'whole-way-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const recordOf = (scenario: Scenario): WorldRecord =>
  JSON.parse(readFileSync(fixtureOf(scenario), 'utf8')) as WorldRecord;
const flagsOf = ({ grace, hints }: Scenario): string =>
  (grace === undefined ? '' : ` --grace=${grace === 0 ? '1ms' : `${grace}s`}`) +
  (hints === true ? ' --hints' : '');

/** What the recorded discovery lacks. */
const NETWORKING = {
  metadata: { name: 'networking.k8s.io' },
  versions: [
    {
      version: 'v1',
      resources: [
        {
          resource: 'ingresses',
          responseKind: { group: 'networking.k8s.io', version: 'v1', kind: 'Ingress' },
          scope: 'Namespaced',
          singularResource: 'ingress',
          verbs: ['get', 'list', 'watch'],
        },
      ],
    },
  ],
};

function told(out: string): unknown {
  const { diagnoses } = JSON.parse(out) as Report;
  return diagnoses.map(({ verdict, findings }) => [verdict, ...findings.map(({ id }) => id)]);
}

describe('from a server', () => {
  it.each(scenarios)('%s', async (name, scenario) => {
    const record = recordOf(scenario);
    const { run } = await getSetting(serveWorld(record), [NETWORKING]);
    const { out, err } = await run(
      `diagnose ${scenario.target} -n diagnose-${name} -o json${flagsOf(scenario)}`,
      { now: () => Date.parse(record.now) },
    );
    expect(err).toBe('');
    expect(told(out)).toEqual([[scenario.verdict, ...scenario.finds]]);
  });
});

/** The moment of files is the latest that they tell of: a little later, what may mend itself has lasted. */
const EARLY: Readonly<Record<string, Verdict>> = {
  'webhook-without-service': 'unknown',
  'autoscaler-without-target': 'progressing',
  'rollout-without-room': 'progressing',
  'scheduling-unknown-scheduler': 'progressing',
  'scheduling-device-claim-missing': 'progressing',
  'scheduling-device-template-missing': 'progressing',
};

/** Of kinds that are in no file, nothing is known to be missing. */
const UNSEEN: Readonly<Record<string, readonly [id: string, verdict: Verdict]>> = {
  'stateful-set-name-too-long': ['STS-03', 'failed'],
  'stateful-set-without-service': ['STS-03', 'healthy'],
  'ingress-no-certificate': ['ING-05', 'healthy'],
};

describe('from files', () => {
  it.each(scenarios)('%s', async (name, scenario) => {
    const { objects, logs } = recordOf(scenario);
    const folder = join(work, name);
    mkdirSync(folder);
    const items = Object.entries(objects).flatMap(([kind, some]) =>
      some.map((one) => ({ apiVersion: 'v1', ...one, kind })),
    );
    writeFileSync(
      join(folder, 'all.json'),
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    );
    for (const [place, { text }] of Object.entries(logs)) {
      const [uid, container = ''] = place.split('/');
      const pod = nameOf((objects['Pod'] ?? []).find((one) => uidOf(one) === uid) ?? {});
      mkdirSync(join(folder, pod), { recursive: true });
      writeFileSync(join(folder, pod, `${container}.log`), text);
    }
    const { out } = await kubist(
      `diagnose ${scenario.target} --from-dir ${folder} -n diagnose-${name} -o json${flagsOf(scenario)}`,
    );
    const [unseen, otherwise] = UNSEEN[name] ?? [];
    const verdict = EARLY[name] ?? otherwise ?? scenario.verdict;
    expect(told(out)).toEqual([[verdict, ...scenario.finds.filter((id) => id !== unseen)]]);
  });
});
