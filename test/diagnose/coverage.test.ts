import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RULES } from '../../src/diagnose/rules/index.ts';
import { loadScenarios } from './scenarios.ts';

const FOLDER = new URL('rules/', import.meta.url);
const scenarios = await loadScenarios();
const ids = new Set(RULES.map(({ id }) => id));

it('each rule is tested, by a scenario or on objects that were written', () => {
  const tests = readdirSync(FOLDER).map((name) => readFileSync(new URL(name, FOLDER), 'utf8'));
  const tested = new Set([
    ...scenarios.flatMap(({ finds, follows = [] }) => [...finds, ...follows]),
    ...tests.flatMap((text) => text.match(/\b[A-Z]{2,3}-\d{2}\b/g) ?? []),
  ]);
  expect([...ids].filter((id) => !tested.has(id))).toEqual([]);
});

it('more than eighty rules are tested on a cluster', () => {
  const live = scenarios.flatMap(({ finds, follows = [] }) => [...finds, ...follows]);
  expect(new Set(live).size).toBeGreaterThan(80);
});

it('scenarios name rules that there are', () => {
  const named = scenarios.flatMap(({ finds, follows = [] }) => [...finds, ...follows]);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

it('three dozen workloads are well, slow, paused or scaled to zero, and nobody cries', () => {
  const quiet = scenarios.filter(({ verdict }) => verdict !== 'failed' && verdict !== 'degraded');
  expect(quiet.filter(({ finds }) => finds.length === 0).length).toBeGreaterThan(30);
});
