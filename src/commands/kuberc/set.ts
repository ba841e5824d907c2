import type { JSONObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import {
  entriesOf,
  kubercFlag,
  kubercPath,
  noPreferences,
  readKuberc,
  writeKuberc,
} from './file.ts';

const POLICIES = new Set(['AllowAll', 'DenyAll', 'Allowlist']);

const list = (name: string, usage: string): NonNullable<CommandSpec['flags']>[number] => ({
  name,
  type: 'stringArray',
  default: [],
  usage,
});
const text = (name: string, usage: string): NonNullable<CommandSpec['flags']>[number] => ({
  name,
  type: 'string',
  default: '',
  usage,
});

/** `kuberc set` */
export const set: CommandSpec = {
  use: '--section (defaults|aliases|credentialplugin)',
  short: 'Set values in the kuberc configuration',
  long: `Changes the file of your preferences.

The section defaults has flags of a command that are as if you had given them. The section aliases has names of your own for commands, with arguments before and after yours. The section credentialplugin says which programs kubeconfigs may have run to get credentials.`,
  examples: `  # Tables are wide unless you say otherwise
  {program} kuberc set --section defaults --command get --option output=wide

  # A subcommand
  {program} kuberc set --section defaults --command "set env" --option output=yaml

  # A name of your own
  {program} kuberc set --section aliases --name getn --command get --prependarg nodes --option output=wide

  # Only this program may be run for credentials
  {program} kuberc set --section credentialplugin --policy Allowlist --allowlist-entry command=cloud-login`,
  flags: [
    list('allowlist-entry', 'A program that may run, as command=NAME; may be repeated'),
    list('appendarg', 'An argument that comes after those of the command line; aliases only'),
    text('command', 'The command, without the program: get, set env'),
    kubercFlag,
    text('name', 'The name of the alias'),
    list('option', 'A flag and its value, as flag=value; may be repeated'),
    {
      name: 'overwrite',
      type: 'bool',
      default: false,
      usage: 'Replace what the file says already',
    },
    text('policy', 'Which credential plugins may run: AllowAll, DenyAll or Allowlist'),
    list('prependarg', 'An argument that comes before those of the command line; aliases only'),
    text('section', 'What to change: defaults, aliases or credentialplugin'),
  ],
  run,
};

async function run(context: Context, flags: Flags): Promise<void> {
  if (!flags.changed('section')) throw new KubistError('required flag(s) "section" not set');
  const path = kubercPath(context, flags);
  const change = changeOf(flags);
  const { preferences, documents } = (await readKuberc(path)) ?? NO_FILE;
  await writeKuberc(path, { preferences: change(preferences), documents });
  await context.streams.out.write(`Updated ${path}\n`);
}

const NO_FILE = { preferences: noPreferences(), documents: 0 };

type Change = (preferences: JSONObject) => JSONObject;

/** Judges the flags, and says what they change. */
function changeOf(flags: Flags): Change {
  const section = flags.string('section');
  switch (section) {
    case 'defaults':
    case 'aliases':
      return section === 'defaults' ? defaultsChange(flags) : aliasChange(flags);
    case 'credentialplugin':
      return pluginChange(flags);
    default:
      throw new KubistError(
        `--section must be "defaults", "aliases", or "credentialplugin", got: ${section}`,
      );
  }
}

function commandOf(flags: Flags): string {
  const command = flags.string('command');
  if (command !== '') return command;
  throw new KubistError('--command is required when --section=aliases or --section=defaults');
}

function defaultsChange(flags: Flags): Change {
  const command = commandOf(flags);
  if (flags.string('name') !== '') {
    throw new KubistError('--name should not be specified when --section=defaults');
  }
  if (flags.strings('prependarg').length > 0 || flags.strings('appendarg').length > 0) {
    throw new KubistError('--prependarg and --appendarg are only valid for --section=aliases');
  }
  const options = optionsOf(flags);
  return (preferences) =>
    put(preferences, 'defaults', 'command', { command, options }, flags.bool('overwrite'), () => {
      throw new KubistError(
        `defaults for command ${goQuote(command)} already exist, use --overwrite to replace`,
      );
    });
}

function aliasChange(flags: Flags): Change {
  const name = flags.string('name');
  if (name === '') throw new KubistError('--name is required when --section=aliases');
  const command = commandOf(flags);
  const options = optionsOf(flags);
  const alias: JSONObject = {
    name,
    command,
    ...(options === null ? {} : { options }),
    ...words('prependArgs', flags.strings('prependarg')),
    ...words('appendArgs', flags.strings('appendarg')),
  };
  return (preferences) =>
    put(preferences, 'aliases', 'name', alias, flags.bool('overwrite'), () => {
      throw new KubistError(`alias ${goQuote(name)} already exists, use --overwrite to replace`);
    });
}

const words = (name: string, values: readonly string[]): JSONObject =>
  values.length === 0 ? {} : { [name]: [...values] };

/** Adds an entry, or replaces the one of the same key. */
function put(
  preferences: JSONObject,
  section: string,
  key: string,
  entry: JSONObject,
  overwrite: boolean,
  refuse: () => never,
): JSONObject {
  const entries = entriesOf(preferences, section);
  const at = entries.findIndex((one) => one[key] === entry[key]);
  if (at >= 0 && !overwrite) refuse();
  return {
    ...preferences,
    [section]: at < 0 ? [...entries, entry] : entries.with(at, entry),
  };
}

function optionsOf(flags: Flags): JSONObject[] | null {
  const options = flags.strings('option').map((option) => {
    const at = option.indexOf('=');
    if (at >= 0) return { name: option.slice(0, at), default: option.slice(at + 1) };
    throw new KubistError(`invalid option format ${goQuote(option)}, expected flag=value`);
  });
  return options.length === 0 ? null : options;
}

function pluginChange(flags: Flags): Change {
  const policy = flags.string('policy');
  const entries = flags.strings('allowlist-entry');
  if (policy === '') throw new KubistError('--policy is required when --section=credentialplugin');
  if (!POLICIES.has(policy)) {
    throw new KubistError(
      ` --policy must be  "AllowAll", "DenyAll", or "Allowlist", got: ${policy}`,
    );
  }
  if (policy === 'Allowlist' && entries.length === 0) {
    throw new KubistError(
      '--allowlist-entry is required when --section=credentialplugin and --policy=Allowlist',
    );
  }
  if (policy !== 'Allowlist' && entries.length > 0) {
    throw new KubistError(
      '--allowlist-entry may only be used when --section=credentialplugin and --policy=Allowlist',
    );
  }
  const allowlist = entries.map((entry): JSONObject => {
    const at = entry.indexOf('=');
    if (at < 0) throw new KubistError(`improperly formatted allowlist entry: ${goQuote(entry)}`);
    const field = entry.slice(0, at);
    if (field === 'command') return { command: entry.slice(at + 1) };
    throw new KubistError(`unrecognized allowlist entry field: ${goQuote(field)}`);
  });
  return (preferences) => ({
    ...preferences,
    credentialPluginPolicy: policy,
    ...(allowlist.length === 0 ? {} : { credentialPluginAllowlist: allowlist }),
  });
}
