import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Credentials } from '../../src/api/connection.ts';
import {
  createCredentials,
  type CredentialOptions,
} from '../../src/kubeconfig/credentials/credentials.ts';
import { createPrompt } from '../../src/kubeconfig/credentials/prompt.ts';
import type { ExecConfig, User } from '../../src/kubeconfig/kubeconfig.ts';
import { folder } from './folder.ts';
import { memoryLog } from './memory-log.ts';

interface World {
  credentials: Credentials;
  clock: { now: number };
  stderr: string[];
  log: ReturnType<typeof memoryLog>;
}

async function world(user: User, more: Partial<CredentialOptions> = {}): Promise<World> {
  const clock = { now: 0 };
  const stderr: string[] = [];
  const log = memoryLog();
  const cluster = {
    server: 'https://c',
    'insecure-skip-tls-verify': true,
    extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: '<me>' } }],
  };
  const credentials = await createCredentials(
    { contextName: 'x', context: {}, clusterName: 'c', cluster, userName: 'u', user },
    {
      tls: true,
      env: { PATH: process.env['PATH'] },
      log,
      now: () => clock.now,
      stdinIsTTY: false,
      stderr: { isTTY: false, write: (text) => void stderr.push(Buffer.from(text).toString()) },
      ...more,
    },
  );
  return { credentials, clock, stderr, log };
}

/** A plugin that runs this JavaScript. */
function plugin(script: string, more: Partial<ExecConfig> = {}): User {
  return {
    exec: {
      command: process.execPath,
      args: ['-e', script],
      env: null,
      apiVersion: 'client.authentication.k8s.io/v1',
      provideClusterInfo: false,
      interactiveMode: 'Never',
      ...more,
    },
  };
}

/** The JavaScript of a plugin that prints a credential with this status. */
function prints(status: string, apiVersion = 'client.authentication.k8s.io/v1'): string {
  return `console.log(JSON.stringify({kind: 'ExecCredential', apiVersion: '${apiVersion}', status: ${status}}))`;
}

test('a token file is read again after a minute, and kept when it is gone', async () => {
  const home = folder({ token: 'one\n' });
  const file = join(home, 'token');
  const { credentials, clock, log } = await world({ tokenFile: file });
  writeFileSync(file, 'two');
  expect(await credentials.headers()).toEqual({ authorization: 'Bearer one' });
  clock.now = 60_000;
  expect(await credentials.headers()).toEqual({ authorization: 'Bearer two' });
  rmSync(file);
  clock.now = 120_000;
  expect(await credentials.headers()).toEqual({ authorization: 'Bearer two' });
  expect(log.lines).toEqual(['E token_source.go:188 Unable to rotate token']);
});

test('a plugin runs once, until what it gave expires', async () => {
  const home = folder();
  const counter = JSON.stringify(join(home, 'runs'));
  const { credentials, clock } = await world(
    plugin(
      `const fs = require('fs'); fs.appendFileSync(${counter}, 'x'); const runs = fs.readFileSync(${counter}).length;` +
        prints("{token: 'run' + runs, expirationTimestamp: '1970-01-01T00:01:00Z'}"),
    ),
  );
  const headers = await Promise.all([credentials.headers(), credentials.headers()]);
  expect(headers.map(({ authorization }) => authorization)).toEqual(['Bearer run1', 'Bearer run1']);
  clock.now = 61_000;
  expect(await credentials.headers()).toEqual({ authorization: 'Bearer run2' });
});

test('after a 401 the plugin runs again', async () => {
  const home = folder();
  const file = JSON.stringify(join(home, 'seen'));
  const { credentials } = await world(
    plugin(
      `const fs = require('fs'); const again = fs.existsSync(${file}); fs.writeFileSync(${file}, '');` +
        prints("{token: again ? 'new' : 'old'}"),
    ),
  );
  expect(await credentials.headers()).toEqual({ authorization: 'Bearer old' });
  expect(await credentials.refresh()).toBe(true);
  expect(await credentials.headers()).toEqual({ authorization: 'Bearer new' });
});

test('a plugin gets its environment and is told about the cluster; its stderr is shown', async () => {
  const script = `process.stderr.write(process.env.EXTRA + process.env.KUBERNETES_EXEC_INFO);${prints("{token: 't'}")}`;
  const { credentials, stderr } = await world(
    plugin(script, { provideClusterInfo: true, env: [{ name: 'EXTRA', value: 'more ' }] }),
  );
  await credentials.headers();
  expect(stderr.join('')).toBe(
    'more {"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{"cluster":{"server":"https://c","insecure-skip-tls-verify":true,"config":{"audience":"\\u003cme\\u003e"}},"interactive":false}}\n',
  );
});

test('a plugin may give a client certificate', async () => {
  const pem = "'-----BEGIN X-----'";
  const { credentials } = await world(
    plugin(prints(`{clientCertificateData: ${pem}, clientKeyData: ${pem}}`)),
  );
  expect(await credentials.headers()).toEqual({});
  expect(await credentials.clientCertificate()).toEqual({
    cert: '-----BEGIN X-----',
    key: '-----BEGIN X-----',
  });
});

test.each<[string, User, string]>([
  ['fails', plugin('process.exit(3)'), 'failed with exit code 3'],
  ['prints nothing', plugin(''), 'plugin returned version client.authentication.k8s.io/__internal'],
  ['prints a word', plugin("console.log('hello')"), "decoding stdout: couldn't get version/kind"],
  [
    'speaks another version',
    plugin(prints('{}', 'client.authentication.k8s.io/v1beta1')),
    'exec plugin is configured to use API version client.authentication.k8s.io/v1, plugin returned version client.authentication.k8s.io/v1beta1',
  ],
  ['has no status', plugin(prints('undefined')), "exec plugin didn't return a status field"],
  [
    'has an empty status',
    plugin(prints('{}')),
    "exec plugin didn't return a token or cert/key pair",
  ],
  [
    'has half a certificate',
    plugin(prints("{clientKeyData: 'x'}")),
    'exec plugin returned only certificate or key, not both',
  ],
  [
    'has a bad time',
    plugin(prints("{token: 'x', expirationTimestamp: 'soon'}")),
    'parsing time "soon"',
  ],
  [
    'must ask but cannot',
    plugin('', { interactiveMode: 'Always' }),
    'exec plugin cannot support interactive mode: standard input is not a terminal',
  ],
  [
    'does not exist',
    plugin('', { command: '/no/login' }),
    'exec: fork/exec /no/login: no such file or directory',
  ],
])('a plugin that %s', async (_, user, message) => {
  const { credentials } = await world(user);
  await expect(credentials.headers()).rejects.toThrow(message);
});

test('the hint for a plugin that is not installed cannot play with the terminal', async () => {
  const { credentials } = await world(
    plugin('', { command: 'no-such-login', installHint: 'get it\n\u001b[1mnow' }),
  );
  await expect(credentials.headers()).rejects.toThrow(/not found[^]*\n\nget it\nU\+001B\[1mnow$/);
});

test('a policy decides which plugins run', async () => {
  const { credentials } = await world(plugin(prints("{token: 't'}")), {
    execPolicy: (_command, resolved) => `not ${resolved}`,
  });
  await expect(credentials.headers()).rejects.toThrow(
    `getting credentials: not ${process.execPath}`,
  );
});

test('a version of the plugin protocol that nobody speaks any more', async () => {
  const user = plugin('', { apiVersion: 'client.authentication.k8s.io/v1alpha1' });
  await expect(world(user)).rejects.toThrow(
    'exec plugin: invalid apiVersion "client.authentication.k8s.io/v1alpha1"',
  );
});

/** An unsigned JWT that expires then; only its claims are read. */
function jwt(exp: number): string {
  return `h.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
}

function oidc(config: Record<string, string>): User {
  const given = { 'idp-issuer-url': 'https://idp/', 'client-id': 'id', ...config };
  return { 'auth-provider': { name: 'oidc', config: given } };
}

test('an OpenID Connect token is used while it is valid, then refreshed and kept', async () => {
  const requests: string[] = [];
  const kept: unknown[] = [];
  const { credentials, clock } = await world(
    oidc({ 'id-token': jwt(100), 'refresh-token': 'r1', 'client-secret': 's' }),
    {
      fetch: async (url, { method, body = '' }) => {
        requests.push(`${method} ${url} ${body}`);
        const answer = url.endsWith('openid-configuration')
          ? { token_endpoint: 'https://idp/token' }
          : { id_token: jwt(1000), refresh_token: 'r2' };
        return { status: 200, statusText: 'OK', text: JSON.stringify(answer) };
      },
      persist: async (user, config) => void kept.push([user, config['refresh-token']]),
    },
  );
  expect(await credentials.headers()).toEqual({ authorization: `Bearer ${jwt(100)}` });
  clock.now = 91_000;
  expect(await credentials.headers()).toEqual({ authorization: `Bearer ${jwt(1000)}` });
  expect(requests).toEqual([
    'GET https://idp/.well-known/openid-configuration ',
    'POST https://idp/token grant_type=refresh_token&refresh_token=r1',
  ]);
  expect(kept).toEqual([['u', 'r2']]);
});

test.each<[string, User, string]>([
  [
    'without an issuer',
    { 'auth-provider': { name: 'oidc', config: {} } },
    'Must provide idp-issuer-url',
  ],
  [
    'that is unknown',
    { 'auth-provider': { name: 'x', config: null } },
    'no Auth Provider found for name "x"',
  ],
  [
    'that was removed',
    { 'auth-provider': { name: 'gcp', config: null } },
    'the gcp auth plugin has been removed',
  ],
])('an auth provider %s', async (_, user, message) => {
  await expect(world(user)).rejects.toThrow(message);
});

test('an OpenID Connect token that cannot be refreshed', async () => {
  const { credentials } = await world(oidc({ 'id-token': jwt(0) }));
  await expect(credentials.headers()).rejects.toThrow(
    'No valid id-token, and cannot refresh without refresh-token',
  );
});

test('who has no credentials at all is asked, the password without echo', async () => {
  const shown: string[] = [];
  const raw: boolean[] = [];
  const prompt = createPrompt({
    in: {
      isTTY: true,
      setRawMode: (on) => void raw.push(on),
      async *[Symbol.asyncIterator]() {
        yield Buffer.from('me\n');
        yield Buffer.from('secret\r');
      },
    },
    out: { write: (text) => void shown.push(String(text)) },
  });
  const { credentials } = await world({}, { prompt });
  const { authorization = '' } = await credentials.headers();
  expect(Buffer.from(authorization.slice(6), 'base64').toString()).toBe('me:secret');
  expect(shown.join('')).toBe('Please enter Username: Please enter Password: \n');
  expect(raw).toEqual([true, false]);
});
