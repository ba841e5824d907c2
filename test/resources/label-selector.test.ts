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
  ])('%s matches: %s', (text, expected) => {
    expect(parseLabelSelector(text).matches(labels)).toBe(expected);
  });

  it("has the server's words for what is wrong", () => {
    expect(() => parseLabelSelector('a=b=c')).toThrow(
      "found '=', expected: ',' or 'end of string'",
    );
    expect(() => parseLabelSelector('a in (b')).toThrow(
      "unable to parse requirement: found '', expected: ',' or ')'",
    );
    expect(() => parseLabelSelector('__proto__')).toThrow('name part must consist of');
    expect(() => parseLabelSelector('a in')).toThrow("found '' expected: '('");
  });
});
