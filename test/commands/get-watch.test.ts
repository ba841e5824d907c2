import { expect, it } from 'vitest';
import { getSetting, table } from './get-setting.ts';

const event = (type: string, name: string, rv: string): object => ({
  type,
  object: { ...table([name]), metadata: { resourceVersion: rv } },
});

/** A watch that stays open after these events. */
async function* watching(...events: object[]): AsyncIterable<object> {
  yield* events;
  await new Promise(() => undefined);
}

it('shows rows as they come, under the columns of the first ones, until Ctrl-C', async () => {
  const watch = (): AsyncIterable<object> =>
    watching(event('ADDED', 'a-longer-name', '8'), event('DELETED', 'a', '9'));
  const { runUntil, asked } = await getSetting(({ searchParams }) =>
    searchParams.has('watch') ? watch() : table(['a']),
  );
  expect(await runUntil('get cm -w', /\na {9,}/)).toEqual({
    out: 'NAME   AGE\na      5m\na-longer-name   5m\na               5m\n',
    err: '',
    exitCode: 1,
  });
  expect(asked[1]).toContain('resourceVersion=7&watch=true');
});

it('prints what happened with --output-watch-events', async () => {
  const watch = (): AsyncIterable<object> => watching(event('MODIFIED', 'a', '8'));
  const { runUntil } = await getSetting(({ searchParams }) =>
    searchParams.has('watch') ? watch() : table(['a']),
  );
  const { out } = await runUntil('get cm -w --output-watch-events', /MODIFIED/);
  expect(out).toBe('EVENT      NAME   AGE\nADDED      a      5m\nMODIFIED   a      5m\n');
});

it('does not repeat the state of a single object', async () => {
  const watch = (): AsyncIterable<object> =>
    watching(event('ADDED', 'a', '7'), event('MODIFIED', 'a', '8'));
  const { runUntil, asked } = await getSetting(({ searchParams }) =>
    searchParams.has('watch') ? watch() : table(['a']),
  );
  const { out } = await runUntil('get cm a -w', /5m\na/);
  expect(out).toBe('NAME   AGE\na      5m\na      5m\n');
  expect(asked[1]).toContain('fieldSelector=metadata.name%3Da&resourceVersion=0&watch=true');
});

it.each([
  ['get cm,secrets -w', 'error: you may only specify a single resource type\n'],
  ['get cm a b -w', 'error: you may only watch a single resource or type of resource at a time\n'],
])('refuses to watch several things: %s', async (line, message) => {
  const { run } = await getSetting(() => table(['a']));
  expect((await run(line)).err).toBe(message);
});
