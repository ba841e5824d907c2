import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aggregated, apiServer, type Answer } from '../discovery/api-server.ts';
import { kubist } from '../helpers/run-kubist.ts';
import { folder } from '../kubeconfig/folder.ts';

const service = (name: string, ports: object[], more: object = {}): object => ({
  metadata: { name, namespace: 'kube-system' },
  spec: { ports },
  status: { loadBalancer: {} },
  ...more,
});

test('cluster services are told with the way to them', async () => {
  const dns = {
    metadata: {
      name: 'kube-dns',
      namespace: 'kube-system',
      labels: { 'kubernetes.io/name': 'CoreDNS' },
    },
  };
  const balanced = { status: { loadBalancer: { ingress: [{ hostname: 'lb.example' }] } } };
  const api = await apiServer({
    ...aggregated(),
    '/api/v1/namespaces/kube-system/services': JSON.stringify({
      kind: 'ServiceList',
      items: [
        service('kube-dns', [{ name: 'dns', port: 53 }], dns),
        service('metrics', [{ port: 443 }]),
        service('plain', [{ port: 80 }]),
        service('lb', [{ port: 80 }, { port: 81 }], balanced),
      ],
    }),
  });
  const { out } = await kubist(`cluster-info -s ${api.url}`, { env: { HOME: folder({}) } });
  const proxy = `${api.url}/api/v1/namespaces/kube-system/services`;
  expect(out).toBe(
    `Kubernetes control plane is running at ${api.url}\n` +
      `CoreDNS is running at ${proxy}/kube-dns:dns/proxy\n` +
      `metrics is running at ${proxy}/https:metrics:/proxy\n` +
      `plain is running at ${proxy}/plain/proxy\n` +
      `lb is running at http://lb.example:80 http://lb.example:81 \n` +
      `\nTo further debug and diagnose cluster problems, use 'kubist cluster-info dump'.\n`,
  );
});

/** A namespace with one pod, whose second container has no log. */
function oneNamespace(): Record<string, Answer> {
  const list = (kind: string, items: object[] = []): string =>
    JSON.stringify({ kind, apiVersion: 'v1', metadata: {}, items });
  const pod = {
    metadata: { name: 'web' },
    spec: { initContainers: [{ name: 'init' }], containers: [{ name: 'main' }] },
  };
  const root = '/api/v1/namespaces/here';
  return {
    '/api/v1/nodes': list('NodeList', [
      { metadata: { name: 'node-1', managedFields: [{}] }, spec: {} },
    ]),
    [`${root}/events`]: list('EventList'),
    [`${root}/replicationcontrollers`]: list('ReplicationControllerList'),
    [`${root}/services`]: list('ServiceList'),
    '/apis/apps/v1/namespaces/here/daemonsets': list('DaemonSetList'),
    '/apis/apps/v1/namespaces/here/deployments': list('DeploymentList'),
    '/apis/apps/v1/namespaces/here/replicasets': list('ReplicaSetList'),
    [`${root}/pods`]: list('PodList', [
      pod,
      { metadata: { name: '../../out' }, spec: { containers: [{ name: 'x' }] } },
    ]),
    [`${root}/pods/web/log`]: { type: 'text/plain', body: 'hello\n' },
  };
}

test('a dump goes to files that only the owner may read, and never outside its folder', async () => {
  const api = await apiServer(oneNamespace());
  const home = folder({});
  const path = join(home, 'dump');
  const { out, err } = await kubist(
    `cluster-info dump --namespaces=here --output-directory=${path} -s ${api.url}`,
    { env: { HOME: home } },
  );
  expect({ out, err }).toEqual({ out: `Cluster info dumped to ${path}\n`, err: '' });
  expect(readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual([
    'here',
    'here/daemonsets.json',
    'here/deployments.json',
    'here/events.json',
    'here/pods.json',
    'here/replicasets.json',
    'here/replication-controllers.json',
    'here/services.json',
    'here/web',
    'here/web/logs.txt',
    'nodes.json',
  ]);
  expect(statSync(join(path, 'here/pods.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(path, 'here/events.json'), 'utf8')).toContain('"items": null\n');
  expect(readFileSync(join(path, 'nodes.json'), 'utf8')).not.toContain('managedFields');
  expect(readFileSync(join(path, 'here/web/logs.txt'), 'utf8')).toBe(
    '==== START logs for container init of pod here/web ====\nhello\n==== END logs for container init of pod here/web ====\n' +
      '==== START logs for container main of pod here/web ====\nhello\n==== END logs for container main of pod here/web ====\n',
  );
});

test('formats that print no list, and names that are no namespace, are refused', async () => {
  const api = await apiServer(oneNamespace());
  const dump = (flags: string): ReturnType<typeof kubist> =>
    kubist(`cluster-info dump ${flags} -s ${api.url}`, { env: { HOME: folder({}) } });
  expect((await dump('--namespaces=here -o name')).err).toBe(
    'error: list types are not supported by name printing: *v1.NodeList\n',
  );
  expect((await dump('--namespaces=a/b -o jsonpath={.kind}')).err).toBe(
    'error: invalid namespace "a/b": [may not contain \'/\']\n',
  );
  expect((await dump('--pod-running-timeout=0s')).err).toBe(
    'error: --pod-running-timeout must be higher than zero\n',
  );
});
