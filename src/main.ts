import { basename } from 'node:path';
import { createContext } from './cli/create-context.ts';
import { FlagIndex } from './cli/flags/parse.ts';
import { isColourWanted, readColour, type ColourChoice } from './cli/colour.ts';
import { globalFlags } from './cli/flags/global.ts';
import { loadPreferences } from './cli/kuberc.ts';
import { applyPreferences } from './cli/preferred.ts';
import { unshadowed } from './cli/flags/unshadowed.ts';
import { firstOperand, Program, type Invocation } from './cli/program.ts';
import { reportError } from './cli/report-error.ts';
import { ExitError, HelpError, KubistError, UsageError } from './errors.ts';
import type { CommandSpec } from './cli/command.ts';
import type { Env, OwnedContext } from './cli/context.ts';
import type { Logger } from './log.ts';
import type { Plugin } from './cli/plugins.ts';
import type { OutStream, Streams } from './cli/streams.ts';
import type { Terminal } from './cli/terminal.ts';

/** What tests replace besides streams and environment. */
export interface RunOptions {
  /** The name in texts; `kubist` when missing. */
  readonly program?: string;
  /** The clock, milliseconds since 1970. */
  readonly now?: () => number;
  /** What waits while nothing is to be done, instead of a timer. Milliseconds. */
  readonly pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
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
  const program = options.program ?? 'kubist';
  let path = program;
  let log: Logger | undefined;
  let exitCode = 0;
  let failureCode = 1;
  let terminal: Terminal | undefined;
  const now = options.now ?? Date.now;
  try {
    const preferences = await loadPreferences(argv, env, (text) => streams.err.write(text));
    if (argv.some((word) => word.startsWith('__complete'))) {
      const { answerRequest } = await import('./cli/complete/request.ts');
      const wait = options.pause ?? pause;
      const { signal } = options;
      const given = { program, streams, progress: undefined, env, preferences, now, signal };
      if (await answerRequest(argv, { ...given, pause: wait })) {
        await Promise.all([streams.out.flush(), streams.err.flush()]);
        return 0;
      }
    }
    const preferred = applyPreferences(argv, preferences, (line) => void streams.err.write(line));
    const plugin = await pluginOf(preferred.argv, preferred.root, env);
    if (typeof plugin === 'string') await streams.err.write(`Error: ${plugin}\n`);
    if (plugin !== undefined) {
      await Promise.all([streams.out.flush(), streams.err.flush()]);
      if (typeof plugin === 'string') return 1;
      return await (await import('./cli/plugins.ts')).runPlugin(plugin, env);
    }
    const tree = new Program(program, {
      env,
      preferred: preferred.defaultsFor,
      found(names, spec) {
        path = names.join(' ');
        failureCode = spec.failureCode ?? 1;
      },
      async act(invocation) {
        for (const message of invocation.deprecations) await streams.err.write(`${message}\n`);
        if (invocation.flags.bool('help') || invocation.spec.run === undefined) {
          exitCode = await showHelp(invocation, streams);
          return;
        }
        terminal = await dressed(streams, readColour(invocation.flags.string('color')), {
          env,
          now,
          quiet: invocation.flags.int('v') > 0,
        });
        const context = createContext({
          program,
          command: path,
          globals: unshadowed(invocation.flags, invocation.spec.flags ?? []),
          ...terminal,
          env,
          preferences,
          now,
          pause: options.pause ?? pause,
          signal: options.signal,
        });
        log = context.log;
        exitCode = await execute(invocation, context);
      },
    });
    await tree.use(preferred.root).parseAsync([...preferred.argv], { from: 'user' });
  } catch (error) {
    // Flags that cannot be read leave this one unread.
    const colour = argv.includes('--color=never') ? 'never' : 'auto';
    terminal ??= await dressed(streams, colour, { env, now, quiet: true });
    const reported = await reportError(error, path, terminal.streams.err, log);
    exitCode = error instanceof ExitError ? reported : failureCode;
  }
  await Promise.all([streams.out.flush(), streams.err.flush()]);
  return exitCode;
}

/** Streams with colours and progress where they are wanted. Nothing is loaded where they are not. */
async function dressed(
  streams: Streams,
  colour: ColourChoice,
  { env, now, quiet }: { env: Env; now: () => number; quiet: boolean },
): Promise<Terminal> {
  const { out, err } = streams;
  const isPlain = (stream: OutStream): boolean =>
    !stream.isTTY && !isColourWanted(colour, false, env);
  if (isPlain(out) && isPlain(err)) return { streams, progress: undefined };
  const { openTerminal } = await import('./cli/terminal.ts');
  const progress = !quiet && !env['CI'] && env['TERM'] !== 'dumb';
  return openTerminal(streams, { colour, env, now, progress });
}

/** Most commands wait for nothing but the server. */
async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return (await import('./rest/pause.ts')).pause(milliseconds, signal);
}

/** The name that texts use: a link or copy named kubectl, or kubectl-diagnose, makes it `kubectl`. */
export function programName(executable: string): string {
  return /^kubectl(-diagnose)?(\.exe)?$/.test(basename(executable)) ? 'kubectl' : 'kubist';
}

/** The plugin that a command line means, or why there can be none; undefined for commands of our own. */
async function pluginOf(
  argv: readonly string[],
  root: CommandSpec,
  env: Env,
): Promise<Plugin | string | undefined> {
  // Like cobra, which does not know --help yet and takes the next word for its value.
  const word = argv[firstOperand(argv, new FlagIndex(globalFlags))];
  if (word === undefined) return undefined;
  const isKnown = root.subcommands?.some(
    ({ name, aliases }) => name === word || aliases?.includes(word),
  );
  if (isKnown === true && (argv[0] !== 'create' || argv[1]?.startsWith('-') !== false)) {
    return undefined;
  }
  const { findCreatePlugin, findPlugin } = await import('./cli/plugins.ts');
  return isKnown === true ? findCreatePlugin(argv, root, env) : findPlugin(argv, env);
}

/** Runs the command itself, with a profile around it when one is asked for. */
async function execute(
  { path, spec, entry, flags, args }: Invocation,
  context: OwnedContext,
): Promise<number> {
  // A command may have a flag of this name: `debug`.
  const profile = context.globals.string('profile');
  const stopProfile =
    profile === 'none' ? undefined : await (await import('./cli/profile.ts')).startProfile(profile);
  try {
    const code = (await spec.run?.(context, flags, args)) ?? 0;
    if (context.warnings > 0 && flags.bool('warnings-as-errors')) {
      throw new KubistError(
        `${context.warnings} warning${context.warnings === 1 ? '' : 's'} received`,
      );
    }
    return code;
  } catch (error) {
    if (!(error instanceof HelpError)) throw error;
    const { renderHelp } = await import('./cli/help.ts');
    await context.streams.out.write(renderHelp(path, spec, entry));
    if (error.message !== '') throw new UsageError(error.message, { hint: false });
    return 0;
  } finally {
    await stopProfile?.(flags.string('profile-output'));
    await context.close();
  }
}

/** Help was asked for, or a group was called without a subcommand that it has. */
async function showHelp(
  { path, spec, entry, flags, args }: Invocation,
  streams: Streams,
): Promise<number> {
  const { renderHelp } = await import('./cli/help.ts');
  const page = renderHelp(path, spec, entry);
  if (flags.bool('help')) {
    await streams.out.write(page);
    return 0;
  }
  const bare = spec.bare ?? { stream: 'err', exitCode: 1 };
  if (args.length > 0 && bare.exitCode !== 0)
    throw new UsageError(`unknown command "${args.join(' ')}"`);
  await streams[bare.stream].write(page);
  if (bare.exitCode !== 0) throw new ExitError(bare.exitCode);
  return 0;
}
