import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { World, type WorldRecord } from '../../src/diagnose/world.ts';
import { fixtureOf, judgeScenario } from './expect.ts';
import { loadScenarios } from './scenarios.ts';

const scenarios = await loadScenarios();

test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  'what a cluster said of %s is diagnosed as it should be',
  (_, scenario) => {
    const record = JSON.parse(readFileSync(fixtureOf(scenario), 'utf8')) as WorldRecord;
    const world = World.from(record);
    expect(judgeScenario(scenario, world, `diagnose-${scenario.name}`)).toEqual([]);
  },
);

// Pods that are on their way out are late by then.
const well = scenarios.filter(
  ({ name, verdict, finds }) =>
    verdict === 'healthy' && finds.length === 0 && name !== 'rollout-half-way-old-pods-end',
);

test.each(well.map((scenario) => [scenario.name, scenario] as const))(
  '%s is well an hour and a day later',
  (_, scenario) => {
    const record = JSON.parse(readFileSync(fixtureOf(scenario), 'utf8')) as WorldRecord;
    for (const hours of [1, 25]) {
      const now = new Date(Date.parse(record.now) + hours * 3_600_000).toISOString();
      const world = World.from({ ...record, now });
      expect(judgeScenario(scenario, world, `diagnose-${scenario.name}`)).toEqual([]);
    }
  },
);
