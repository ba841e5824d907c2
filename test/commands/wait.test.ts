import { describe, expect, it } from 'vitest';
import { getSetting, type GetSetting } from './get-setting.ts';

interface Changes {
  metadata?: object;
  status?: object;
}

const pod = ({ metadata, status }: Changes = {}): object => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name: 'a', namespace: 'default', ...metadata },
  status: { phase: 'Pending', ...status },
});

async function* watching(...events: object[]): AsyncIterable<object> {
  yield* events;
  await new Promise(() => undefined);
}

/** A server on which the pod becomes one state after the other. */
function serving(first: object, ...later: object[]): Promise<GetSetting> {
  return getSetting(({ pathname, searchParams }) => {
    if (searchParams.has('watch')) {
      return watching(...later.map((object) => ({ type: 'MODIFIED', object })));
    }
    if (pathname.endsWith('/a')) return first;
    return {
      kind: 'PodList',
      apiVersion: 'v1',
      metadata: { resourceVersion: '1' },
      items: [first],
    };
  });
}

const ready = (status: string, more: object = {}): Changes => ({
  status: { conditions: [{ type: 'Ready', status, ...more }] },
});

const NESTED = 'jsonpath leads to a nested object or list which is not supported';
const LOCAL =
  "you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'";

describe('wait', () => {
  it.each([
    ['condition=Ready', ready('True')],
    ['condition=ready=FALSE', ready('False')],
    ['jsonpath={.status.phase}=Running', { status: { phase: 'Running' } }],
    ['jsonpath={.status.podIP}', { status: { podIP: '10.0.0.1' } }],
  ])('returns once an object is so: --for=%s', async (condition, changes) => {
    const { run } = await serving(pod(), pod(changes));
    expect(await run(['wait', 'pod/a', `--for=${condition}`])).toEqual({
      out: 'pod/a condition met\n',
      err: '',
      exitCode: 0,
    });
  });

  it('does not take an observation for true that is older than the object', async () => {
    const metadata = { generation: 2 };
    const { run } = await serving(pod({ metadata, ...ready('True', { observedGeneration: 1 }) }));
    expect((await run('wait pod/a --for=condition=Ready --timeout=0')).err).toBe(
      'error: condition not met for pods/a\n',
    );
  });

  it('says when time is up, or what is not so when it only looks', async () => {
    const { run } = await serving(pod());
    expect((await run('wait pod/a --for=condition=Ready --timeout=50ms')).err).toBe(
      'error: timed out waiting for the condition on pods/a\n',
    );
    expect((await run('wait pod/a --for=delete --timeout=0')).err).toBe(
      'error: condition not met for pods/a\n',
    );
  });

  it('waits for several conditions, one after the other', async () => {
    const { run } = await serving(pod({ status: { phase: 'Running' } }));
    const words = ['wait', 'pod/a', '--for=jsonpath={.kind}=Pod', '--for=jsonpath={.status.phase}'];
    expect((await run(words)).out).toBe('pod/a condition met\npod/a condition met\n');
  });

  it('looks again until an object is there', async () => {
    let asked = 0;
    const { run } = await getSetting(({ pathname }) =>
      pathname.endsWith('/a') && ++asked > 1 ? pod() : undefined,
    );
    expect((await run('wait pod/a --for=create')).out).toBe('pod/a condition met\n');
  });

  it('finds that what is not there is gone', async () => {
    const { run } = await getSetting(() => undefined);
    expect(await run('wait pod/a --for=delete')).toEqual({ out: '', err: '', exitCode: 0 });
    expect((await run('wait pod/a --for=condition=Ready')).err).toBe(
      'Error from server (NotFound): pods "a" not found\n',
    );
  });

  it.each([
    ['', 'unrecognized condition: []'],
    ['--for=nothing', 'unrecognized condition: "nothing"'],
    ['--for=jsonpath={.status}=x --timeout=0', NESTED],
    ['--for=create --local', LOCAL],
  ])('refuses wait pod/a %s', async (flags, message) => {
    const { run } = await serving(pod());
    expect((await run(`wait pod/a ${flags}`.trim())).err).toBe(`error: ${message}\n`);
  });
});
