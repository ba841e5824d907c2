import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

import { ClusterError } from './errors.ts';

/** System programs are often outside a user's PATH. */
const PATHS: readonly string[] = [
  ...(process.env.PATH ?? '').split(':'),
  '/usr/sbin',
  '/sbin',
  '/usr/local/go/bin',
];

/** The environment for programs: with the folders of system programs in PATH. */
export const ENV: NodeJS.ProcessEnv = { ...process.env, PATH: PATHS.join(':') };

/** The path of a program, or undefined when it is not installed. */
export function find(program: string): string | undefined {
  return PATHS.map((dir) => join(dir, program)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** What a program left. */
export interface Ran {
  ok: boolean;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end; a failure is in the result. */
export function attempt(
  file: string,
  args: readonly string[],
  options: SpawnSyncOptions = {},
): Ran {
  const ran = spawnSync(file, args, { env: ENV, maxBuffer: 1 << 28, ...options, encoding: 'utf8' });
  return {
    ok: ran.status === 0,
    stdout: ran.stdout ?? '',
    stderr: ran.error ? ran.error.message : (ran.stderr ?? ''),
  };
}

/** Runs a program to its end and returns its stdout. Throws with its last line of stderr. */
export function run(file: string, args: readonly string[], options: SpawnSyncOptions = {}): string {
  const { ok, stdout, stderr } = attempt(file, args, options);
  if (!ok) {
    const reason = stderr.trim().split('\n').slice(-3).join('; ');
    throw new ClusterError(`${file} ${args.slice(0, 3).join(' ')} failed: ${reason}`);
  }
  return stdout;
}
