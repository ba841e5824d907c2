import { describe, onTestFinished, expect, test } from 'vitest';
import { run } from '../../src/main.ts';
import type { InStream } from '../../src/cli/streams.ts';
import { channels } from '../../src/rest/remote-command/channels.ts';
import { opcodes } from '../../src/rest/transport/websocket-frames.ts';
import { aggregated } from '../discovery/api-server.ts';
import { memoryIn, MemoryOut, type Outcome } from '../helpers/run-kubist.ts';
import { type Answer, type ServerPlan, type Session, startRemoteServer } from './remote-server.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    containers: [{ name: 'main' }, { name: 'shell', stdin: true, tty: true }],
    initContainers: [{ name: 'prepare' }],
  },
  status: { phase: 'Running' },
};

const success = '{"metadata":{},"status":"Success"}';
const exit = (code: number): string =>
  JSON.stringify({
    status: 'Failure',
    reason: 'NonZeroExitCode',
    message: 'command terminated with non-zero exit code',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  });

/** Runs a command line against a server that has one pod and holds sessions as planned. */
async function type(
  line: string,
  plan: ServerPlan,
  input: InStream = memoryIn(''),
  signal?: AbortSignal,
): Promise<Outcome & { asked: URL[] }> {
  const asked: URL[] = [];
  const sessions: Promise<void>[] = [];
  const { server, stop } = await startRemoteServer({
    get(url) {
      const known = aggregated([])[url.pathname];
      if (known === undefined || typeof known === 'string')
        return [200, 'application/json', JSON.stringify(pod)];
      return [200, known.type ?? 'application/json', known.body];
    },
    ...plan,
    async session(session) {
      asked.push(session.url);
      const held = plan.session?.(session) ?? Promise.resolve();
      sessions.push(held);
      await held;
    },
  });
  onTestFinished(stop);
  const [out, err] = [new TerminalOut(input.isTTY), new MemoryOut()];
  const argv = [line.split(' -- ')[0] as string, `-s ${server}`].join(' ').split(' ');
  const command = line.includes(' -- ') ? ['--', ...(line.split(' -- ')[1] ?? '').split(' ')] : [];
  const options = signal === undefined ? {} : { signal };
  const exitCode = await run(
    [...argv, ...command],
    { in: input, out, err },
    { HOME: '/nonexistent' },
    options,
  );
  await Promise.allSettled(sessions);
  return { out: out.text, err: err.text, exitCode, asked };
}

class TerminalOut extends MemoryOut {
  readonly rows: number | undefined;
  constructor(terminal: boolean) {
    super(terminal ? { columns: 100 } : undefined);
    this.rows = terminal ? 30 : undefined;
  }
}

/** A terminal: keys that are pressed, and the modes that it was put into. */
function terminal(keys: AsyncIterable<Uint8Array>): InStream & { readonly modes: boolean[] } {
  const modes: boolean[] = [];
  return {
    modes,
    isTTY: true,
    setRawMode: (raw) => void modes.push(raw),
    [Symbol.asyncIterator]: () => keys[Symbol.asyncIterator](),
  };
}

async function* typed(...keys: string[]): AsyncIterable<Uint8Array> {
  for (const key of keys) yield Buffer.from(key);
  await new Promise(() => undefined);
}

const say =
  (out: string, status = success) =>
  async (session: Session) => {
    await session.send(channels.stdout, out);
    await session.send(channels.error, status);
    session.end();
  };

test('a command prints on both outputs and passes its exit code on', async () => {
  const outcome = await type('exec web -c main -- ls -l', {
    async session(session) {
      await session.send(channels.stdout, '');
      await session.send(channels.stdout, 'to out\n');
      await session.send(channels.stderr, 'to err\n');
      await session.send(channels.error, exit(3));
      session.end();
    },
  });
  expect(outcome).toMatchObject({
    out: 'to out\n',
    err: 'to err\ncommand terminated with exit code 3\n',
    exitCode: 3,
  });
  expect(outcome.asked.map(String)).toEqual([
    'http://server/api/v1/namespaces/default/pods/web/exec?command=ls&command=-l&container=main&stderr=true&stdout=true',
  ]);
});

test('without -c the first container is meant, and said to be', async () => {
  const { out, err } = await type('exec web -- true', { session: say('x') });
  expect(out).toBe('x');
  expect(err).toBe('Defaulted container "main" out of: main, shell, prepare (init)\n');
});

test('stdin goes out byte by byte, and its end is told', async () => {
  const sent: Buffer[] = [];
  const everyByte = Uint8Array.from({ length: 200_003 }, (_, index) => index % 251);
  const input: InStream = {
    isTTY: false,
    async *[Symbol.asyncIterator]() {
      yield everyByte.subarray(0, 1);
      yield everyByte.subarray(1, 4);
      yield everyByte.subarray(4);
    },
  };
  const { exitCode } = await type(
    'exec -i web -c main -- cat',
    {
      async session(session) {
        for await (const { channel, data } of session.messages()) {
          if (channel === channels.close) break;
          sent.push(data);
        }
        await say('')(session);
      },
    },
    input,
  );
  expect(exitCode).toBe(0);
  expect(Buffer.concat(sent).equals(everyByte)).toBe(true);
});

test('a server of version 4 cannot be told that stdin has ended, which is said', async () => {
  const { err, out } = await type(
    'exec -i web -c main -- head -1',
    {
      protocol: (offered) => offered[1] ?? '',
      async session(session) {
        for await (const { data } of session.messages()) {
          await say(data.toString())(session);
          break;
        }
      },
    },
    memoryIn('one\n'),
  );
  expect(out).toBe('one\n');
  expect(err).toContain('cannot tell the process that its input has ended');
});

test('a process that does not read its input holds up the reading of stdin', async () => {
  let pulled = 0;
  const input: InStream = {
    isTTY: false,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        pulled++;
        yield Buffer.alloc(1 << 20);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
  const { out } = await type(
    'exec -i web -c main -- sleep 1',
    {
      async session(session) {
        // Until the buffers of the system are full and nothing moves any more.
        for (let before = -1; before !== pulled;) {
          before = pulled;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        await say('done')(session);
      },
    },
    input,
  );
  expect(out).toBe('done');
  expect(pulled).toBeLessThan(50);
});

test('fragments, pings and large messages', async () => {
  const large = Buffer.alloc(300_000, 'kubist');
  let pong = '';
  const { out } = await type('exec web -c main -- x', {
    async session(session) {
      await session.frame(opcodes.binary, Buffer.from('\u0001in '), false);
      await session.frame(opcodes.ping, Buffer.from('are you there'));
      await session.frame(opcodes.continuation, Buffer.from('two parts\n'));
      for await (const { opcode, data } of session.messages()) {
        if (opcode !== opcodes.pong) continue;
        pong = data.toString();
        break;
      }
      await session.send(channels.stdout, large);
      await session.send(channels.error, success);
      session.end();
    },
  });
  expect(pong).toBe('are you there');
  expect(out === `in two parts\n${large.toString()}`).toBe(true);
});

test.each([
  [
    'in plain text',
    [500, 'text/plain', 'container not found ("main")'],
    'unable to upgrade connection: container not found ("main")',
  ],
  [
    'with a Status',
    [
      400,
      'application/json',
      '{"kind":"Status","status":"Failure","message":"pod web does not have a host assigned","reason":"BadRequest","code":400}',
    ],
    'unable to upgrade connection: pod web does not have a host assigned',
  ],
] as const)('the server refuses %s', async (_, answer, words) => {
  const { err, exitCode } = await type('exec web -c main -- x', { refuse: () => answer });
  expect(err).toBe(`error: ${words}\n`);
  expect(exitCode).toBe(1);
});

/** The API server's words for a request whose Upgrade has got lost. */
const REQUIRED =
  '{"kind":"Status","status":"Failure","message":"Upgrade request required","reason":"BadRequest","code":400}';

const webSocketsRefused = {
  refuse: (_: URL, method: string): Answer | undefined =>
    method === 'GET' ? [400, 'application/json', REQUIRED] : undefined,
};

describe('where WebSockets are refused, a session is held over SPDY', () => {
  test('with both outputs and the exit code', async () => {
    const outcome = await type('exec web -c main -- ls -l', {
      ...webSocketsRefused,
      async session(session) {
        await session.frame(opcodes.ping, new Uint8Array());
        await session.send(channels.stdout, 'to out\n');
        await session.send(channels.stderr, 'to err\n');
        await session.send(channels.error, exit(3));
        session.end();
      },
    });
    expect(outcome).toMatchObject({
      out: 'to out\n',
      err: 'to err\ncommand terminated with exit code 3\n',
      exitCode: 3,
    });
  });

  test('with a large input, whose end is told', async () => {
    const input = 'naïve, binary, '.repeat(20_000);
    const { out, exitCode } = await type(
      'exec -i web -c main -- cat',
      {
        ...webSocketsRefused,
        async session(session) {
          for await (const { channel, data } of session.messages()) {
            if (channel === channels.stdin) await session.send(channels.stdout, data);
            else if (channel === channels.close) break;
          }
          await session.send(channels.error, success);
          session.end();
        },
      },
      memoryIn(input),
    );
    expect(exitCode).toBe(0);
    expect(out).toBe(input);
  });

  test('with the size of a terminal', async () => {
    const keys = terminal(typed('q'));
    const { out, exitCode } = await type(
      'exec -it web -c shell -- sh',
      {
        ...webSocketsRefused,
        async session(session) {
          for await (const { channel, data } of session.messages()) {
            await session.send(channels.stdout, `${channel}:${data.toString()};`);
            if (channel === channels.stdin) break;
          }
          await session.send(channels.error, success);
          session.end();
        },
      },
      keys,
    );
    expect(exitCode).toBe(0);
    expect(out).toBe('4:{"Width":100,"Height":30};0:q;');
    expect(keys.modes).toEqual([true, false]);
  });

  test('and one that breaks off is never a success', async () => {
    const { err, exitCode } = await type('exec web -c main -- x', {
      ...webSocketsRefused,
      async session(session) {
        await session.send(channels.stdout, '');
        session.drop();
      },
    });
    expect(err).toMatch(
      /^error: error reading from error stream: next reader: the connection was /,
    );
    expect(exitCode).toBe(1);
  });
});

test.each([
  [
    'calls itself something',
    [400, 'application/json', REQUIRED, 'Via: 1.0 edge, 1.1 squid.corp (squid/5.7)\r\n'],
    'the proxy squid.corp (squid/5.7)',
  ],
  [
    'tells what it is',
    [200, 'text/html', '<html>', 'Server: nginx/1.25\r\n'],
    'a proxy on the way (nginx/1.25)',
  ],
  ['says nothing of itself', [426, 'text/plain', ''], 'a proxy on the way'],
] as const)('a proxy that lets neither through and %s is named', async (_, answer, name) => {
  const { err, exitCode } = await type('exec web -c main -- x', { refuse: () => answer });
  expect(err).toBe(
    `error: unable to upgrade connection: ${name} strips the header Upgrade from requests, or does not know it: neither a WebSocket nor SPDY gets through to the server\n`,
  );
  expect(exitCode).toBe(1);
});

test.each([
  [
    'hangs up',
    (session: Session) => session.drop(),
    'error: error reading from error stream: next reader: websocket: close 1006 (abnormal closure): unexpected EOF\n',
  ],
  [
    'says goodbye without a word about the command',
    (session: Session) => session.end(),
    'error: the connection was closed before the server told how the command ended: whether it succeeded is unknown\n',
  ],
  [
    'closes because of an error',
    (session: Session) => session.end(1011),
    'error: error reading from error stream: next reader: websocket: close 1011\n',
  ],
])('a server that %s is never a success', async (_, leave, words) => {
  const { out, err, exitCode } = await type('exec web -c main -- x', {
    async session(session) {
      await session.send(channels.stdout, 'half\n');
      leave(session);
    },
  });
  expect({ out, err, exitCode }).toEqual({ out: 'half\n', err: words, exitCode: 1 });
});

test('what the server says in the end counts, however it hangs up', async () => {
  const { exitCode } = await type('exec web -c main -- x', {
    async session(session) {
      await session.send(channels.error, exit(7));
      session.end(1011);
    },
  });
  expect(exitCode).toBe(7);
});

test('a terminal is raw for as long as the session lasts, and its size is told', async () => {
  const input = terminal(typed('exit\r'));
  const sizes: string[] = [];
  const { exitCode, asked } = await type(
    'exec -it web -c shell -- sh',
    {
      async session(session) {
        for await (const { channel, data } of session.messages()) {
          if (channel === channels.resize) sizes.push(data.toString());
          else break;
        }
        await say('bye', exit(2))(session);
      },
    },
    input,
  );
  expect(exitCode).toBe(2);
  expect(asked[0]?.searchParams.get('tty')).toBe('true');
  expect(asked[0]?.searchParams.has('stderr')).toBe(false);
  expect(sizes).toEqual(['{"Width":100,"Height":30}']);
  expect(input.modes).toEqual([true, false]);
});

test('the terminal is restored when the connection breaks, and when the session is interrupted', async () => {
  const broken = terminal(typed());
  await type('exec -it web -c shell -- sh', { session: async (s) => s.drop() }, broken);
  expect(broken.modes).toEqual([true, false]);

  const interrupted = terminal(typed());
  const stop = new AbortController();
  const { exitCode, err } = await type(
    'exec -it web -c shell -- sh',
    {
      async session(session) {
        await session.send(channels.stdout, '$ ');
        stop.abort(new Error('ended by SIGTERM'));
      },
    },
    interrupted,
    stop.signal,
  );
  expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
  expect(interrupted.modes).toEqual([true, false]);
});

test('the detach keys leave a container that goes on; what only looks like them goes there', async () => {
  const received: string[] = [];
  const { out, exitCode } = await type(
    'attach -it web -c shell',
    {
      async session(session) {
        await session.send(channels.stdout, '$ ');
        for await (const { channel, data } of session.messages())
          if (channel === channels.stdin) received.push(data.toString());
      },
    },
    terminal(typed('a\u0010', 'b', '\u0010', '\u0010', '\u0011')),
  );
  expect(exitCode).toBe(0);
  expect(out).toContain(
    "Session ended, resume using 'kubist attach web -c shell -n default -i -t'",
  );
  expect(received.join('')).toBe('a\u0010b\u0010');
});

test('attach to a container with a terminal asks for one output', async () => {
  const { asked, exitCode } = await type('attach web -c shell', {
    async session(session) {
      await session.send(channels.stdout, 'hello');
      session.end();
    },
  });
  expect(exitCode).toBe(0);
  expect(asked[0]?.search).toBe('?container=shell&stdout=true&tty=true');
});

test('detach keys that there are not', async () => {
  const { err } = await type(
    'attach -itq web -c shell --detach-keys=ctrl-p,nope',
    {},
    terminal(typed()),
  );
  expect(err).toBe("error: could not bind detach keys: Unknown character: 'nope'\n");
});
