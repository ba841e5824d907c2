import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const streams = new URL('../../src/cli/process-streams.ts', import.meta.url).href;

/** Writes to the standard output of a process of its own, and says on stderr what was thrown. */
const script = `
import { processStreams } from '${streams}';
try {
  await processStreams().out.write('a line\\n');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}`;

async function write(to: 'closed pipe' | number): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', to === 'closed pipe' ? 'pipe' : to, 'pipe'],
    env: { NODE_NO_WARNINGS: '1' },
  });
  child.stdout?.destroy();
  const [[code], said] = await Promise.all([once(child, 'close'), text(child.stderr as never)]);
  return { code: code as number, said };
}

it('a reader that has had enough ends the process, without a word', async () => {
  expect(await write('closed pipe')).toEqual({ code: 141, said: '' });
});

it.runIf(existsSync('/dev/full'))('a full disk is told of in one sentence', async () => {
  expect(await write(openSync('/dev/full', 'w'))).toEqual({
    code: 1,
    said: 'write /dev/stdout: no space left on device\n',
  });
});
