import { expect, test } from 'vitest';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';
import { aggregated, apiServer, type Answer, type APIServer } from './api-server.ts';

const deployments =
  '{"kind":"APIResourceList","groupVersion":"apps/v1","resources":[{"name":"deployments","singularName":"deployment","namespaced":true,"kind":"Deployment","verbs":["get","list"],"shortNames":["deploy"]},{"name":"deployments/scale","singularName":"","namespaced":true,"kind":"Scale","verbs":["get"]}]}';
const pods =
  '{"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"pods","singularName":"","namespaced":true,"kind":"Pod","verbs":["list"]}]}';

/** A server from before aggregated discovery. */
const legacy: Record<string, Answer> = {
  '/api': '{"kind":"APIVersions","versions":["v1"]}',
  '/apis':
    '{"kind":"APIGroupList","groups":[{"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}],"preferredVersion":{"groupVersion":"apps/v1","version":"v1"}}]}',
  '/api/v1': pods,
  '/apis/apps/v1': deployments,
};

async function start(
  answers: Record<string, Answer>,
): Promise<{ api: APIServer; run: (line: string) => Promise<Outcome> }> {
  const home = folder({});
  const api = await apiServer(answers);
  return {
    api,
    run: (line) => kubist(`${line} -s ${api.url}`, { env: { HOME: home }, program: 'kubectl' }),
  };
}

test('an older server is asked group by group', async () => {
  const { api, run } = await start(legacy);
  expect((await run('api-resources -o name')).out).toBe('pods\ndeployments.apps\n');
  expect(api.calls.toSorted()).toEqual([
    'GET /api 200',
    'GET /api/v1 200',
    'GET /apis 200',
    'GET /apis/apps/v1 200',
  ]);
});

test('one API that does not answer hides no other, and is told at the end', async () => {
  const { run } = await start({
    ...legacy,
    '/apis/apps/v1': { status: 503, type: 'text/plain', body: 'service unavailable\n' },
  });
  const { out, err, exitCode } = await run('api-resources -o name');
  expect(out).toBe('pods\n');
  expect(err).toContain(
    '"Unhandled Error" err="couldn\'t get resource list for apps/v1: the server is currently unable to handle the request"',
  );
  expect(err).toMatch(
    /\nerror: unable to retrieve the complete list of server APIs: apps\/v1: the server is currently unable to handle the request\n$/,
  );
  expect(exitCode).toBe(1);
});

test('a stale API of aggregated discovery is left out in silence', async () => {
  const stale = JSON.stringify({
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: { name: 'metrics.k8s.io' },
        versions: [{ version: 'v1beta1', freshness: 'Stale', resources: null }],
      },
    ],
  });
  const { run } = await start({ ...aggregated(), '/apis': stale });
  expect(await run('api-versions')).toEqual({ out: 'v1\n', err: '', exitCode: 0 });
  expect(await run('api-resources --cached --api-group=metrics.k8s.io --no-headers')).toEqual({
    out: '',
    err: '',
    exitCode: 0,
  });
});

test('answers that are no discovery end in the words of the reference', async () => {
  const cases: [Record<string, Answer>, string][] = [
    [
      { '/api': { type: 'text/html', body: '<html>' } },
      "error: invalid character '<' looking for beginning of value\n",
    ],
    [{ '/api': '{"kind":"APIGr' }, 'error: unexpected end of JSON input\n'],
    [{}, 'Error from server (NotFound): the server could not find the requested resource\n'],
    [
      {
        '/api': {
          status: 401,
          body: '{"kind":"Status","status":"Failure","reason":"Unauthorized","code":401,"message":"Unauthorized"}',
        },
      },
      'error: You must be logged in to the server (the server has asked for the client to provide credentials)\n',
    ],
  ];
  for (const [answers, words] of cases) {
    const { run } = await start(answers);
    const { err, exitCode } = await run('api-resources');
    expect(err.split('\n')[0]).toMatch(
      /memcache\.go:265\] "Unhandled Error" err="couldn't get current server API group list: /,
    );
    expect(err.slice(err.indexOf('\n') + 1)).toBe(words);
    expect(exitCode).toBe(1);
  }
});
