import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { kubist } from '../helpers/run-kubist.ts';

/** What the reference printed on the cluster when the demo was saved: test/demo/record.ts. */
interface Expected {
  readonly line: string;
  readonly out: string;
  readonly err: string;
  readonly exitCode: number;
}

const file = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/snapshots/${name}`, import.meta.url));
const expected = JSON.parse(readFileSync(file('demo-expected.json'), 'utf8')) as Expected[];

/** Ages went on between saving and asking. */
function withoutAges(text: string): string {
  return text.replaceAll(/\b(?:\d+[smhd]){1,2}\b/g, (age) => age.replaceAll(/\d/g, '0'));
}

test.each(expected)(
  'on the snapshot as on the cluster: $line',
  async ({ line, out, err, exitCode }) => {
    const outcome = await kubist(`${line} --snapshot ${file('demo')}`, { program: 'kubectl' });
    expect(outcome.err).toBe(err);
    expect(withoutAges(outcome.out)).toBe(withoutAges(out));
    expect(outcome.exitCode).toBe(exitCode);
  },
);
