import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/diagnose/rule.ts';
import { RULES } from '../../src/diagnose/rules/index.ts';

const page = readFileSync(new URL('../../docs/diagnose.md', import.meta.url), 'utf8');

/** Rules that look at what runs; those about manifests stand in a table of their own. */
const running = RULES.filter((rule) => !('manifest' in rule));

describe('docs/diagnose.md', () => {
  it('has each rule, and no other', () => {
    const told = [...page.matchAll(/^(?:\| |#### )([A-Z]+-\d+)\b/gm)].map(([, id]) => id);
    expect(told.length).toBe(new Set(told).size);
    expect(new Set(told)).toEqual(new Set(RULES.map(({ id }) => id)));
  });

  it.each([...new Set(running.map(({ id }) => id))])(
    'says what %s is, with cause, evidence and fix',
    (id) => {
      const heads = running.filter((rule) => rule.id === id).map(headOf);
      const [, section = ''] = page.split(`\n#### ${id}\n`);
      const lines = (section.split(/\n#+ /)[0] ?? '').split('\n').filter(Boolean);
      expect(lines[0]).toBe(`_${[...new Set(heads)].join('; ')}_`);
      expect(lines.slice(1).map((line) => line.replace(/: .+/, ''))).toEqual([
        '- **Cause**',
        '- **Evidence**',
        '- **Fix**',
      ]);
    },
  );
});

function headOf({ title, severity, ...rule }: Rule): string {
  return `${title}: ${severity}, ${waiting(rule)}`;
}

function waiting({ class: kind, grace, blocks }: Pick<Rule, 'class' | 'grace' | 'blocks'>): string {
  if (blocks === true) return 'waits for someone';
  if (kind === 'grace')
    return grace === undefined ? 'fatal when its time is over' : `fatal after ${grace} s`;
  return { fatal: 'fatal', transient: 'may pass', info: 'a hint' }[kind];
}
