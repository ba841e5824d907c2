import { describe, expect, it } from 'vitest';
import { parseLabelSelector } from '../../src/resources/label-selector.ts';

const labels = { app: 'web', tier: 'front', n: '5' };

describe('a label selector', () => {
  it.each([
    ['', true],
    ['app=web', true],
    ['app==web,tier', true],
    ['app!=web', false],
    ['none!=x', true],
    ['app in (web, db)', true],
    ['app notin (web)', false],
    ['none notin (web)', true],
    ['!none', true],
    ['! app', false],
    ['n>4,n<6', true],
    ['n>5', false],
    ['app=', false],
    ['app in ()', false],
    ['__proto__', undefined],
  ])('%s matches: %s', (text, expected) => {
    if (expected === undefined) expect(() => parseLabelSelector(text)).toThrow('name part');
    else expect(parseLabelSelector(text).matches(labels)).toBe(expected);
  });

  it("has the server's words for what is wrong", () => {
    expect(() => parseLabelSelector('a=b=c')).toThrow(
      "found '=', expected: ',' or 'end of string'",
    );
    expect(() => parseLabelSelector('a in (b')).toThrow(
      "unable to parse requirement: found '', expected: ',' or ')'",
    );
    expect(() => parseLabelSelector('a in')).toThrow("found '' expected: '('");
  });
});
