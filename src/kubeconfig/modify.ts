import { existsSync } from 'node:fs';
import type { JSONObject } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Entry, Kubeconfig, Section } from './kubeconfig.ts';
import { emptyKubeconfig } from './kubeconfig.ts';
import { encodeKubeconfig } from './encode.ts';
import { isNotFound } from './file-error.ts';
import type { LoadingRules } from './load.ts';
import { candidates, loadKubeconfig, readKubeconfig } from './load.ts';
import { withLocks } from './lock.ts';
import { relativizePaths } from './paths.ts';
import { writeFileAtomic } from './write-file.ts';

/**
 * The kubeconfig that `config` commands start from: paths as the files have them, and nothing
 * instead of an error when the file that `--kubeconfig` names does not exist.
 */
export async function startingConfig(rules: LoadingRules, log?: Logger): Promise<Kubeconfig> {
  if (rules.explicitPath !== '' && !existsSync(rules.explicitPath)) return emptyKubeconfig();
  return loadKubeconfig(rules, { resolvePaths: false, ...(log === undefined ? {} : { log }) });
}

/** The file for new stanzas: `--kubeconfig`, else the first of the list that exists, else the last. */
export function defaultFile(rules: LoadingRules): string {
  if (rules.explicitPath !== '') return rules.explicitPath;
  return (
    rules.precedence.find((file) => file !== '' && existsSync(file)) ??
    rules.precedence.at(-1) ??
    ''
  );
}

/** How {@link saveChanges} writes. */
export interface SaveOptions {
  readonly log?: Logger;
  /** Writes absolute paths of changed stanzas relative to their file, where they are below its folder. */
  readonly relativize?: boolean;
}

/**
 * Writes what differs between two kubeconfigs: each stanza to the file it came from, new ones to the
 * default file. Everything else in those files stays, also what another program wrote in the meantime.
 */
export async function saveChanges(
  rules: LoadingRules,
  before: Kubeconfig,
  after: Kubeconfig,
  options: SaveOptions = {},
): Promise<void> {
  await withLocks(candidates(rules), async () => {
    // Nothing is written when a file has become unreadable in the meantime.
    await startingConfig(rules, options.log);
    const files = new Files(rules, options);
    if (before.currentContext !== after.currentContext)
      await files.setCurrentContext(after.currentContext);
    if (!samePreferences(before, after)) await files.setPreferences(before, after);
    if (!same(before.extensions, after.extensions)) {
      (await files.open(defaultFile(rules))).extensions = after.extensions;
    }
    for (const section of ['clusters', 'contexts', 'users'] as const) {
      await files.setEntries(section, before, after);
    }
    await files.write();
  });
}

/** Keeps refreshed tokens of a legacy auth provider, in the file that has the user. */
export async function saveAuthProvider(
  rules: LoadingRules,
  user: string,
  settings: Record<string, string>,
): Promise<void> {
  const before = await startingConfig(rules);
  const after = structuredClone(before);
  const provider = after.users.get(user)?.value['auth-provider'];
  if (provider === undefined) return;
  provider.config = settings;
  await saveChanges(rules, before, after);
}

/** The files that one save touches: read once, written at the end. */
class Files {
  private readonly rules: LoadingRules;
  private readonly options: SaveOptions;
  private readonly opened = new Map<string, Kubeconfig>();

  constructor(rules: LoadingRules, options: SaveOptions) {
    this.rules = rules;
    this.options = options;
  }

  /** A file's content, empty when it does not exist yet; it will be written. */
  async open(file: string): Promise<Kubeconfig> {
    const known = this.opened.get(file);
    if (known !== undefined) return known;
    const config = await this.read(file);
    this.opened.set(file, config);
    return config;
  }

  private async read(file: string): Promise<Kubeconfig> {
    try {
      return await readKubeconfig(file, this.options.log);
    } catch (error) {
      if (isNotFound(error)) return emptyKubeconfig();
      throw error;
    }
  }

  async setEntries(section: Section, before: Kubeconfig, after: Kubeconfig): Promise<void> {
    for (const [name, entry] of after[section] as Map<string, Entry<object>>) {
      const old = before[section].get(name);
      if (old !== undefined && same(old.value, entry.value)) continue;
      const file = entry.origin || defaultFile(this.rules);
      const value =
        this.options.relativize === true
          ? relativizePaths(section, entry.value, file)
          : entry.value;
      const target = (await this.open(file))[section] as Map<string, Entry<object>>;
      target.set(name, { ...entry, value });
    }
    for (const [name, entry] of before[section]) {
      if (after[section].has(name)) continue;
      (await this.open(entry.origin || defaultFile(this.rules)))[section].delete(name);
    }
  }

  /** Setting writes to the default file; clearing, to the first file that sets it. */
  async setCurrentContext(name: string): Promise<void> {
    if (name !== '' || this.rules.explicitPath !== '') {
      (await this.open(defaultFile(this.rules))).currentContext = name;
      return;
    }
    for (const file of candidates(this.rules)) {
      if (!existsSync(file) || (await this.read(file)).currentContext === '') continue;
      (await this.open(file)).currentContext = '';
      return;
    }
    throw new KubistError('no config found to write context');
  }

  /** Preferences are merged from all files: the first that differs is changed. */
  async setPreferences(before: Kubeconfig, after: Kubeconfig): Promise<void> {
    for (const file of candidates(this.rules)) {
      if (samePreferences(await this.read(file), after)) continue;
      (await this.open(file)).preferences = after.preferences;
      return;
    }
    if (!samePreferences(before, after))
      throw new KubistError('no config found to write preferences');
  }

  async write(): Promise<void> {
    const { stringifyYAML } = await import('../formats/yaml/emit.ts');
    for (const [file, config] of this.opened) {
      for (const section of ['clusters', 'contexts', 'users'] as const) sortByName(config[section]);
      writeFileAtomic(file, stringifyYAML(encodeKubeconfig(config, { unknown: true })));
    }
  }
}

function sortByName<T>(map: Map<string, T>): void {
  const sorted = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  map.clear();
  for (const [name, value] of sorted) map.set(name, value);
}

/** A colour setting that is false and one that is missing mean the same. */
function samePreferences(a: Kubeconfig, b: Kubeconfig): boolean {
  const full = ({ preferences }: Kubeconfig): unknown => [
    preferences.colors === true,
    preferences.extensions ?? [],
  ];
  return same(full(a), full(b));
}

/** Compares by content; the order of keys does not count. */
function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const object = part as JSONObject;
    return Object.fromEntries(
      Object.keys(object)
        .sort()
        .map((key) => [key, object[key]]),
    );
  });
}
