import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RULES } from '../../src/diagnose/rules/index.ts';

const page = readFileSync(new URL('../../docs/diagnose.md', import.meta.url), 'utf8');

it('docs/diagnose.md has each rule, and no other', () => {
  const told = [...page.matchAll(/^\| ([A-Z]+-\d+) +\|/gm)].map(([, id]) => id);
  expect(new Set(told)).toEqual(new Set(RULES.map(({ id }) => id)));
});
