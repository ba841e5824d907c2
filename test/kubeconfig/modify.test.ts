import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Kubeconfig } from '../../src/kubeconfig/kubeconfig.ts';
import type { LoadingRules } from '../../src/kubeconfig/load.ts';
import { loadingRules } from '../../src/kubeconfig/load.ts';
import { saveChanges, startingConfig } from '../../src/kubeconfig/modify.ts';
import { folder } from './folder.ts';

/** Loads, lets the test change the copy, and saves. */
async function change(rules: LoadingRules, edit: (config: Kubeconfig) => void): Promise<void> {
  const before = await startingConfig(rules);
  const after = structuredClone(before);
  edit(after);
  await saveChanges(rules, before, after);
}

const addCluster = (config: Kubeconfig): void => {
  config.clusters.set('new', { value: { server: 'n' }, origin: '' });
};

test('a new file is for its owner only, and an existing one keeps its mode', async () => {
  const home = folder();
  const file = join(home, '.kube/config');
  await change(loadingRules({ HOME: home }, ''), addCluster);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o640);
  await change(loadingRules({ HOME: home }, ''), (config) => config.clusters.clear());
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readFileSync(file, 'utf8')).toBe(
    'apiVersion: v1\nclusters: null\ncontexts: null\ncurrent-context: ""\nkind: Config\nusers: null\n',
  );
  expect(readdirSync(join(home, '.kube'))).toEqual(['config']);
});

test('fields that nobody knows survive a change', async () => {
  const home = folder({
    config: `vendor: {a: 1}
clusters:
- {name: c, mark: x, cluster: {server: s, novel: [1, {b: c}]}}
users:
- {name: u, user: {exec: {command: e, novel: true}}}
`,
  });
  const file = join(home, 'config');
  await change(loadingRules({}, file), (config) => {
    const cluster = config.clusters.get('c');
    if (cluster !== undefined) cluster.value.server = 't';
  });
  expect(readFileSync(file, 'utf8')).toBe(`apiVersion: v1
clusters:
- cluster:
    novel:
    - 1
    - b: c
    server: t
  mark: x
  name: c
contexts: null
current-context: ""
kind: Config
users:
- name: u
  user:
    exec:
      args: null
      command: e
      env: null
      novel: true
      provideClusterInfo: false
vendor:
  a: 1
`);
});

test('only the file that has the entry is written', async () => {
  const one = 'clusters: [{name: a, cluster: {server: a}}]\n';
  const home = folder({ one, two: 'clusters: [{name: b, cluster: {server: b}}]\n' });
  const rules = loadingRules({ KUBECONFIG: `${join(home, 'one')}:${join(home, 'two')}` }, '');
  await change(rules, (config) => config.clusters.delete('b'));
  expect(readFileSync(join(home, 'one'), 'utf8')).toBe(one);
  expect(readFileSync(join(home, 'two'), 'utf8')).toContain('clusters: null');
});

test('what another program wrote in the meantime stays', async () => {
  const home = folder({ config: 'contexts: []\n' });
  const file = join(home, 'config');
  const rules = loadingRules({}, file);
  const before = await startingConfig(rules);
  const after = structuredClone(before);
  addCluster(after);
  writeFileSync(file, 'contexts: [{name: theirs, context: {cluster: c}}]\n');
  await saveChanges(rules, before, after);
  expect([...(await startingConfig(rules)).contexts.keys()]).toEqual(['theirs']);
});

test('a lock that somebody holds is respected', async () => {
  const home = folder({ config: '', 'config.lock': '' });
  const file = join(home, 'config');
  await expect(change(loadingRules({}, file), addCluster)).rejects.toThrow(
    `open ${file}.lock: file exists`,
  );
  expect(readFileSync(file, 'utf8')).toBe('');
  expect(readdirSync(home).sort()).toEqual(['config', 'config.lock']);
});

test('a link to the kubeconfig stays a link', async () => {
  const home = folder({ real: '' });
  symlinkSync('real', join(home, 'config'));
  await change(loadingRules({}, join(home, 'config')), addCluster);
  expect(lstatSync(join(home, 'config')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(home, 'real'), 'utf8')).toContain('name: new');
});

test('nothing is written when nothing changed', async () => {
  const home = folder({ config: 'clusters: []   # mine\n' });
  const file = join(home, 'config');
  await change(loadingRules({}, file), () => undefined);
  expect(readFileSync(file, 'utf8')).toBe('clusters: []   # mine\n');
});
