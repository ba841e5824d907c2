import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kubist } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { type GetSetting, getSetting, type Handler } from './get-setting.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const MANAGED = 'fieldManager=kubectl-create&fieldValidation=Strict';

const map = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: b}\n`;

const exists = (name: string): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'AlreadyExists',
  message: `configmaps "${name}" already exists`,
  code: 409,
});

/** A server that keeps nothing and answers with what it was sent. */
async function echo(handler?: Handler): Promise<GetSetting & { bodies: unknown[] }> {
  const bodies: unknown[] = [];
  const setting = await getSetting((url, request, body) => {
    const object = JSON.parse(body) as object;
    bodies.push(object);
    return handler?.(url, request, body) ?? object;
  });
  return { ...setting, bodies };
}

describe('create -f', () => {
  it('creates every object and tells of each', async () => {
    const { run, asked, bodies } = await echo();
    const stdin = `${map('one')}---\n${map('two')}`;
    expect(await run('create -f -', { stdin, program: 'kubectl' })).toMatchObject({
      out: 'configmap/one created\nconfigmap/two created\n',
      exitCode: 0,
    });
    expect(asked).toEqual([`${CONFIG_MAPS}?${MANAGED}`, `${CONFIG_MAPS}?${MANAGED}`]);
    expect(bodies[0]).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'one', namespace: 'default' },
      data: { a: 'b' },
    });
  });

  it('goes on after an object that exists, and fails at the end', async () => {
    const { run } = await echo((_url, _request, body) =>
      body.includes('"one"') ? exists('one') : undefined,
    );
    const stdin = `${map('one')}---\n${map('two')}`;
    expect(await run('create -f -', { stdin, program: 'kubectl' })).toEqual({
      out: 'configmap/two created\n',
      err: 'Error from server (AlreadyExists): error when creating "STDIN": configmaps "one" already exists\n',
      exitCode: 1,
    });
  });

  it('sends nothing with --dry-run=client', async () => {
    const { run, asked } = await echo();
    const { out } = await run('create -f - --dry-run=client', { stdin: map('one') });
    expect(out).toBe('configmap/one created (dry run)\n');
    expect(asked).toEqual([]);
  });

  it('asks the server to judge with --dry-run=server, and to be lenient with --validate=ignore', async () => {
    const { run, asked } = await echo();
    await run('create -f - --dry-run=server --validate=ignore', { stdin: map('one') });
    expect(asked).toEqual([
      `${CONFIG_MAPS}?dryRun=All&fieldManager=kubectl-create&fieldValidation=Ignore`,
    ]);
  });

  it('keeps the configuration for apply with --save-config', async () => {
    const { run, bodies } = await echo();
    await run('create -f - --save-config', { stdin: map('one') });
    expect(bodies).toMatchObject([
      {
        metadata: {
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration':
              '{"apiVersion":"v1","data":{"a":"b"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"one","namespace":"default"}}\n',
          },
        },
      },
    ]);
  });

  it('keeps keys that are names of JavaScript', async () => {
    const { run, bodies } = await echo();
    await run('create -f -', { stdin: map('one').replace('a: b', '__proto__: x') });
    expect(JSON.stringify(bodies[0])).toContain('"data":{"__proto__":"x"}');
  });
});

describe('create --raw', () => {
  it('sends a file as it is and prints the answer', async () => {
    const { run, asked, bodies } = await echo();
    const stdin = '{"apiVersion":"v1","kind":"ConfigMap"}';
    const { out } = await run(`create --raw=${CONFIG_MAPS}?x=y -f -`, { stdin });
    expect(JSON.parse(out)).toEqual(JSON.parse(stdin));
    expect([asked, bodies]).toEqual([[`${CONFIG_MAPS}?x=y`], [JSON.parse(stdin)]]);
  });
});

describe.skipIf(process.platform === 'win32')('create --edit', () => {
  /** An editor that applies a sed script; its arguments do not matter. */
  function editor(script: string): { EDITOR: string; HOME: string; PATH: string; TMPDIR: string } {
    const home = folder();
    const path = join(home, 'editor.sh');
    writeFileSync(path, `#!/bin/sh\nsed '${script}' "$1" > "$1.new" && cat "$1.new" > "$1"\n`, {
      mode: 0o755,
    });
    return { EDITOR: path, HOME: home, PATH: process.env['PATH'] ?? '', TMPDIR: home };
  }

  it('creates what the user made of the manifest', async () => {
    const { run, bodies } = await echo();
    const env = editor('s/a: b/a: c/');
    const { out } = await run('create -f - --edit', { stdin: map('one'), env });
    expect(out).toBe('configmap/one created\n');
    expect(bodies).toMatchObject([{ data: { a: 'c' } }]);
  });

  it('creates nothing when nothing was changed', async () => {
    const { run, asked } = await echo();
    expect(
      await run('create -f - --edit', { stdin: map('one'), env: editor('s/a/a/') }),
    ).toMatchObject({ err: 'Edit cancelled, no changes made.\n', exitCode: 0 });
    expect(asked).toEqual([]);
  });

  it('keeps a copy of the text when it never becomes an object', async () => {
    const { run, asked } = await echo();
    const { err, exitCode } = await run('create -f - --edit', {
      stdin: map('one'),
      env: editor('/^[^#]/d'),
    });
    expect(err).toMatch(
      /^error: configmaps "one" is invalid\nA copy of your changes has been stored to ".*\.yaml"\nerror: Edit cancelled, no valid changes were saved\.\n$/,
    );
    expect([asked, exitCode]).toEqual([[], 1]);
  });

  it('keeps a text that names another namespace, as -n would have to', async () => {
    const { run, asked } = await echo();
    const env = editor('s/namespace: .*/namespace: other/');
    const { err } = await run('create -f - --edit', { stdin: map('one'), env });
    expect(err).toMatch(
      /^A copy of your changes has been stored to ".*"\nerror: the namespace from the provided object "other" does not match/,
    );
    expect(asked).toEqual([]);
  });

  it('creates each object of the edited text', async () => {
    const { run } = await echo();
    const env = editor('$a---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: two}');
    const { out } = await run('create -f - --edit', { stdin: map('one'), env });
    expect(out).toBe('configmap/one created\nconfigmap/two created\n');
  });

  it('holds to --dry-run', async () => {
    const { run, asked } = await echo();
    const env = editor('s/a: b/a: c/');
    const { out } = await run('create -f - --edit --dry-run=client', { stdin: map('one'), env });
    expect(out).toBe('configmap/one created (dry run)\n');
    expect(asked).toEqual([]);
  });

  it('says which editor failed', async () => {
    const { run } = await echo();
    const { err } = await run('create -f - --edit', {
      stdin: map('one'),
      env: { ...editor(''), EDITOR: 'no-such-editor-here' },
    });
    expect(err).toBe('error: unable to launch the editor "no-such-editor-here"\n');
  });
});

describe('generators', () => {
  it('need no server for --dry-run=client, and keep the order of the type in JSON', async () => {
    const { out } = await kubist(
      'create configmap a --from-literal=z=1 --from-literal=b=2 --dry-run=client -o json',
    );
    expect(Object.keys(JSON.parse(out) as object)).toEqual([
      'kind',
      'apiVersion',
      'metadata',
      'data',
    ]);
    expect(out).toContain('"b": "2",\n        "z": "1"');
  });

  it('name what refused', async () => {
    const { run } = await echo(() => exists('a'));
    expect((await run('create configmap a')).err).toBe(
      'error: failed to create configmap: configmaps "a" already exists\n',
    );
    expect((await run('create namespace a')).err).toBe(
      'Error from server (AlreadyExists): configmaps "a" already exists\n',
    );
  });

  it('want exactly one name', async () => {
    expect(await kubist('create namespace a b')).toEqual({
      out: '',
      err: "error: exactly one NAME is required, got 2\nSee 'kubist create namespace -h' for help and examples\n",
      exitCode: 1,
    });
  });

  it('want their flags', async () => {
    expect((await kubist('create cronjob a')).err).toBe(
      'error: required flag(s) "image", "schedule" not set\n',
    );
  });

  it('put the namespace into the object only when -n named it', async () => {
    const { run, asked, bodies } = await echo();
    await run('create serviceaccount a');
    await run('create serviceaccount a -n other');
    expect(bodies).toMatchObject([
      { metadata: { name: 'a' } },
      { metadata: { name: 'a', namespace: 'other' } },
    ]);
    expect(asked[1]).toBe(`/api/v1/namespaces/other/serviceaccounts?${MANAGED}`);
  });

  it('add a hash of the contents that the reference agrees with', async () => {
    const { out } = await kubist(
      'create configmap a --from-literal=x=y --append-hash --dry-run=client -o name',
    );
    expect(out).toBe('configmap/a-2f48d8f4f8\n');
  });

  it('take --user of a binding for a subject, not for credentials', async () => {
    const { out } = await kubist(
      'create rolebinding a --role=r --user=ann --dry-run=client -o jsonpath={.subjects[0].name}',
    );
    expect(out).toBe('ann');
  });

  it('refuse a certificate that is not that of the key', async () => {
    const home = folder();
    const file = join(home, 'text.pem');
    writeFileSync(file, 'no PEM\n');
    expect((await kubist(`create secret tls a --cert=${file} --key=${file}`)).err).toBe(
      'error: tls: failed to find any PEM data in certificate input\n',
    );
  });
});

describe('create token', () => {
  it('prints the bare token, without a line feed where a program reads it', async () => {
    const { run, asked, bodies } = await echo(() => ({
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      status: { token: 'abc' },
    }));
    expect((await run('create token builder --duration=10m')).out).toBe('abc');
    expect(asked).toEqual(['/api/v1/namespaces/default/serviceaccounts/builder/token']);
    expect(bodies).toMatchObject([{ spec: { expirationSeconds: 600 } }]);
  });
});
