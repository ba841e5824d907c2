import { expect, test } from 'vitest';
import { proxyFor } from '../../src/rest/proxy.ts';

const proxy = 'http://proxy:3128';

test('the scheme of the server chooses the variable, upper case first', () => {
  expect(proxyFor('https://api.test', { HTTPS_PROXY: proxy, https_proxy: 'http://other' })).toBe(
    proxy,
  );
  expect(proxyFor('http://api.test', { HTTPS_PROXY: proxy })).toBeUndefined();
  expect(proxyFor('http://api.test', { http_proxy: 'proxy:3128' })).toBe(proxy);
  expect(proxyFor('https://api.test', { HTTPS_PROXY: 'socks5://p:1080' })).toBe('socks5://p:1080');
});

test.each([
  'https://localhost:6443',
  'https://127.0.0.1:6443',
  'https://127.9.9.9',
  'https://[::1]:6443',
])('%s is this machine and needs no proxy', (server) => {
  expect(proxyFor(server, { HTTPS_PROXY: proxy })).toBeUndefined();
});

test.each([
  ['https://api.test', '*', true],
  ['https://api.test', 'api.test', true],
  ['https://a.api.test', 'api.test', true],
  ['https://xapi.test', 'api.test', false],
  ['https://api.test', '.api.test', false],
  ['https://a.api.test', '.api.test', true],
  ['https://a.api.test', '*.api.test', true],
  ['https://API.test', 'api.TEST', true],
  ['https://api.test', 'other.test, api.test', true],
  ['https://api.test:6443', 'api.test:6443', true],
  ['https://api.test:6443', 'api.test:443', false],
  ['https://api.test', 'api.test:443', true],
  ['https://10.1.2.3', '10.0.0.0/8', true],
  ['https://11.1.2.3', '10.0.0.0/8', false],
  ['https://10.1.2.3:6443', '10.1.2.3', true],
  ['https://10.1.2.3:6443', '10.1.2.3:6443', true],
  ['https://[2001:db8::1]:6443', '2001:db8::/32', true],
  ['https://[2001:db8::1]:6443', '[2001:db8::1]:6443', true],
  ['https://api.test', '10.0.0.0/8,', false],
])('%s with NO_PROXY=%s: direct is %s', (server, noProxy, direct) => {
  expect(proxyFor(server, { HTTPS_PROXY: proxy, NO_PROXY: noProxy }) === undefined).toBe(direct);
});
