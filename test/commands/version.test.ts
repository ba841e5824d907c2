import { expect, test } from 'vitest';
import { apiServer } from '../discovery/api-server.ts';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';

async function against(gitVersion: string, flags = ''): Promise<Outcome> {
  const api = await apiServer({
    '/version': JSON.stringify({ major: '1', minor: '36', gitVersion, extra: { nested: true } }),
  });
  return kubist(`version ${flags} -s ${api.url}`, { program: 'kubectl' });
}

test('client and server in three lines', async () => {
  expect(await against('v1.36.9')).toEqual({
    out: 'Client Version: v1.36.3\nKustomize Version: v5.8.1\nServer Version: v1.36.9\n',
    err: '',
    exitCode: 0,
  });
});

test('--client needs no server', async () => {
  const { out, exitCode } = await kubist('version --client -o json');
  expect(JSON.parse(out)).toMatchObject({
    clientVersion: { major: '1', minor: '36', gitVersion: 'v1.36.3' },
    kustomizeVersion: 'v5.8.1',
  });
  expect(exitCode).toBe(0);
});

test('a server too far away is warned of', async () => {
  const { err } = await against('v1.34.1-gke.1');
  expect(err).toBe(
    'Warning: version difference between client (1.36) and server (1.34) exceeds the supported minor version skew of +/-1\n',
  );
  expect((await against('v1.35.0+k3s1')).err).toBe('');
});

test('the server is told in YAML with its known fields', async () => {
  const { out } = await against('v1.36.0', '-o yaml');
  expect(out.slice(out.indexOf('serverVersion'))).toBe(
    'serverVersion:\n  buildDate: ""\n  compiler: ""\n  gitCommit: ""\n  gitTreeState: ""\n  gitVersion: v1.36.0\n' +
      '  goVersion: ""\n  major: "1"\n  minor: "36"\n  platform: ""\n\n',
  );
});

test('what is wrong with the server comes after the client', async () => {
  expect(await against('weird')).toMatchObject({
    err: 'error: server version error: could not parse "weird" as version\n',
    exitCode: 1,
  });
  const html = await apiServer({ '/version': { type: 'text/html', body: '<html>' } });
  expect(await kubist(`version -s ${html.url}`)).toEqual({
    out: 'Client Version: v1.36.3\nKustomize Version: v5.8.1\n',
    err: "error: unable to parse the server version: invalid character '<' looking for beginning of value\n",
    exitCode: 1,
  });
});
