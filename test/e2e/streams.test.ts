import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { execute } from '../parity/execute.ts';

const kubeconfig = process.env.KUBIST_TEST_KUBECONFIG ?? '';
const reference = process.env.KUBIST_TEST_KUBECTL ?? 'kubectl';
const script = fileURLToPath(new URL('../../bin/kubist.js', import.meta.url));

const NAMESPACE = 'e2e-streams';
const POD = `apiVersion: v1
kind: Pod
metadata: { name: box }
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - { name: main, image: localhost/busybox:1, imagePullPolicy: IfNotPresent, command: [sh, -c, "mkdir -p /tmp; exec sleep 1000000"] }
`;
const MEGABYTE = 1 << 20;
const SIZE = 200 * MEGABYTE;
/** More than the runtime itself needs, and far less than what goes through. */
const MOST_MEMORY = 220 * MEGABYTE;

describe('much goes through a pod, and nothing is lost', () => {
  let home = '';
  let file = '';
  let sum = '';
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
    file = join(home, 'large');
    const [hash, fd] = [createHash('sha256'), openSync(file, 'w')];
    for (let at = 0; at < SIZE; at += MEGABYTE) {
      const block = createHash('shake256', { outputLength: MEGABYTE }).update(`${at}`).digest();
      hash.update(block);
      writeSync(fd, block);
    }
    sum = hash.digest('hex');
    await kubectl(['create', 'namespace', NAMESPACE]);
    await kubectl(['apply', '-n', NAMESPACE, '-f', '-'], POD);
    await kubectl(['wait', '-n', NAMESPACE, 'pod/box', '--for=condition=Ready']);
  }, 120_000);
  afterAll(async () => {
    await kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
    rmSync(home, { recursive: true, force: true });
  });

  /** Runs kubist with files as its streams, and prints how much memory it took at most. */
  const run = async (
    args: readonly string[],
    { stdin = '/dev/null', stdout = '/dev/null' } = {},
  ): Promise<number> => {
    const child = spawn(process.execPath, [script, '-n', NAMESPACE, ...args], {
      env: env(),
      stdio: [openSync(stdin, 'r'), openSync(stdout, 'w'), 'inherit'],
    });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, memoryOf(child.pid ?? 0));
    }, 50);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(watch);
    console.log(`kubist ${args.join(' ')}: at most ${Math.round(peak / MEGABYTE)} MB`);
    expect(code).toBe(0);
    return peak;
  };
  const sumOf = async (path: string): Promise<string> => {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  };

  it('exec -i hands 200 MB to a process', async () => {
    const stdout = join(home, 'sum');
    const peak = await run(['exec', '-i', 'box', '--', 'sha256sum'], { stdin: file, stdout });
    expect(readFileSync(stdout, 'utf8')).toBe(`${sum}  -\n`);
    expect(peak).toBeLessThan(MOST_MEMORY);
  });

  it('cp takes 200 MB there, and back', async () => {
    const back = join(home, 'back');
    const peaks = [
      await run(['cp', file, 'box:/tmp/large']),
      await run(['cp', 'box:/tmp/large', back]),
    ];
    expect(await sumOf(back)).toBe(sum);
    expect(Math.max(...peaks)).toBeLessThan(MOST_MEMORY);
  });

  it('exec brings out what a process prints', async () => {
    const stdout = join(home, 'out');
    const peak = await run(['exec', 'box', '--', 'cat', '/tmp/large'], { stdout });
    expect(await sumOf(stdout)).toBe(sum);
    expect(peak).toBeLessThan(MOST_MEMORY);
  });

  it('a session in a terminal leaves it as it was, however it ends', async () => {
    const exec = `'${process.execPath}' '${script}' -n ${NAMESPACE} exec -it box -- `;
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
});

/** The most memory that a process has had, in bytes. */
function memoryOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
