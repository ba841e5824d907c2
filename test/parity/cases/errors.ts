import type { ParityCase } from '../case.ts';

/** A kubeconfig with one cluster and one user, as flow-style YAML. */
const config = (cluster: string, user = 'token: secret'): string =>
  [
    'apiVersion: v1',
    'kind: Config',
    'current-context: c',
    `clusters: [{name: c, cluster: {${cluster}}}]`,
    `users: [{name: u, user: {${user}}}]`,
    'contexts: [{name: c, context: {cluster: c, user: u}}]',
    '',
  ].join('\n');

const raw = 'get --raw /api';
const unreachable: readonly (readonly [name: string, cluster: string])[] = [
  ['nobody listens', 'server: "https://127.0.0.1:1"'],
  ['nobody listens, by name', 'server: "https://localhost:1"'],
  ['nobody listens, plain HTTP', 'server: "http://127.0.0.1:1"'],
  ['nobody listens, below a path', 'server: "https://127.0.0.1:1/prefix"'],
  ['a host that does not exist', 'server: "https://absent.invalid:6443"'],
  ['an authority that is not known', 'server: "{server}"'],
  [
    'a certificate for another name',
    'server: "{server}", certificate-authority: "{ca}", tls-server-name: absent.example',
  ],
  [
    'a proxy that is not there',
    'server: "{server}", certificate-authority: "{ca}", proxy-url: "http://127.0.0.1:1"',
  ],
  [
    'a SOCKS5 proxy that is not there',
    'server: "{server}", certificate-authority: "{ca}", proxy-url: "socks5://127.0.0.1:1"',
  ],
  [
    'a proxy whose host does not exist',
    'server: "{server}", certificate-authority: "{ca}", proxy-url: "http://absent.invalid:1"',
  ],
];

export const unreachableServers: readonly ParityCase[] = unreachable.flatMap(([name, cluster]) => [
  { name, covers: 'errors', line: raw, kubeconfig: config(cluster) },
  {
    name: `${name}, with discovery`,
    covers: 'errors',
    line: 'get configmaps',
    kubeconfig: config(cluster),
    cache: 'cold' as const,
    mask: ['klog' as const],
  },
]);

export const refusals: readonly ParityCase[] = [
  {
    name: 'a token that is not valid',
    covers: 'errors',
    line: raw,
    kubeconfig: config('server: "{server}", certificate-authority: "{ca}"'),
  },
  {
    name: 'a token that is not valid, with discovery',
    covers: 'errors',
    line: 'get configmaps -n parity-read',
    kubeconfig: config('server: "{server}", certificate-authority: "{ca}"'),
    mask: ['klog'],
  },
  {
    name: 'no verification',
    covers: 'errors',
    line: `${raw} --insecure-skip-tls-verify`,
    kubeconfig: config('server: "{server}"'),
  },
  {
    name: 'a client certificate without verification',
    covers: 'errors',
    line: 'get --raw /readyz',
    kubeconfig: config(
      'server: "{server}", insecure-skip-tls-verify: true',
      'client-certificate: "{cert}", client-key: "{key}"',
    ),
  },
  { name: 'a user who may not', covers: 'errors', line: 'get secrets -n parity-read --as=nobody' },
  {
    name: 'a user who may not, one object',
    covers: 'errors',
    line: 'get secret x -n parity-read --as=nobody',
  },
  {
    name: 'a user who may not, raw',
    covers: 'errors',
    line: 'get --raw /api/v1/secrets --as=nobody',
  },
  { name: 'a group without a user', covers: 'errors', line: 'get --raw /api --as-group=x' },
  {
    name: 'an object that does not exist',
    covers: 'errors',
    line: 'get configmap absent -n parity-read',
  },
  {
    name: 'several objects that do not exist',
    covers: 'errors',
    line: 'get configmap absent plain gone -n parity-read',
  },
  { name: 'a namespace that does not exist', covers: 'errors', line: 'get configmaps -n absent' },
  { name: 'a raw path that does not exist', covers: 'errors', line: 'get --raw /absent' },
  {
    name: 'a raw object that does not exist',
    covers: 'errors',
    line: 'get --raw /api/v1/namespaces/parity-read/configmaps/absent',
  },
  {
    name: 'a raw group that does not exist',
    covers: 'errors',
    line: 'get --raw /apis/absent.example/v1',
  },
  { name: 'a raw path with a bad query', covers: 'errors', line: 'get --raw /api/v1/pods?limit=x' },
  {
    name: 'a raw path with a bad selector',
    covers: 'errors',
    line: 'get --raw /api/v1/pods?labelSelector=a=b=c',
  },
  {
    name: 'a raw subresource that does not exist',
    covers: 'errors',
    line: 'get --raw /api/v1/namespaces/parity-read/configmaps/plain/absent',
  },
  {
    name: 'a field selector that the server refuses',
    covers: 'errors',
    line: 'get configmaps -n parity-read --field-selector=data.x=1',
  },
  {
    name: 'a chunk token that is broken',
    covers: 'errors',
    line: 'get --raw /api/v1/configmaps?continue=x',
  },
];
