import { expect, test } from 'vitest';
import { buildURL, encodeQuery, goDuration } from '../../src/rest/url.ts';

test('a query is sorted and escaped as Go does', () => {
  expect(
    encodeQuery({
      watch: true,
      limit: 500,
      fieldSelector: "metadata.name=a b,x!='(y)*'",
      labelSelector: undefined,
    }),
  ).toBe('fieldSelector=metadata.name%3Da+b%2Cx%21%3D%27%28y%29%2A%27&limit=500&watch=true');
});

test('arrays repeat a key', () => {
  expect(encodeQuery({ command: ['sh', '-c'], a: '1' })).toBe('a=1&command=sh&command=-c');
});

test('a path may bring a query of its own', () => {
  expect(buildURL('https://h:1', '/x?b=1&a=2', { timeout: '5s' })).toBe(
    'https://h:1/x?a=2&b=1&timeout=5s',
  );
  expect(buildURL('https://h:1/prefix', '/api')).toBe('https://h:1/prefix/api');
});

test.each([
  [0, '0s'],
  [500, '500ms'],
  [1500, '1.5s'],
  [5000, '5s'],
  [60_000, '1m0s'],
  [3_600_000, '1h0m0s'],
  [5_430_500, '1h30m30.5s'],
])('%d ms is %s', (milliseconds, text) => {
  expect(goDuration(milliseconds)).toBe(text);
});
