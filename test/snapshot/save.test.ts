import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConnectionError, KubistError, StatusError } from '../../src/errors.ts';
import type { RESTClient, RESTRequest } from '../../src/rest/client.ts';
import type { SnapshotInfo } from '../../src/snapshot/layout.ts';
import { recordSnapshot, type RecordOptions } from '../../src/snapshot/record.ts';
import { kubist, type Outcome } from '../helpers/run-kubist.ts';
import { clientOf, demo } from './demo-client.ts';

/** The demo with few OpenAPI documents, which take long to pack. */
let source: string;
beforeAll(async () => {
  source = await mkdtemp(join(tmpdir(), 'kubist-save-source-'));
  const info = JSON.parse(await readFile(join(demo, 'snapshot.json'), 'utf8')) as SnapshotInfo;
  await recordSnapshot(await clientOf(), source, {
    namespace: info.namespace,
    now: () => Date.parse(info.savedAt),
    openapi: (path) => path === 'apis/shop.example.com/v1' || path === 'apis/apps/v1',
    logs: { lines: 50, bytes: 2 ** 16, total: 2 ** 20 },
  });
});
afterAll(async () => {
  await rm(source, { recursive: true, force: true });
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubist-save-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const on = (snapshot: string, line: string): Promise<Outcome> =>
  kubist([...line.split(' '), '--snapshot', snapshot]);
/** Saves what is saved there. */
const save = (flags: string, name: string): Promise<Outcome> =>
  on(source, `snapshot save ${flags} -o ${at(name)}`);

describe('a file', () => {
  test('two saves of a cluster that stands still are equal, and only their owner may read them', async () => {
    const { out, err, exitCode } = await save('-A', 'a.tgz');
    expect(err).toBe('');
    expect(out).toMatch(/^\d+ objects, \d+ logs, \d+ kB saved in \S+a\.tgz\n$/);
    expect(exitCode).toBe(0);
    await save('-A', 'b.tar.gz');
    const bytes = await readFile(at('a.tgz'));
    expect(bytes.equals(await readFile(at('b.tar.gz')))).toBe(true);
    // No time, and no operating system.
    expect(bytes.subarray(0, 10).toString('hex')).toBe('1f8b08000000000000ff');
    expect((await stat(at('a.tgz'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['a.tgz', 'b.tar.gz']);
  });

  test('shows what the cluster did', async () => {
    await save('-A', 'a.tgz');
    for (const line of [
      'get all,events,nodes -A -o wide',
      'get pods -o yaml',
      'describe pods',
      'logs deploy/web --all-pods=true --timestamps',
      'explain coupon.spec',
      'api-resources',
      'diagnose -A',
    ]) {
      expect(await on(at('a.tgz'), line)).toEqual(await on(source, line));
    }
  });
});

describe('what is saved', () => {
  test('one namespace, with what belongs to none; nothing is said of others', async () => {
    await save('-n shop-data', 'one');
    expect((await on(at('one'), 'get pods -A -o name')).out.split('\n')).toHaveLength(6);
    expect((await on(at('one'), 'get ns -o name')).out).toBe('namespace/shop-data\n');
    expect((await on(at('one'), 'get nodes -o name')).out).toBe('node/node-1\n');
    expect(await on(at('one'), 'get pods -n shop')).toEqual({
      out: '',
      err: 'Error from server (Forbidden): the snapshot holds only the namespace "shop-data"\n',
      exitCode: 1,
    });
    expect(await readdir(at('one/logs'))).toEqual(['shop-data']);
  });

  test('a namespace that is not there is a mistake, and nothing is left behind', async () => {
    const { err, exitCode } = await save('-n nope', 'nope.tgz');
    expect(err).toBe('Error from server (NotFound): namespaces "nope" not found\n');
    expect(exitCode).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('workloads with certain labels, whole, and all that is no workload', async () => {
    await save('-n shop -l app=cart', 'cart');
    const names = async (types: string): Promise<string[]> =>
      (await on(at('cart'), `get ${types} -o name`)).out.trim().split('\n');
    const workloads = await names('deploy,rs,pods,jobs,cronjobs');
    expect(workloads).toHaveLength(4);
    expect(workloads.every((name) => name.includes('/cart'))).toBe(true);
    expect(await names('services')).toEqual(
      (await on(source, 'get services -n shop -o name')).out.trim().split('\n'),
    );
    const about = (await on(at('cart'), 'events --no-headers')).out.trim().split('\n');
    expect(about.length).toBeGreaterThan(0);
    for (const line of about)
      expect(line).not.toMatch(/(?:Pod|Deployment|ReplicaSet|Job)\/(?!cart)/);
    expect((await readdir(at('cart/logs/shop'))).every((pod) => pod.startsWith('cart-'))).toBe(
      true,
    );
  });

  test('logs: none, or their ends', async () => {
    await save('-n shop --logs=false', 'none');
    expect(await readdir(at('none'))).not.toContain('logs');
    await save('-n shop --tail=1 --limit-bytes=20', 'few');
    const logs = (await readdir(at('few/logs'), { recursive: true })).filter((one) =>
      one.endsWith('.txt'),
    );
    for (const log of logs) {
      const text = await readFile(at(`few/logs/${log}`), 'utf8');
      expect(text.length).toBeLessThanOrEqual(20);
    }
    expect((await save('--logs=false --since=1h', 'no')).err).toContain('--since needs --logs');
    expect((await save('--tail=0', 'no')).err).toContain('--tail must be greater than 0');
  });
});

test('objects of which the server makes no Table', async () => {
  const client = await clientWith(() => undefined);
  const json = async <T>(request: RESTRequest): Promise<T> =>
    client.json<T>(request.path.endsWith('/coupons') ? { ...request, headers: {} } : request);
  await recordSnapshot({ ...client, json }, at('s'), OPTIONS);
  const { out, err } = await on(at('s'), 'get coupons');
  expect(out).toMatch(/^NAME +AGE\nspring +\S+\nwelcome +\S+\n$/);
  expect(err).toBe('');
});

test('a server that tells its resources one version at a time', async () => {
  const client = await clientWith(() => undefined);
  const json = async <T>(request: RESTRequest): Promise<T> =>
    client.json<T>(/^\/apis?$/.test(request.path) ? { ...request, headers: {} } : request);
  const { missing } = await recordSnapshot({ ...client, json }, at('s'), OPTIONS);
  expect(missing).toEqual([]);
  for (const line of ['api-resources -o wide', 'api-versions', 'get all -o wide']) {
    expect(await on(at('s'), line)).toEqual(await on(source, line));
  }
});

describe('where it is saved', () => {
  test('other files and folders are never overwritten', async () => {
    await writeFile(at('thesis.tgz'), 'precious');
    expect((await save('-n shop', 'thesis.tgz')).err).toMatch(
      /is no snapshot: it is not overwritten\n$/,
    );
    expect(await readFile(at('thesis.tgz'), 'utf8')).toBe('precious');
    await mkdir(at('papers'));
    await writeFile(at('papers/thesis.txt'), 'precious');
    expect((await save('-n shop', 'papers')).err).toMatch(
      /is no snapshot: it holds thesis\.txt\n$/,
    );
    expect((await save('-n shop', 'shop.zip')).err).toMatch(
      /snapshots are folders, or files that end in \.tgz\n$/,
    );
    expect((await kubist(['snapshot', 'save', '--snapshot', demo])).err).toMatch(
      /^error: -o says where to save/,
    );
  });

  test('another snapshot is replaced, in a file and in a folder', async () => {
    for (const name of ['s.tgz', 's']) {
      await save('-n shop', name);
      await save('-n shop-data', name);
      expect((await on(at(name), 'get ns -o name')).out).toBe('namespace/shop-data\n');
    }
    expect(await readdir(folder)).toEqual(['s', 's.tgz']);
    expect(await readdir(at('s'))).not.toContain('.unfinished');
  });
});

/** A client of the demo for which some requests end otherwise. */
async function clientWith(fail: (request: RESTRequest) => Error | undefined): Promise<RESTClient> {
  const client = await clientOf(source);
  const check = (request: RESTRequest): void => {
    const error = fail(request);
    if (error !== undefined) throw error;
  };
  return {
    ...client,
    json: async <T>(request: RESTRequest) => {
      check(request);
      return client.json<T>(request);
    },
    text: async (request) => {
      check(request);
      return client.text(request);
    },
    send: async (request) => {
      check(request);
      return client.send(request);
    },
  };
}

function forbidden(what: string): StatusError {
  const message = `${what} is forbidden: User "ci" cannot do that`;
  return new StatusError({
    kind: 'Status',
    status: 'Failure',
    reason: 'Forbidden',
    code: 403,
    message,
  });
}

const OPTIONS: RecordOptions = {
  namespace: 'shop',
  only: 'shop',
  now: () => 0,
  logs: { lines: 9, bytes: 2 ** 16, total: 2 ** 20 },
};

describe('what may not be read', () => {
  test('is left out and told; offline the answer is what it was', async () => {
    const client = await clientWith(({ path }) => {
      if (/\/(?:secrets|nodes)$/.test(path)) return forbidden(path.split('/').at(-1) ?? '');
      if (path.endsWith('/log')) return forbidden('pods/log');
      if (path.endsWith('/openapi/v3/apis/apps/v1'))
        return new ConnectionError('timeout', path, 'took too long');
      return undefined;
    });
    const { missing } = await recordSnapshot(client, at('s.tgz'), OPTIONS);
    expect(missing).toEqual([
      '/api/v1/namespaces/shop/secrets: secrets is forbidden: User "ci" cannot do that',
      '/api/v1/nodes: nodes is forbidden: User "ci" cannot do that',
      '/openapi/v3/apis/apps/v1: took too long',
      'logs: pods/log is forbidden: User "ci" cannot do that',
    ]);
    expect((await on(at('s.tgz'), 'get nodes')).err).toBe(
      'Error from server (Forbidden): nodes is forbidden: User "ci" cannot do that\n',
    );
    expect((await on(at('s.tgz'), 'logs deploy/web')).err).toContain('pods/log is forbidden');
    expect((await on(at('s.tgz'), 'get pods')).out).toContain('web-');
  });

  test('when that is everything, nothing is saved', async () => {
    const client = await clientWith(({ path }) =>
      /^\/apis?\/.+/.test(path) ? forbidden(path) : undefined,
    );
    await expect(recordSnapshot(client, at('s.tgz'), OPTIONS)).rejects.toThrow(
      /^nothing could be saved: .+ is forbidden/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('a group whose server is down is told', async () => {
    const client = await clientWith(() => undefined);
    const json = async <T>(request: RESTRequest): Promise<T> => {
      const answer = await client.json<T & { items?: unknown[] }>(request);
      const down = {
        metadata: { name: 'metrics.k8s.io' },
        versions: [{ version: 'v1beta1', freshness: 'Stale', resources: [] }],
      };
      if (request.path === '/apis') answer.items?.push(down);
      return answer;
    };
    const { missing } = await recordSnapshot({ ...client, json }, at('s.tgz'), OPTIONS);
    expect(missing).toEqual(['/apis/metrics.k8s.io/v1beta1: the server behind it did not answer']);
  });

  test('too many logs: those of containers that failed come first', async () => {
    const logs = { lines: 9, bytes: 2 ** 16, total: 1 };
    const { missing } = await recordSnapshot(await clientOf(source), at('s'), { ...OPTIONS, logs });
    expect(missing).toEqual([expect.stringMatching(/^logs: \d+ more, after 0 MiB of them$/)]);
    expect(await readdir(at('s/logs/shop'))).toContainEqual(expect.stringMatching(/^payments-/));
    expect(await readdir(at('s/logs/shop'))).not.toContainEqual(expect.stringMatching(/^web-/));
  });
});

test('interrupted while an answer is awaited, it ends at once and leaves what was there', async () => {
  await save('-n shop-data', 's.tgz');
  const before = await readFile(at('s.tgz'));
  const abort = new AbortController();
  const client = await clientWith(() => undefined);
  const send: RESTClient['send'] = ({ signal, path, ...request }) =>
    path.endsWith('/pods')
      ? new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
          abort.abort(new KubistError('ended by SIGINT'));
        })
      : client.send({ ...request, path });
  await expect(
    recordSnapshot({ ...client, send }, at('s.tgz'), { ...OPTIONS, signal: abort.signal }),
  ).rejects.toThrow('not saved: it was interrupted');
  expect((await readFile(at('s.tgz'))).equals(before)).toBe(true);
  expect(await readdir(folder)).toEqual(['s.tgz']);
});
