import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseYAML } from '../../src/formats/yaml/parse.ts';
import { parseSimpleYAML } from '../../src/kubeconfig/simple-yaml.ts';

const fixture = new URL('../../fixtures/kubeconfigs/two-contexts.yaml', import.meta.url);

const understood: readonly string[] = [
  readFileSync(fixture, 'utf8'),
  '---\n# a comment\na: b\n',
  'a:\n- b\n- c: d\n  e: f\ng: true\n',
  'a:\n  - b: c\n    d: {}\n  - e: []\n',
  'a: "quoted text"\nb: \'single #1\'\nc: two words\nd:\ne: https://h:1/p\n',
  'token: 5d19e8307f8f\nother: 12ab:c\n',
];

const left: readonly string[] = [
  'a: {b: c}',
  'a: &x b',
  'a: 1',
  'a: 1e5d',
  'a: 0xdf',
  'a: 1e5',
  'a: 12:30:45',
  'a: yes',
  'y: b',
  'a: b: c',
  'a: b #c',
  'a: b\n  c\n',
  'a: |\n  b\n',
  'a: "b\\n"',
  'a: b\na: c\n',
  'a: b\n---\nc: d\n',
  '- a\n - b\n',
  'a\tb: c',
  '"a": b',
  'a: ~',
  '',
];

test.each(understood)(
  'the short way and the general parser read the same from %j',
  async (text) => {
    expect(parseSimpleYAML(text)).toEqual(await parseYAML(text));
  },
);

test.each(left)('%j is left to the general parser', (text) => {
  expect(parseSimpleYAML(text)).toBeUndefined();
});
