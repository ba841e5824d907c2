import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { ExitError } from '../errors.ts';
import { visitObjects } from '../resources/objects.ts';
import { resolve } from '../resources/resolve.ts';
import { compareObject } from './diff/compare.ts';
import { diffFlags } from './diff/flags.ts';
import { isSecret, maskSecrets } from './diff/mask.ts';
import { type DiffOptions, toOptions } from './diff/options.ts';
import { runProgram } from './diff/program.ts';
import { pruned } from './diff/pruned.ts';
import { Versions } from './diff/versions.ts';

/** `diff`: what apply would change. */
export const diff: CommandSpec = {
  use: '-f FILENAME',
  short: 'Diff the live version against a would-be applied version',
  long: `Shows what apply would change: objects as the server has them beside objects as they would be, as YAML.

The server is asked for the outcome by a dry run. What differs is shown by "diff -u -N", or by the program that KUBECTL_EXTERNAL_DIFF names: it is called with two folders, and words after its name that consist of letters, digits, - and = are passed on to it.

Values of secrets are masked: '***', and '*** (before)', '*** (after)' where they change; so is the copy that apply keeps of them in an annotation.

Ends with 0 when nothing differs, with 1 when something does, and with more than 1 when something failed. A program of your own should do the same.`,
  examples: `  # What applying a manifest would change
  {program} diff -f web.yaml

  # From standard input
  cat web.json | {program} diff -f -

  # With another program
  KUBECTL_EXTERNAL_DIFF="colordiff -N -u" {program} diff -f web.yaml

  # What would be pruned as well
  {program} diff -f web.yaml --prune -l app=web`,
  flags: diffFlags,
  failureCode: 2,
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const options = await toOptions(context, flags, args);
  // Asked for early: from now on Ctrl-C must not leave files behind.
  const { signal } = context;
  const versions = await Versions.create(context.env);
  try {
    await Promise.race([work(context, flags, options, versions), interrupted(signal)]);
  } finally {
    await versions.remove();
  }
}

/** Rejects on Ctrl-C, with the code that shells expect then. */
function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new ExitError(130));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

async function work(
  context: Context,
  flags: Flags,
  options: DiffOptions,
  versions: Versions,
): Promise<void> {
  const visited = { uids: new Set<string>(), namespaces: new Set<string>() };
  let failure: unknown;
  try {
    const { namespace, explicit } = await context.namespace();
    const resolution = await resolve(
      {
        filenames: flags.strings('filename'),
        recursive: flags.bool('recursive'),
        kustomize: flags.string('kustomize'),
        labelSelector: options.selector,
        namespace,
        explicitNamespace: explicit,
        concurrency: options.concurrency,
      },
      context,
    );
    await visitObjects(resolution, (info) =>
      compareObject(info, { context, options, versions, visited }),
    );
  } catch (error) {
    failure = error;
  }
  // What would be pruned is looked for in any case, though it is not shown after a failure.
  for (const info of await pruned(context, options, visited)) {
    const show = options.showSecrets || !isSecret(info.object);
    await versions.live.write(info, show ? info.object : maskSecrets(undefined, info.object).to);
  }
  if (failure !== undefined) throw failure;
  await runProgram(context, [versions.live.path, versions.merged.path]);
}
