import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const program = new URL('../../src/exe.ts', import.meta.url).pathname;
const snapshot = new URL('../../fixtures/snapshots/demo', import.meta.url).pathname;

/** Lists a saved cluster as a process of its own, with this standard output. */
function list(stdout: 'pipe' | number): ReturnType<typeof spawn> {
  const words = [program, 'get', 'pods', '-A', '-o', 'yaml', '--snapshot', snapshot];
  return spawn(process.execPath, words, {
    stdio: ['ignore', stdout, 'pipe'],
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
  });
}

it('a reader that has had enough ends the process, without a word', async () => {
  const child = list('pipe');
  child.stdout?.destroy();
  const [[code], said] = await Promise.all([once(child, 'close'), text(child.stderr as never)]);
  expect({ code, said }).toEqual({ code: 141, said: '' });
});

it.runIf(existsSync('/dev/full'))('a full disk is told of in one sentence', async () => {
  const child = list(openSync('/dev/full', 'w'));
  const [[code], said] = await Promise.all([once(child, 'close'), text(child.stderr as never)]);
  expect({ code, said }).toEqual({
    code: 1,
    said: 'error: write /dev/stdout: no space left on device\n',
  });
});
