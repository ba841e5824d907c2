import type { Context } from '../../cli/context.ts';
import { HelpError } from '../../errors.ts';
import type { Kubeconfig } from '../../kubeconfig/kubeconfig.ts';
import type { LoadingRules } from '../../kubeconfig/load.ts';
import { loadingRules } from '../../kubeconfig/load.ts';
import { defaultFile, saveChanges, startingConfig } from '../../kubeconfig/modify.ts';

/** The files that a `config` command works on, and what is in them. */
export interface Files {
  readonly rules: LoadingRules;
  /** The merged content; the command's own copy, to change. */
  readonly config: Kubeconfig;
  /** The file that messages name, and that gets new entries. */
  readonly file: string;
  /** Writes back what was changed in `config`; `relativize` shortens paths of changed stanzas. */
  readonly save: (options?: { relativize?: boolean }) => Promise<void>;
}

/** Opens the kubeconfig files that flags and environment name. */
export async function openFiles(context: Context): Promise<Files> {
  const rules = loadingRules(context.env, context.globals.string('kubeconfig'));
  const before = await startingConfig(rules, context.log);
  const config = structuredClone(before);
  return {
    rules,
    config,
    file: defaultFile(rules),
    save: (options = {}) => saveChanges(rules, before, config, { log: context.log, ...options }),
  };
}

/** Throws, with help, unless there are as many arguments as the command takes. */
export function expectArgs(args: readonly string[], least: number, most: number = least): void {
  if (args.length < least || args.length > most)
    throw new HelpError(`Unexpected args: [${args.join(' ')}]`);
}
