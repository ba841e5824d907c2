import { describe, expect, it } from 'vitest';
import { getSetting } from './get-setting.ts';

const now = (): number => Date.UTC(2026, 0, 10);
const at = (day: number): string => `2026-01-0${day}T00:00:00Z`;

/** As the API server keeps them: by name, and without a type of their own. */
const kept: readonly object[] = [
  {
    metadata: { name: 'a', namespace: 'default', managedFields: [{}] },
    type: 'Warning',
    reason: 'Failed',
    message: ' It did not work\n',
    involvedObject: { kind: 'Pod', name: 'web' },
    count: 3,
    firstTimestamp: at(1),
    lastTimestamp: at(9),
  },
  {
    metadata: { name: 'b', namespace: 'default' },
    type: 'Normal',
    reason: 'Pulled',
    involvedObject: { kind: 'Pod', name: 'web' },
    count: 1,
    firstTimestamp: at(2),
    lastTimestamp: at(2),
  },
  {
    metadata: { name: 'c', namespace: 'default' },
    type: 'Normal',
    reason: 'Looked',
    involvedObject: { kind: 'Node', name: 'n1' },
    eventTime: '2026-01-03T00:00:00.000000Z',
    series: { count: 5, lastObservedTime: '2026-01-08T00:00:00.000000Z' },
  },
  { metadata: { name: 'd', namespace: 'default' }, type: 'Normal', reason: 'Undated' },
];

async function setting(items: readonly object[] = kept): ReturnType<typeof getSetting> {
  return getSetting(({ pathname, searchParams }) => {
    if (!pathname.endsWith('/events')) return undefined;
    if (searchParams.has('watch')) return watching(items);
    return { apiVersion: 'v1', kind: 'EventList', metadata: { resourceVersion: '9' }, items };
  });
}

/** A watch that adds what there is, changes the first, removes the second, and stays open. */
async function* watching(items: readonly object[]): AsyncIterable<object> {
  for (const object of items) yield { type: 'ADDED', object };
  yield { type: 'DELETED', object: items[1] };
  yield { type: 'MODIFIED', object: { ...items[0], reason: 'FailedAgain' } };
  await new Promise(() => undefined);
}

describe('events', () => {
  it('shows the latest last, and how often they came over what time', async () => {
    const { run, asked } = await setting();
    const { out } = await run('events', { now });
    expect(out.split('\n')).toEqual([
      'LAST SEEN          TYPE      REASON    OBJECT    MESSAGE',
      '<unknown>          Normal    Undated   /         ',
      '8d                 Normal    Pulled    Pod/web   ',
      '2d (x5 over 7d)    Normal    Looked    Node/n1   ',
      '24h (x3 over 9d)   Warning   Failed    Pod/web   It did not work',
      '',
    ]);
    expect(asked).toEqual(['/api/v1/namespaces/default/events?limit=500']);
  });

  it('asks the server for the events of one object, and sorts types out itself', async () => {
    const { run, asked } = await setting();
    const { out } = await run('events --for deployment.apps/web --types=warning -A --no-headers', {
      now,
    });
    expect(out).toMatch(
      /^default +24h \(x3 over 9d\) +Warning +Failed +Pod\/web +It did not work\n$/,
    );
    const selector = new URL(asked[0]!, 'http://x').searchParams.get('fieldSelector');
    expect(asked[0]).toMatch(/^\/api\/v1\/events\?/);
    expect(selector).toBe(
      'involvedObject.kind=Deployment,involvedObject.apiVersion=apps/v1,involvedObject.name=web',
    );
  });

  it('prints a list of whole events, sorted too', async () => {
    const { run } = await setting();
    const { out } = await run('events -o json', { now });
    expect(out).toMatch(
      /^\{\n {4}"kind": "EventList",\n {4}"apiVersion": "v1",\n {4}"metadata": \{\}/,
    );
    const { items } = JSON.parse(out) as { items: { metadata: object; kind: string }[] };
    expect(items.map(({ metadata }) => metadata)).toEqual(
      ['d', 'b', 'c', 'a'].map((name) => ({ name, namespace: 'default' })),
    );
    expect(items[1]).toMatchObject({
      kind: 'Event',
      eventTime: null,
      source: {},
    });
    expect((await run('events -o name', { now })).out).toBe('event/d\nevent/b\nevent/c\nevent/a\n');
  });

  it('says when there are none', async () => {
    const { run } = await setting([]);
    expect(await run('events -o json')).toEqual({
      out: '',
      err: 'No events found in default namespace.\n',
      exitCode: 0,
    });
    expect((await run('events -A')).err).toBe('No events found.\n');
  });

  it('goes on with what happens, and passes over what is forgotten', async () => {
    const { runUntil, asked } = await setting();
    const { out, exitCode } = await runUntil('events -w -o name', /event\/a[^]*event\/a\n/);
    expect(out).toBe('event/a\nevent/b\nevent/c\nevent/d\nevent/a\n');
    expect(exitCode).toBe(1);
    expect(asked).toEqual(['/api/v1/namespaces/default/events?limit=500&watch=true']);
  });

  it('lists again when the server has forgotten its place, and shows what it missed', async () => {
    const event = (name: string, resourceVersion: string): object => ({
      metadata: { name, namespace: 'default', resourceVersion },
    });
    let watches = 0;
    const { runUntil, asked } = await getSetting(({ pathname, searchParams }) => {
      if (!pathname.endsWith('/events')) return undefined;
      const metadata = { resourceVersion: '12' };
      const items = [event('new', '12'), event('old', '9')];
      if (!searchParams.has('watch'))
        return { apiVersion: 'v1', kind: 'EventList', metadata, items };
      const first = watches++ === 0;
      return (async function* () {
        yield { type: 'ADDED', object: event(first ? 'old' : 'newest', first ? '9' : '13') };
        if (first)
          yield { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } };
        await new Promise(() => undefined);
      })();
    });
    const { out } = await runUntil('events -w -o name', /newest/);
    expect(out).toBe('event/old\nevent/new\nevent/newest\n');
    expect(asked.at(-1)).toContain('resourceVersion=12');
  });

  it.each([
    ['--for=web', 'error: --for must be in resource/name form'],
    ['--for=a/b/c', 'error: arguments in resource/name form may not have more than one slash'],
    ['--for=nosuch/x', `the server doesn't have a resource type "nosuch"`],
    ['--types=Odd', 'error: valid --types are Normal or Warning'],
  ])('refuses %s', async (flag, problem) => {
    const { run } = await setting();
    expect(await run(`events ${flag}`)).toEqual({ out: '', err: `${problem}\n`, exitCode: 1 });
  });
});
