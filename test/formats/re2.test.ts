import { describe, expect, it } from 'vitest';
import { GoRegExp } from '../../src/formats/re2/regexp.ts';

/** Judged by Go's regexp package. */
const found: readonly (readonly [string, string, boolean])[] = [
  ['^a+b$', 'aaab', true],
  ['(?i)ERR', 'some err', true],
  ['x{2,3}', 'axb', false],
  ['x{2,3}', 'axxb', true],
  ['a{,2}', 'a{,2}', true],
  ['^(?:a|b)*c', 'abac', true],
  ['^(?:a|b)*c', 'xabac', false],
  ['\\bfoo\\b', 'a foo b', true],
  ['\\bfoo\\b', 'afoo', false],
  ['\\Bfoo', 'afoo', true],
  ['[^a-c]', 'abc', false],
  ['(?i)[^a]', 'A', false],
  ['[]a]', ']', true],
  ['[a-b-c]', '-', true],
  ['\\pL', '1é', true],
  ['\\P{L}', 'é', false],
  ['\\p{Greek}', 'λ', true],
  ['[[:alpha:]]', '12', false],
  ['(?P<n>z)(?<m>y)', 'zy', true],
  ['', 'x', true],
  ['^$', '', true],
  ['^$', 'x', false],
  ['(?m)^b$', 'a\nb\nc', true],
  ['^b$', 'a\nb\nc', false],
  ['a.c', 'a\nc', false],
  ['(?s)a.c', 'a\nc', true],
  ['\\Qa.c\\E', 'abc', false],
  ['\\x41\\x{1F600}', 'A😀', true],
  ['^.$', '😀', true],
  ['(?i:a)b', 'AB', false],
  ['^/api/.*/pods/.*/exec', '/api/v1/namespaces/a/pods/b/exec', true],
];

/** Words of Go's regexp package. */
const refused: readonly (readonly [string, string])[] = [
  ['[', 'missing closing ]: `[`'],
  ['[a', 'missing closing ]: `[a`'],
  ['(', 'missing closing ): `(`'],
  ['a)', 'unexpected ): `a)`'],
  ['*a', 'missing argument to repetition operator: `*`'],
  ['(*)', 'missing argument to repetition operator: `*`'],
  ['a**', 'invalid nested repetition operator: `**`'],
  ['a+?+', 'invalid nested repetition operator: `+?+`'],
  ['x{2}{3}', 'invalid nested repetition operator: `{2}{3}`'],
  ['\\', 'trailing backslash at end of expression: ``'],
  ['[z-a]', 'invalid character class range: `z-a`'],
  ['[[:foo:]]', 'invalid character class range: `[:foo:]`'],
  ['\\p{Foo}', 'invalid character class range: `\\p{Foo}`'],
  ['a{2,1}', 'invalid repeat count: `{2,1}`'],
  ['a{1001}', 'invalid repeat count: `{1001}`'],
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(?z)', 'invalid or unsupported Perl syntax: `(?z`'],
  ['(?i', 'invalid or unsupported Perl syntax: `(?i`'],
  ['(?<n', 'invalid named capture: `(?<n`'],
  ['(?P<a b>x)', 'invalid named capture: `(?P<a b>`'],
  ['\\q', 'invalid escape sequence: `\\q`'],
  ['\\8', 'invalid escape sequence: `\\8`'],
];

describe("regular expressions of Go's syntax", () => {
  it.each(found)('%s in %j: %s', (source, text, expected) => {
    expect(new GoRegExp(source).test(text)).toBe(expected);
  });

  it.each(refused)('%s is refused: %s', (source, problem) => {
    expect(() => new GoRegExp(source)).toThrow(`error parsing regexp: ${problem}`);
  });

  it('are found in time in proportion to the text', () => {
    const text = `${'a'.repeat(20_000)}!`;
    for (const source of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*)(.*)(.*)(.*)x$']) {
      expect(new GoRegExp(source).test(text)).toBe(false);
    }
  });

  it('do not grow without bounds', () => {
    expect(() => new GoRegExp('((a{900}){900}){900}')).toThrow('expression too large');
    const text = Array.from({ length: 5000 }, (_, index) =>
      (index * 7919) % 3 === 0 ? 'a' : 'b',
    ).join('');
    expect(new GoRegExp('(a|b)*a(a|b){20}c').test(text)).toBe(false);
  });
});
