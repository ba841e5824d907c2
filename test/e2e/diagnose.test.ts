import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeScenario } from '../diagnose/expect.ts';
import { loadScenarios } from '../diagnose/scenarios.ts';
import { admitReader, lookAsReader } from '../diagnose/reader.ts';
import { clear, look, perform } from '../diagnose/stage.ts';
import { readTarget, type Target } from '../parity/target.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const kubectl = process.env.KUBIST_TEST_KUBECTL ?? 'kubectl';
const all = process.env.KUBIST_TEST_LARGE === '1';
const scenarios = (await loadScenarios()).filter(({ slow }) => all || slow !== true);

describe('what goes wrong on a real cluster is diagnosed', () => {
  let work = '';
  let target: Target;

  beforeAll(async () => {
    if (!kubeconfig)
      throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
    work = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
    target = await readTarget(resolve(kubeconfig), kubectl, work);
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it.concurrent.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    { timeout: 300_000, retry: 1 },
    async (name, scenario) => {
      const namespace = `e2e-${name}-${Math.random().toString(36).slice(2, 6)}`;
      try {
        await perform(scenario, namespace, target);
        // Events come late on a busy machine; a verdict that is right stays right.
        const end = Date.now() + 45_000;
        let wrong: readonly string[];
        do {
          wrong = judgeScenario(scenario, await look(namespace, target), namespace);
        } while (wrong.length > 0 && Date.now() < end && (await delay(1000, true)));
        expect(wrong.join('\n')).toBe('');
        if (scenario.reader === undefined) return;
        // Names that may have been meant are not for everyone to see.
        const { causes: _, ...told } = scenario;
        await admitReader(namespace, target);
        let unseen: readonly string[];
        do {
          const world = await lookAsReader(namespace, target);
          wrong = judgeScenario(told, world, namespace);
          unseen = world.skipped.map(({ resource }) => resource);
        } while (wrong.length > 0 && Date.now() < end && (await delay(1000, true)));
        expect(wrong.join('\n')).toBe('');
        expect(unseen).toEqual(expect.arrayContaining([...scenario.reader]));
      } finally {
        await clear(scenario, namespace, target);
      }
    },
  );
});
