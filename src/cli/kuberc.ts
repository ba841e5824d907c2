import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubistError } from '../errors.ts';
import type { JSONObject } from '../api/types.ts';
import type { Env } from './context.ts';

/** A flag's default, by long name. */
export interface FlagDefault {
  readonly name: string;
  readonly default: string;
}

/** Another name for a command, with arguments and flag defaults of its own. */
export interface Alias {
  readonly name: string;
  /** The command's path without the program: `config view`. */
  readonly command: string;
  readonly prependArgs: readonly string[];
  readonly appendArgs: readonly string[];
  readonly options: readonly FlagDefault[];
}

/** Defaults for the flags of the command that a path of words leads to; `command` is how the user wrote it. */
export interface CommandDefaults {
  readonly command: string;
  readonly path: readonly string[];
  readonly options: readonly FlagDefault[];
}

/**
 * The user's preferences.
 * Source: https://kubernetes.io/docs/reference/kubectl/kuberc/ (KEP-3104)
 */
export interface Preferences {
  readonly aliases: readonly Alias[];
  readonly defaults: readonly {
    readonly command: string;
    readonly options: readonly FlagDefault[];
  }[];
  readonly credentialPlugins: {
    readonly policy: string;
    /** Names or paths of plugins that may run under the policy `Allowlist`. */
    readonly allowlist: readonly string[] | undefined;
  };
}

const NONE: Preferences = {
  aliases: [],
  defaults: [],
  credentialPlugins: { policy: '', allowlist: undefined },
};

const API_VERSIONS = new Set(['kubectl.config.k8s.io/v1beta1', 'kubectl.config.k8s.io/v1alpha1']);

/**
 * Reads the preferences in force: `--kuberc`, else KUBERC, else `~/.kube/kuberc`, unless they are
 * turned off. `warn` gets what was wrong with a file that is not required.
 */
export async function loadPreferences(
  argv: readonly string[],
  env: Env,
  warn: (message: string) => Promise<void> | void,
): Promise<Preferences> {
  const flag = kubercFlag(argv);
  if (env.KUBERC === 'off' || env.KUBECTL_KUBERC === 'false') {
    if (flag === undefined) return NONE;
    throw preferencesError(
      'kuberc error disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive',
    );
  }
  const explicit = flag ?? (env.KUBERC || undefined);
  const path = explicit ?? join(env.HOME ?? '', '.kube', 'kuberc');
  try {
    return await read(path, warn);
  } catch (error) {
    if (explicit !== undefined)
      throw preferencesError(`kuberc error kuberc: ${(error as Error).message}`, error);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      await warn(`kuberc: no preferences loaded from ${path}: ${(error as Error).message}`);
    }
    return NONE;
  }
}

/** An error of the preferences, in the words that are printed as they are. */
export function preferencesError(reason: string, cause?: unknown): KubistError {
  return new PreferencesError(`error occurred while applying preferences ${reason}`, { cause });
}

/** Printed without `error: `, as the reference does. */
export class PreferencesError extends KubistError {
  override name = 'PreferencesError';
}

/**
 * The alias that a word names. `isCommand` tells names that an alias cannot take over, `operands` leaves flags out.
 * Throws when an alias has a name that none can have, or the one that is meant leads to no command.
 */
export function aliasOf(
  word: string | undefined,
  { aliases }: Preferences,
  isCommand: (name: string) => boolean,
  operands: (command: string) => readonly string[],
): Alias | undefined {
  judgeAliases(aliases, isCommand);
  const alias = aliases.find(({ name }) => name === word);
  if (alias === undefined || isCommand(alias.name)) return undefined;
  if (!isCommand(operands(alias.command)[0] ?? '')) {
    const words = alias.command.split(/\s+/).filter((one) => one !== '');
    throw preferencesError(
      `command "${alias.command}" not found to set alias "${alias.name}": [${words.join(' ')}]`,
    );
  }
  return alias;
}

/**
 * Which defaults are for commands that there are; each of the others is told to `warn`. `operands` leaves out flags.
 * A command that was called by an alias has the alias's options, and defaults for the alias are refused.
 */
export function judgeDefaults(
  { defaults }: Preferences,
  alias: Alias | undefined,
  isCommand: (name: string) => boolean,
  operands: (command: string) => readonly string[],
  warn: (message: string) => void,
): CommandDefaults[] {
  const known: CommandDefaults[] = [];
  for (const { command, options } of defaults) {
    const path = operands(command);
    const [name] = path;
    if (name !== undefined && name === alias?.name)
      throw preferencesError(`alias ${name} can not be overridden`);
    if (name === undefined || isCommand(name)) known.push({ command, path, options });
    else warn(`Warning: command "${command}" not found to set kuberc override\n`);
  }
  return known;
}

function judgeAliases(aliases: readonly Alias[], isCommand: (name: string) => boolean): void {
  const seen = new Set<string>();
  for (const { name } of aliases) {
    if (!/^[a-zA-Z]+$/.test(name)) {
      throw preferencesError('invalid alias name, can only include alphabetical characters');
    }
    if (seen.has(name) && !isCommand(name)) throw preferencesError(`duplicate alias name ${name}`);
    seen.add(name);
  }
}

/** `--kuberc` before any flag is parsed: an alias decides which flags there are. */
function kubercFlag(argv: readonly string[]): string | undefined {
  for (const [at, arg] of argv.entries()) {
    if (arg === '--') return undefined;
    if (arg === '--kuberc') return argv[at + 1];
    if (arg.startsWith('--kuberc=')) return arg.slice('--kuberc='.length);
  }
  return undefined;
}

async function read(
  path: string,
  warn: (message: string) => Promise<void> | void,
): Promise<Preferences> {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file or directory' : (error as Error).message;
    throw Object.assign(new Error(`open ${path}: ${reason}`, { cause: error }), { code });
  }
  const { parseYAMLDocuments } = await import('../formats/yaml/parse.ts');
  let documents: JSONObject[] = [];
  try {
    documents = (await parseYAMLDocuments(content)).map((document) => document.value as JSONObject);
  } catch {
    // An unreadable file has no valid preferences: told below.
  }
  const found = documents.find(
    (one) => one?.['kind'] === 'Preference' && API_VERSIONS.has(text(one['apiVersion'])),
  );
  if (found === undefined) {
    throw new Error(`no valid preferences found in ${path}, use --v=5 to see details`);
  }
  const unknown = Object.keys(found).find((key) => !FIELDS.has(key));
  if (unknown !== undefined) {
    await warn(
      `kuberc: ignoring strict decoding error in ${path}: strict decoding error: unknown field "${unknown}"`,
    );
  }
  return decode(found);
}

const FIELDS = new Set([
  'apiVersion',
  'kind',
  'aliases',
  'defaults',
  'overrides',
  'credentialPluginPolicy',
  'credentialPluginAllowlist',
]);

function decode(file: JSONObject): Preferences {
  return {
    aliases: objects(file['aliases']).map((alias) => ({
      name: text(alias['name']),
      command: text(alias['command']),
      prependArgs: texts(alias['prependArgs']),
      appendArgs: texts(alias['appendArgs']),
      options: flagDefaults(alias['options'] ?? alias['flags']),
    })),
    // v1alpha1 calls them overrides and flags.
    defaults: objects(file['defaults'] ?? file['overrides']).map((one) => ({
      command: text(one['command']),
      options: flagDefaults(one['options'] ?? one['flags']),
    })),
    credentialPlugins: {
      policy: text(file['credentialPluginPolicy']),
      allowlist:
        file['credentialPluginAllowlist'] === undefined
          ? undefined
          : objects(file['credentialPluginAllowlist']).map((one) =>
              text(one['name'] ?? one['command']),
            ),
    },
  };
}

function objects(value: unknown): JSONObject[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function flagDefaults(value: unknown): FlagDefault[] {
  return objects(value).map((one) => ({ name: text(one['name']), default: text(one['default']) }));
}
