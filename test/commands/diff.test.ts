import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JSONObject, JSONValue, KubeObject } from '../../src/api/types.ts';
import { maskSecrets } from '../../src/commands/diff/mask.ts';
import type { Outcome, Setting } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { getSetting, notFound } from './get-setting.ts';

/** A program that tells what it was called with: the words after the folders, and each file with its mode. */
const TELL = `#!${process.execPath}
const { readdirSync, readFileSync, statSync } = require('node:fs');
const [live, merged, ...words] = process.argv.slice(2);
if (words.length > 0) console.log(words.join(' '));
for (const folder of [live, merged]) {
  const mode = (path) => (statSync(path).mode & 0o777).toString(8);
  console.log(folder.replace(/.*\\/(\\w+)-.*/, '$1'), mode(folder));
  for (const file of readdirSync(folder)) {
    const path = folder + '/' + file;
    console.log(file, mode(path));
    console.log(readFileSync(path, 'utf8').trimEnd());
  }
}
process.exit(Number(process.env.TELL_EXIT ?? 1));
`;

const VERSION = { resourceVersion: '7', uid: 'u-1' };

function map(name: string, data: JSONObject, more: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', ...more },
    data,
  };
}

function failure(code: number, reason: string): object {
  const message = `the server says ${reason}`;
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message };
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A server that has these objects and answers writes with `answer`, and command lines with a program that tells. */
async function setting(
  live: readonly KubeObject[],
  answer: (sent: Sent, count: number) => object = () => map('one', { a: 'c' }, VERSION),
): Promise<{
  run: (line: string, setting?: Setting) => Promise<Outcome>;
  sent: Sent[];
  temporary: string;
  env: Record<string, string>;
}> {
  const sent: Sent[] = [];
  const { run } = await getSetting((url, { method = '' }, body) => {
    const name = url.pathname.split('/').at(-1);
    if (method !== 'GET') {
      sent.push({ method, url: url.pathname + url.search, body });
      return answer(sent.at(-1) as Sent, sent.length);
    }
    if (name === 'configmaps') return { kind: 'ConfigMapList', apiVersion: 'v1', items: live };
    return live.find(({ metadata }) => metadata?.name === name) ?? notFound(url.pathname);
  });
  const temporary = folder();
  const program = join(folder(), 'tell');
  writeFileSync(program, TELL);
  chmodSync(program, 0o755);
  const env = { HOME: folder(), TMPDIR: temporary, KUBECTL_EXTERNAL_DIFF: program };
  return {
    sent,
    temporary,
    env,
    run: (line, more) => run(line, { ...more, env: { ...env, ...more?.env } }),
  };
}

const stdin = JSON.stringify(map('one', { a: 'c' }));

describe('diff', () => {
  it('shows an object as it is and as it would be, in files that only the user can read', async () => {
    const { run, sent } = await setting([map('one', { a: 'b' }, VERSION)], () =>
      map('one', { a: 'c' }, VERSION),
    );
    const { out, exitCode } = await run('diff -f -', { stdin });
    const file = (a: string): string =>
      `v1.ConfigMap.default.one 600\napiVersion: v1\ndata:\n  a: ${a}\nkind: ConfigMap\nmetadata:\n  name: one\n  namespace: default\n  resourceVersion: "7"\n  uid: u-1\n`;
    expect(out).toBe(`LIVE 700\n${file('b')}MERGED 700\n${file('c')}`);
    expect(exitCode).toBe(1);
    expect(sent).toEqual([
      {
        method: 'PATCH',
        url: '/api/v1/namespaces/default/configmaps/one?dryRun=All&fieldManager=kubectl-client-side-apply',
        body: '{"data":{"a":"c"},"metadata":{"annotations":{},"resourceVersion":"7"}}',
      },
    ]);
  });

  it('shows a new object beside an empty file', async () => {
    const { run, sent } = await setting([]);
    const { out } = await run('diff -f -', { stdin });
    expect(out).toContain('LIVE 700\nv1.ConfigMap.default.one 600\n\nMERGED 700\n');
    expect(sent[0]?.url).toBe(
      '/api/v1/namespaces/default/configmaps?dryRun=All&fieldManager=kubectl-client-side-apply',
    );
  });

  it('asks the server to merge with --server-side', async () => {
    const { run, sent } = await setting([map('one', { a: 'b' }, VERSION)]);
    await run('diff -f - --server-side --force-conflicts', { stdin });
    expect(sent[0]?.url).toBe(
      '/api/v1/namespaces/default/configmaps/one?dryRun=All&fieldManager=kubectl&force=true',
    );
  });

  it('masks secrets unless --show-secrets says otherwise', async () => {
    const live = { ...map('s', { a: 'eA==' }, VERSION), kind: 'Secret' };
    const merged = { ...map('s', { a: 'eQ==' }, VERSION), kind: 'Secret' };
    const { run } = await setting([live], () => merged);
    const input = { stdin: JSON.stringify(merged) };
    const masked = (await run('diff -f -', input)).out;
    expect(masked).toContain("a: '*** (before)'");
    expect(masked).toContain("a: '*** (after)'");
    expect(masked).not.toMatch(/eA==|eQ==/);
    expect((await run('diff -f - --show-secrets', input)).out).toMatch(/eA==[^]*eQ==/);
  });

  it('hands on harmless words only, after the folders', async () => {
    const { run, env } = await setting([map('one', {}, VERSION)]);
    const program = `${env['KUBECTL_EXTERNAL_DIFF']} -u --color=x ;rm /etc a_b $HOME`;
    const { out } = await run('diff -f -', { stdin, env: { KUBECTL_EXTERNAL_DIFF: program } });
    expect(out.split('\n')[0]).toBe('-u --color=x');
  });

  it.each([
    [{ TELL_EXIT: '0' }, 0, ''],
    [{ TELL_EXIT: '1' }, 1, ''],
    [{ TELL_EXIT: '3' }, 2, 'exit status 3\n'],
    [{ KUBECTL_EXTERNAL_DIFF: 'no-such-program' }, 2, 'executable file not found in $PATH\n'],
    [{ KUBECTL_EXTERNAL_DIFF: ' ' }, 2, 'exec: no command\n'],
  ])('ends as the program does: %o', async (env, code, words) => {
    const { run, temporary } = await setting([map('one', {}, VERSION)]);
    const { err, exitCode } = await run('diff -f -', { stdin, env });
    expect(exitCode).toBe(code);
    expect(err).toMatch(words === '' ? /^$/ : /^error: failed to run "/);
    expect(err.endsWith(words)).toBe(true);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('tells mistakes with 2, for 1 says that something differs', async () => {
    const { run } = await setting([]);
    const bad = await run('diff --bad');
    expect(bad.exitCode).toBe(2);
    expect(bad.err).toBe(
      "error: unknown flag: --bad\nSee 'kubectl diff -h' for help and examples\n",
    );
    expect((await run('diff')).exitCode).toBe(2);
  });

  it('reads the object anew when others change it, and in the end takes whatever is there', async () => {
    const { run, sent } = await setting([map('one', { a: 'b' }, VERSION)], (_, count) =>
      count < 4 ? failure(409, 'Conflict') : map('one', { a: 'c' }, VERSION),
    );
    const { err, exitCode } = await run('diff -f - --server-side', { stdin });
    expect(sent.length).toBe(4);
    expect(err).toMatch(
      /Object \(\/v1, Kind=ConfigMap: one\) keeps changing, diffing without lock/,
    );
    expect(exitCode).toBe(1);
  });

  it('leaves no files behind when the server refuses or the user presses Ctrl-C', async () => {
    const { run, temporary } = await setting([], () => failure(403, 'Forbidden'));
    const refused = await run('diff -f -', { stdin });
    expect(refused.err).toBe('Error from server (Forbidden): the server says Forbidden\n');
    expect(refused.exitCode).toBe(2);
    const signal = AbortSignal.abort();
    expect((await run('diff -f -', { stdin, signal })).exitCode).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('goes on with other files after a failure, and shows nothing in the end', async () => {
    const { run, sent } = await setting([], ({ url }, count) =>
      count === 1 ? failure(403, 'Forbidden') : map(url, {}),
    );
    const [a, b] = [join(folder(), 'a.json'), join(folder(), 'b.json')];
    writeFileSync(a, JSON.stringify(map('one', {})));
    writeFileSync(b, JSON.stringify(map('two', {})));
    const { out, exitCode } = await run(`diff -f ${a} -f ${b}`);
    expect(sent.length).toBe(2);
    expect(out).toBe('');
    expect(exitCode).toBe(2);
  });

  it('shows what would be pruned, but writes no file where a server wants it', async () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    const old = map('old', {}, { uid: 'u-2', annotations });
    const lines = 'diff -f - --prune --prune-allowlist=core/v1/ConfigMap';
    const good = await setting([map('one', { a: 'c' }, VERSION), old]);
    const { out } = await good.run(lines, { stdin });
    expect(out).toMatch(
      /LIVE 700\nv1.ConfigMap.default.old[^]*MERGED 700\nv1.ConfigMap.default.one/,
    );

    const evil = map('../../evil', {}, { uid: 'u-3', annotations });
    const bad = await setting([map('one', { a: 'c' }, VERSION), evil]);
    expect((await bad.run(lines, { stdin })).err).toBe(
      'error: "v1.ConfigMap.default.../../evil" cannot be the name of a file\n',
    );
  });
});

describe('masks of secrets', () => {
  const secret = (data: JSONValue | undefined): KubeObject => ({ kind: 'Secret', data });

  it('tell which keys change, come or go', () => {
    const { from, to } = maskSecrets(
      secret({ same: 'x', changed: 'x', gone: 'x' }),
      secret({ same: 'x', changed: 'y', new: 'x' }),
    );
    expect(from).toEqual(secret({ same: '***', changed: '*** (before)', gone: '***' }));
    expect(to).toEqual(secret({ same: '***', changed: '*** (after)', new: '***' }));
  });

  it('hold for the copy that apply keeps', () => {
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': '{"stringData":{"a":"hunter2"}}',
      other: 'x',
    };
    const { to } = maskSecrets(undefined, { kind: 'Secret', metadata: { annotations } });
    expect(to.metadata?.annotations).toEqual({
      'kubectl.kubernetes.io/last-applied-configuration': '***',
      other: 'x',
    });
  });

  it('hold for keys with names that mean something to JavaScript, and without data', () => {
    const data = JSON.parse('{"__proto__":"x","constructor":"y"}') as JSONObject;
    const { to } = maskSecrets(undefined, secret(data));
    expect(JSON.stringify(to['data'])).toBe('{"__proto__":"***","constructor":"***"}');
    expect(maskSecrets(secret(null), secret(undefined))).toEqual({
      from: secret(null),
      to: secret(undefined),
    });
  });
});
