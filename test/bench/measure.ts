import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

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

/**
 * Runs a program once below GNU time, whose own child is the only way to a true peak: a process started
 * straight from here would inherit the peak of this one. Its output is thrown away. Throws when it fails.
 */
export function measure({ command, env }: Program, scratch: string): Promise<Sample> {
  const report = `${scratch}/time`;
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const child = spawn('time', ['--quiet', '-f', '%M', '-o', report, ...command], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.on('error', () => reject(new Error('GNU time is missing: run apt-get install time')));
    child.on('close', (code) => {
      const ms = performance.now() - begin;
      if (code !== 0) {
        reject(
          new Error(`${command.join(' ')} failed with ${code}: ${stderr.trim().slice(0, 500)}`),
        );
        return;
      }
      const mb = Number(readFileSync(report, 'utf8').trim()) / 1024;
      rmSync(report);
      resolve({ ms, mb });
    });
  });
}

/** The middle of the samples, each figure by itself. */
export function median(samples: readonly Sample[]): Sample {
  const middle = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  return { ms: middle(samples.map(({ ms }) => ms)), mb: middle(samples.map(({ mb }) => mb)) };
}
