import { describe, expect, it } from 'vitest';
import { configMaps, getSetting, table } from './get-setting.ts';
import { folder } from '../kubeconfig/folder.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

describe('a table', () => {
  it('comes without objects, because no column needs them', async () => {
    const { run, asked } = await getSetting(() => table(['plain', 'another']));
    expect(await run('get cm')).toEqual({
      out: 'NAME      AGE\nplain     5m\nanother   5m\n',
      err: '',
      exitCode: 0,
    });
    expect(asked).toEqual([`${CONFIG_MAPS}?includeObject=None&limit=500`]);
  });

  it.each([
    ['get cm -A', '/api/v1/configmaps?limit=500'],
    ['get cm --show-labels', `${CONFIG_MAPS}?limit=500`],
    ['get cm -L app', `${CONFIG_MAPS}?limit=500`],
    ['get cm --sort-by=.metadata.name', `${CONFIG_MAPS}?includeObject=Object`],
    ['get cm --server-print=false', `${CONFIG_MAPS}?limit=500`],
  ])('asks for what its columns need: %s', async (line, request) => {
    const { run, asked } = await getSetting(() => table(['plain']));
    await run(line);
    expect(asked).toEqual([request]);
  });

  it('is one table, whatever the number of chunks', async () => {
    const { run, asked } = await getSetting(({ searchParams }) =>
      searchParams.has('continue')
        ? table(['a-much-longer-name'])
        : table(['short'], { continue: 'more' }),
    );
    const { out } = await run('get cm --chunk-size=1');
    expect(out).toBe(
      'NAME                 AGE\nshort                5m\na-much-longer-name   5m\n',
    );
    expect(asked[1]).toContain('continue=more&includeObject=None&limit=1');
  });

  it('names types where several are shown, with an empty line between them', async () => {
    const { run } = await getSetting(() => table(['a']));
    const { out } = await run('get cm,secrets');
    expect(out).toBe('NAME          AGE\nconfigmap/a   5m\n\nNAME       AGE\nsecret/a   5m\n');
  });

  it('says where nothing was found', async () => {
    const { run } = await getSetting(() => table([]));
    expect((await run('get cm')).err).toBe('No resources found in default namespace.\n');
    expect((await run('get cm -A')).err).toBe('No resources found\n');
    expect((await run('get cm --ignore-not-found')).err).toBe('');
  });

  it('is made here when the server has none', async () => {
    const { run } = await getSetting(() => configMaps(['plain']));
    expect((await run('get cm')).out).toBe('NAME    AGE\nplain   <unknown>\n');
  });
});

describe('objects by name', () => {
  it('prints what is there and tells what is not', async () => {
    const { run } = await getSetting(({ pathname }) =>
      pathname.endsWith('/plain') ? table(['plain']) : undefined,
    );
    expect(await run('get cm plain nope nope2')).toEqual({
      out: 'NAME    AGE\nplain   5m\n',
      err: 'Error from server (NotFound): configmaps "nope" not found\nError from server (NotFound): configmaps "nope2" not found\n',
      exitCode: 1,
    });
  });

  it('says that the namespace is missing when it is', async () => {
    const { run, asked } = await getSetting(() => undefined);
    expect((await run('get cm nope -n nowhere')).err).toBe(
      'Error from server (NotFound): namespaces "nowhere" not found\n',
    );
    expect(asked).toHaveLength(2);
  });

  it.each([
    'get cm ../x',
    'get cm/..',
    'get cm a%2fb',
    'get cm -n ../kube-system',
    'get cm plain -l a=b',
    'get cm plain -A',
    'get cm --show-labels -o json',
    'get --raw nope',
    'get',
  ])('%s sends nothing', async (line) => {
    const { run, asked } = await getSetting(() => ({}));
    const { err, exitCode } = await run(line);
    expect(exitCode).toBe(1);
    expect(err).not.toBe('');
    expect(asked).toEqual([]);
  });
});

describe('formats for programs', () => {
  it('prints names from rows, not from objects', async () => {
    const { run, asked } = await getSetting(() => table(['a', 'b']));
    expect((await run('get cm -o name')).out).toBe('configmap/a\nconfigmap/b\n');
    expect(asked).toEqual([`${CONFIG_MAPS}?includeObject=None&limit=500`]);
  });

  it('lists again when a Table does not say which column is the name', async () => {
    const nameless = { ...table(['a']), columnDefinitions: [{ name: 'Thing', format: '' }] };
    const { run, asked } = await getSetting((_, { headers }) =>
      headers.accept?.includes('as=Table') ? nameless : configMaps(['a']),
    );
    expect((await run('get cm -o name')).out).toBe('configmap/a\n');
    expect(asked).toHaveLength(2);
  });

  it('streams a list chunk by chunk as one document', async () => {
    const { run } = await getSetting(({ searchParams }) =>
      searchParams.has('continue') ? configMaps(['b']) : configMaps(['a'], { continue: 'more' }),
    );
    const { out } = await run('get cm -o json');
    const list = JSON.parse(out) as { items: { kind: string; metadata: { name: string } }[] };
    expect(list.items.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ConfigMap a',
      'ConfigMap b',
    ]);
    expect((await run('get cm -o yaml')).out).toContain(
      'items:\n- apiVersion: v1\n  data:\n    key: a\n  kind: ConfigMap\n',
    );
  });

  it.each([
    ['{.items[*].data.key}', 'a b c'],
    ['{range .items[*]}{.data.key};{end}', 'a;b;c;'],
    ['{range .items[*]}{.metadata.name}{"\\n"}{end}', 'a\nb\nc\n'],
    ['{.items[1].data.key}', 'b'],
    ['{.items[*].nope}', ''],
  ])('applies %s to a list of two chunks', async (template, expected) => {
    const { run } = await getSetting(({ searchParams }) =>
      searchParams.has('continue')
        ? configMaps(['c'])
        : configMaps(['a', 'b'], { continue: 'more' }),
    );
    expect((await run(['get', 'cm', '-o', `jsonpath=${template}`])).out).toBe(expected);
  });

  it('asks for metadata alone where no more is read', async () => {
    const accepts: (string | undefined)[] = [];
    const { run } = await getSetting((_, { headers }) => {
      accepts.push(headers.accept);
      return configMaps(['a']);
    });
    await run('get cm -o custom-columns=NAME:.metadata.name,NS:.metadata.namespace');
    await run('get cm -o custom-columns=NAME:.metadata.name,KEY:.data.key');
    expect(accepts[0]).toContain('as=PartialObjectMetadataList');
    expect(accepts[1]).toBe('application/json');
  });

  it('goes on with the token that a server offers in place of an expired one', async () => {
    const { run, asked } = await getSetting(({ searchParams }) => {
      const token = searchParams.get('continue');
      if (token === null) return configMaps(['a'], { continue: 'old' });
      if (token === 'new') return configMaps(['b']);
      return {
        kind: 'Status',
        status: 'Failure',
        reason: 'Expired',
        message: 'too old',
        code: 410,
        metadata: { continue: 'new' },
      };
    });
    expect((await run('get cm -o jsonpath={.items[*].data.key}')).out).toBe('a b');
    expect(asked).toHaveLength(3);
  });

  it('tells of a format that does not exist', async () => {
    const { run } = await getSetting(() => configMaps(['a']));
    expect((await run('get cm -o nope')).err).toBe(
      'error: unable to match a printer suitable for the output format "nope", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml\n',
    );
  });
});

describe('manifests', () => {
  const plain = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n';

  it('shows the objects of a folder, and what is wrong with its files', async () => {
    const { run } = await getSetting(() => table(['plain']));
    const path = folder({
      'a.yaml': plain,
      'b.yml': 'a: b\n',
      'note.txt': 'no',
      'sub/c.yaml': plain,
    });
    const { out, err, exitCode } = await run(`get -f ${path}`);
    expect(out).toBe('NAME    AGE\nplain   5m\n');
    expect(err).toBe(`unable to decode "${path}/b.yml": Object 'Kind' is missing in '{"a":"b"}'\n`);
    expect(exitCode).toBe(1);
    expect((await run(`get -f ${path} -R`)).out).toBe('NAME    AGE\nplain   5m\nplain   5m\n');
  });

  it('reads stdin, and refuses another namespace than -n', async () => {
    const { run } = await getSetting(() => configMaps([]));
    const { err } = await run('get -f - -n other', {
      stdin: plain.replace('plain', 'plain, namespace: own'),
    });
    expect(err).toBe(
      'error: the namespace from the provided object "own" does not match the namespace "other". You must pass \'--namespace=own\' to perform this operation.\n',
    );
  });

  it('builds a kustomization before it asks for the objects', async () => {
    const { run } = await getSetting(() => ({}));
    expect((await run('get -k /nowhere/at/all')).err).toBe(
      "must build at directory: not a valid directory: evalsymlink failure on '/nowhere/at/all' : lstat /nowhere: no such file or directory\n",
    );
  });
});
