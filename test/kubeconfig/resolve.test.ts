import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Connection } from '../../src/api/connection.ts';
import { loadingRules, loadKubeconfig } from '../../src/kubeconfig/load.ts';
import { noOverrides, type Overrides } from '../../src/kubeconfig/overrides.ts';
import {
  resolveConnection,
  resolveNamespace,
  type ResolveOptions,
} from '../../src/kubeconfig/resolve.ts';
import { folder } from './folder.ts';
import { memoryLog } from './memory-log.ts';

const pem = '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n';
const text = `
clusters:
- {name: c, cluster: {server: "https://c:6443/base/?q=1", certificate-authority-data: ${Buffer.from(pem).toString('base64')}, tls-server-name: inside}}
- {name: plain, cluster: {server: "http://plain"}}
contexts:
- {name: one, context: {cluster: c, user: token, namespace: web}}
- {name: two, context: {cluster: plain, user: basic}}
users:
- {name: token, user: {token: abc, as: admin, as-groups: [g]}}
- {name: basic, user: {username: me, password: pw}}
current-context: one
`;

const noServiceAccount = '/no/such/folder';

function options(more: Partial<ResolveOptions> = {}): ResolveOptions {
  return {
    env: {},
    log: memoryLog(),
    userAgent: 'test',
    now: () => 0,
    stdinIsTTY: false,
    stderr: { isTTY: false, write: () => undefined },
    serviceAccountDir: noServiceAccount,
    ...more,
  };
}

async function connect(
  flags: Partial<Overrides> = {},
  more: Partial<ResolveOptions> = {},
  config = text,
): Promise<Connection> {
  const home = folder({ config });
  const loaded = await loadKubeconfig(loadingRules({}, join(home, 'config')));
  return resolveConnection(loaded, { ...noOverrides, ...flags }, options(more));
}

test('the current context says where to connect and as whom', async () => {
  const connection = await connect();
  expect(connection).toMatchObject({
    server: 'https://c:6443/base',
    tls: { ca: pem, serverName: 'inside', insecureSkipVerify: false },
    impersonate: { user: 'admin', uid: '', groups: ['g'], extra: {} },
    timeout: 0,
    disableCompression: false,
  });
  expect(await connection.credentials.headers()).toEqual({ authorization: 'Bearer abc' });
});

test('flags come before the context', async () => {
  const connection = await connect({
    server: 'https://other',
    token: 'mine',
    as: 'joe',
    asUserExtra: ['k=1', 'k=2=3', 'ignored'],
    requestTimeout: '1m30s',
    disableCompression: true,
  });
  expect(connection).toMatchObject({
    server: 'https://other',
    tls: { ca: pem },
    impersonate: { user: 'joe', extra: { k: ['1', '2=3'] } },
    timeout: 90_000,
    disableCompression: true,
  });
  expect(connection.tls.serverName).toBeUndefined();
  expect(await connection.credentials.headers()).toEqual({ authorization: 'Bearer mine' });
});

test('insecure mode drops the certificate authority of the kubeconfig', async () => {
  const { tls } = await connect({ insecureSkipTLSVerify: true });
  expect(tls).toEqual({ serverName: 'inside', insecureSkipVerify: true });
});

test('credentials are not sent over plain HTTP', async () => {
  const { credentials } = await connect({ context: 'two' });
  expect(await credentials.headers()).toEqual({});
});

test('name and password make basic authentication', async () => {
  const { credentials } = await connect({ context: 'two', server: 'https://h' });
  expect(await credentials.headers()).toEqual({ authorization: 'Basic bWU6cHc=' });
});

test.each<[Partial<Overrides>, string]>([
  [{ context: 'no' }, 'context "no" does not exist'],
  [{ cluster: 'no' }, 'cluster "no" does not exist'],
  [{ user: 'no' }, 'auth info "no" does not exist'],
  [
    { username: 'x' },
    'more than one authentication method found for token; found [token basicAuth], only one is allowed',
  ],
  [
    { context: 'two', asUID: '1' },
    'requesting uid, groups or user-extra for basic without impersonating a user',
  ],
  [
    { requestTimeout: '-1' },
    'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  ],
  [{ server: 'h/path' }, 'host must be a URL or a host:port pair: "h/path"'],
])('%j is refused', async (flags, message) => {
  await expect(connect(flags)).rejects.toThrow(message);
});

test('all that is wrong with a user is told at once', async () => {
  const broken =
    'users: [{name: u, user: {exec: {}}}]\ncontexts: [{name: x, context: {user: u}}]\ncurrent-context: x\n';
  await expect(connect({}, {}, broken)).rejects.toThrow(
    'Error in configuration: \n' +
      '* command must be specified for u to use exec authentication plugin\n' +
      '* apiVersion must be specified for u to use exec authentication plugin\n' +
      '* interactiveMode must be specified for u to use exec authentication plugin',
  );
});

test('without any configuration it is the insecure port of this machine', async () => {
  expect((await connect({}, {}, '')).server).toBe('http://localhost:8080');
  const env = { KUBERNETES_MASTER: 'http://master' };
  expect((await connect({}, { env }, '')).server).toBe('http://master');
});

test('in a pod without a kubeconfig it is the service account', async () => {
  const account = folder({ token: 'pod-token\n', 'ca.crt': pem, namespace: 'pod-space\n' });
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
  const more = { env, serviceAccountDir: account };
  const connection = await connect({}, more, '');
  expect(connection).toMatchObject({ server: 'https://[fd00::1]:443', tls: { ca: pem } });
  expect(await connection.credentials.headers()).toEqual({ authorization: 'Bearer pod-token' });

  const empty = await loadKubeconfig(loadingRules({ HOME: '/no' }, ''));
  const namespace = resolveNamespace(empty, noOverrides, options(more));
  expect(namespace).toEqual({ namespace: 'pod-space', explicit: false });
});

test('the namespace is that of -n, of the context, or default', async () => {
  const home = folder({ config: text });
  const config = await loadKubeconfig(loadingRules({}, join(home, 'config')));
  const resolve = (flags: Partial<Overrides>): unknown =>
    resolveNamespace(config, { ...noOverrides, ...flags }, options());
  expect(resolve({ namespace: 'x', context: 'no' })).toEqual({ namespace: 'x', explicit: true });
  expect(resolve({})).toEqual({ namespace: 'web', explicit: false });
  expect(resolve({ context: 'two' })).toEqual({ namespace: 'default', explicit: false });
  expect(() => resolve({ context: 'no' })).toThrow(
    'Error in configuration: context was not found for specified context: no',
  );
});
