import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadingRules, loadKubeconfig } from '../../src/kubeconfig/load.ts';
import { folder } from './folder.ts';
import { memoryLog } from './memory-log.ts';

const first = `
clusters: [{name: a, cluster: {server: a1}}]
contexts: [{name: a, context: {cluster: a, namespace: one}}]
`;
const second = `
clusters: [{name: a, cluster: {server: a2, tls-server-name: lost}}, {name: b, cluster: {server: b2, certificate-authority: ca.crt}}]
current-context: b
preferences: {colors: true}
`;

test('of two files in KUBECONFIG the first wins entry by entry', async () => {
  const home = folder({ first, 'sub/second': second });
  const files = [join(home, 'first'), join(home, 'missing'), join(home, 'sub/second')];
  const config = await loadKubeconfig(loadingRules({ KUBECONFIG: files.join(':') }, ''));
  expect(config.clusters.get('a')).toEqual({ value: { server: 'a1' }, origin: files[0] });
  expect(config.currentContext).toBe('b');
  expect(config.preferences).toEqual({ colors: true });
  expect([...config.clusters.keys()]).toEqual(['a', 'b']);
});

test('relative paths are relative to the file they stand in', async () => {
  const home = folder({
    'sub/config': `${second}users: [{name: u, user: {tokenFile: ../token, client-key: /abs/key, exec: {command: ./login}}}]`,
  });
  const config = await loadKubeconfig(loadingRules({}, join(home, 'sub/config')));
  expect(config.clusters.get('b')?.value['certificate-authority']).toBe(join(home, 'sub/ca.crt'));
  expect(config.users.get('u')?.value).toMatchObject({
    tokenFile: join(home, 'token'),
    'client-key': '/abs/key',
    exec: { command: join(home, 'sub/login') },
  });
});

test('without KUBECONFIG it is ~/.kube/config, and having none is fine', async () => {
  const home = folder({ '.kube/config': 'current-context: here' });
  expect((await loadKubeconfig(loadingRules({ HOME: home }, ''))).currentContext).toBe('here');
  expect((await loadKubeconfig(loadingRules({ HOME: join(home, 'no') }, ''))).clusters.size).toBe(
    0,
  );
});

test('a file that --kubeconfig names must exist', async () => {
  await expect(loadKubeconfig(loadingRules({}, '/no/such/file'))).rejects.toThrow(
    'stat /no/such/file: no such file or directory',
  );
});

test('the trace tells which files were read, or that none exists', async () => {
  const home = folder({ first });
  const log = memoryLog();
  const file = join(home, 'first');
  await loadKubeconfig(loadingRules({ KUBECONFIG: file }, ''), { log });
  await loadKubeconfig(loadingRules({ KUBECONFIG: '/no/a:/no/b' }, ''), { log });
  expect(log.lines).toEqual([
    `6 loader.go:407 Config loaded from file:  ${file}`,
    '1 loader.go:141 Config not found: /no/a, /no/b',
  ]);
});

test('every file that cannot be read is told', async () => {
  const home = folder({ one: 'kind: Foo', two: 'clusters: [{name: 1}]' });
  const files = [join(home, 'one'), join(home, 'two')];
  const loading = loadKubeconfig(loadingRules({ KUBECONFIG: files.join(':') }, ''));
  await expect(loading).rejects.toThrow(
    `error loading config file "${files[0]}": no kind "Foo" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"\n` +
      `error loading config file "${files[1]}": json: cannot unmarshal number into Go struct field NamedCluster.clusters.name of type string`,
  );
});

test('a syntax error does not quote the file, which may hold secrets', async () => {
  const home = folder({ config: 'users:\n- name: u\n  user: {token: s3cret\n' });
  const loading = loadKubeconfig(loadingRules({}, join(home, 'config')));
  await expect(loading).rejects.toThrow(/^error loading config file /);
  await expect(loading).rejects.not.toThrow(/s3cret/);
});

test('__proto__ is an ordinary name', async () => {
  const home = folder({
    config:
      '{"users":[{"name":"__proto__","user":{"auth-provider":{"name":"x","config":{"__proto__":"polluted"}}}}]}',
  });
  const config = await loadKubeconfig(loadingRules({}, join(home, 'config')));
  const settings = config.users.get('__proto__')?.value['auth-provider']?.config ?? {};
  expect(Object.keys(settings)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
