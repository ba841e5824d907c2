/**
 * Records scenarios of a diagnosis: `node test/diagnose/record.ts --kubeconfig X --kubectl Y [--only REGEX]`.
 * What the cluster then says of the scenario's namespace is written to fixtures/diagnose/NAME.json.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readTarget } from '../parity/target.ts';
import { fixtureOf, judgeScenario } from './expect.ts';
import { neutral } from './neutral.ts';
import { loadScenarios } from './scenarios.ts';
import { clear, look, perform } from './stage.ts';

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string', default: process.env['KUBIST_TEST_KUBECONFIG'] ?? '' },
    kubectl: { type: 'string', default: process.env['KUBIST_TEST_KUBECTL'] ?? 'kubectl' },
    only: { type: 'string', default: '' },
  },
});

const work = mkdtempSync(join(tmpdir(), 'kubist-record-'));
try {
  const target = await readTarget(resolve(values.kubeconfig), values.kubectl, work);
  const only = new RegExp(values.only);
  for (const scenario of await loadScenarios()) {
    if (!only.test(scenario.name)) continue;
    const namespace = `diagnose-${scenario.name}`;
    try {
      await perform(scenario, namespace, target);
      const world = await look(namespace, target);
      const file = fixtureOf(scenario);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, `${neutral(JSON.stringify(world))}\n`);
      console.log(
        `${scenario.name}: ${judgeScenario(scenario, world, namespace).join('; ') || 'as expected'}`,
      );
    } catch (error) {
      // The others are recorded all the same.
      process.exitCode = 1;
      console.log(`${scenario.name}: ${(error as Error).message}`);
    } finally {
      await clear(scenario, namespace, target);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
