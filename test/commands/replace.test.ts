import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../kubeconfig/folder.ts';
import { getSetting, type GetSetting } from './get-setting.ts';

const configMap = {
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name: 'a', namespace: 'default', resourceVersion: '7' },
};

const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: v}\n';

/** A server with one ConfigMap, which can be deleted and made anew. */
async function serving(): Promise<GetSetting & { sent: string[]; file: string; broken: string }> {
  const files = folder({ 'a.yaml': MANIFEST, 'b.yaml': 'a: [b\n' });
  const sent: string[] = [];
  let there = true;
  const setting = await getSetting(({ pathname }, { method }, body) => {
    sent.push(`${method} ${body}`.trim());
    if (method === 'DELETE') there = false;
    if (method === 'POST') there = true;
    return there || pathname.endsWith('/default') || method === 'DELETE' ? configMap : undefined;
  });
  return { ...setting, sent, file: join(files, 'a.yaml'), broken: join(files, 'b.yaml') };
}

describe('replace', () => {
  it('replaces whatever version is there', async () => {
    const { run, sent, asked, file } = await serving();
    expect(await run(['replace', '-f', file])).toEqual({
      out: 'configmap/a replaced\n',
      err: '',
      exitCode: 0,
    });
    expect(sent[0]).toBe('GET');
    expect(sent[1]).toContain('"resourceVersion":"7"');
    expect(asked[1]).toContain('?fieldManager=kubectl-replace&fieldValidation=Strict');
  });

  it('deletes and creates anew with --force', async () => {
    const { run, sent, file } = await serving();
    expect((await run(['replace', '-f', file, '--force'])).out).toBe(
      'configmap "a" deleted from default namespace\nconfigmap/a replaced\n',
    );
    expect(sent.map((line) => line.split(' ')[0])).toEqual(['DELETE', 'GET', 'POST']);
  });

  it('deletes nothing when a manifest cannot be read', async () => {
    const { run, sent, file, broken } = await serving();
    const { exitCode } = await run(['replace', '-f', file, '-f', broken, '--force']);
    expect(exitCode).toBe(1);
    expect(sent).toEqual([]);
  });

  it('sends nothing with --dry-run=client', async () => {
    const { run, sent, file } = await serving();
    const words = ['replace', '-f', file, '--dry-run=client', '--save-config', '-o', 'json'];
    expect((await run(words)).out).toContain('kubectl.kubernetes.io/last-applied-configuration');
    expect(sent).toEqual([]);
  });

  it.each([
    [[], 'must specify one of -f and -k'],
    [['-f', 'FILE', '--grace-period=1'], '--grace-period must have --force specified'],
    [['-f', 'FILE', '--timeout=1s'], '--timeout must have --force specified'],
    [
      ['-f', 'FILE', '--force', '--dry-run=server'],
      '--dry-run can not be used when --force is set',
    ],
  ])('refuses %j', async (args, message) => {
    const { run, sent, file } = await serving();
    expect((await run(['replace', ...args.map((arg) => (arg === 'FILE' ? file : arg))])).err).toBe(
      `error: ${message}\n`,
    );
    expect(sent).toEqual([]);
  });
});
