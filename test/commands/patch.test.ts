import { describe, expect, it } from 'vitest';
import { getSetting, type GetSetting } from './get-setting.ts';

const configMap = (data: object): object => ({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name: 'a', namespace: 'default' },
  data,
});

/** A server that has one ConfigMap, and answers patches with another state of it. */
async function serving(patched: object): Promise<GetSetting & { sent: string[] }> {
  const sent: string[] = [];
  const setting = await getSetting(({ pathname }, { method, headers }, body) => {
    if (!pathname.endsWith('/a')) return undefined;
    if (method !== 'PATCH') return configMap({ k: 'v' });
    sent.push(`${headers['content-type']} ${body}`);
    return configMap(patched);
  });
  return { ...setting, sent };
}

describe('patch', () => {
  it.each([
    [
      'strategic',
      '{"data":{"a":"b"}}',
      'application/strategic-merge-patch+json {"data":{"a":"b"}}',
    ],
    ['merge', 'data: {a: b}', 'application/merge-patch+json {"data":{"a":"b"}}'],
    [
      'json',
      '[{op: remove, path: /data}]',
      'application/json-patch+json [{"op":"remove","path":"/data"}]',
    ],
  ])('sends a %s patch as JSON', async (type, patch, wanted) => {
    const { run, sent, asked } = await serving({ a: 'b' });
    expect((await run(['patch', 'cm', 'a', `--type=${type}`, '-p', patch])).out).toBe(
      'configmap/a patched\n',
    );
    expect(sent).toEqual([wanted]);
    expect(asked[1]).toBe('/api/v1/namespaces/default/configmaps/a?fieldManager=kubectl-patch');
  });

  it('says when nothing has changed', async () => {
    const { run } = await serving({ k: 'v' });
    expect((await run(['patch', 'cm', 'a', '-p', '{}'])).out).toBe(
      'configmap/a patched (no change)\n',
    );
  });

  it('goes on after an object that is not there, and fails at the end', async () => {
    const { run } = await serving({ a: 'b' });
    expect(await run(['patch', 'cm', 'nope', 'a', '-p', '{}'])).toEqual({
      out: 'configmap/a patched\n',
      err: 'Error from server (NotFound): configmaps "nope" not found\n',
      exitCode: 1,
    });
  });

  it.each([
    ['strategic', '{"data":{"a":"b","k":null}}'],
    ['merge', '{"data":{"a":"b","k":null}}'],
    ['json', '[{"op":"replace","path":"/data","value":{"a":"b"}}]'],
  ])('sends no %s patch with --dry-run=client', async (type, patch) => {
    const { run, sent } = await serving({});
    const words = ['patch', 'cm', 'a', '--dry-run=client', `--type=${type}`, '-p', patch];
    expect((await run([...words, '-o', 'jsonpath={.data}'])).out).toBe('{"a":"b"}');
    expect(sent).toEqual([]);
  });

  it.each([
    [['cm', 'a'], 'must specify --patch or --patch-file containing the contents of the patch'],
    [
      ['cm', 'a', '-p', '{}', '--patch-file', 'x'],
      'cannot specify --patch and --patch-file together',
    ],
    [['cm', 'a', '--local', '-p', '{}'], 'cannot specify --local and server resources'],
    [['cm', 'a', '--type=x', '-p', '{}'], '--type must be one of [json merge strategic], not "x"'],
    [['cm', 'a', '-p', '[]', '--dry-run=client'], 'invalid JSON document'],
  ])('refuses patch %j', async (args, message) => {
    const { run, sent } = await serving({});
    expect((await run(['patch', ...args])).err).toBe(`error: ${message}\n`);
    expect(sent).toEqual([]);
  });
});
