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
