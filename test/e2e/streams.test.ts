import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { execute } from '../parity/execute.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const reference = process.env.KUBIST_TEST_KUBECTL ?? 'kubectl';
const script = fileURLToPath(new URL('../../bin/kubist.js', import.meta.url));
const PROGRAMS: readonly {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}[] = [
  { name: 'Node', command: [process.execPath, script] },
  {
    name: 'executable',
    command: [fileURLToPath(new URL('../../dist-exe/kubist', import.meta.url))],
  },
];

const NAMESPACE = 'e2e-streams';
const MEGABYTE = 1 << 20;
/** Megabytes that go through; so many more where time does not matter. */
const LARGE = process.env.KUBIST_TEST_LARGE === '1';
const SIZES = LARGE
  ? { exec: 1024, cp: 2048, forward: 1024 }
  : { exec: 100, cp: 100, forward: 100 };
/**
 * On port 9001 it answers the hash of so much data, and closes the connection; on port 9002 it says all it has to say,
 * and then listens; on port 8080 it serves /tmp.
 */
const POD = `apiVersion: v1
kind: Pod
metadata: { name: box }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - { name: main, image: localhost/busybox:1, imagePullPolicy: IfNotPresent, command: [sh, -c, "mkdir -p /tmp; nc -ll -p 9001 -e sh -c 'head -c ${SIZES.forward * MEGABYTE} | sha256sum' & nc -ll -p 9002 -e sh -c 'echo hello; exec >&-; cat > /tmp/heard' & head -c ${MEGABYTE} /dev/urandom > /tmp/one; exec httpd -f -p 8080 -h /tmp"] }
`;
/** More than the runtime itself needs, and less than what goes through. */
const MOST_MEMORY = 120 * MEGABYTE;
const PATIENCE = LARGE ? 600_000 : 60_000;
/** Connections through a forwarded port at once. */
const CONNECTIONS = 20;

/** A file of so many megabytes, and its hash. */
interface Large {
  readonly path: string;
  readonly sum: string;
}

function makeLarge(path: string, megabytes: number): Large {
  const [hash, fd] = [createHash('sha256'), openSync(path, 'w')];
  for (let count = 0; count < megabytes; count++) {
    const block = createHash('shake256', { outputLength: MEGABYTE }).update(`${count}`).digest();
    hash.update(block);
    writeSync(fd, block);
  }
  closeSync(fd);
  return { path, sum: hash.digest('hex') };
}

describe.each(PROGRAMS)(
  'much goes through a pod, and nothing is lost: $name',
  ({ name, command }) => {
    let home = '';
    const namespace = `${NAMESPACE}-${name.toLowerCase()}`;
    const files = new Map<number, Large>();
    const large = (megabytes: number): Large => {
      const made = files.get(megabytes) ?? makeLarge(join(home, `large-${megabytes}`), megabytes);
      files.set(megabytes, made);
      return made;
    };
    const env = (): Record<string, string> => ({
      PATH: process.env.PATH ?? '',
      HOME: home,
      KUBECONFIG: kubeconfig,
    });
    const kubectl = async (args: readonly string[], stdin?: string): Promise<string> => {
      const { stdout, stderr, code } = await execute([reference], args, { env: env(), stdin });
      if (code !== 0) throw new Error(stderr);
      return stdout;
    };

    beforeAll(async () => {
      if (!kubeconfig)
        throw new Error('KUBIST_TEST_KUBECONFIG is not set: `npm run test:cluster` sets it');
      home = mkdtempSync(join(tmpdir(), 'kubist-e2e-'));
      await kubectl(['create', 'namespace', namespace]);
      await kubectl(['wait', '-n', namespace, 'sa/default', '--for=create', '--timeout=100s']);
      await kubectl(['apply', '-n', namespace, '-f', '-'], POD);
      await kubectl([
        'wait',
        '-n',
        namespace,
        'pod/box',
        '--for=condition=Ready',
        '--timeout=100s',
      ]);
    }, 240_000);
    afterAll(async () => {
      await kubectl(['delete', 'namespace', namespace, '--wait=false']);
      rmSync(home, { recursive: true, force: true });
    });

    /** Runs kubist with files as its streams, and prints how much memory it took at most. */
    const run = async (
      args: readonly string[],
      { stdin = '/dev/null', stdout = '/dev/null' } = {},
    ): Promise<number> => {
      const [program, ...rest] = command;
      const descriptors = [openSync(stdin, 'r'), openSync(stdout, 'w')] as const;
      const child = spawn(program, [...rest, '-n', namespace, ...args], {
        env: env(),
        stdio: [...descriptors, 'inherit'],
      });
      const peak = watchMemory(child.pid ?? 0);
      const code = await new Promise((resolve) => child.on('close', resolve));
      descriptors.forEach(closeSync);
      console.log(`${name}: ${args.join(' ')}: at most ${Math.round(peak() / MEGABYTE)} MB`);
      expect(code).toBe(0);
      return peak();
    };
    /** Forwards a port to one of the pod as long as `use` takes; answers the peak memory. */
    const forward = async (
      port: number,
      use: (local: number) => Promise<void>,
    ): Promise<number> => {
      const [program, ...rest] = command;
      const child = spawn(
        program,
        [...rest, '-n', namespace, 'port-forward', 'pod/box', `:${port}`],
        { env: env(), stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const peak = watchMemory(child.pid ?? 0);
      const ended = new Promise((resolve) => child.on('close', resolve));
      try {
        const local = await new Promise<number>((resolve, reject) => {
          let said = '';
          child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
            said += chunk;
            const found = /127\.0\.0\.1:(\d+) /.exec(said);
            if (found) resolve(Number(found[1]));
          });
          child.on('close', () => reject(new Error('the port is not forwarded')));
        });
        await use(local);
      } finally {
        child.kill('SIGINT');
        await ended;
      }
      console.log(`${name}: port-forward: at most ${Math.round(peak() / MEGABYTE)} MB`);
      return peak();
    };
    const sumOf = async (path: string): Promise<string> => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
      return hash.digest('hex');
    };

    it(
      `exec -i hands ${SIZES.exec} MB to a process, from a file`,
      { timeout: PATIENCE },
      async () => {
        const { path, sum } = large(SIZES.exec);
        const stdout = join(home, 'sum');
        const peak = await run(['exec', '-i', 'box', '--', 'sha256sum'], { stdin: path, stdout });
        expect(readFileSync(stdout, 'utf8')).toBe(`${sum}  -\n`);
        expect(peak).toBeLessThan(MOST_MEMORY);
      },
    );

    it('exec -i hands on a pipe', { timeout: PATIENCE }, async () => {
      const { path, sum } = large(SIZES.exec);
      const line = `cat '${path}' | ${quoted(command)} -n ${namespace} exec -i box -- sha256sum`;
      const { stdout } = await execute(['sh'], ['-c', line], {
        env: env(),
        timeout: PATIENCE / 1000,
      });
      expect(stdout).toBe(`${sum}  -\n`);
    });

    it(`cp takes ${SIZES.cp} MB there, and back`, { timeout: PATIENCE }, async () => {
      const { path, sum } = large(SIZES.cp);
      const back = join(home, 'back');
      const peaks = [await run(['cp', path, 'box:/tmp/large'])];
      expect(await kubectl(['exec', '-n', namespace, 'box', '--', 'sha256sum', '/tmp/large'])).toBe(
        `${sum}  /tmp/large\n`,
      );
      peaks.push(await run(['cp', 'box:/tmp/large', back]));
      expect(await sumOf(back)).toBe(sum);
      expect(Math.max(...peaks)).toBeLessThan(MOST_MEMORY);
    });

    it('exec brings out what a process prints', { timeout: PATIENCE }, async () => {
      const stdout = join(home, 'out');
      const peak = await run(['exec', 'box', '--', 'cat', '/tmp/large'], { stdout });
      expect(await sumOf(stdout)).toBe(large(SIZES.cp).sum);
      expect(peak).toBeLessThan(MOST_MEMORY);
    });

    it(
      `port-forward carries ${SIZES.forward} MB there, and back`,
      { timeout: PATIENCE },
      async () => {
        const { path, sum } = large(SIZES.forward);
        const there = await forward(9001, async (port) => {
          expect(await exchange(port, createReadStream(path))).toBe(`${sum}  -\n`);
        });
        const back = await forward(8080, async (port) => {
          expect(await sumOfFetched(port, 'large')).toBe(large(SIZES.cp).sum);
        });
        expect(Math.max(there, back)).toBeLessThan(MOST_MEMORY);
      },
    );

    it(
      'port-forward carries many connections at once, each to its end',
      { timeout: PATIENCE },
      async () => {
        const one = await kubectl(['exec', '-n', namespace, 'box', '--', 'sha256sum', '/tmp/one']);
        await forward(8080, async (port) => {
          const each = Array.from({ length: CONNECTIONS }, () => sumOfFetched(port, 'one'));
          for (const sum of await Promise.all(each)) expect(`${sum}  /tmp/one\n`).toBe(one);
        });
      },
    );

    it(
      'port-forward brings what is still sent to a side that has ended its own',
      { timeout: PATIENCE },
      async () => {
        await forward(9002, async (port) => {
          const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
          socket.end('last words');
          expect(await text(socket)).toBe('hello\n');
        });
        const heard = ['exec', '-n', namespace, 'box', '--', 'cat', '/tmp/heard'];
        await expect.poll(() => kubectl(heard), { timeout: 20_000 }).toBe('last words');
      },
    );

    it('a session in a terminal leaves it as it was, however it ends', async () => {
      const exec = `${quoted(command)} -n ${namespace} exec -it box -- `;
      const lines = [
        'stty rows 40 cols 120; stty -g > before',
        `${exec} sh -c 'sleep 1; stty size; tty; exit 7'; echo "code $?"`,
        'stty -g > after-exit',
        `timeout --foreground -s TERM 3 ${exec} sleep 100`,
        'stty -g > after-term',
        `timeout --foreground -s HUP 3 ${exec} sleep 100`,
        'stty -g > after-hup',
      ];
      writeFileSync(join(home, 'lines'), lines.join('\n'));
      // `script` gives the shell a pseudo-terminal.
      const { stdout } = await execute(['script'], ['-qec', `sh -c '. ./lines'`, '/dev/null'], {
        env: { ...env(), SHELL: '/bin/sh' },
        cwd: home,
        timeout: 50,
      });
      expect(stdout).toMatch(
        /40 120\r\n\/dev\/pts\/\d+\r\ncommand terminated with exit code 7\r\ncode 7/,
      );
      const modes = ['before', 'after-exit', 'after-term', 'after-hup'].map((name) =>
        readFileSync(join(home, name), 'utf8'),
      );
      expect(new Set(modes).size).toBe(1);
    });

    it('a terminal that changes its size tells the process, and Ctrl-C is for the process', async () => {
      const becomes = (size: string): string =>
        `until [ "$(stty size 2>&1)" = "${size}" ]; do sleep 0.1; done; echo "it is ${size}"`;
      const there = [
        becomes('40 120'),
        "trap 'echo interrupted; exit 9' INT",
        becomes('50 100'),
        'while :; do sleep 0.1; done',
      ].join('; ');
      const lines = [
        'stty rows 40 cols 120; stty -g > before',
        // Beside the session, as a window manager does it.
        `(until grep -q 'it is 40 120' typescript; do sleep 0.1; done; stty rows 50 cols 100 < /dev/tty) &`,
        `${quoted(command)} -n ${namespace} exec -it box -- sh -c '${there.replaceAll("'", "'\\''")}'; echo "code $?"`,
        'stty -g > after',
      ];
      writeFileSync(join(home, 'lines'), lines.join('\n'));
      writeFileSync(join(home, 'typescript'), '');
      const keys =
        "until grep -q 'it is 50 100' typescript; do sleep 0.1; done; printf '\\003'; until grep -q code typescript; do sleep 0.1; done";
      const { stdout } = await execute(
        ['sh'],
        ['-c', `(${keys}) | script -qefc "sh ./lines" typescript`],
        { env: { ...env(), SHELL: '/bin/sh' }, cwd: home, timeout: 50 },
      );
      expect(stdout).toMatch(
        /it is 40 120\r\n(?:.*\r\n)*it is 50 100\r\n(?:.*\r\n)*.*interrupted\r\n/,
      );
      expect(stdout).toContain('code 9');
      expect(readFileSync(join(home, 'after'), 'utf8')).toBe(
        readFileSync(join(home, 'before'), 'utf8'),
      );
    });
  },
);

/** Words for a shell. */
function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(' ');
}

/** Sends all of the data through a port, and answers what comes back until the other side ends; only then this one ends. */
async function exchange(port: number, data: Readable): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [answer] = await Promise.all([text(socket), sendAll(socket, data)]);
  socket.end();
  return answer;
}

async function sendAll(socket: Socket, data: Readable): Promise<void> {
  for await (const chunk of data) {
    if (!socket.write(chunk as Uint8Array)) await once(socket, 'drain');
  }
}

/** Fetches a file of the pod through a port. */
async function sumOfFetched(port: number, path: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/${path}`);
  const hash = createHash('sha256');
  for await (const chunk of answer.body ?? []) hash.update(chunk);
  return hash.digest('hex');
}

/** Looks at the memory of a process again and again. Answers what tells the peak, also after its end. */
function watchMemory(pid: number): () => number {
  let peak = 0;
  const timer = setInterval(() => {
    const now = memoryOf(pid);
    if (now === 0 && peak > 0) clearInterval(timer);
    peak = Math.max(peak, now);
  }, 50);
  timer.unref();
  return () => peak;
}

/** The most memory that a process has had, in bytes. */
function memoryOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
