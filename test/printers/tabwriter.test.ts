import { expect, test } from 'vitest';
import { TabWriter } from '../../src/printers/tabwriter.ts';
import { MemoryOut } from '../helpers/run-kubist.ts';

async function align(...texts: string[]): Promise<string> {
  const out = new MemoryOut();
  const tabs = new TabWriter(out);
  for (const text of texts) {
    tabs.write(text);
    if (text === '') await tabs.flush();
  }
  await tabs.flush();
  return out.text;
}

test('columns are six wide at least, with three spaces between them', async () => {
  expect(await align('a\tb\n', 'longer name\tc\n')).toBe('a             b\nlonger name   c\n');
  expect(await align('a\tb\n')).toBe('a     b\n');
});

test('the last cell of a line is not padded, an empty one after a tab pads the one before', async () => {
  expect(await align('a\t\n')).toBe('a     \n');
  expect(await align('long text without a column\na\tb\n')).toBe(
    'long text without a column\na     b\n',
  );
});

test('a column ends where a line does not have it', async () => {
  expect(await align('wide cell\tx\nalone\na\tb\n')).toBe('wide cell   x\nalone\na           b\n');
});

test('widths are remembered over a flush until they are to be forgotten', async () => {
  const out = new MemoryOut();
  const tabs = new TabWriter(out);
  tabs.row(['wide cell', 'x']);
  await tabs.flush();
  tabs.row(['a', 'x']);
  await tabs.flush();
  tabs.forgetWidths();
  tabs.row(['a', 'x']);
  await tabs.flush();
  expect(out.text).toBe('wide cell   x\na           x\na     x\n');
});

test('characters count, not bytes or columns of the terminal', async () => {
  expect(await align('日本語😀\tx\nabcd\ty\n')).toBe('日本語😀   x\nabcd   y\n');
});

test('a line may come in pieces, and the last one without its end', async () => {
  expect(await align('a', 'b\tc', 'd')).toBe('ab    cd');
});

test('ten thousand rows go out in large pieces', async () => {
  const sizes: number[] = [];
  const tabs = new TabWriter({ write: (text) => void sizes.push(text.length) });
  for (let row = 0; row < 10_000; row++) tabs.row([`pod-${row}`, '1/1', 'Running', '0', '5d']);
  await tabs.flush();
  expect(sizes.length).toBeLessThan(10);
});

test('one line of very many cells is no problem', async () => {
  expect((await align('\t'.repeat(50_000))).length).toBeGreaterThan(250_000);
});
