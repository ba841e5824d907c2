import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { aggregated, apiServer, recorded, type APIServer } from './api-server.ts';

/** A home without a cache, and a server to discover. */
async function start(): Promise<{
  api: APIServer;
  cache: string;
  run: (line: string) => Promise<Outcome>;
}> {
  const home = folder({});
  const api = await apiServer(aggregated());
  return {
    api,
    cache: join(home, '.kube/cache/discovery', api.url.replace('http://', '').replace(':', '_')),
    run: (line) => kubist(`${line} -s ${api.url}`, { env: { HOME: home }, program: 'kubectl' }),
  };
}

/** Makes every file of a cache seven hours old. */
function age(cache: string): void {
  for (const file of readdirSync(cache, { recursive: true, encoding: 'utf8' })) {
    const time = Date.now() / 1000 - 7 * 3600;
    if (file.endsWith('.json')) utimesSync(join(cache, file), time, time);
  }
}

test('two requests fill the cache, and later commands read it', async () => {
  const { api, run } = await start();
  await run('api-resources --cached');
  expect(api.calls).toEqual(['GET /api 200', 'GET /apis 200']);
  expect(api.headers[0]?.accept).toBe(
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
      'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json',
  );
  expect((await run('api-resources --cached --api-group=autoscaling -o name')).out).toBe(
    'horizontalpodautoscalers.autoscaling\n',
  );
  expect(api.calls).toHaveLength(2);
});

test('files are those that kubectl writes, byte for byte, for the owner and group only', async () => {
  const { run, cache } = await start();
  await run('api-resources');
  const file = join(cache, 'autoscaling/v2/serverresources.json');
  expect(readFileSync(file, 'utf8')).toBe(recorded('kubectl-autoscaling-v2.json'));
  expect(statSync(file).mode & 0o777).toBe(0o660);
  expect(statSync(cache).mode & 0o777 & ~0o750).toBe(0);
  expect(readFileSync(join(cache, 'servergroups.json'), 'utf8')).toMatch(
    /^\{"kind":"APIGroupList","apiVersion":"v1","groups":\[\{"name":"","versions":\[\{"groupVersion":"v1","version":"v1"\}\]/,
  );
});

test('after six hours the server is asked whether anything changed', async () => {
  const { api, run, cache } = await start();
  const before = await run('api-resources --cached');
  age(cache);
  expect((await run('api-resources --cached')).out).toBe(before.out);
  expect(api.calls.slice(2)).toEqual(['GET /api 304', 'GET /apis 304']);
  await run('api-resources --cached');
  expect(api.calls).toHaveLength(4);
});

test('a damaged cache is fetched again', async () => {
  const { api, run, cache } = await start();
  const before = await run('api-resources --cached');
  for (const damage of ['{"kind":"APIGr', '{"groups":[null]}', 'null', '']) {
    writeFileSync(join(cache, 'servergroups.json'), damage);
    expect((await run('api-resources --cached')).out).toBe(before.out);
  }
  const resources =
    '{"resources":[{"name":"deployments","kind":"Deployment","verbs":["get"],"namespaced":true,"singularName":"deployment"}]}';
  api.answers['/apis/apps/v1'] = resources;
  writeFileSync(join(cache, 'apps/v1/serverresources.json'), '{"resources":[7]}');
  expect((await run('api-resources --cached --api-group=apps -o name')).out).toBe(
    'deployments.apps\n',
  );
  expect(api.calls.at(-1)).toBe('GET /apis/apps/v1 200');
});

test('the index beside the files is used while the group list is the same, and made anew when it is not', async () => {
  const { api, run, cache } = await start();
  const before = await run('api-resources --cached');
  const list = join(cache, 'servergroups.json');
  const settle = (seconds: number): void =>
    utimesSync(list, Date.now() / 1000 - seconds, Date.now() / 1000 - seconds);
  settle(10);
  await run('api-resources --cached');
  const index = join(cache, 'kubist-index.json');
  const text = readFileSync(index, 'utf8');
  writeFileSync(index, text.replace('"kind":"Pod"', '"kind":"Indexed"'));
  expect((await run('api-resources --cached')).out).toBe(before.out.replace(/Pod\n/, 'Indexed\n'));
  settle(20);
  expect((await run('api-resources --cached')).out).toBe(before.out);
  expect(readFileSync(index, 'utf8')).not.toContain('Indexed');
  writeFileSync(index, '{"groups":');
  expect((await run('api-resources --cached')).out).toBe(before.out);
  expect(api.calls).toHaveLength(2);
});

test('a cache that cannot be written costs nothing but speed', async () => {
  const { api, run } = await start();
  const blocked = join(folder({ file: '' }), 'file/below');
  const { exitCode, err } = await run(`api-resources --cache-dir ${blocked}`);
  expect({ exitCode, err, calls: api.calls.length }).toEqual({ exitCode: 0, err: '', calls: 2 });
});

test('a group that names a path outside is not written', async () => {
  const { api, run, cache } = await start();
  api.answers['/apis'] = JSON.stringify({
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: { name: '../../../../evil' },
        versions: [
          {
            version: 'v1',
            resources: [
              { resource: 'x', responseKind: { kind: 'X' }, scope: 'Cluster', verbs: ['get'] },
            ],
          },
        ],
      },
    ],
  });
  expect((await run('api-resources -o name')).out).toContain('x.../../../../evil\n');
  expect(readdirSync(cache).toSorted()).toEqual(['servergroups.json', 'v1']);
});
