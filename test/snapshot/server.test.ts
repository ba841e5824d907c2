import { beforeAll, describe, expect, test } from 'vitest';
import type { KubeList, Table } from '../../src/api/types.ts';
import { StatusError } from '../../src/errors.ts';
import type { RESTClient } from '../../src/rest/client.ts';
import { clientOf } from './demo-client.ts';

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
const PODS = '/api/v1/namespaces/shop/pods';

let client: RESTClient;
beforeAll(async () => {
  client = await clientOf();
});

async function refusal(path: string, query = {}, method = 'GET'): Promise<StatusError['status']> {
  const error: unknown = await client
    .text({ path, query, method })
    .catch((reason: unknown) => reason);
  if (error instanceof StatusError) return error.status;
  throw new Error(`${method} ${path} was not refused`, { cause: error });
}

async function names(query: Record<string, string>, path = PODS): Promise<string[]> {
  const { items } = await client.json<KubeList>({ path, query });
  return items.map(({ metadata }) => (metadata?.name ?? '').split('-')[0] ?? '');
}

describe('lists', () => {
  test('items of built-in types leave out what they are, those of custom ones do not', async () => {
    const pods = await client.json<KubeList>({ path: PODS });
    expect(pods).toMatchObject({ kind: 'PodList', apiVersion: 'v1' });
    expect(pods.items[0]).not.toHaveProperty('kind');
    const path = '/apis/shop.example.com/v1/coupons';
    const coupons = await client.json<KubeList>({ path });
    expect(coupons.items.map(({ kind }) => kind)).toEqual(['Coupon', 'Coupon']);
  });

  test('labels and fields select', async () => {
    expect(await names({ labelSelector: 'app in (web,cart)' })).toEqual([
      'cart',
      'cart',
      'web',
      'web',
      'web',
    ]);
    expect(await names({ fieldSelector: 'status.phase=Pending' })).toEqual([
      'checkout',
      'mailer',
      'recommender',
    ]);
    expect(await names({ fieldSelector: 'spec.nodeName=' })).toEqual(['recommender']);
    expect(await names({ fieldSelector: 'spec.hostNetwork=true' })).toEqual([]);
    expect(await names({ fieldSelector: 'metadata.namespace!=shop' }, '/api/v1/pods')).toHaveLength(
      5,
    );
    const path = '/api/v1/namespaces/shop/secrets';
    expect(await names({ fieldSelector: 'type=Opaque' }, path)).toEqual(['payment']);
  });

  test('chunks follow each other until all has been read', async () => {
    const all = await names({});
    const read: string[] = [];
    let next: string | undefined = '';
    let left = all.length;
    do {
      const query: Record<string, string> = { limit: '4', continue: next };
      const { items, metadata }: KubeList = await client.json<KubeList>({ path: PODS, query });
      read.push(...items.map((item) => item.metadata?.name?.split('-')[0] ?? ''));
      left -= items.length;
      expect(metadata?.remainingItemCount ?? 0).toBe(left);
      next = metadata?.continue;
    } while (next !== undefined);
    expect(read).toEqual(all);
  });

  test('a Table has the columns of the server, and no more of the objects than asked for', async () => {
    const read = (includeObject?: string): Promise<Table> =>
      client.json<Table>({
        path: PODS,
        headers: TABLE,
        query: includeObject === undefined ? {} : { includeObject },
      });
    const [usual, none, whole] = [await read(), await read('None'), await read('Object')];
    expect(usual.columnDefinitions.map(({ name }) => name).slice(0, 3)).toEqual([
      'Name',
      'Ready',
      'Status',
    ]);
    expect(usual.rows[0]?.object).toMatchObject({ kind: 'PartialObjectMetadata' });
    expect(usual.rows[0]?.object).not.toHaveProperty('spec');
    expect(none.rows[0]?.object).toBeNull();
    expect(whole.rows[0]?.object).toMatchObject({ kind: 'Pod', apiVersion: 'v1' });
  });

  test('metadata can be had alone', async () => {
    const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
    const list = await client.json<KubeList>({ path: PODS, headers: { accept } });
    expect(list.kind).toBe('PartialObjectMetadataList');
    expect(Object.keys(list.items[0] ?? {})).toEqual(['kind', 'apiVersion', 'metadata']);
  });

  test('a namespace that is not there has no pods', async () => {
    expect(await names({}, '/api/v1/namespaces/nope/pods')).toEqual([]);
  });
});

describe('what is not there', () => {
  test('an object: the words of the server', async () => {
    expect(await refusal('/apis/apps/v1/namespaces/shop/deployments/nope')).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'deployments.apps "nope" not found',
      reason: 'NotFound',
      details: { name: 'nope', group: 'apps', kind: 'deployments' },
      code: 404,
    });
  });

  test.each([
    '/api/v1/foos',
    '/apis/nope/v1/x',
    '/nope',
    '/api/v1/namespaces/shop/nodes/node-1',
    '/api/v1/%',
  ])('a path: %s', async (path) => {
    expect(await refusal(path)).toMatchObject({ code: 404, reason: 'NotFound' });
  });

  test('a selector that cannot be read', async () => {
    expect(await refusal(PODS, { fieldSelector: 'foo=bar' })).toMatchObject({
      code: 400,
      message: 'field label not supported: foo',
    });
    expect(
      await refusal('/apis/apps/v1/deployments', { fieldSelector: 'spec.replicas=1' }),
    ).toMatchObject({
      message:
        '"spec.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
    });
    expect(await refusal(PODS, { labelSelector: 'a===b' })).toMatchObject({
      message: "unable to parse requirement: found '=', expected: identifier",
    });
    expect(await refusal(PODS, { limit: '1', continue: 'abc' })).toMatchObject({ code: 400 });
  });

  test('changes', async () => {
    const status = await refusal(`${PODS}/web`, {}, 'DELETE');
    expect(status).toMatchObject({ code: 405, reason: 'MethodNotAllowed' });
    expect(status.message).toMatch(/^the snapshot is read only: /);
  });

  test('containers to run things in', async () => {
    await expect(
      client.upgrade({ path: `${PODS}/web/exec` }, ['v5.channel.k8s.io']),
    ).rejects.toThrow('a snapshot has no running containers');
  });
});

describe('watch', () => {
  test('tells what is there, columns once, and then waits until nobody listens', async () => {
    const abort = new AbortController();
    const seen: [string, boolean][] = [];
    const path = '/apis/shop.example.com/v1/coupons';
    const events = client.watch<Table>({ path, headers: TABLE, signal: abort.signal });
    const reading = (async () => {
      for await (const { type, object } of events) {
        seen.push([type, object.columnDefinitions !== null]);
        if (seen.length === 2) setImmediate(() => abort.abort());
      }
    })();
    await reading.catch(() => undefined);
    expect(seen).toEqual([
      ['ADDED', true],
      ['ADDED', false],
    ]);
  });

  test('from a resourceVersion on, nothing happens any more', async () => {
    const abort = new AbortController();
    const query = { resourceVersion: '5' };
    const events = client.watch({ path: PODS, query, signal: abort.signal });
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const event of events) seen.push(event);
    })();
    setImmediate(() => abort.abort());
    await reading.catch(() => undefined);
    expect(seen).toEqual([]);
  });
});

describe('logs', () => {
  const pod = async (app: string): Promise<string> => {
    const { items } = await client.json<KubeList>({
      path: PODS,
      query: { labelSelector: `app=${app}` },
    });
    return `${PODS}/${items[0]?.metadata?.name}/log`;
  };

  test('the log of a container, and of the one before its restart', async () => {
    const path = await pod('payments');
    const text = 'payments 4.2.0 starting\nFATAL: PAYMENT_URL is not set\n';
    expect(await client.text({ path })).toBe(text);
    expect(await client.text({ path, query: { previous: true } })).toBe(text);
    expect(await client.text({ path, query: { tailLines: 1 } })).toBe(
      'FATAL: PAYMENT_URL is not set\n',
    );
    expect(await client.text({ path, query: { tailLines: 0 } })).toBe('');
    expect(await client.text({ path, query: { limitBytes: 8 } })).toBe('payments');
    expect(await client.text({ path, query: { sinceTime: '2100-01-01T00:00:00Z' } })).toBe('');
    expect(await client.text({ path, query: { timestamps: true, tailLines: 1 } })).toMatch(
      /^\d{4}-\d\d-\d\dT\S+Z FATAL: PAYMENT_URL is not set\n$/,
    );
  });

  test('one of several containers has to be chosen', async () => {
    const path = await pod('cart');
    const { message } = await refusal(path);
    expect(message).toMatch(
      /^a container name must be specified for pod cart-\S+, choose one of: \[cart metrics\] or one of the init containers: \[wait-for-db\]$/,
    );
    expect((await refusal(path, { container: 'nope' })).message).toMatch(
      /^container nope is not valid for pod cart-/,
    );
    expect(await client.text({ path, query: { container: 'wait-for-db' } })).toBe(
      'db-0.db.shop-data is there\n',
    );
  });

  test('a container that never ran has none: the words of the server', async () => {
    expect((await refusal(await pod('checkout'))).message).toMatch(
      /^container "checkout" in pod "checkout-\S+" is waiting to start: trying and failing to pull image$/,
    );
  });
});

describe('discovery', () => {
  test('aggregated, and in the older form', async () => {
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const aggregated = await client.json({ path: '/apis', headers: { accept }, plain: true });
    expect(aggregated).toMatchObject({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
    });
    expect(await client.json({ path: '/api', plain: true })).toMatchObject({ versions: ['v1'] });
    expect(await client.json({ path: '/apis', plain: true })).toMatchObject({
      kind: 'APIGroupList',
    });
    expect(await client.json({ path: '/apis/apps', plain: true })).toMatchObject({
      preferredVersion: { groupVersion: 'apps/v1' },
    });
    const core = await client.json<{ resources: { name: string }[] }>({
      path: '/api/v1',
      plain: true,
    });
    expect(core.resources.map(({ name }) => name)).toContain('pods/log');
  });

  test('OpenAPI documents that were saved', async () => {
    const index = await client.json<{ paths: Record<string, { serverRelativeURL: string }> }>({
      path: '/openapi/v3',
      plain: true,
    });
    const { serverRelativeURL } = index.paths['apis/apps/v1'] ?? { serverRelativeURL: '' };
    const document = await client.json({ path: serverRelativeURL, plain: true });
    expect(document).toHaveProperty('components');
    expect(await refusal('/openapi/v3/apis/nope/v1')).toMatchObject({ code: 404 });
  });
});
