import { describe, expect, it } from 'vitest';
import { configMaps, getSetting, notFound } from './get-setting.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

/** What the server says when an object is gone at once. */
const gone = { kind: 'Status', apiVersion: 'v1', status: 'Success', details: { uid: 'one' } };

const object = (uid: string): object => ({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name: 'a', namespace: 'default', uid },
});

/** A watch that stays open after these events. */
async function* watching(...events: object[]): AsyncIterable<object> {
  yield* events;
  await new Promise(() => undefined);
}

describe('delete', () => {
  it('deletes by name and returns when the object is gone', async () => {
    const { run, asked } = await getSetting((_, { method }) =>
      method === 'DELETE' ? gone : undefined,
    );
    expect(await run('delete cm a')).toEqual({
      out: 'configmap "a" deleted from default namespace\n',
      err: '',
      exitCode: 0,
    });
    expect(asked).toEqual([`${CONFIG_MAPS}/a`, `${CONFIG_MAPS}/a`]);
  });

  it('waits for a finalizer', async () => {
    const { run, asked } = await getSetting(({ searchParams, pathname }, { method }) => {
      if (method === 'DELETE') return object('one');
      if (searchParams.has('watch')) return watching({ type: 'DELETED', object: object('one') });
      return pathname.endsWith('/a')
        ? object('one')
        : { ...configMaps([]), items: [object('one')] };
    });
    expect((await run('delete cm a')).exitCode).toBe(0);
    expect(asked.at(-1)).toContain('fieldSelector=metadata.name%3Da');
  });

  it('does not wait for another object of the same name', async () => {
    const { run, asked } = await getSetting((_, { method }) =>
      method === 'DELETE' ? gone : object('two'),
    );
    expect((await run('delete cm a')).exitCode).toBe(0);
    expect(asked).toHaveLength(2);
  });

  it('says when time is up', async () => {
    const { run } = await getSetting(({ searchParams, pathname }) => {
      if (searchParams.has('watch')) return watching();
      return pathname.endsWith('/a')
        ? object('one')
        : { ...configMaps([]), items: [object('one')] };
    });
    expect((await run('delete cm a --timeout=50ms')).err).toBe(
      'error: timed out waiting for the condition on configmaps/a\n',
    );
  });

  it('goes on after an object that is not there, and fails at the end', async () => {
    const { run, asked } = await getSetting(({ pathname }, { method }) =>
      method === 'DELETE' && pathname.endsWith('/b') ? gone : undefined,
    );
    expect(await run('delete cm a b')).toEqual({
      out: 'configmap "b" deleted from default namespace\n',
      err: 'Error from server (NotFound): configmaps "a" not found\n',
      exitCode: 1,
    });
    // Nothing is waited for then.
    expect(asked).toHaveLength(2);
  });

  it('takes what a selector chooses one by one', async () => {
    const { run, asked } = await getSetting((_, { method }) =>
      method === 'DELETE' ? gone : configMaps(['a', 'b']),
    );
    expect((await run('delete cm -l app=web --wait=false -o name')).out).toBe(
      'configmap/a\nconfigmap/b\n',
    );
    expect(asked).toEqual([
      `${CONFIG_MAPS}?labelSelector=app%3Dweb`,
      `${CONFIG_MAPS}/a`,
      `${CONFIG_MAPS}/b`,
    ]);
  });

  it('sends nothing with --dry-run=client', async () => {
    const { run, asked } = await getSetting(() => undefined);
    expect((await run('delete cm a --dry-run=client')).out).toBe(
      'configmap "a" deleted from default namespace (dry run)\n',
    );
    expect(asked).toEqual([]);
  });

  it.each([
    ['n\n', 'deletion is cancelled\n', 0],
    ['', 'deletion is cancelled\n', 0],
    ['yes\n', 'deletion is cancelled\n', 0],
    ['y\n', 'configmap "a" deleted from default namespace\n', 1],
  ])('asks with -i, and takes %j for an answer', async (stdin, last, requests) => {
    const { run, asked } = await getSetting(() => gone);
    const { out } = await run('delete cm a -i --wait=false', { stdin });
    expect(out).toBe(
      `You are about to delete the following 1 resource(s):\nconfigmap/a\nDo you want to continue? (y/N): ${last}`,
    );
    expect(asked).toHaveLength(requests);
  });

  it('sends how to delete', async () => {
    const bodies: string[] = [];
    const { run } = await getSetting((_url, _request, body) => {
      bodies.push(body);
      return gone;
    });
    for (const flags of ['', '--now --cascade=orphan', '--force', '--grace-period=0']) {
      await run(`delete cm a --wait=false ${flags}`.trim());
    }
    expect(bodies.map((body) => JSON.parse(body) as object)).toEqual([
      { propagationPolicy: 'Background' },
      { propagationPolicy: 'Orphan', gracePeriodSeconds: 1 },
      { propagationPolicy: 'Background', gracePeriodSeconds: 0 },
      { propagationPolicy: 'Background', gracePeriodSeconds: 1 },
    ]);
  });

  it.each([
    ['--all -l a=b', "setting 'all' parameter but found a non empty selector. "],
    ['a --now --grace-period=2', '--now and --grace-period cannot be specified together'],
    [
      'a --force --grace-period=2',
      '--force and --grace-period greater than 0 cannot be specified together',
    ],
    ['a -o json', "unexpected -o output mode: json. We only support '-o name'"],
    [
      'a --cascade=no',
      'invalid cascade value (no). Must be "background", "foreground", or "orphan"',
    ],
  ])('refuses delete cm %s', async (flags, message) => {
    const { run, asked } = await getSetting(() => gone);
    expect((await run(`delete cm ${flags}`)).err).toBe(`error: ${message}\n`);
    expect(asked).toEqual([]);
  });

  it('sends a DELETE to a path', async () => {
    const { run, asked } = await getSetting(({ pathname }) => notFound(pathname));
    expect((await run('delete --raw /api/v1/x/nope')).err).toBe(
      'Error from server (NotFound): x "nope" not found\n',
    );
    expect(asked).toEqual(['/api/v1/x/nope']);
  });
});
