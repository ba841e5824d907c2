import { Command, type ParseOptionsResult } from 'commander';
import { UsageError } from '../errors.ts';
import { globalFlags, helpFlag } from './flags/global.ts';
import { FlagError } from './flags/error.ts';
import { FlagIndex, parseArguments, valueWhenAlone, type ParsedArguments } from './flags/parse.ts';
import { CommandFlags } from './flags/values-of-command.ts';
import { parseFlagValue } from './flags/values.ts';
import { preferencesError } from './kuberc.ts';
import type { PreferredDefault } from './preferred.ts';
import { didYouMean } from './suggest.ts';
import type { CommandEntry, CommandSpec } from './command.ts';
import type { Env } from './context.ts';
import type { Flags } from './flags/flags.ts';

/** What a command line came to: run this command, or print its help. */
export interface Invocation {
  /** Names from the root: `["kubectl", "config", "view"]`. */
  readonly path: readonly string[];
  readonly spec: CommandSpec;
  readonly entry: CommandEntry | undefined;
  readonly flags: Flags;
  readonly args: readonly string[];
  readonly deprecations: readonly string[];
}

/** What all commands of one tree share. */
export interface Tree {
  /** Environment variables, which switch alphas on. */
  readonly env: Env;
  /** Told which command it is, before its flags are parsed. */
  found(path: readonly string[], spec: CommandSpec): void;
  /** Takes over once the command is known and its flags are parsed. */
  act(invocation: Invocation): Promise<void>;
  /** Defaults that the user prefers for the flags of a command: its path without the program, its subcommands. */
  preferred(
    path: readonly string[],
    subcommands: readonly CommandEntry[],
  ): readonly PreferredDefault[];
}

/**
 * A command of the tree. commander finds the command and keeps the values with their sources;
 * how arguments are read is pflag's way, which commander has no options for
 * (`-n=x`, `--watch=false`, flags before and after the command's name).
 * A command's file is imported when the command is invoked, by the hook that commander
 * calls before it descends.
 */
export class Program extends Command {
  readonly entry: CommandEntry | undefined;
  #spec: CommandSpec | undefined;
  readonly #tree: Tree;

  constructor(name: string, tree: Tree, entry?: CommandEntry) {
    super(name);
    this.#tree = tree;
    this.entry = entry;
    this.helpOption(false).helpCommand(false).allowExcessArguments();
  }

  /** Fills in what the command's file says; the root is filled in at once, the others on their way down. */
  use(spec: CommandSpec): this {
    this.#spec = withoutAlphas(spec, this.#tree.env);
    this.hook('preSubcommand', async (_parent, child) => {
      if (child instanceof Program && child.entry !== undefined)
        child.use(await child.entry.load());
    });
    return this.argument('[args...]').action(() => this.#invoke());
  }

  /** Names from the root down to this command. */
  get path(): string[] {
    return this.parent instanceof Program ? [...this.parent.path, this.name()] : [this.name()];
  }

  /** Called by commander on its way down the tree. A command with subcommands only looks for the next name. */
  override parseOptions(args: string[]): ParseOptionsResult {
    const at = this.#nextOperand(args);
    const entry = this.#subcommand(args[at]);
    if (entry !== undefined) {
      // Only the one that is called: sixty commands take commander a millisecond.
      this.addCommand(new Program(entry.name, this.#tree, entry));
      return { operands: [entry.name], unknown: args.toSpliced(at, 1) };
    }
    const spec = this.#spec as CommandSpec;
    this.#tree.found(this.path, spec);
    const index = this.#flagIndex();
    // An unknown word is reported before any flag after it is judged, as cobra does.
    if (this.parent === null) this.#refuseUnknownCommand(args);
    const parsed = this.#parse(args, index);
    for (const flag of [...globalFlags, helpFlag, ...(spec.flags ?? [])]) {
      this.setOptionValueWithSource(flag.name, flag.default, 'default');
    }
    this.#applyPreferences(index);
    for (const [name, value] of parsed.values) this.setOptionValueWithSource(name, value, 'cli');
    this.#dash = parsed.dash;
    this.#deprecations = parsed.deprecations;
    return { operands: [...parsed.positional], unknown: [] };
  }

  #dash = -1;
  #deprecations: readonly string[] = [];

  #applyPreferences(index: FlagIndex): void {
    const path = this.path.slice(1);
    for (const { name, default: text, command, ofAlias } of this.#tree.preferred(
      path,
      this.#spec?.subcommands ?? [],
    )) {
      const spec = index.long(name);
      // The reference calls every alias by the program's name.
      const alias = `alias ${this.path[0]}`;
      if (spec === undefined) {
        throw preferencesError(
          ofAlias
            ? `invalid alias flag ${name} in ${alias}`
            : `invalid flag ${name} for command ${command}`,
        );
      }
      try {
        this.setOptionValueWithSource(name, parseFlagValue(spec, text), 'config');
      } catch (error) {
        const reason = (error as Error).message;
        throw preferencesError(
          ofAlias
            ? `could not apply value ${text} to flag ${name} in ${alias} err: ${reason}`
            : `could not apply override value ${text} to flag ${name} in command ${command} err: ${reason}`,
          error,
        );
      }
    }
  }

  #parse(args: readonly string[], index: FlagIndex): ParsedArguments {
    try {
      return parseArguments(args, index);
    } catch (error) {
      if (!(error instanceof FlagError)) throw error;
      error.command = this.path.join(' ');
      const [, typed] = /^unknown flag: (--.*)/.exec(error.message) ?? [];
      if (typed !== undefined) error.known = { typed, names: index.names };
      throw this.#spec?.failureCode === undefined ? error : new UsageError(error.message);
    }
  }

  #flagIndex(): FlagIndex {
    return new FlagIndex([...globalFlags, helpFlag, ...(this.#spec?.flags ?? [])]);
  }

  /** Index of the argument that may name a subcommand; -1 when there is none. */
  #nextOperand(args: readonly string[]): number {
    return this.#spec?.subcommands === undefined ? -1 : firstOperand(args, this.#flagIndex());
  }

  #subcommand(word: string | undefined): CommandEntry | undefined {
    return this.#spec?.subcommands?.find(
      ({ name, aliases }) => word !== undefined && (name === word || aliases?.includes(word)),
    );
  }

  #refuseUnknownCommand(args: readonly string[]): void {
    // Like cobra, which does not know --help yet and takes the next word for its value.
    const at = firstOperand(args, new FlagIndex([...globalFlags, ...(this.#spec?.flags ?? [])]));
    const word = args[at];
    if (word === undefined) return;
    throw new UsageError(
      `unknown command "${word}" for "${this.name()}"${didYouMean(
        word,
        (this.#spec?.subcommands ?? []).map(({ name }) => name),
      )}`,
      { hint: false },
    );
  }

  async #invoke(): Promise<void> {
    const spec = this.#spec as CommandSpec;
    await this.#tree.act({
      path: this.path,
      spec,
      entry: this.entry,
      flags: new CommandFlags(this, [...globalFlags, helpFlag, ...(spec.flags ?? [])], this.#dash),
      args: this.args,
      deprecations: this.#deprecations,
    });
  }
}

/** The command without the flags of alphas that are not switched on. */
export function withoutAlphas(spec: CommandSpec, env: Env): CommandSpec {
  if (spec.flags === undefined) return spec;
  const isOn = (gate: string): boolean => env[gate]?.toLowerCase() === 'true';
  return { ...spec, flags: spec.flags.filter(({ gate }) => gate === undefined || isOn(gate)) };
}

/** Where the first operand stands (-1: nowhere), taking a flag that needs an argument to use up the next one. */
export function firstOperand(args: readonly string[], index: FlagIndex): number {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg === '--') return -1;
    if (!arg.startsWith('-') || arg === '-') {
      if (arg !== '') return at;
      continue;
    }
    const spec = arg.startsWith('--') ? index.long(arg.slice(2)) : index.short(arg.slice(1));
    const takesNext = arg.startsWith('--') || arg.length === 2;
    if (takesNext && !arg.includes('=') && valueWhenAlone(spec) === undefined) at++;
  }
  return -1;
}
