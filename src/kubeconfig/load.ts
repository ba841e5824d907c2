import { readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ConfigurationError, KubistError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { emptyKubeconfig } from './kubeconfig.ts';
import { fileError, isNotFound } from './file-error.ts';
import { parseKubeconfig } from './parse.ts';
import { resolvePaths } from './paths.ts';

/** Environment variables. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Which files make up the kubeconfig. */
export interface LoadingRules {
  /** `--kubeconfig`; "" when not given. It must exist, and it alone is read. */
  readonly explicitPath: string;
  /** Otherwise these, the first winning: the list in KUBECONFIG, or `~/.kube/config`. */
  readonly precedence: readonly string[];
  /** True when the list is from KUBECONFIG: it is worth a line at -v=1 that none of its files exists. */
  readonly fromEnv: boolean;
}

/** The rules that flags and environment ask for. */
export function loadingRules(env: Env, explicitPath: string): LoadingRules {
  const list = env['KUBECONFIG'] ?? '';
  if (list !== '')
    return { explicitPath, precedence: [...new Set(list.split(delimiter))], fromEnv: true };
  return { explicitPath, precedence: [homeFile(env)], fromEnv: false };
}

/** `~/.kube/config`. */
function homeFile(env: Env): string {
  return join(env['HOME'] ?? '', '.kube', 'config');
}

/** The files that the rules name, in order of precedence. */
export function candidates(rules: LoadingRules): readonly string[] {
  return rules.explicitPath === '' ? rules.precedence : [rules.explicitPath];
}

/** Options of {@link loadKubeconfig}. */
export interface LoadOptions {
  readonly log?: Logger;
  /** Makes paths in the files absolute. `config` commands leave them as they are. Default true. */
  readonly resolvePaths?: boolean;
}

/**
 * Reads and merges the files of the rules: a name that is in several files comes whole from the first,
 * and so does current-context. Missing files are skipped, unless `--kubeconfig` names one.
 * Throws with all files that cannot be read, not just the first.
 */
export async function loadKubeconfig(
  rules: LoadingRules,
  options: LoadOptions = {},
): Promise<Kubeconfig> {
  if (rules.explicitPath !== '') mustExist(rules.explicitPath);
  const errors: KubistError[] = [];
  const missing: string[] = [];
  const configs: Kubeconfig[] = [];
  for (const file of candidates(rules)) {
    if (file === '') continue;
    try {
      configs.push(await readKubeconfig(file, options.log));
    } catch (error) {
      if (isNotFound(error)) missing.push(file);
      else
        errors.push(
          new KubistError(`error loading config file "${file}": ${(error as Error).message}`, {
            cause: error,
          }),
        );
    }
  }
  if (rules.fromEnv && missing.length > 0 && configs.length === 0) {
    options.log?.info(1, 'loader.go:141', `Config not found: ${missing.join(', ')}`);
  }
  if (errors.length === 1) throw errors[0] as KubistError;
  if (errors.length > 1)
    throw new ConfigurationError(errors.map((error) => error.message).join('\n'));
  const merged = merge(configs);
  if (options.resolvePaths !== false) resolvePaths(merged);
  return merged;
}

/** Reads one file. Throws the system's error when it is missing, else the reference's words. */
export async function readKubeconfig(file: string, log?: Logger): Promise<Kubeconfig> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw isNotFound(error) ? error : fileError(error, file);
  }
  const config = await parseKubeconfig(text, file);
  log?.info(6, 'loader.go:407', `Config loaded from file:  ${file}`);
  return config;
}

function mustExist(file: string): void {
  try {
    statSync(file);
  } catch (error) {
    if (isNotFound(error))
      throw new KubistError(`stat ${file}: no such file or directory`, { cause: error });
  }
}

/** Maps: the first file that has a name wins. Single values: the first file that sets them. */
function merge(configs: readonly Kubeconfig[]): Kubeconfig {
  const result = emptyKubeconfig();
  for (const config of configs) {
    for (const section of ['clusters', 'contexts', 'users'] as const) {
      const target = result[section] as Map<string, unknown>;
      for (const [name, entry] of config[section]) {
        if (!target.has(name)) target.set(name, entry);
      }
    }
    if (result.currentContext === '') result.currentContext = config.currentContext;
    if (config.preferences.colors === true) result.preferences.colors = true;
    result.extensions = addExtensions(result.extensions, config.extensions);
    const preferences = addExtensions(
      result.preferences.extensions ?? [],
      config.preferences.extensions ?? [],
    );
    if (preferences.length > 0) result.preferences.extensions = preferences;
  }
  for (const section of ['clusters', 'contexts', 'users'] as const) sortMap(result[section]);
  return result;
}

function addExtensions(
  first: Kubeconfig['extensions'],
  more: Kubeconfig['extensions'],
): Kubeconfig['extensions'] {
  const names = new Set(first.map((extension) => extension.name));
  return [...first, ...more.filter((extension) => !names.has(extension.name))].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function sortMap<T>(map: Map<string, T>): void {
  const sorted = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  map.clear();
  for (const [name, value] of sorted) map.set(name, value);
}
