import { expect, test } from 'vitest';
import { ConnectionError } from '../../src/errors.ts';
import { watchResource, type WatchOptions, type WatchUpdate } from '../../src/rest/watcher.ts';
import { fakeAPI, fakeClient, type FakeAPI } from '../helpers/fake-transport.ts';

const path = '/api/v1/pods';
const pod = (name: string, resourceVersion: string): object => ({
  kind: 'Pod',
  metadata: { name, resourceVersion },
});
const event = (type: string, object: object): string => `${JSON.stringify({ type, object })}\n`;
const gone = {
  kind: 'Status',
  status: 'Failure',
  code: 410,
  reason: 'Expired',
  message: 'too old resource version',
};
const watchURL = (place: string): string =>
  `GET ${path}?allowWatchBookmarks=true&resourceVersion=${place}&watch=true`;

/** The first `count` updates, in short form, and how long was waited in between. */
async function take(
  api: FakeAPI,
  count: number,
  options: Partial<WatchOptions> = {},
): Promise<{ updates: string[]; waits: number[] }> {
  const updates: string[] = [];
  const waits: number[] = [];
  const watch = watchResource(fakeClient(api), {
    path,
    sleep: async (time) => void waits.push(time),
    ...options,
  });
  for await (const update of watch) {
    updates.push(short(update));
    if (updates.length === count) break;
  }
  return { updates, waits };
}

function short(update: WatchUpdate): string {
  if (update.type === 'LIST') return `LIST ${update.object.items.length}`;
  return `${update.type} ${update.object.metadata?.name ?? ''}`;
}

test('lists first, then watches from there', async () => {
  const api = fakeAPI()
    .on(`GET ${path}`, {
      json: { kind: 'PodList', metadata: { resourceVersion: '5' }, items: [{}] },
    })
    .on(watchURL('5'), {
      chunks: [
        event('ADDED', pod('a', '6')),
        event('BOOKMARK', pod('', '9')),
        event('DELETED', pod('a', '10')),
      ],
    });
  expect((await take(api, 3)).updates).toEqual(['LIST 1', 'ADDED a', 'DELETED a']);
  api.done();
});

test('a dropped connection goes on at the last object or bookmark', async () => {
  const api = fakeAPI()
    .on(watchURL('5'), {
      chunks: [event('ADDED', pod('a', '6')), event('BOOKMARK', pod('', '9')), '{"type":"ADD'],
    })
    .on(watchURL('9'), { chunks: [event('MODIFIED', pod('a', '11'))] });
  const { updates, waits } = await take(api, 2, { resourceVersion: '5' });
  expect(updates).toEqual(['ADDED a', 'MODIFIED a']);
  expect(waits).toEqual([1000]);
  api.done();
});

test('the place of a Table event is that of its row', async () => {
  const table = { kind: 'Table', metadata: {}, rows: [{ cells: [], object: pod('a', '8') }] };
  const api = fakeAPI()
    .on(watchURL('5'), { chunks: [event('ADDED', table)] })
    .on(watchURL('8'), { chunks: [event('ADDED', pod('b', '9'))] });
  await take(api, 2, { resourceVersion: '5' });
  expect(api.calls).toEqual([watchURL('5'), watchURL('8')]);
});

test.each([
  ['as an event', { chunks: [event('ERROR', gone)] }],
  ['as an answer', { status: 410, json: gone }],
])('410 %s lists again', async (_, reply) => {
  const api = fakeAPI()
    .on(watchURL('1'), reply)
    .on(`GET ${path}`, { json: { kind: 'PodList', metadata: { resourceVersion: '7' }, items: [] } })
    .on(watchURL('7'), { chunks: [event('ADDED', pod('b', '8'))] });
  expect((await take(api, 2, { resourceVersion: '1' })).updates).toEqual(['LIST 0', 'ADDED b']);
  api.done();
});

test('a busy server is asked again, later and later', async () => {
  const api = fakeAPI()
    .on(watchURL('1'), { chunks: [] })
    .on(watchURL('1'), { status: 503 }, 2)
    .on(watchURL('1'), { status: 429 })
    .on(watchURL('1'), { chunks: [event('ADDED', pod('b', '8'))] });
  const { waits } = await take(api, 1, { resourceVersion: '1' });
  expect(waits).toEqual([1000, 2000, 4000, 8000]);
  api.done();
});

test('an error event says how long to wait', async () => {
  const busy = { kind: 'Status', status: 'Failure', code: 500, details: { retryAfterSeconds: 5 } };
  const api = fakeAPI()
    .on(watchURL('1'), { chunks: [event('ERROR', busy)] })
    .on(watchURL('1'), { chunks: [event('ADDED', pod('b', '8'))] });
  expect((await take(api, 1, { resourceVersion: '1' })).waits).toEqual([5000]);
});

test('a refusal ends it', async () => {
  const api = fakeAPI().on(watchURL('1'), {
    status: 403,
    text: 'no',
    headers: { 'content-type': 'text/plain' },
  });
  await expect(take(api, 1, { resourceVersion: '1' })).rejects.toMatchObject({ code: 403 });
});

test('a server that cannot be reached at the start ends it', async () => {
  const api = fakeAPI().on(
    watchURL('1'),
    new ConnectionError('refused', 'https://fake.test', 'refused'),
  );
  await expect(take(api, 1, { resourceVersion: '1' })).rejects.toThrow('refused');
});

test('an abort ends it without an error', async () => {
  const abort = new AbortController();
  const api = fakeAPI().on(watchURL('1'), {
    chunks: [event('ADDED', pod('a', '2')), event('ADDED', pod('b', '3'))],
  });
  const seen: string[] = [];
  for await (const update of watchResource(fakeClient(api), {
    path,
    resourceVersion: '1',
    signal: abort.signal,
  })) {
    seen.push(short(update));
    abort.abort();
  }
  expect(seen).toEqual(['ADDED a']);
});

test('a request timeout bounds the whole watch', async () => {
  const api = fakeAPI().on(/timeout=5s&watch=true/, { chunks: [event('ADDED', pod('a', '2'))] });
  const client = fakeClient(api, { connection: { timeout: 5000 } });
  const updates = await Array.fromAsync(watchResource(client, { path, resourceVersion: '1' }));
  expect(updates.map(short)).toEqual(['ADDED a']);
  api.done();
});

test('get -w asks for no bookmarks', async () => {
  const api = fakeAPI().on(
    `GET ${path}?fieldSelector=metadata.name%3Da&resourceVersion=0&watch=true`,
    {
      chunks: [event('ADDED', pod('a', '2'))],
    },
  );
  await take(api, 1, {
    resourceVersion: '0',
    bookmarks: false,
    query: { fieldSelector: 'metadata.name=a' },
  });
  expect(api.calls).toHaveLength(1);
});
