import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { CommandSpec } from './command.ts';
import type { Env } from './context.ts';

/** What programs that serve as plugins are called before the first dash. kubectl's serve kubist too. */
const PREFIX = 'kubectl';

/** A program on PATH that serves as a command, and its arguments. */
export interface Plugin {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * The plugin that a command line means whose command is unknown: `kubectl-foo-bar` for `foo bar`, the longest name
 * first; undefined when there is none. A refusal in words when flags stand before the name: nobody knows whose they
 * are. Source: https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/
 */
export function findPlugin(argv: readonly string[], env: Env): Plugin | string | undefined {
  const [first = ''] = argv;
  const word = argv.find((arg) => !arg.startsWith('-'));
  if (word === undefined || word === 'help' || word.startsWith('__complete')) return undefined;
  if (first.startsWith('-')) return `flags cannot be placed before plugin name: ${first}`;
  return longestPlugin(argv, 1, env);
}

/** The same for words after `create`, which plugins may extend: `kubectl-create-foo`. */
export async function findCreatePlugin(
  argv: readonly string[],
  root: CommandSpec,
  env: Env,
): Promise<Plugin | undefined> {
  const create = await root.subcommands?.find(({ name }) => name === 'create')?.load();
  const known = create?.subcommands?.some(
    ({ name, aliases }) => name === argv[1] || aliases?.includes(argv[1] ?? ''),
  );
  return known === true ? undefined : longestPlugin(argv, 2, env);
}

function longestPlugin(argv: readonly string[], least: number, env: Env): Plugin | undefined {
  const flag = argv.findIndex((arg) => arg.startsWith('-'));
  const words = argv.slice(0, flag < 0 ? undefined : flag).map((word) => word.replaceAll('-', '_'));
  for (let count = words.length; count >= least; count--) {
    const file = onPath([PREFIX, ...words.slice(0, count)].join('-'), env);
    if (file !== undefined) return { file, args: argv.slice(count) };
  }
  return undefined;
}

function onPath(name: string, env: Env): string | undefined {
  if (/[/\\]/.test(name)) return undefined;
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder || '.', name + ending);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

/** A file that may be executed. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a plugin in this process's place: with its terminal, its environment, and its exit code; 128 and the number of
 * the signal that ended it, as shells say it.
 */
export async function runPlugin({ file, args }: Plugin, env: Env): Promise<number> {
  const { spawn } = await import('node:child_process');
  const { constants: system } = await import('node:os');
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', env: { ...env } });
    // Ctrl-C is the plugin's to judge: the terminal sends it to both.
    const ignore = (): void => undefined;
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', ignore).on('SIGQUIT', ignore);
    process.on('SIGTERM', pass).on('SIGHUP', pass);
    child.once('error', (error) => reject(new UsageError(error.message, { hint: false })));
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (system.signals[signal ?? 'SIGTERM'] ?? 0)),
    );
  });
}
