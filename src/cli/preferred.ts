import { root } from './catalog.ts';
import type { CommandEntry, CommandSpec } from './command.ts';
import { FlagIndex } from './flags/parse.ts';
import { globalFlags, helpFlag } from './flags/global.ts';
import {
  aliasOf,
  judgeDefaults,
  type Alias,
  type FlagDefault,
  type Preferences,
} from './kuberc.ts';
import { firstOperand } from './program.ts';

/** What the user's preferences make of a command line and of the commands. */
export interface Preferred {
  readonly argv: readonly string[];
  /** All commands; the alias that is called is one of them, with the name that the user gave it. */
  readonly root: CommandSpec;
  /** The defaults that the user prefers for a command, by its path and the subcommands that it has. */
  readonly defaultsFor: (
    path: readonly string[],
    subcommands: readonly CommandEntry[],
  ) => readonly PreferredDefault[];
}

/** A default with the command as the user wrote it, for messages. */
export interface PreferredDefault extends FlagDefault {
  readonly command: string;
  /** It comes with the alias that is called. */
  readonly ofAlias: boolean;
}

/**
 * Adds the user's alias to the commands and its arguments to the command line, and finds the user's defaults. `warn`
 * gets a line for each default of a command that does not exist, if the command line itself names one that does.
 */
export function applyPreferences(
  argv: readonly string[],
  preferences: Preferences,
  warn: (line: string) => void,
): Preferred {
  const flags = new FlagIndex([...globalFlags, helpFlag]);
  const operandsOf = (text: string): readonly string[] => operands(words(text), flags);
  const at = firstOperand(argv, flags);
  const word = argv[at];
  const alias = aliasOf(word, preferences, isCommand, operandsOf);
  const judged = argv.length > 0 && (word === undefined || alias !== undefined || isCommand(word));
  const defaults = judged ? judgeDefaults(preferences, alias, isCommand, operandsOf, warn) : [];
  return {
    argv:
      alias === undefined
        ? argv
        : argv.toSpliced(at + 1, 0, ...alias.prependArgs).concat(alias.appendArgs),
    root: alias === undefined ? root : withAlias(alias, operandsOf(alias.command)),
    defaultsFor(path, subcommands) {
      const wanted = defaults.filter((one) => leadsTo(one.path, path, subcommands));
      const own = alias !== undefined && path.length === 1 && path[0] === alias.name ? [alias] : [];
      return [...wanted, ...own].flatMap((preference) =>
        preference.options.map((option) => ({
          ...option,
          command: preference.command,
          ofAlias: preference === alias,
        })),
      );
    },
  };
}

/** The root with one more command, which is the one that the words lead to; words beyond it mean nothing. */
function withAlias({ name }: Alias, path: readonly string[]): CommandSpec {
  const load = async (): Promise<CommandSpec> => {
    let spec = root;
    for (const word of path) {
      const next = find(spec.subcommands ?? [], word);
      if (next === undefined) break;
      spec = await next.load();
    }
    return { ...spec, use: '' };
  };
  return { ...root, subcommands: [...(root.subcommands ?? []), { name, short: '', load }] };
}

function isCommand(word: string): boolean {
  return find(root.subcommands ?? [], word) !== undefined;
}

function find(entries: readonly CommandEntry[], word: string): CommandEntry | undefined {
  return entries.find(({ name, aliases }) => name === word || aliases?.includes(word));
}

/** True when following the words ends at this command: what is left of them names none of its subcommands. */
function leadsTo(
  words: readonly string[],
  path: readonly string[],
  subcommands: readonly CommandEntry[],
): boolean {
  const next = words[path.length];
  return (
    path.every((name, index) => words[index] === name) &&
    (next === undefined || find(subcommands, next) === undefined)
  );
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** The words that are no flags. */
function operands(args: readonly string[], flags: FlagIndex): readonly string[] {
  const at = firstOperand(args, flags);
  return at < 0 ? [] : [args[at] as string, ...operands(args.slice(at + 1), flags)];
}
