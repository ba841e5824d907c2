import { globalFlags } from './flags/global.ts';
import type { CommandEntry, CommandSpec } from './command.ts';
import type { FlagSpec } from './flags/flags.ts';
import type { Env } from './context.ts';

const OPTIONS_HINT = (program: string): string =>
  `Use "${program} options" for a list of global command-line options (applies to all commands).\n`;

/**
 * The help page of a command, in the reference's sections: description, aliases, examples,
 * subcommands (under their groups' headings), options, usage.
 */
export function renderHelp(
  path: readonly string[],
  spec: CommandSpec,
  entry?: CommandEntry,
): string {
  const program = path[0] as string;
  const command = path.join(' ');
  const say = (text: string): string => text.replaceAll('{program}', program);
  const parts = [say(spec.long ?? `${spec.short}.`).trim()];

  if (entry?.aliases !== undefined)
    parts.push(`Aliases:\n${[entry.name, ...entry.aliases].join(', ')}`);
  if (spec.examples !== undefined) parts.push(`Examples:\n${say(spec.examples).trimEnd()}`);
  parts.push(...subcommandSections(spec.subcommands ?? []));
  const flags = visible(spec.flags ?? []);
  if (flags.length > 0)
    parts.push(`Options:\n${flags.map((flag) => flagText(flag, say)).join('\n\n')}`);
  parts.push(
    `Usage:\n  ${[command, say(spec.use), '[options]'].filter((word) => word !== '').join(' ')}`,
  );

  const closing =
    (spec.subcommands?.length ?? 0) > 0
      ? `Use "${command} <command> --help" for more information about a given command.\n`
      : '';
  return `${parts.join('\n\n')}\n\n${closing}${OPTIONS_HINT(program)}`;
}

/** The list of global flags, for `options`. */
export function renderGlobalFlags(program: string, env: Env): string {
  const say = (text: string): string =>
    text.replaceAll('{program}', program).replaceAll('$HOME', env.HOME ?? '');
  const flags = visible(globalFlags).map((flag) => flagText(flag, say));
  return `The following options can be passed to any command:\n\n${flags.join('\n\n')}\n\n`;
}

function visible(flags: readonly FlagSpec[]): FlagSpec[] {
  return flags
    .filter((flag) => flag.hidden !== true && flag.deprecated === undefined)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function flagText(flag: FlagSpec, say: (text: string) => string): string {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  return `    ${short}--${flag.name}=${say(defaultText(flag))}:\n\t${say(flag.usage)}`;
}

function defaultText(flag: FlagSpec): string {
  if (flag.name === 'vmodule') return '';
  if (Array.isArray(flag.default)) return `[${flag.default.join(',')}]`;
  return typeof flag.default === 'string' && flag.type === 'string'
    ? `'${flag.default}'`
    : String(flag.default);
}

/** One section a group; entries without one come under `Available Commands`, or `Other Commands` beside groups. */
function subcommandSections(entries: readonly CommandEntry[]): string[] {
  const shown = entries.filter((entry) => entry.hidden !== true);
  if (shown.length === 0) return [];
  const grouped = shown.some((entry) => entry.group !== undefined);
  const sections = new Map<string, CommandEntry[]>();
  for (const entry of shown) {
    const heading = entry.group ?? (grouped ? 'Other Commands' : 'Available Commands');
    sections.set(heading, [...(sections.get(heading) ?? []), entry]);
  }
  const width = Math.max(...shown.map((entry) => entry.name.length)) + 3;
  return [...sections].map(([heading, members]) => {
    const sorted =
      heading.startsWith('Other') || !grouped
        ? members.toSorted((a, b) => (a.name < b.name ? -1 : 1))
        : members;
    return `${heading}:\n${sorted.map((entry) => `  ${entry.name.padEnd(width)}${entry.short}`).join('\n')}`;
  });
}
