import { expect, test } from 'vitest';
import { parseWarnings } from '../../src/rest/warnings.ts';

test('one header may hold several warnings, with agents, dates and escapes', () => {
  expect(
    parseWarnings(['299 - "say \\"hi\\"" "Sat, 21 Nov 2026 03:53:59 GMT", 299 agent/1 "two"']),
  ).toEqual([
    { code: 299, agent: '-', text: 'say "hi"' },
    { code: 299, agent: 'agent/1', text: 'two' },
  ]);
});

test('control characters do not reach the terminal', () => {
  expect(parseWarnings(['299 - "a\u001b[31mb"'])[0]?.text).toBe('a[31mb');
});

test('broken entries are passed over', () => {
  expect(
    parseWarnings(['nonsense', '299 - unquoted', 'bad, 299 - "good"']).map(({ text }) => text),
  ).toEqual(['good']);
});
