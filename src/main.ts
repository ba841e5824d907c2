import { basename } from 'node:path';
import { root } from './cli/catalog.ts';
import { createContext } from './cli/create-context.ts';
import { Program, type Invocation } from './cli/program.ts';
import { reportError } from './cli/report-error.ts';
import { ExitError, UsageError } from './errors.ts';
import type { Env } from './cli/context.ts';
import type { Streams } from './cli/streams.ts';

/** What tests replace besides streams and environment. */
export interface RunOptions {
  /** The name in texts; `kubist` when missing. */
  readonly program?: string;
  /** The clock, milliseconds since 1970. */
  readonly now?: () => number;
  /** Aborts like Ctrl-C. */
  readonly signal?: AbortSignal;
}

/**
 * Runs one command line: the composition root.
 * @param argv arguments without the program's name
 * @returns the exit code; nothing is thrown
 */
export async function run(
  argv: readonly string[],
  streams: Streams,
  env: Env,
  options: RunOptions = {},
): Promise<number> {
  let exitCode = 0;
  let path = options.program ?? 'kubist';
  const program = new Program(path, async (invocation) => {
    path = invocation.path.join(' ');
    exitCode = await act(invocation, streams, env, options);
  }).use(root);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    exitCode = await reportError(error, path, streams.err);
  }
  await Promise.all([streams.out.flush(), streams.err.flush()]);
  return exitCode;
}

/** The name that texts use: a link or copy named kubectl makes it `kubectl`. */
export function programName(executable: string): string {
  return /^kubectl(\.exe)?$/.test(basename(executable)) ? 'kubectl' : 'kubist';
}

async function act(
  invocation: Invocation,
  streams: Streams,
  env: Env,
  options: RunOptions,
): Promise<number> {
  const { spec, flags, args, path } = invocation;
  for (const message of invocation.deprecations) await streams.err.write(`${message}\n`);
  if (flags.bool('help') || spec.run === undefined) return showHelp(invocation, streams);

  const context = createContext({
    program: path[0] as string,
    globals: flags,
    streams,
    env,
    now: options.now ?? Date.now,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  try {
    const code = (await spec.run(context, flags, args)) ?? 0;
    return context.warningsAreErrors() ? 1 : code;
  } finally {
    await context.close();
  }
}

/** Help was asked for, or a group was called without a subcommand that it has. */
async function showHelp(
  { path, spec, entry, flags, args }: Invocation,
  streams: Streams,
): Promise<number> {
  const { renderHelp } = await import('./cli/help.ts');
  const asked = flags.bool('help');
  const bare = spec.bare ?? { stream: 'err', exitCode: 1 };
  if (!asked && args.length > 0 && path.length > 1 && bare.exitCode !== 0) {
    throw new UsageError(`unknown command "${args[0]}"`);
  }
  await streams[asked ? 'out' : bare.stream].write(renderHelp(path, spec, entry));
  if (!asked && bare.exitCode !== 0) throw new ExitError(bare.exitCode);
  return 0;
}
