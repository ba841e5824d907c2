import { readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ExitError, KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import type { CommandEntry, CommandSpec } from './command.ts';
import type { Context } from './context.ts';
import type { Flags } from './flags/flags.ts';
import { isProgram } from './plugins.ts';

/** The group `plugin`. It looks at the whole tree, for commands that a plugin cannot replace. */
export function pluginCommand(root: () => CommandSpec): CommandSpec {
  const list: CommandSpec = {
    use: '[flags]',
    short: "List all visible plugin executables on a user's PATH",
    long: `Lists the programs on PATH that serve as commands: those whose names begin with kubectl- and that may be executed. Warns of those that are hidden by others.`,
    examples: `  # All plugins
  {program} plugin list

  # Their names without the folders
  {program} plugin list --name-only`,
    flags: [
      {
        name: 'name-only',
        type: 'bool',
        default: false,
        usage: 'Print the names of the programs without their folders',
      },
    ],
    run: (context, flags) => listPlugins(context, flags, root()),
  };
  return {
    use: '[flags]',
    short: 'Provides utilities for interacting with plugins',
    long: 'A program on PATH whose name begins with kubectl- is a command: kubectl-foo-bar runs as {program} foo bar.',
    examples: list.examples ?? '',
    subcommands: [{ name: 'list', short: list.short, load: async () => list }],
  };
}

async function listPlugins(
  { env, streams, program }: Context,
  flags: Flags,
  root: CommandSpec,
): Promise<void> {
  const seen = new Map<string, string>();
  const folders = [...new Set((env['PATH'] ?? '').split(delimiter).map((folder) => folder.trim()))];
  let found = 0;
  let warnings = 0;
  for (const folder of folders) {
    if (folder === '') continue;
    for (const name of await pluginsIn(folder, streams.err)) {
      const file = join(folder, name);
      if (found++ === 0) {
        await streams.out.write('The following compatible plugins are available:\n\n');
      }
      await streams.out.write(`${flags.bool('name-only') ? name : file}\n`);
      for (const warning of await warningsOf(name, file, seen, root, program)) {
        warnings++;
        await streams.err.write(`  - warning: ${warning}\n`);
      }
      if (!seen.has(name)) seen.set(name, file);
    }
  }
  if (found === 0) throw new KubistError(`unable to find any kubectl plugins in your PATH`);
  if (warnings > 0) {
    const words =
      warnings === 1 ? 'one plugin warning was found' : `${warnings} plugin warnings were found`;
    await streams.err.write(`error: ${words}\n`);
    throw new ExitError(1);
  }
}

async function pluginsIn(
  folder: string,
  err: Context['streams']['err'],
): Promise<readonly string[]> {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'no such file or directory'
        : code === 'ENOTDIR'
          ? 'not a directory'
          : 'permission denied';
    await err.write(
      `Unable to read directory ${goQuote(folder)} from your PATH: open ${folder}: ${why}. Skipping...\n`,
    );
    return [];
  }
  return names
    .filter((name) => name.startsWith('kubectl-') && !isFolder(join(folder, name)))
    .sort();
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function warningsOf(
  name: string,
  file: string,
  seen: ReadonlyMap<string, string>,
  root: CommandSpec,
  program: string,
): Promise<string[]> {
  const command = await commandOf(name.split('-').slice(1), root);
  if (command.length > 0) {
    return [`${name} overwrites existing command: "${[program, ...command].join(' ')}"`];
  }
  const warnings: string[] = [];
  if (!isProgram(file)) {
    warnings.push(`${file} identified as a kubectl plugin, but it is not executable`);
  }
  const first = seen.get(name);
  if (first !== undefined) {
    warnings.push(`${file} is overshadowed by a similarly named plugin: ${first}`);
  }
  return warnings;
}

/** The command that already has these words, as far as it goes. */
async function commandOf(words: readonly string[], root: CommandSpec): Promise<string[]> {
  const path: string[] = [];
  let spec = root;
  for (const word of words) {
    const next: CommandEntry | undefined = spec.subcommands?.find(
      ({ name, aliases }) => name === word || aliases?.includes(word),
    );
    if (next === undefined) break;
    path.push(next.name);
    spec = await next.load();
  }
  return path;
}
