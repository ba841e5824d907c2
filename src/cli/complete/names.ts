import { globalFlags, helpFlag } from '../flags/global.ts';
import type { CommandEntry, CommandSpec } from '../command.ts';
import type { FlagSpec } from '../flags/flags.ts';
import type { Line } from './line.ts';

/** Commands that help leaves out, but not completion. */
const UNLISTED = new Set(['help', 'options']);

/** Subcommands whose names the word begins, with what they are for. */
export function commandCandidates(spec: CommandSpec, word: string): string[] {
  return (spec.subcommands ?? [])
    .filter((entry) => isOffered(entry) && entry.name.startsWith(word))
    .map(({ name, short }) => `${name}\t${short}`);
}

function isOffered({ name, hidden, short }: CommandEntry): boolean {
  return (hidden !== true || UNLISTED.has(name)) && short !== '';
}

/** Flags that the command does nothing without, as long as they are not given. */
export function requiredCandidates(line: Line, required: readonly string[]): string[] {
  return sorted(line.spec.flags ?? [])
    .filter(({ name }) => required.includes(name) && !line.parsed.values.has(name))
    .flatMap((flag) => spellings(flag, line.word));
}

/** Flags whose names the word begins: global ones first, each unless it is given and can be given but once. */
export function flagCandidates(
  { spec, path, parsed, word }: Line,
  preset: readonly string[],
): string[] {
  const own = [...(spec.flags ?? []), { ...helpFlag, hidden: false }];
  const global = globalFlags.filter(({ name }) => !own.some((flag) => flag.name === name));
  const groups = path.length === 0 ? [[...global, ...own]] : [global, own];
  return groups
    .flatMap(sorted)
    .filter(({ hidden, deprecated }) => hidden !== true && deprecated === undefined)
    .filter(
      (flag) => canRepeat(flag) || !(parsed.values.has(flag.name) || preset.includes(flag.name)),
    )
    .flatMap((flag) => spellings(flag, word));
}

function sorted(flags: readonly FlagSpec[]): FlagSpec[] {
  return flags.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function canRepeat({ type }: FlagSpec): boolean {
  return type === 'stringSlice' || type === 'stringArray';
}

function spellings({ name, short, usage }: FlagSpec, word: string): string[] {
  const all = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
  return all
    .filter((spelling) => spelling.startsWith(word))
    .map((spelling) => `${spelling}\t${usage}`);
}
