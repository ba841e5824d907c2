import { beforeEach, expect, test } from 'vitest';
import type { KubeObject } from '../../src/api/types.ts';
import { configMap, Writable, type Told } from './writable-client.ts';

const MAPS = '/api/v1/namespaces/shop/configmaps';

let cluster: Writable;
let now = 0;
beforeEach(async () => {
  now = Date.parse('2030-01-01T00:00:00Z');
  cluster = await Writable.open(() => (now += 1000));
});

function apply(object: KubeObject, manager = 'one', more = ''): Promise<Told> {
  const query = `fieldManager=${manager}${more}`;
  return cluster.patch(`${MAPS}/${object.metadata?.name}?${query}`, 'apply', object);
}

/** Who owns what: `one Apply: f:data.f:a`. */
function owners({ value }: Told): string[] {
  const entries = (value.metadata?.managedFields ?? []) as unknown as {
    manager: string;
    operation: string;
    fieldsV1: Record<string, Record<string, object>>;
  }[];
  return entries.map(({ manager, operation, fieldsV1 }) => {
    const fields = Object.entries(fieldsV1).flatMap(([outer, inner]) =>
      Object.keys(inner).map((name) => `${outer}.${name}`),
    );
    return `${manager} ${operation}: ${fields.join(' ')}`;
  });
}

test('who applies owns what he says, and what he no longer says goes', async () => {
  const first = await apply(configMap('a', { x: '1', y: '2' }));
  expect([first.code, owners(first)]).toEqual([201, ['one Apply: f:data.f:x f:data.f:y']]);
  const second = await apply(configMap('a', { x: '1', z: '3' }));
  expect(second.value['data']).toEqual({ x: '1', z: '3' });
  expect(owners(second)).toEqual(['one Apply: f:data.f:x f:data.f:z']);
});

test('what is applied without a change changes nothing', async () => {
  const first = await apply(configMap('a', { x: '1' }));
  expect((await apply(configMap('a', { x: '1' }))).value).toEqual(first.value);
});

test('fields of somebody else conflict, unless they are taken', async () => {
  await apply(configMap('a', { x: '1', y: '2' }));
  const refused = await apply(configMap('a', { x: '9' }), 'two');
  expect(refused.value).toMatchObject({
    code: 409,
    message: 'Apply failed with 1 conflict: conflict with "one": .data.x',
    details: {
      causes: [
        { reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.data.x' },
      ],
    },
  });
  const forced = await apply(configMap('a', { x: '9' }), 'two', '&force=true');
  expect(owners(forced)).toEqual(['one Apply: f:data.f:y', 'two Apply: f:data.f:x']);
});

test('the same value is owned together', async () => {
  await apply(configMap('a', { x: '1' }));
  await apply(configMap('a', { x: '1' }), 'two');
  const left = await apply({ kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a' } });
  expect(left.value['data']).toEqual({ x: '1' });
  expect(owners(left)).toEqual(['two Apply: f:data.f:x']);
});

test('other changes are owned by those who make them', async () => {
  await apply(configMap('a', { x: '1' }));
  const changed = await cluster.patch(`${MAPS}/a?fieldManager=hand`, 'merge', {
    data: { x: '2', y: '3' },
  });
  expect(owners(changed)).toEqual(['hand Update: f:data.f:x f:data.f:y']);
  const refused = await apply(configMap('a', { x: '1' }));
  expect(refused.value.message).toBe(
    'Apply failed with 1 conflict: conflict with "hand" using v1: .data.x',
  );
});

test('who applies to a saved object finds fields that nobody was known to own', async () => {
  const path = '/apis/apps/v1/namespaces/shop/deployments/web';
  const object = { kind: 'Deployment', apiVersion: 'apps/v1', spec: { replicas: 7 } };
  const refused = await cluster.patch(`${path}?fieldManager=one`, 'apply', object);
  expect(refused.value.message).toBe(
    'Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: .spec.replicas',
  );
});

test('a part of a custom object is enough', async () => {
  const path =
    '/apis/shop.example.com/v1/namespaces/shop/coupons/spring?fieldManager=one&force=true';
  const part = { kind: 'Coupon', apiVersion: 'shop.example.com/v1', spec: { percent: 5 } };
  const told = await cluster.patch(path, 'apply', part);
  expect([told.code, told.value['spec']]).toEqual([
    200,
    expect.objectContaining({ code: 'SPRING20', percent: 5 }),
  ]);
  expect(owners(told)).toContain('one Apply: f:spec.f:percent');
});

test('items of lists are told apart by their keys', async () => {
  const path = '/apis/apps/v1/namespaces/shop/deployments/new?fieldManager=';
  const withContainers = (...containers: object[]): object => ({
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    spec: {
      selector: { matchLabels: { app: 'new' } },
      template: { metadata: { labels: { app: 'new' } }, spec: { containers } },
    },
  });
  const main = { name: 'main', image: 'a', ports: [{ containerPort: 80 }] };
  await cluster.patch(`${path}one`, 'apply', withContainers(main));
  const side = { name: 'side', image: 'b' };
  const both = await cluster.patch(`${path}two`, 'apply', withContainers(side));
  const names = ({ value }: Told): string[] =>
    (
      value as unknown as { spec: { template: { spec: { containers: { name: string }[] } } } }
    ).spec.template.spec.containers.map(({ name }) => name);
  expect(names(both)).toEqual(['main', 'side']);
  const text = JSON.stringify(both.value.metadata?.managedFields);
  expect(text).toContain('k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}');
  const left = await cluster.patch(`${path}two`, 'apply', withContainers());
  expect(names(left)).toEqual(['main']);
});

test.each([
  ['nobody', '', {}, 422, 'is required for apply patch'],
  ['owners', 'a', { metadata: { managedFields: [{}] } }, 400, 'metadata.managedFields must be nil'],
  ['another version', 'a', { apiVersion: 'v2' }, 400, 'Specified patch version: v2, expected: v1'],
  ['an unknown field', 'a', { dat: {} }, 500, '.dat: field not declared in schema'],
])('what says %s is refused', async (_, manager, body, code, words) => {
  const told = await cluster.patch(`${MAPS}/a?fieldManager=${manager}`, 'apply', {
    ...configMap('a', {}),
    ...body,
  });
  expect(told.code).toBe(code);
  expect(told.value.message).toContain(words);
});

test('without an OpenAPI document it is refused rather than done wrong', async () => {
  const role = { kind: 'Role', apiVersion: 'rbac.authorization.k8s.io/v1' };
  const path = '/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles/a?fieldManager=x';
  const { code, value } = await cluster.patch(path, 'apply', role);
  expect(code).toBe(501);
  expect(value.message).toContain('no OpenAPI document of rbac.authorization.k8s.io/v1');
});
