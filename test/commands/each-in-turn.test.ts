import { expect, test } from 'vitest';
import { eachInTurn } from '../../src/commands/change/each-in-turn.ts';
import type { Info } from '../../src/resources/info.ts';
import { createWarner } from '../../src/rest/warnings.ts';

test('warnings come in the order of the objects, not of the answers, and each once', async () => {
  const told: string[] = [];
  const write = async (text: string): Promise<void> => void told.push(text);
  const answered = createWarner((text) => void write(`Warning: ${text}`));
  // The first object's answer comes when the others have had theirs.
  const { promise: others, resolve: othersDone } = Promise.withResolvers<void>();
  let answers = 0;
  const infos = ['a', 'b', 'c'].map(
    (name) =>
      ({
        name,
        namespace: 'default',
        resource: { group: '', resource: 'pods', namespaced: true },
      }) as Info,
  );
  await eachInTurn(
    infos,
    { write },
    async ({ name }) => {
      if (name === 'a') await others;
      answered({ headers: new Map([['warning', ['299 - "all alike"', `299 - "about ${name}"`]]]) });
      if (++answers === 2) othersDone();
      return name;
    },
    async (name) => write(name),
  );
  expect(told).toEqual([
    'Warning: all alike',
    'Warning: about a',
    'a',
    'Warning: about b',
    'b',
    'Warning: about c',
    'c',
  ]);
});
