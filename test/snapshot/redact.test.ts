import { expect, test } from 'vitest';
import type { KubeObject } from '../../src/api/types.ts';
import { removeSecrets } from '../../src/snapshot/redact.ts';

function cleaned<T extends KubeObject>(object: T, mask = false): T {
  const copy = structuredClone(object);
  removeSecrets(copy, mask);
  return copy;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const secret = {
  kind: 'Secret',
  apiVersion: 'v1',
  metadata: { name: 's' },
  data: { password: base64('hunter22'), empty: '' },
};

test('a Secret keeps its keys and loses its values', () => {
  expect(cleaned({ ...secret, stringData: { password: 'hunter22' } })).toEqual({
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: 's' },
    data: { password: '', empty: '' },
  });
});

test('annotations with a copy of it, or of a value, go; all others stay', () => {
  const annotations = {
    [LAST_APPLIED]: '{"stringData":{}}',
    'objectset.rio.cattle.io/applied': 'H4sIAAAA',
    'example.com/plain': 'the password is hunter22',
    'example.com/coded': `{"password":"${base64('hunter22')}"}`,
    'kubernetes.io/service-account.name': 'web',
  };
  const { metadata } = cleaned({ ...secret, metadata: { name: 's', annotations } });
  expect(metadata.annotations).toEqual({ 'kubernetes.io/service-account.name': 'web' });
  const alone = { name: 's', annotations: { [LAST_APPLIED]: '{}' } };
  expect(cleaned({ ...secret, metadata: alone }).metadata).toEqual({ name: 's' });
});

test.each([
  'kubernetes.io/service-account-token',
  'bootstrap.kubernetes.io/token',
  'helm.sh/release.v1',
])('of whatever type it is: %s', (type) => {
  expect(cleaned({ ...secret, type }).data).toEqual({ password: '', empty: '' });
});

test('a Secret within another object is found: in lists, templates, and copies of these', () => {
  const template = {
    kind: 'Template',
    apiVersion: 'template.openshift.io/v1',
    metadata: {
      name: 't',
      annotations: { [LAST_APPLIED]: `${JSON.stringify({ objects: [secret] })}\n`, other: '{' },
    },
    objects: [{ kind: 'List', apiVersion: 'v1', items: [secret] }],
  };
  const result = JSON.stringify(cleaned(template));
  expect(result).not.toContain('hunter22');
  expect(result).not.toContain(base64('hunter22'));
  expect(cleaned(template).metadata.annotations.other).toBe('{');
});

test('releases that Helm keeps in ConfigMaps are emptied, other ConfigMaps are not', () => {
  const release = (labels: Record<string, string>): KubeObject => ({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: 'web.v1', labels },
    data: { release: 'H4sIAAAA' },
  });
  expect(cleaned(release({ owner: 'helm' }))['data']).toEqual({ release: '' });
  expect(cleaned(release({ OWNER: 'TILLER' }))['data']).toEqual({ release: '' });
  expect(cleaned(release({ owner: 'me' }))['data']).toEqual({ release: 'H4sIAAAA' });
});

test('literal values with the names of secrets are masked only when asked, in copies too', () => {
  const spec = (password: string) => ({
    containers: [
      {
        name: 'web',
        env: [
          { name: 'DB_PASSWORD', value: password },
          { name: 'TOKEN_FILE', value: '/run/token' },
          { name: 'API_KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
          { name: 'MODE', value: 'fast' },
        ],
      },
    ],
  });
  const pod = (password: string): KubeObject => ({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'p', annotations: { [LAST_APPLIED]: `${JSON.stringify(spec(password))}\n` } },
    spec: spec(password),
  });
  expect(cleaned(pod('hunter22'))).toEqual(pod('hunter22'));
  expect(cleaned(pod('hunter22'), true)).toEqual(pod('[redacted]'));
});

test('a key named __proto__ is a key', () => {
  const object = JSON.parse(
    '{"kind":"Secret","apiVersion":"v1","data":{"__proto__":"aHVudGVyMjI="}}',
  ) as KubeObject;
  removeSecrets(object, true);
  expect(JSON.stringify(object)).toBe(
    '{"kind":"Secret","apiVersion":"v1","data":{"__proto__":""}}',
  );
});
