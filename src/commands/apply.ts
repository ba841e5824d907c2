import type { KubeObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { operation } from '../cli/flags/write.ts';
import { AggregateFailure, KubistError } from '../errors.ts';
import type { Printer } from '../printers/printer.ts';
import { collectObjects, type ObjectInfo } from '../resources/objects.ts';
import type { ResourceRequest } from '../resources/info.ts';
import { resolve } from '../resources/resolve.ts';
import { applyFlags } from './apply/flags.ts';
import { applyAll } from './apply/all.ts';
import type { ApplySet } from './apply/applyset/applyset.ts';
import { type ApplyOptions, toOptions } from './apply/options.ts';
import { printTogether } from './apply/together.ts';
import type { Applied } from './apply/setting.ts';
import { changePrinter, printOptions } from './change/print.ts';

/** `apply`: makes objects what manifests say. */
export const apply: CommandSpec = {
  use: '(-f FILENAME | -k DIRECTORY)',
  short: 'Apply a configuration to a resource by file name or stdin',
  long: `Makes objects what manifests say: creates those that do not exist, and changes the others.

What was applied is kept in an annotation of the object. The next time, fields that are no longer in the manifest are taken out, fields that are in it are set, and what others have set beside them stays. So an object should be made by apply, or by create --save-config. With --server-side the server does all this, and refuses to change what others manage unless --force-conflicts says so.

--prune deletes objects that were applied once and are in no manifest now. It is an alpha feature: try it with --dry-run=server first. Where KUBECTL_APPLYSET=true is set, --applyset names a set instead: an object that knows where the others are (KEP-3659).

With --diagnose the command goes on when all is applied: it waits until the Deployments, StatefulSets, DaemonSets, Jobs and Pods of the manifests are rolled out, and ends with 0 when they are, or when they wait for someone (paused, suspended, scaled to zero). When one fails, or --timeout is over, the cause, the evidence and the way out go to standard error, and the exit code is 1; a rollout that is only slow goes on. What the server refuses is told with the line of the manifest. --wait is, as ever, about objects that are deleted.`,
  examples: `  # The objects of a manifest
  {program} apply -f web.yaml

  # A kustomization
  {program} apply -k overlays/test

  # From standard input
  cat web.json | {program} apply -f -

  # What the server would make of it
  {program} apply -f web.yaml --dry-run=server -o yaml

  # A deploy script: apply, wait, and say why it failed
  {program} apply -f deploy/ --diagnose --timeout=5m

  # Merged by the server
  {program} apply -f web.yaml --server-side

  # Delete what has the label and is not in the manifest
  {program} apply --prune -f web.yaml -l app=web

  # Delete config maps that are not in the manifest
  {program} apply --prune -f web.yaml --all --prune-allowlist=core/v1/ConfigMap`,
  flags: applyFlags,
  subcommands: [
    {
      name: 'edit-last-applied',
      short: 'Edit latest last-applied-configuration annotations of a resource/object',
      load: async () => (await import('./apply/edit-last-applied.ts')).editLastApplied,
    },
    {
      name: 'set-last-applied',
      short:
        'Set the last-applied-configuration annotation on a live object to match the contents of a file',
      load: async () => (await import('./apply/set-last-applied.ts')).setLastApplied,
    },
    {
      name: 'view-last-applied',
      short: 'View the latest last-applied-configuration annotations of a resource/object',
      load: async () => (await import('./apply/view-last-applied.ts')).viewLastApplied,
    },
  ],
  run,
};

/** What manifests hold, and what went wrong on the way. */
interface Manifests {
  readonly infos: readonly ObjectInfo[];
  readonly failure: Error | undefined;
}

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<number> {
  const options = await toOptions(context, flags, args);
  const objects = await applyAndPrune(context, flags, options);
  if (!options.diagnose) return 0;
  const { followApplied } = await import('./apply/diagnosed.ts');
  return followApplied(context, objects, options.timeout);
}

/** Answers the objects as they were made. */
async function applyAndPrune(
  context: Context,
  flags: Flags,
  options: ApplyOptions,
): Promise<readonly KubeObject[]> {
  const manifests = await readManifests(context, flags, options);
  if (manifests.infos.length === 0 && manifests.failure === undefined) {
    throw new KubistError('no objects passed to apply');
  }
  const set = await applySetOf(context, options);
  const { infos, failure } = set === undefined ? manifests : asMembers(set, manifests);
  await set?.begin(infos);
  const { out } = context.streams;
  const together = !['', 'name'].includes(flags.string('output'));
  const print = async (verb: string, object: KubeObject): Promise<void> => {
    const printer = await printerFor(flags, operation(verb, options.dryRun));
    await printer.print(object, out);
  };
  const errors = failure === undefined ? [] : [failure];
  const applied = await applyAll(infos, { context, options }, errors, ({ object, verb }: Applied) =>
    together ? Promise.resolve() : print(verb, object),
  );
  if (errors.length > 0) {
    if (options.diagnose) {
      const { tellRefusals } = await import('./apply/diagnosed.ts');
      await tellRefusals(context, flags);
    }
    throw errors.length === 1 ? errors[0] : new AggregateFailure(errors);
  }

  const objects = applied.map(({ object }) => object);
  if (together) await printTogether(objects, printOptions(flags), out);
  const uids = new Set(objects.map(({ metadata }) => metadata?.uid ?? ''));
  if (set !== undefined) {
    // Of one printer, which separates documents.
    const printer = await printerFor(flags, operation('pruned', options.dryRun));
    await set.finish(uids, async (object) => printer.print(object, out));
    return objects;
  }
  if (options.prune === undefined) return objects;
  const { prune } = await import('./apply/prune.ts');
  const visited = {
    uids,
    namespaces: new Set(infos.map(({ namespace }) => namespace).filter((name) => name !== '')),
  };
  await prune(context, options.prune, visited, options, (object) => print('pruned', object));
  return objects;
}

async function applySetOf(context: Context, options: ApplyOptions): Promise<ApplySet | undefined> {
  if (options.applySet === undefined) return undefined;
  const { ApplySet } = await import('./apply/applyset/applyset.ts');
  return ApplySet.create(options.applySet, context, options);
}

/** The objects as members of the set. When one is a member elsewhere already, none is applied. */
function asMembers(set: ApplySet, { infos, failure }: Manifests): Manifests {
  try {
    return { infos: set.label(infos), failure };
  } catch (error) {
    return { infos: [], failure: error as Error };
  }
}

/** Without `-o`, or with `-o name`, the printer of one object's line. */
function printerFor(flags: Flags, done: string): Promise<Printer> {
  return changePrinter(printOptions(flags), done);
}

async function readManifests(
  context: Context,
  flags: Flags,
  { fieldValidation, selector }: ApplyOptions,
): Promise<Manifests> {
  const { namespace, explicit } = await context.namespace();
  const request: ResourceRequest = {
    filenames: flags.strings('filename'),
    recursive: flags.bool('recursive'),
    kustomize: flags.string('kustomize'),
    labelSelector: selector,
    namespace,
    explicitNamespace: explicit,
    refuseUntyped: fieldValidation !== 'Ignore',
  };
  try {
    return await collectObjects(await resolve(request, context));
  } catch (error) {
    return { infos: [], failure: error as Error };
  }
}
