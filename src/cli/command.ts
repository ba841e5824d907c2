import type { Context } from './context.ts';
import type { FlagSpec, Flags } from './flags/flags.ts';

/** One command of the tree, as data: a file in `commands/` exports one. It reads help, flags, run. */
export interface CommandSpec {
  /** The usage line without the path: `(TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE/NAME ...) [flags]`. Empty for a group. */
  readonly use: string;
  /** One line, no full stop. */
  readonly short: string;
  /** Paragraphs for `--help`. Without it, `short` and a full stop serve. `{program}` stands for the program's name. */
  readonly long?: string;
  /** Lines for `--help`, `  # comment` above each `  {program} …` command. */
  readonly examples?: string;
  readonly aliases?: readonly string[];
  /** Local flags; the global ones come on top. */
  readonly flags?: readonly FlagSpec[];
  readonly subcommands?: readonly CommandEntry[];
  /** For a group: where its help goes, and the exit code, when it is called without a subcommand. */
  readonly bare?: { readonly stream: 'out' | 'err'; readonly exitCode: number };
  /** Exit code of a failure where 1 means something else. Wrong flags are then told as other misuse is. */
  readonly failureCode?: number;
  /** Does the work: gathers options, judges them, acts. A number is the exit code; errors are thrown. */
  run?(context: Context, flags: Flags, args: readonly string[]): Promise<number | void>;
}

/** A place in the tree whose file is read only when it is invoked. */
export interface CommandEntry {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly short: string;
  /** Heading in the root help; groups' subcommands have none. */
  readonly group?: string;
  readonly hidden?: boolean;
  /** Ours alone: kubectl has no such command. */
  readonly own?: true;
  load(): Promise<CommandSpec>;
}
