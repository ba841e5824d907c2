import { describe, expect, it } from 'vitest';
import { StatusError } from '../../../src/errors.ts';
import type { RESTClient, RESTRequest } from '../../../src/rest/client.ts';
import type { Pod } from '../../../src/resources/pods/pod.ts';
import { followLog } from '../../../src/commands/logs/follow.ts';
import { LineWriter } from '../../../src/commands/logs/line-writer.ts';
import type { LogOptions } from '../../../src/commands/logs/options.ts';
import { LogPlace } from '../../../src/commands/logs/place.ts';
import { MemoryOut } from '../../helpers/run-kubist.ts';

const running = { running: {} };
const ended = { terminated: { exitCode: 0 } };

function podWith(state: object, containerID = 'c1'): Pod {
  return {
    metadata: { name: 'web', namespace: 'default', uid: 'u1' },
    spec: { containers: [{ name: 'main' }] },
    status: { containerStatuses: [{ name: 'main', containerID, state }] },
  };
}

/** What one request for the log is answered with: pieces of text and how they end, or an error. */
type Answer = { readonly text: string; readonly breaks?: boolean } | Error;

const badRequest = new StatusError({ code: 400, reason: 'BadRequest', message: 'not yet' });

/** Follows a log that is answered piece by piece. */
async function follow(
  answers: Answer[],
  pods: Pod[],
  { options = {}, first = podWith(running) }: { options?: Partial<LogOptions>; first?: Pod } = {},
): Promise<{ out: string; told: string; asked: string[]; error?: string }> {
  const asked: string[] = [];
  const client = {
    timeout: 0,
    async send({ query }: RESTRequest) {
      asked.push(new URLSearchParams(query as Record<string, string>).toString());
      const answer = answers.shift() ?? new Error('connection refused');
      if (answer instanceof Error) throw answer;
      return {
        async *stream() {
          // One byte at a time: lines may be cut anywhere.
          for (const byte of Buffer.from(answer.text)) yield Uint8Array.of(byte);
          if (answer.breaks) throw new Error('unexpected EOF');
        },
      };
    },
    json: async () => (pods.length > 1 ? pods.shift() : pods[0]),
  } as unknown as RESTClient;
  const out = new MemoryOut();
  let told = '';
  const place = new LogPlace(options.timestamps ?? false);
  const writer = new LineWriter(out, { place });
  const context = {
    client,
    signal: new AbortController().signal,
    options: {
      query: { follow: true, tailLines: 5 },
      podRunningTimeout: 3000,
      ignoreErrors: false,
      ...options,
    } as LogOptions,
    tell: (line: string) => void (told += line),
    sleep: async () => {},
  };
  const source = { pod: first, namespace: 'default', container: 'main' };
  try {
    await followLog(context, source, writer, place);
    return { out: out.text, told, asked };
  } catch (error) {
    return { out: out.text, told, asked, error: (error as Error).message };
  }
}

const at = (second: number, nanos: number, text: string): string =>
  `2026-01-01T00:00:0${second}.${String(nanos).padStart(9, '0')}Z ${text}\n`;

describe('a log that is followed', () => {
  it('goes on after a broken connection where it stopped, within a second and within a line', async () => {
    const { out, asked } = await follow(
      [
        {
          text: at(1, 1, 'a') + at(2, 5, 'b') + at(2, 5, 'b') + at(2, 9, 'long line').slice(0, -3),
          breaks: true,
        },
        { text: at(2, 5, 'b') + at(2, 5, 'b') + at(2, 9, 'long line') + at(3, 0, 'c') },
      ],
      [podWith(ended)],
    );
    expect(out).toBe('a\nb\nb\nlong line\nc\n');
    expect(asked).toEqual([
      'container=main&follow=true&tailLines=5&timestamps=true',
      'container=main&follow=true&sinceTime=2026-01-01T00%3A00%3A02Z&timestamps=true',
    ]);
  });

  it('goes on when the stream ends while the container runs: the log was turned over', async () => {
    const { out } = await follow(
      // The new file does not have the lines of the old one.
      [{ text: at(1, 1, 'a') + at(1, 2, 'b') }, { text: at(1, 3, 'c') }],
      [
        podWith(running),
        podWith(running),
        podWith(running),
        podWith(running),
        podWith(running),
        podWith(ended),
      ],
    );
    expect(out).toBe('a\nb\nc\n');
  });

  it('warns when lines may be missing, because what was shown last is not there any more', async () => {
    const { out, told } = await follow(
      [
        { text: at(1, 1, 'a') + at(2, 1, 'b'), breaks: true },
        { text: at(2, 1, 'b') + at(3, 1, 'c'), breaks: true },
        { text: at(7, 1, 'd') },
      ],
      [podWith(ended)],
    );
    expect(out).toBe('a\nb\nc\nd\n');
    expect(told).toBe(
      'warning: the log of web/main was turned over before it was taken up again: lines since 2026-01-01T00:00:03Z may be missing\n',
    );
  });

  it('leaves out what --tail had left out, though it is of the same second', async () => {
    const { out } = await follow(
      [
        { text: at(2, 5, 'b'), breaks: true },
        { text: at(2, 4, 'a') + at(2, 5, 'b') + at(2, 6, 'c'), breaks: true },
        { text: at(2, 4, 'a') + at(2, 5, 'b') + at(2, 6, 'c') + at(2, 7, 'd') },
      ],
      [podWith(ended)],
    );
    expect(out).toBe('b\nc\nd\n');
  });

  it('keeps lines whose time is a little earlier than that of the line before', async () => {
    const { out } = await follow(
      [
        { text: at(2, 1, 'a') + at(1, 9, 'stderr, late') + at(2, 2, 'b'), breaks: true },
        { text: at(2, 1, 'a') + at(2, 2, 'b') + at(2, 3, 'c') },
      ],
      [podWith(ended)],
    );
    expect(out).toBe('a\nstderr, late\nb\nc\n');
  });

  it('ends with the container, though the kubelet tells of it a moment later', async () => {
    const { out, asked } = await follow(
      [{ text: at(1, 1, 'a') }],
      [podWith(running), podWith(running), podWith(ended)],
    );
    expect(out).toBe('a\n');
    expect(asked).toHaveLength(1);
  });

  it('does not ask again about a container that had ended before', async () => {
    const { asked, out } = await follow([{ text: at(1, 1, 'a') }], [], { first: podWith(ended) });
    expect({ asked: asked.length, out }).toEqual({ asked: 1, out: 'a\n' });
  });

  it('does not run on into the next run of the container', async () => {
    const { out } = await follow([{ text: at(1, 1, 'a') }], [podWith(running, 'c2')]);
    expect(out).toBe('a\n');
  });

  it('reads the rest of a run that was replaced while the connection was broken', async () => {
    const { out, asked } = await follow(
      [{ text: at(1, 1, 'a'), breaks: true }, { text: at(1, 1, 'a') + at(1, 2, 'last words') }],
      [podWith(running, 'c2')],
    );
    expect(out).toBe('a\nlast words\n');
    expect(asked[1]).toContain('previous=true');
  });

  it('keeps timestamps that were asked for', async () => {
    const { out } = await follow(
      [{ text: at(1, 1, 'a'), breaks: true }, { text: at(1, 1, 'a') + at(1, 2, 'b') }],
      [podWith(ended)],
      { options: { timestamps: true } },
    );
    expect(out).toBe(at(1, 1, 'a') + at(1, 2, 'b'));
  });

  it('says what broke it when it cannot be taken up', async () => {
    const { out, error } = await follow(
      [{ text: at(1, 1, 'a'), breaks: true }],
      [podWith(running)],
    );
    expect({ out, error }).toEqual({ out: 'a\n', error: 'unexpected EOF' });
  });

  it('waits until the container starts, and tells what it waits for', async () => {
    const { out, told } = await follow(
      [badRequest, badRequest, { text: at(1, 1, 'a') }],
      [podWith(ended)],
    );
    expect({ out, told }).toEqual({ out: 'a\n', told: 'not yet\nnot yet\n' });
  });

  it('gives up waiting', async () => {
    const { told, error } = await follow(
      Array.from({ length: 9 }, () => badRequest),
      [],
    );
    expect({ told, error }).toEqual({
      told: 'not yet\n'.repeat(4),
      error: 'context deadline exceeded',
    });
  });

  it('does not wait with --ignore-errors', async () => {
    const { error } = await follow([badRequest], [], { options: { ignoreErrors: true } });
    expect(error).toBe('not yet');
  });

  it('passes on what has no timestamp', async () => {
    const { out } = await follow(
      [{ text: `${at(1, 1, 'a')}failed to watch the file\n\n` }],
      [podWith(ended)],
    );
    expect(out).toBe('a\nfailed to watch the file\n\n');
  });
});
