import { expect, test } from 'vitest';
import { Refusal } from '../../src/snapshot/answer.ts';
import { decodeObject } from '../../src/snapshot/protobuf/decode.ts';
import { Writable } from './writable-client.ts';

/** What kubectl 1.36 sends to create objects: bodies of its requests in base64. */
const SENT = {
  deployment:
    'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50EtMBCiMKA3dlYhIAGgRzaG9wIgAqADIAOABCAFoKCgNhcHASA3dlYhKdAQgCEgwKCgoDYXBwEgN3ZWIaggEKHAoAEgAaACIAKgAyADgAQgBaCgoDYXBwEgN3ZWISYhJECgN3ZWISHHJlZ2lzdHJ5LmV4YW1wbGUuY29tL3dlYjoxLjIqADILCgAQABiQPyIAKgBCAGoAcgCAAQCIAQCQAQCiAQAaADIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAIgIKACgAOAAaDAgAEAAYACAAKAA4ABoAIgA=',
  cronJob:
    'azhzAAoTCghiYXRjaC92MRIHQ3JvbkpvYhK6AQoYCgR0aWR5EgAaBHNob3AiACoAMgA4AEIAEpsBCgsqLzUgKiAqICogKhoAKokBChQKBHRpZHkSABoAIgAqADIAOABCABJxMm8KEAoAEgAaACIAKgAyADgAQgASWxI0CgR0aWR5EgdidXN5Ym94GgJzaBoCLWMaB2VjaG8gaGkqAEIAagByAIABAIgBAJABAKIBABoJT25GYWlsdXJlMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAaABoAIgA=',
  service:
    'azhzAAoNCgJ2MRIHU2VydmljZRJxCiMKA3dlYhIAGgRzaG9wIgAqADIAOABCAFoKCgNhcHASA3dlYhJGCiAKBzgwLWh0dHASA1RDUBhQIgoIARAAGgRodHRwKIDrARIKCgNhcHASA3dlYhoAIghOb2RlUG9ydDoAQgBSAFoAYABoABoCCgAaACIA',
  review:
    'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSPAoQCgASABoAIgAqADIAOABCABIeChwKBHNob3ASBmRlbGV0ZRoAIgAqBHBvZHMyADoAGggIABIAGgAgABoAIgA=',
  secret: 'azhzAAoMCgJ2MRIGU2VjcmV0EiEKFQoBcxIAGgRzaG9wIgAqADIAOABCABIGCgFhEgFiGgAaACIA',
  budget:
    'azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSOgoVCgFwEgAaBHNob3AiACoAMgA4AEIAEhUKCQgBEAAaAzUwJRIICgYKAWESAWIaCggAGAAgACgAMAAaACIA',
};

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));

test('objects as kubectl sends them', () => {
  expect(decodeObject(bytes(SENT.deployment))).toMatchObject({
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'registry.example.com/web:1.2',
              ports: [{ containerPort: 8080 }],
            },
          ],
        },
      },
    },
  });
  expect(decodeObject(bytes(SENT.service))).toMatchObject({
    spec: { type: 'NodePort', ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }] },
  });
  expect(decodeObject(bytes(SENT.secret))).toMatchObject({ data: { a: 'Yg==' } });
  expect(decodeObject(bytes(SENT.budget))).toMatchObject({ spec: { minAvailable: '50%' } });
  expect(decodeObject(bytes(SENT.cronJob))).toMatchObject({
    spec: {
      schedule: '*/5 * * * *',
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'OnFailure' } } } },
    },
  });
});

test('what is left empty is not there', () => {
  const { metadata } = decodeObject(bytes(SENT.service)) as { metadata: object };
  expect(Object.keys(metadata)).toEqual(['name', 'namespace', 'labels']);
});

test('are created and answered', async () => {
  const cluster = await Writable.open();
  const type = 'application/vnd.kubernetes.protobuf';
  const path = '/apis/apps/v1/namespaces/shop/deployments';
  const body = bytes(SENT.deployment);
  await cluster.ask('DELETE', `${path}/web`);
  expect((await cluster.ask('POST', path, { body, type })).code).toBe(201);
  const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const review = await cluster.ask('POST', reviews, { body: bytes(SENT.review), type });
  expect(review.value['status']).toEqual({ allowed: true });
});

test('bytes that are cut off, or are something else, are refused or read as far as they go', () => {
  const whole = bytes(SENT.deployment);
  const read = (some: Uint8Array): unknown => {
    try {
      return decodeObject(some);
    } catch (error) {
      return error;
    }
  };
  for (let end = 0; end < whole.length; end++) {
    const result = read(whole.subarray(0, end));
    expect(!(result instanceof Error) || result instanceof Refusal).toBe(true);
  }
  expect(read(bytes('aGVsbG8='))).toBeInstanceOf(Refusal);
});
