import { describe, expect, it } from 'vitest';
import type { Writer } from '../../../src/api/types.ts';
import { LineWriter } from '../../../src/commands/logs/line-writer.ts';
import { SharedOutput } from '../../../src/commands/logs/output.ts';
import { prettyLine } from '../../../src/commands/logs/pretty.ts';
import { MemoryOut } from '../../helpers/run-kubist.ts';

describe('lines of a log', () => {
  it('pass unchanged, whatever bytes they are', async () => {
    const written: Uint8Array[] = [];
    const writer = new LineWriter({ write: (data) => void written.push(data as Uint8Array) }, {});
    const bytes = Uint8Array.of(0, 255, 10, 200, 13);
    await writer.write(bytes);
    await writer.end();
    expect(written).toEqual([bytes]);
  });

  it('get their prefix once, however they come; a last one without line feed too', async () => {
    const out = new MemoryOut();
    const writer = new LineWriter(out, { prefix: '[p] ' });
    for (const piece of ['a', 'b\n\nc', 'd\n', 'e']) await writer.write(Buffer.from(piece));
    await writer.end();
    expect(out.text).toBe('[p] ab\n[p] \n[p] cd\n[p] e');
  });

  it('of several logs are not mixed, though the output is slow', async () => {
    let text = '';
    const slow: Writer = {
      async write(data) {
        for (const char of String(data)) {
          text += char;
          await Promise.resolve();
        }
      },
    };
    const output = new SharedOutput(slow);
    await Promise.all(['aaaa\n', 'bbbb\n', 'cccc\n'].map(async (line) => output.write(line)));
    expect(text).toBe('aaaa\nbbbb\ncccc\n');
  });
});

describe('--json', () => {
  it.each([
    [
      '{"ts":"12:00","level":"error","msg":"no disk","path":"/a b","code":28}\n',
      '12:00 ERROR no disk path="/a b" code=28\n',
    ],
    ['{"message":"only"}', 'only'],
    ['{"msg":"x","nested":{"a":[1]}}\n', 'x nested={"a":[1]}\n'],
    ['2026-01-01T00:00:00.5Z {"msg":"x"}\n', '2026-01-01T00:00:00.5Z x\n'],
    ['{"__proto__":"kept","msg":"x"}\n', 'x __proto__=kept\n'],
    ['{"msg":"\\u001b[2Jgone"}\n', '\\u001b[2Jgone\n'],
    ['plain {text}\n', 'plain {text}\n'],
    ['{broken\n', '{broken\n'],
    ['{"broken":}\n', '{"broken":}\n'],
  ])('%s', (line, shown) => {
    expect(prettyLine(line)).toBe(shown);
  });
});
