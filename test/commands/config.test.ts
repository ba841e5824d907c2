import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';

const fixture = new URL('../../fixtures/kubeconfigs/two-contexts.yaml', import.meta.url);

/** A home with the fixture as its kubeconfig, and commands that run in it. */
function home(): {
  run: (line: string) => Promise<Outcome>;
  text: () => string;
  file: string;
} {
  const path = folder({ '.kube/config': readFileSync(fixture, 'utf8'), 'ca.pem': 'CERT' });
  const file = join(path, '.kube/config');
  return {
    file,
    run: (line) =>
      kubist(line.replaceAll('{home}', path), { env: { HOME: path }, program: 'kubectl' }),
    text: () => readFileSync(file, 'utf8'),
  };
}

test('one looks at contexts and switches to another', async () => {
  const { run } = home();
  expect((await run('config get-contexts')).out).toBe(
    'CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n' +
      '*         c1     a         u1         foo\n' +
      '          c2     b.c       u2         \n',
  );
  expect(await run('config use-context c2')).toEqual({
    out: 'Switched to context "c2".\n',
    err: '',
    exitCode: 0,
  });
  expect((await run('config current-context')).out).toBe('c2\n');
  expect(await run('config use-context c3')).toEqual({
    out: '',
    err: 'error: no context exists with the name: "c3"\n',
    exitCode: 1,
  });
});

test('view masks secrets, unless they are asked for', async () => {
  const { run } = home();
  const { out } = await run('config view');
  expect(out).toContain('    password: REDACTED\n    token: REDACTED\n    username: x\n');
  expect(out).toContain('client-key-data: DATA+OMITTED');
  expect(out).not.toContain('YWJj');
  expect((await run("config view --raw -o jsonpath='{.users[0].user.password}'")).out).toBe('pw');
});

test('view --minify --flatten makes a file that stands alone', async () => {
  const { run } = home();
  await run('config set-cluster a --certificate-authority={home}/ca.pem');
  const { out } = await run('config view --minify --flatten --raw');
  expect(out).toContain('certificate-authority-data: Q0VSVA==');
  expect(out).not.toContain('u2');
});

test('a cluster, a user and a context are set up from nothing', async () => {
  const path = folder();
  const run = (line: string): Promise<Outcome> => kubist(line, { env: { HOME: path } });
  await run('config set-cluster home --server=https://192.0.2.1:6443');
  await run('config set-credentials me --token=secret');
  await run('config set-context work --cluster=home --user=me --namespace=web');
  await run('config use-context work');
  expect(readFileSync(join(path, '.kube/config'), 'utf8')).toBe(`apiVersion: v1
clusters:
- cluster:
    server: https://192.0.2.1:6443
  name: home
contexts:
- context:
    cluster: home
    namespace: web
    user: me
  name: work
current-context: work
kind: Config
users:
- name: me
  user:
    token: secret
`);
});

test('set finds entries with dots in their names', async () => {
  const { run, text } = home();
  expect((await run('config set clusters.b.c.server https://new')).out).toBe(
    'Property "clusters.b.c.server" set.\n',
  );
  expect(text()).toContain('    server: https://new\n  name: b.c\n');
  await run('config unset users.u2.exec');
  expect(text()).not.toContain('exec');
});

test('deleting the current context warns', async () => {
  const { run, file } = home();
  expect(await run('config delete-context c1')).toEqual({
    out: `deleted context c1 from ${file}\n`,
    err: 'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
    exitCode: 0,
  });
});

test('wrong arguments bring the help', async () => {
  const { run } = home();
  const { out, err, exitCode } = await run('config set one');
  expect(out).toContain('kubectl config set PROPERTY_NAME PROPERTY_VALUE [options]');
  expect(err).toBe('error: Unexpected args: [one]\n');
  expect(exitCode).toBe(1);
  expect((await run('config delete-context')).exitCode).toBe(0);
});

test('a name of Object is no field', async () => {
  const { run, text } = home();
  await run('config set contexts.__proto__.cluster x');
  expect(text()).toContain('  name: __proto__\n');
  expect((await run('config set constructor x')).err).toBe(
    'error: unable to parse constructor after [] at api.Config\n',
  );
});
