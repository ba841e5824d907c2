import { globalFlags, helpFlag } from '../flags/global.ts';
import { FlagIndex, parseArguments, valueWhenAlone, type ParsedArguments } from '../flags/parse.ts';
import { firstOperand, withoutAlphas } from '../program.ts';
import type { CommandSpec } from '../command.ts';
import type { Env } from '../context.ts';
import type { FlagSpec } from '../flags/flags.ts';

/** A command line that is being typed, as far as it goes. */
export interface Line {
  /** Names from the root, without the program. */
  readonly path: readonly string[];
  readonly spec: CommandSpec;
  readonly parsed: ParsedArguments;
  /** The flag whose value is typed. */
  readonly flag: FlagSpec | undefined;
  /** What is typed of it: the value behind `--flag=`, or the whole word. */
  readonly word: string;
  /** False behind `--`, where no flag is one. */
  readonly flagsCount: boolean;
}

/** Nothing can be said of a line like this. */
export class UnreadableLine extends Error {
  override name = 'UnreadableLine';
}

/**
 * Reads a line whose last word is incomplete. Throws an UnreadableLine in the reference's words: for a command that
 * does not exist, and for flags that cannot be parsed.
 */
export async function readLine(
  root: CommandSpec,
  words: readonly string[],
  last: string,
  env: Env,
): Promise<Line> {
  const { spec, path, rest } = await findCommand(root, words, env);
  const index = new FlagIndex([...globalFlags, helpFlag, ...(spec.flags ?? [])]);
  const typed = flagOf(rest, last, index);
  const args = typed.isNextWord ? rest.slice(0, -1) : rest;
  const parsed = parse(args, index);
  const flagsCount = parsed.dash < 0;
  if (typed.unknown !== undefined && flagsCount) {
    throw new UnreadableLine(
      `Subcommand '${path.at(-1) ?? ''}' does not support flag '${typed.unknown}'`,
    );
  }
  return {
    path,
    spec,
    parsed,
    flag: flagsCount ? typed.flag : undefined,
    word: typed.word,
    flagsCount,
  };
}

/** The deepest command that the words name, and the words without its names. */
async function findCommand(root: CommandSpec, words: readonly string[], env: Env) {
  let spec = root;
  let rest = words;
  const path: string[] = [];
  for (;;) {
    const at = firstOperand(rest, new FlagIndex([...globalFlags, ...(spec.flags ?? [])]));
    const word = rest[at];
    const next = spec.subcommands?.find(
      ({ name, aliases }) => word !== undefined && (name === word || aliases?.includes(word)),
    );
    if (next === undefined) {
      if (path.length > 0 || word === undefined) return { spec, path, rest };
      throw new UnreadableLine(`unable to find a command for arguments: [${words.join(' ')}]`);
    }
    path.push(next.name);
    rest = rest.toSpliced(at, 1);
    spec = withoutAlphas(await next.load(), env);
  }
}

function parse(args: readonly string[], index: FlagIndex): ParsedArguments {
  try {
    return parseArguments(args, index);
  } catch (error) {
    const { message } = error as Error;
    throw new UnreadableLine(
      `Error while parsing flags from args [${args.join(' ')}]: ${message}`,
      { cause: error },
    );
  }
}

/** Which flag's value the last word is: of the one before `=`, or of the word before. */
function flagOf(
  words: readonly string[],
  last: string,
  index: FlagIndex,
): { flag?: FlagSpec; unknown?: string; word: string; isNextWord?: boolean } {
  let word = last;
  const equals = last.indexOf('=');
  if (last.startsWith('-')) {
    if (equals < 0) return { word };
    word = last.slice(equals + 1);
    // Of several letters the last one has the value: `-Ao=json`.
    const name = last.startsWith('--') ? last.slice(2, equals) : last.slice(equals - 1, equals);
    if (name !== '') {
      const flag = find(index, name);
      return flag === undefined ? { unknown: name, word: last } : { flag, word };
    }
  }
  const before = words.at(-1) ?? '';
  if (!/^--.|^-[^-]/.test(before) || before.includes('=')) return { word };
  const name = before.startsWith('--') ? before.slice(2) : before.slice(-1);
  const flag = find(index, name);
  if (flag === undefined) return { unknown: name, word: last };
  return valueWhenAlone(flag) === undefined ? { flag, word, isNextWord: true } : { word };
}

function find(index: FlagIndex, name: string): FlagSpec | undefined {
  return name.length === 1 ? index.short(name) : index.long(name);
}
