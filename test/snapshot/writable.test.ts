import { beforeEach, describe, expect, test } from 'vitest';
import type { KubeList, Table } from '../../src/api/types.ts';
import { configMap, Writable } from './writable-client.ts';

const MAPS = '/api/v1/namespaces/shop/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/shop/deployments';
const COUPONS = '/apis/shop.example.com/v1/namespaces/shop/coupons';

let cluster: Writable;
beforeEach(async () => {
  cluster = await Writable.open(() => Date.parse('2030-01-01T00:00:00Z'));
});

const deployment = (name: string, spec = {}): object => ({
  kind: 'Deployment',
  apiVersion: 'apps/v1',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'example:1' }] },
    },
    ...spec,
  },
});

describe('what is created', () => {
  test('has what the server adds', async () => {
    const { code, value } = await cluster.post(DEPLOYMENTS, deployment('new'));
    expect(code).toBe(201);
    expect(value.metadata).toMatchObject({
      namespace: 'shop',
      creationTimestamp: '2030-01-01T00:00:00Z',
      generation: 1,
    });
    expect(value.metadata?.['uid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(value['spec']).toMatchObject({
      replicas: 1,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
      },
      template: {
        spec: { restartPolicy: 'Always', containers: [{ imagePullPolicy: 'IfNotPresent' }] },
      },
    });
    expect((await cluster.get(`${DEPLOYMENTS}/new`)).value).toEqual(value);
  });

  test('has a row in tables, with an age of its own', async () => {
    await cluster.post(DEPLOYMENTS, deployment('new', { replicas: 3 }));
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { value } = await cluster.ask('GET', DEPLOYMENTS, { accept });
    const row = (value as unknown as Table).rows.find(({ cells }) => cells[0] === 'new');
    expect(row?.cells).toEqual(['new', '0/3', 0, 0, '0s', 'main', 'example:1', 'app=new']);
  });

  test('may have a generated name', async () => {
    const { value } = await cluster.post(MAPS, {
      ...configMap('', {}),
      metadata: { generateName: 'job-' },
    });
    expect(value.metadata?.['name']).toMatch(/^job-[a-z0-9]{5}$/);
  });

  test.each([
    ['twice', MAPS, configMap('settings', {}), 409, 'configmaps "settings" already exists'],
    [
      'elsewhere',
      MAPS.replace('shop', 'nope'),
      configMap('a', {}),
      404,
      'namespaces "nope" not found',
    ],
    [
      'without a name',
      MAPS,
      configMap('', {}),
      422,
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      'as something else',
      MAPS,
      deployment('a'),
      400,
      'Deployment in version "v1" cannot be handled as a ConfigMap',
    ],
    [
      'in another namespace',
      MAPS,
      configMap('a', {}, { namespace: 'b' }),
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'with a wrong type',
      MAPS,
      { ...configMap('a', {}), data: 3 },
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type map[string]string',
    ],
    [
      'with unknown fields',
      `${MAPS}?fieldValidation=Strict`,
      { ...configMap('a', {}), dat: {} },
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dat"',
    ],
  ])('is not there %s', async (_, path, body, code, message) => {
    if (message.includes('already')) await cluster.post(path, body);
    const told = await cluster.post(path, body);
    expect([told.code, told.value.message]).toEqual([code, message]);
  });

  test('unknown fields are dropped, with a warning', async () => {
    const { value, warnings } = await cluster.post(MAPS, { ...configMap('a', {}), dat: {} });
    expect(value).not.toHaveProperty('dat');
    expect(warnings).toEqual(['299 - "unknown field \\"dat\\""']);
  });

  test('a dry run leaves nothing behind', async () => {
    const { code } = await cluster.post(`${MAPS}?dryRun=All`, configMap('a', {}));
    expect(code).toBe(201);
    expect((await cluster.get(`${MAPS}/a`)).code).toBe(404);
  });

  test('names of JavaScript are names like any other', async () => {
    const labels = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
    const { value } = await cluster.post(MAPS, configMap('constructor', labels, { labels }));
    expect(Object.keys(value['data'] as object).sort()).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect((await cluster.get(`${MAPS}/__proto__`)).code).toBe(404);
  });

  test('custom objects are pruned, completed and judged by their schema', async () => {
    const coupon = { kind: 'Coupon', apiVersion: 'shop.example.com/v1', metadata: { name: 'a' } };
    const good = await cluster.post(COUPONS, { ...coupon, spec: { code: 'A', percent: 3, x: 1 } });
    expect(good.code).toBe(201);
    expect(good.value['spec']).toEqual({ code: 'A', percent: 3 });
    const bad = await cluster.post(COUPONS, { ...coupon, spec: { code: 'A', percent: 'many' } });
    expect(bad.value.message).toBe(
      'Coupon.shop.example.com "a" is invalid: spec.percent: Invalid value: "string": spec.percent in body must be of type integer: "string"',
    );
  });

  test('definitions are refused: the server stays what it was', async () => {
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    expect((await cluster.post(path, {})).value.message).toMatch(
      /^the snapshot takes no changes of/,
    );
  });
});

describe('what changes', () => {
  beforeEach(async () => {
    await cluster.post(DEPLOYMENTS, deployment('new'));
  });

  test('counts its generations, for its specification only', async () => {
    const path = `${DEPLOYMENTS}/new`;
    const labels = await cluster.patch(path, 'merge', { metadata: { labels: { a: 'b' } } });
    expect(labels.value.metadata?.['generation']).toBe(1);
    const paused = await cluster.patch(path, 'merge', { spec: { paused: true } });
    expect(paused.value.metadata?.['generation']).toBe(2);
    const status = await cluster.patch(`${path}/status`, 'merge', {
      spec: { paused: false },
      status: { replicas: 5 },
    });
    expect(status.value).toMatchObject({
      metadata: { generation: 2 },
      spec: { paused: true },
      status: { replicas: 5 },
    });
    const main = await cluster.patch(path, 'merge', { status: { replicas: 9 } });
    expect(main.value['status']).toMatchObject({ replicas: 5 });
  });

  test('an update without any change is none', async () => {
    const before = (await cluster.get(`${DEPLOYMENTS}/new`)).value;
    const after = await cluster.ask('PUT', `${DEPLOYMENTS}/new`, { body: before });
    expect(after.value).toEqual(before);
  });

  test('an update of what somebody else has changed is refused', async () => {
    const { value: before } = await cluster.get(`${DEPLOYMENTS}/new`);
    await cluster.patch(`${DEPLOYMENTS}/new`, 'merge', { spec: { paused: true } });
    const { code, value } = await cluster.ask('PUT', `${DEPLOYMENTS}/new`, { body: before });
    expect([code, value.reason]).toEqual([409, 'Conflict']);
  });

  test('each type of patch', async () => {
    const path = `${DEPLOYMENTS}/new`;
    const container = { name: 'main', image: 'example:2' };
    const strategic = await cluster.patch(path, 'strategic', {
      spec: { template: { spec: { containers: [container, { name: 'side', image: 'b' }] } } },
    });
    const names = (value: typeof strategic.value): unknown[] =>
      (
        value as unknown as { spec: { template: { spec: { containers: { name: string }[] } } } }
      ).spec.template.spec.containers.map(({ name }) => name);
    expect(names(strategic.value)).toEqual(['main', 'side']);
    const json = await cluster.patch(path, 'json', [
      { op: 'remove', path: '/spec/template/spec/containers/0' },
    ]);
    expect(names(json.value)).toEqual(['side']);
    const failing = await cluster.patch(path, 'json', [{ op: 'test', path: '/x', value: 1 }]);
    expect(failing.code).toBe(422);
    expect((await cluster.patch(path, 'text/plain', {})).code).toBe(415);
    expect((await cluster.patch(`${COUPONS}/spring`, 'strategic', {})).code).toBe(415);
  });

  test('a selector stays what it was', async () => {
    const { value } = await cluster.patch(`${DEPLOYMENTS}/new`, 'json', [
      { op: 'replace', path: '/spec/selector', value: { matchLabels: { app: 'x' } } },
    ]);
    expect(value.message).toContain(
      'spec.selector: Invalid value: {"matchLabels":{"app":"x"}}: field is immutable',
    );
  });

  test('the scale of an object', async () => {
    const path = `${DEPLOYMENTS}/new/scale`;
    expect((await cluster.get(path)).value).toMatchObject({
      kind: 'Scale',
      spec: { replicas: 1 },
      status: { selector: 'app=new' },
    });
    await cluster.patch(path, 'merge', { spec: { replicas: 4 } });
    expect((await cluster.get(`${DEPLOYMENTS}/new`)).value).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 4 },
    });
  });

  test('an object in several versions is only read as it was changed, rather than wrongly', async () => {
    const path = '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/web';
    const { code } = await cluster.patch(path, 'merge', { spec: { maxReplicas: 11 } });
    expect(code).toBe(200);
    const other = await cluster.get(path.replace('v2', 'v1'));
    expect(other.value.message).toMatch(/^the snapshot does not convert between versions/);
  });
});

describe('what is deleted', () => {
  const names = async (path: string): Promise<string[]> => {
    const { items } = (await cluster.get(path)).value as unknown as KubeList;
    return items.map(({ metadata }) => metadata?.name ?? '');
  };
  const pods = '/api/v1/namespaces/shop/pods?labelSelector=app=web';
  const sets = '/apis/apps/v1/namespaces/shop/replicasets?labelSelector=app=web';

  test('takes along what it owns', async () => {
    const { value } = await cluster.ask('DELETE', `${DEPLOYMENTS}/web`);
    expect(value).toMatchObject({
      status: 'Success',
      details: { name: 'web', kind: 'deployments' },
    });
    expect([await names(sets), await names(pods)]).toEqual([[], []]);
  });

  test('or leaves it as an orphan', async () => {
    await cluster.ask('DELETE', `${DEPLOYMENTS}/web?propagationPolicy=Orphan`);
    expect([(await names(sets)).length, (await names(pods)).length]).toEqual([1, 3]);
    const { items } = (await cluster.get(sets)).value as unknown as KubeList;
    expect(items[0]?.metadata?.ownerReferences ?? []).toEqual([]);
  });

  test('or waits for it', async () => {
    const [set = ''] = await names(sets);
    const path = `/apis/apps/v1/namespaces/shop/replicasets/${set}`;
    await cluster.patch(path, 'merge', { metadata: { finalizers: ['example.com/wait'] } });
    const { value } = await cluster.ask(
      'DELETE',
      `${DEPLOYMENTS}/web?propagationPolicy=Foreground`,
    );
    expect(value.metadata).toMatchObject({ finalizers: ['foregroundDeletion'] });
    expect((await cluster.get(`${DEPLOYMENTS}/web`)).code).toBe(200);
    await cluster.patch(path, 'merge', { metadata: { finalizers: null } });
    expect((await cluster.get(`${DEPLOYMENTS}/web`)).code).toBe(404);
  });

  test('waits for its finalizers', async () => {
    await cluster.post(MAPS, configMap('held', {}, { finalizers: ['example.com/a'] }));
    const { value } = await cluster.ask('DELETE', `${MAPS}/held`);
    expect(value.metadata).toMatchObject({ deletionTimestamp: '2030-01-01T00:00:00Z' });
    await cluster.patch(`${MAPS}/held`, 'merge', { metadata: { finalizers: [] } });
    expect((await cluster.get(`${MAPS}/held`)).code).toBe(404);
  });

  test('many at once, by their labels', async () => {
    await cluster.ask('DELETE', '/api/v1/namespaces/shop/pods?labelSelector=app=web');
    expect(await names(pods)).toEqual([]);
    expect((await names('/api/v1/namespaces/shop/pods')).length).toBeGreaterThan(0);
  });

  test('a namespace with all that is in it', async () => {
    await cluster.ask('DELETE', '/api/v1/namespaces/shop');
    expect(await names('/api/v1/namespaces/shop/pods')).toEqual([]);
    expect((await cluster.get('/api/v1/namespaces/shop')).code).toBe(404);
    const { value } = await cluster.ask('DELETE', '/api/v1/namespaces/default');
    expect(value.message).toBe(
      'namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });

  test('only if it is still what the client means', async () => {
    const body = { preconditions: { uid: 'x' } };
    const { code } = await cluster.ask('DELETE', `${DEPLOYMENTS}/web`, { body });
    expect(code).toBe(409);
  });
});

test('a watch sees what happens to what it selects', async () => {
  const stop = new AbortController();
  const answer = await cluster.server.answer({
    method: 'GET',
    url: `http://x${MAPS}?watch=1&labelSelector=a=b&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan`,
    headers: {},
    signal: stop.signal,
  });
  const lines = (answer.body as AsyncIterable<string>)[Symbol.asyncIterator]();
  const next = async (): Promise<unknown[]> => {
    const { type, object } = JSON.parse((await lines.next()).value as string) as {
      type: string;
      object: { metadata: { name?: string; annotations?: unknown } };
    };
    return [type, object.metadata.name ?? object.metadata.annotations];
  };
  expect(await next()).toEqual(['BOOKMARK', { 'k8s.io/initial-events-end': 'true' }]);
  await cluster.post(MAPS, configMap('unseen', {}));
  await cluster.post(MAPS, configMap('seen', {}, { labels: { a: 'b' } }));
  expect(await next()).toEqual(['ADDED', 'seen']);
  await cluster.patch(`${MAPS}/unseen`, 'merge', { metadata: { labels: { a: 'b' } } });
  expect(await next()).toEqual(['ADDED', 'unseen']);
  await cluster.patch(`${MAPS}/seen`, 'merge', { metadata: { labels: { a: 'c' } } });
  expect(await next()).toEqual(['DELETED', 'seen']);
  await cluster.patch(`${MAPS}/unseen`, 'merge', { data: { x: 'y' } });
  expect(await next()).toEqual(['MODIFIED', 'unseen']);
  stop.abort();
});
