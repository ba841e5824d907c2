import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';

/** One run of a program. */
export interface Sample {
  /** Wall clock, milliseconds. */
  ms: number;
  /** Peak resident memory, megabytes of 1024². */
  mb: number;
}

/** A program with its arguments and environment. */
export interface Program {
  command: readonly [string, ...string[]];
  env: Readonly<Record<string, string>>;
}

/** Milliseconds that measuring itself takes: starting GNU time, which starts a program that does nothing. */
let overhead = 0;

/** Finds out what measuring itself takes, which is from then on no part of any figure. */
export async function calibrate(scratch: string): Promise<void> {
  overhead = 0;
  const samples: Sample[] = [];
  for (let round = 0; round < 15; round++)
    samples.push(
      await measure({ command: ['true'], env: { PATH: process.env.PATH ?? '' } }, scratch),
    );
  overhead = median(samples).ms;
}

/**
 * Runs a program once below GNU time, whose own child is the only way to a true peak: a process started
 * straight from here would inherit the peak of this one. Its output is thrown away; `input` is a file for its
 * standard input. Throws when it fails.
 */
export function measure(
  { command, env }: Program,
  scratch: string,
  input = '/dev/null',
): Promise<Sample> {
  const report = `${scratch}/time`;
  const stdin = openSync(input, 'r');
  return new Promise<Sample>((resolve, reject) => {
    const begin = performance.now();
    const child = spawn('time', [...timeFlags(report), ...command], {
      env,
      stdio: [stdin, 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.on('error', () => reject(new Error('GNU time is missing: run apt-get install time')));
    child.on('close', (code) => {
      const ms = performance.now() - begin - overhead;
      if (code !== 0) {
        reject(
          new Error(`${command.join(' ')} failed with ${code}: ${stderr.trim().slice(0, 500)}`),
        );
        return;
      }
      resolve({ ms, mb: peakOf(report) });
    });
  }).finally(() => closeSync(stdin));
}

/**
 * Runs a program that forwards a port, below GNU time, until `use` has done with the port. The time is that of `use`;
 * the peak is that of the whole run.
 */
export async function measureForward(
  { command, env }: Program,
  scratch: string,
  use: (port: number) => Promise<void>,
): Promise<Sample> {
  const report = `${scratch}/time`;
  const child = spawn('time', [...timeFlags(report), ...command], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    // A process group of its own: GNU time does not pass signals on.
    detached: true,
  });
  const closed = new Promise<never>((_, reject) => {
    child.on('error', () => reject(new Error('GNU time is missing: run apt-get install time')));
    child.on('close', (code) => reject(new Error(`${command.join(' ')} ended with ${code}`)));
  });
  closed.catch(() => undefined);
  const port = new Promise<number>((resolve) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const [, number] = /^Forwarding from 127\.0\.0\.1:(\d+) /m.exec(text) ?? [];
      if (number !== undefined) resolve(Number(number));
    });
  });
  try {
    const number = await Promise.race([port, closed]);
    const begin = performance.now();
    await Promise.race([use(number), closed]);
    const ms = performance.now() - begin;
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await closed.catch(() => undefined);
    return { ms, mb: peakOf(report) };
  } finally {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }
}

function timeFlags(report: string): string[] {
  return ['--quiet', '-f', '%M', '-o', report];
}

/** Megabytes of a report of GNU time, which is removed. */
function peakOf(report: string): number {
  const mb = Number(readFileSync(report, 'utf8').trim()) / 1024;
  rmSync(report);
  return mb;
}

/** The middle of the samples, each figure by itself. */
export function median(samples: readonly Sample[]): Sample {
  const middle = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  return { ms: middle(samples.map(({ ms }) => ms)), mb: middle(samples.map(({ mb }) => mb)) };
}
