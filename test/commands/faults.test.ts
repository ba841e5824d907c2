import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { getSetting, type GetSetting, notFound } from './get-setting.ts';

const configMap = (name: string): object => ({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name, namespace: 'default', resourceVersion: '7' },
  data: { a: 'b' },
});

/** A server with one ConfigMap; `onWrite` says what becomes of a write. */
async function setting(
  onWrite: (request: IncomingMessage, body: string) => object,
): Promise<GetSetting & { writes: string[] }> {
  const writes: string[] = [];
  const server = await getSetting((url, request, body) => {
    const { method = '' } = request;
    if (method === 'GET') {
      return url.pathname.endsWith('/one') ? configMap('one') : notFound(url.pathname);
    }
    writes.push(`${method} ${url.pathname}`);
    return onWrite(request, body);
  });
  return { ...server, writes };
}

/** The server has read all of the request, and hangs up. */
const hangUp = ({ socket }: IncomingMessage): object => {
  socket.destroy();
  return {};
};

/** An answer that never comes. */
async function* silence(): AsyncIterable<object> {
  await new Promise(() => undefined);
  yield {};
}

const manifest = (name: string): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: {} });
const advice = (request: string): string =>
  `The request was sent, but not answered: whether the server did it is unknown (${request}). Look at what is there before you try again.\n`;
const maps = '/api/v1/namespaces/default/configmaps';

describe('a connection that breaks after a write was sent', () => {
  it.each([
    ['create -f -', `POST ${maps}`],
    ['create configmap new', `POST ${maps}`],
    // These read first: the connection is one that was kept, which must be no reason to send it again.
    ['apply -f -', `POST ${maps}`],
    ['patch configmap one -p {"data":{"a":"c"}}', `PATCH ${maps}/one`],
    ['label configmap one a=b', `PATCH ${maps}/one`],
    ['delete configmap one', `DELETE ${maps}/one`],
    // Another version of the type is tried only where the first one was refused.
    [
      'autoscale deployment one --max=2',
      'POST /apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers',
    ],
  ])('is told of, and the request not repeated: %s', async (line, request) => {
    const { run, writes } = await setting(hangUp);
    const { err, exitCode } = await run(line, { stdin: manifest('new') });
    expect(err).toMatch(/EOF\n/);
    expect(err).toContain(advice(request));
    expect(writes).toEqual([request]);
    expect(exitCode).toBe(1);
  });

  it('is no riddle when only something was read', async () => {
    const { run } = await getSetting((_, request) => hangUp(request));
    const { err } = await run('get --raw /x');
    expect(err).toBe('Unable to connect to the server: EOF\n');
  });

  it('leaves the same riddle when the answer takes too long', async () => {
    const { run, writes } = await setting(() => silence());
    const { err } = await run('create -f - --request-timeout=300ms', { stdin: manifest('new') });
    expect(err).toContain('Client.Timeout exceeded while awaiting headers');
    expect(err).toContain(advice(`POST ${maps}`));
    expect(writes).toEqual([`POST ${maps}`]);
  });
});

describe('a server that refuses', () => {
  const forbidden = (name: string): object => ({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code: 403,
    reason: 'Forbidden',
    message: `configmaps "${name}" is forbidden: not today`,
  });
  const names = Array.from({ length: 10 }, (_, index) => `n${index}`);
  const ten = names.map(manifest).join('\n---\n');

  it.each(['create', 'apply', 'apply --server-side'])(
    'one of ten objects: %s makes the other nine, and fails',
    async (command) => {
      const { run } = await setting((_, body) =>
        body.includes('"n3"') ? forbidden('n3') : (JSON.parse(body) as object),
      );
      const { out, err, exitCode } = await run(`${command} -f - -o name`, { stdin: ten });
      expect(out.split('\n').filter(Boolean)).toEqual(
        names.filter((name) => name !== 'n3').map((name) => `configmap/${name}`),
      );
      expect(err).toMatch(/^Error from server \(Forbidden\): .*n3.* is forbidden: not today\n$/);
      expect(exitCode).toBe(1);
    },
  );

  it('a dry run: nothing is sent without it', async () => {
    const { run, writes } = await setting(() => forbidden('new'));
    const { exitCode } = await run('create -f - --dry-run=server', { stdin: manifest('new') });
    expect(exitCode).toBe(1);
    expect(writes).toEqual([`POST ${maps}`]);
  });
});

describe('many objects in one file', () => {
  it.each([
    ['create', 500],
    ['apply', 100],
  ])('%s: they are sent side by side, and told of in their order', async (command, count) => {
    const names = Array.from({ length: count }, (_, index) => `n${index}`);
    let open = 0;
    let most = 0;
    const { run } = await setting(async function* (_, body) {
      most = Math.max(most, ++open);
      // The last of those that came together is answered first.
      for (let turn = 0; turn < 9 - open; turn++) await new Promise(setImmediate);
      open--;
      yield JSON.parse(body) as object;
    });
    const stdin = names.map(manifest).join('\n---\n');
    const { out, exitCode } = await run(`${command} -f -`, { stdin });
    expect(out).toBe(names.map((name) => `configmap/${name} created\n`).join(''));
    expect(exitCode).toBe(0);
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThanOrEqual(8);
  });
});
