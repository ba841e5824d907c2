import { renderGlobalFlags, renderHelp } from './help.ts';
import type { CommandEntry, CommandSpec } from './command.ts';

/** Commands about the command line itself. They look at the whole tree, so they live beside it. */
export function aboutCommands(root: () => CommandSpec): CommandEntry[] {
  const help: CommandSpec = {
    use: '[command]',
    short: 'Help about any command',
    long: 'Shows the help of the command whose path follows: {program} help config view.',
    async run({ program, streams }, _flags, args) {
      const { spec, entry, path } = await findCommand(root(), args);
      const isUnknown = args.length > 0 && path.length === 0;
      if (isUnknown) {
        const topic = args.map((arg) => `\`${arg}\``).join(' ');
        await streams.err.write(`Unknown help topic [${topic}]\n\n`);
      }
      await streams[isUnknown ? 'err' : 'out'].write(renderHelp([program, ...path], spec, entry));
    },
  };
  const options: CommandSpec = {
    use: '',
    short: 'Print the list of flags inherited by all commands',
    examples: '  # Print flags inherited by all commands\n  {program} options',
    async run({ program, streams, env }) {
      await streams.out.write(renderGlobalFlags(program, env));
    },
  };
  const alpha: CommandSpec = {
    use: '',
    short: 'Commands for features in alpha',
    async run({ program, streams }) {
      await streams.err.write(`No alpha commands are available in this version of ${program}\n`);
    },
  };
  return Object.entries({ help, options, alpha }).map(([name, spec]) => ({
    name,
    short: spec.short,
    hidden: true,
    load: () => Promise.resolve(spec),
  }));
}

/** The deepest command that `words` name, loaded; words past it are ignored. */
async function findCommand(
  root: CommandSpec,
  words: readonly string[],
): Promise<{ spec: CommandSpec; entry: CommandEntry | undefined; path: string[] }> {
  let spec = root;
  let entry: CommandEntry | undefined;
  const path: string[] = [];
  for (const word of words) {
    const next = spec.subcommands?.find((one) => one.name === word || one.aliases?.includes(word));
    if (next === undefined) break;
    entry = next;
    spec = await next.load();
    path.push(next.name);
  }
  return { spec, entry, path };
}
