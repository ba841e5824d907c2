import { describe, expect, test } from 'vitest';
import { exceededQuota } from '../../../src/diagnose/rules/admission/quota.ts';
import { ago, deploymentOf, eventOf, judged, type Json, podOf, told } from './judged.ts';

const spec = { containers: [{ name: 'app' }] };

/** A Deployment whose ReplicaSet was told this by the API server when it made a pod. */
const refused = (message: string, more: Json = {}) =>
  judged({
    ...deploymentOf(spec),
    Pod: [],
    Event: [eventOf('rs', 'FailedCreate', `Error creating: ${message}`)],
    ...more,
  });

describe('what an API server answers to a controller', () => {
  // Texts of a 1.36.3 server, but for those that say otherwise.
  test.each([
    [
      'pods "web-1-x" is forbidden: exceeded quota: team, requested: pods=1,requests.cpu=500m, used: pods=3,requests.cpu=1500m, limited: pods=3,requests.cpu=1800m',
      'QUO-01 The quota team allows no more pods (pods: 3 of 3 used, 1 more asked for; requests.cpu: 1500m of 1800m used, 500m more asked for).',
    ],
    [
      'pods "web-1-x" is forbidden: failed quota: team: must specify limits.cpu for: app; limits.memory for: app',
      'QUO-02 The quota team counts limits.cpu and limits.memory, so that container app must say how much it needs.',
    ],
    [
      'pods "web-1-x" is forbidden: [maximum cpu usage per Container is 500m, but limit is 1, maximum memory usage per Container is 64Mi, but limit is 128Mi]',
      'LIM-01 A LimitRange of the namespace forbids it: maximum cpu usage per Container is 500m, but limit is 1; maximum memory usage per Container is 64Mi, but limit is 128Mi.',
    ],
    [
      'pods "web-1-" is forbidden: error looking up service account shop/robot: serviceaccount "robot" not found',
      'REF-01 The service account robot of the pods does not exist in the namespace shop.',
    ],
    [
      'pods "web-1-" is forbidden: no PriorityClass with name urgent was found',
      'REF-02 The priority class urgent of the pods does not exist.',
    ],
    [
      'pods "web-1-" is forbidden: pod rejected: RuntimeClass "gvisor" not found',
      'REF-02 The runtime class gvisor of the pods does not exist.',
    ],
    [
      'pods "web-1-x" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true)',
      'ADM-01 The namespace shop enforces the pod security level baseline, and the pods break it: host namespaces (hostNetwork=true).',
    ],
    // As KEP-3488 and the admission code of 1.34 word it.
    [
      `pods "web-1-x" is forbidden: ValidatingAdmissionPolicy 'labels' with binding 'labels-all' denied request: a pod needs the label team`,
      'ADM-02 The admission policy labels denies the pods: a pod needs the label team.',
    ],
    [
      'admission webhook "pods.policy.example.com" denied the request: image registry is not allowed.',
      'ADM-02 The admission webhook pods.policy.example.com denies the pods: image registry is not allowed.',
    ],
    [
      'Internal error occurred: failed calling webhook "pods.policy.example.com": failed to call webhook: Post "https://policy.guard.svc:443/pods?timeout=2s": service "policy" not found',
      'ADM-03 The admission webhook pods.policy.example.com cannot be reached, as the Service policy in the namespace guard does not exist.',
    ],
    [
      'Internal error occurred: failed calling webhook "pods.policy.example.com": failed to call webhook: Post "https://policy.guard.svc:443/pods?timeout=2s": dial tcp 10.0.0.7:443: connect: connection refused',
      'ADM-03 The admission webhook pods.policy.example.com cannot be reached, behind the Service policy in the namespace guard: dial tcp 10.0.0.7:443: connect: connection refused.',
    ],
    [
      'pods "web-1-x" is forbidden: unable to create new content in namespace shop because it is being terminated',
      'ADM-04 The namespace shop is being deleted: nothing new is made in it.',
    ],
    [
      'pods is forbidden: User "system:serviceaccount:kube-system:replicaset-controller" cannot create resource "pods" in API group "" in the namespace "shop"',
      'ADM-05 The controller may not do it: system:serviceaccount:kube-system:replicaset-controller cannot create pods.',
    ],
    [
      'Pod "web-1-x" is invalid: spec.containers[0].image: Required value',
      'ADM-06 The API server refuses the pods: spec.containers[0].image: Required value.',
    ],
  ])('%s', (message, cause) => {
    expect(told(refused(message))).toEqual([cause]);
  });

  test('may come as an event that stands for several', () => {
    const diagnosis = judged({
      ...deploymentOf(spec),
      Pod: [],
      Event: [
        eventOf(
          'rs',
          'FailedCreate',
          '(combined from similar events): Error creating: pods "web-1-x" is forbidden: no PriorityClass with name urgent was found',
        ),
      ],
    });
    expect(diagnosis.findings.map(({ id }) => id)).toEqual(['REF-02']);
  });

  test('of which a quota that is not counted yet is no failure', () => {
    const diagnosis = refused(
      'pods "web-1-x" is forbidden: status unknown for quota: team, resources: pods',
    );
    expect(diagnosis.verdict).toBe('progressing');
    expect(told(diagnosis)).toEqual([
      'QUO-03 The quota team has not counted pods yet; the controller tries again.',
    ]);
  });

  test('may be a condition only, as events are kept for an hour', () => {
    const lists = deploymentOf(spec);
    const [set] = lists.ReplicaSet as [Json];
    const message =
      'pods "web-1-x" is forbidden: exceeded quota: team, requested: pods=1, used: pods=0, limited: pods=0';
    const conditions = [
      {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message,
        lastTransitionTime: ago(100),
      },
    ];
    const diagnosis = judged({
      ...lists,
      ReplicaSet: [{ ...set, status: { conditions } }],
      Pod: [],
    });
    expect(diagnosis.findings.map(({ id, evidence }) => [id, evidence[0]?.source])).toEqual([
      ['QUO-01', 'condition ReplicaFailure'],
    ]);
  });
});

const quota =
  'pods "web-1-x" is forbidden: exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1';

test('some pods of several are refused: that is told although others run', () => {
  const running = podOf('web-a', spec, {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
  });
  const diagnosis = judged({
    ...deploymentOf(spec, { replicas: 2 }),
    Pod: [running],
    Event: [eventOf('rs', 'FailedCreate', `Error creating: ${quota}`)],
  });
  expect(diagnosis.verdict).toBe('failed');
  expect(diagnosis.findings.map(({ id }) => id)).toEqual(['QUO-01']);
});

test('what was refused before all pods were there has passed', () => {
  const running = podOf('web-a', spec, {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
  });
  const diagnosis = judged({
    ...deploymentOf(spec, { status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1 } }),
    Pod: [running],
    Event: [eventOf('rs', 'FailedCreate', `Error creating: ${quota}`)],
  });
  expect(diagnosis.verdict).toBe('healthy');
  expect(diagnosis.findings).toEqual([]);
});

test('many refusals of one kind are told once', () => {
  const events = ['a', 'b', 'c'].map((name) =>
    eventOf('rs', 'FailedCreate', `Error creating: ${quota.replace('web-1-x', `web-1-${name}`)}`),
  );
  expect(judged({ ...deploymentOf(spec), Pod: [], Event: events }).findings).toHaveLength(1);
});

test('a Service of another namespace is not called missing because this one has none', () => {
  const diagnosis = refused(
    'Internal error occurred: failed calling webhook "pods.policy.example.com": failed to call webhook: Post "https://policy.guard.svc:443/pods?timeout=2s": context deadline exceeded',
    { Service: [] },
  );
  expect(diagnosis.findings[0]?.cause).toContain('context deadline exceeded');
});

test('what is behind a webhook in another namespace is told where it could be read', () => {
  const slice = (ready: boolean): Json => ({
    metadata: {
      name: 'policy-x',
      namespace: 'guard',
      labels: { 'kubernetes.io/service-name': 'policy' },
    },
    endpoints: [{ conditions: { ready } }],
  });
  const cause = (ready: boolean): string | undefined =>
    refused(
      'Internal error occurred: failed calling webhook "pods.policy.example.com": failed to call webhook: Post "https://policy.guard.svc:443/pods?timeout=2s": context deadline exceeded',
      {
        Service: [{ metadata: { name: 'policy', namespace: 'guard' } }],
        EndpointSlice: [slice(ready)],
      },
    ).findings[0]?.cause;
  expect(cause(false)).toContain(
    'as the Service policy in the namespace guard has no endpoint that is ready',
  );
  expect(cause(true)).toContain('has endpoints that are ready: context deadline exceeded');
});

test('what is behind a webhook of a namespace that was read is told by its pods', () => {
  const { findings } = refused(
    'Internal error occurred: failed calling webhook "pods.policy.example.com": failed to call webhook: Post "https://policy.shop.svc:443/pods?timeout=2s": context deadline exceeded',
    {
      Service: [
        {
          metadata: { name: 'policy', namespace: 'shop' },
          spec: { selector: { app: 'policy' }, ports: [{ port: 443 }] },
        },
      ],
    },
  );
  expect(findings[0]?.cause).toContain(
    'as the Service policy in the namespace shop has no endpoint',
  );
  expect(findings[0]?.evidence.map(({ text }) => text)).toContain('0 of 0 endpoints are ready');
});

test('a near name of a service account is offered', () => {
  const diagnosis = refused(
    'pods "web-1-" is forbidden: error looking up service account shop/robt: serviceaccount "robt" not found',
    { ServiceAccount: [{ metadata: { name: 'robot', namespace: 'shop' } }] },
  );
  expect(diagnosis.findings[0]?.cause).toContain('there is one named robot');
});

test('limits of a range become a command', () => {
  const diagnosis = refused(
    'pods "web-1-x" is forbidden: [minimum memory usage per Container is 64Mi, but request is 16Mi, maximum cpu usage per Container is 500m, but limit is 1]',
  );
  expect(diagnosis.findings[0]?.fixes[0]?.command).toBe(
    '{program} set resources deployment/web -n shop -c=app --requests=memory=64Mi --limits=cpu=500m',
  );
});

test('a quota of several resources is read, whatever is in their names', () => {
  expect(
    exceededQuota(
      'exceeded quota: q, requested: count/jobs.batch=1,requests.nvidia.com/gpu=2, used: count/jobs.batch=4,requests.nvidia.com/gpu=0, limited: count/jobs.batch=4,requests.nvidia.com/gpu=1',
    ),
  ).toEqual({
    quota: 'q',
    excesses: [
      { resource: 'count/jobs.batch', requested: '1', used: '4', limited: '4' },
      { resource: 'requests.nvidia.com/gpu', requested: '2', used: '0', limited: '1' },
    ],
  });
});
