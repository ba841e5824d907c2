import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { deletionFlags, readCascade } from '../cli/flags/delete.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { allNamespacesFlag, fieldSelectorFlag, labelSelectorFlag } from '../cli/flags/selector.ts';
import { dryRunFlag, readDryRun } from '../cli/flags/write.ts';
import { KubistError } from '../errors.ts';
import { resolve } from '../resources/resolve.ts';
import { sendRaw, validateRaw } from './change/raw.ts';
import { confirm, preview } from './delete/confirm.ts';
import { deleteAll, type DeletePlan } from './delete/plan.ts';

/** `delete`: deletes objects. */
export const deleteObjects: CommandSpec = {
  use: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  short:
    'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  long: `Deletes objects: those that manifests describe, that are named, that a selector chooses, or all of a type.

Objects that run something are given time to end, thirty seconds for most pods. --grace-period sets another time, --now is the shortest. --force takes objects out of the API without waiting for what runs to end: use it only where you know that nothing runs any more, or that several instances at once do no harm.

The command returns when the objects are gone, which finalizers may delay; --wait=false returns at once, --timeout gives up. No version of an object is checked: a change that somebody makes at the same time is lost with it.

-i shows what would be deleted and asks.`,
  examples: `  # What a manifest describes
  {program} delete -f pod.json

  # What arrives on stdin
  cat pod.json | {program} delete -f -

  # Objects by name
  {program} delete pod,service web db

  # Objects by label
  {program} delete pods,services -l name=web

  # A pod at once
  {program} delete pod web --now

  # A pod on a node that is gone
  {program} delete pod web --force

  # All pods of the namespace, after a question
  {program} delete pods --all -i`,
  flags: [
    ...filenameFlags('to delete'),
    labelSelectorFlag,
    fieldSelectorFlag,
    { name: 'all', type: 'bool', default: false, usage: 'All objects of the types' },
    allNamespacesFlag,
    {
      name: 'ignore-not-found',
      type: 'bool',
      default: false,
      usage: 'Objects that do not exist are no error. The default with --all and selectors.',
    },
    ...deletionFlags(true),
    {
      name: 'now',
      type: 'bool',
      default: false,
      usage: 'Give objects the shortest time to end: --grace-period=1',
    },
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: '"name" prints TYPE/NAME only.',
    },
    {
      name: 'raw',
      type: 'string',
      default: '',
      usage: 'A path of the server to send a DELETE to, with the credentials of the kubeconfig',
    },
    dryRunFlag,
    {
      name: 'interactive',
      short: 'i',
      type: 'bool',
      default: false,
      usage: 'Ask before anything is deleted',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const propagation = readCascade(flags, (text) => void context.streams.err.write(text));
  const raw = flags.string('raw');
  const selected =
    flags.bool('all') || flags.string('selector') !== '' || flags.string('field-selector') !== '';
  const gracePeriod = readGracePeriod(flags);
  const plan: DeletePlan = {
    propagation,
    gracePeriod,
    dryRun: readDryRun(flags, context.log),
    nameOnly: flags.string('output') === 'name',
    ignoreNotFound: flags.changed('ignore-not-found') ? flags.bool('ignore-not-found') : selected,
    wait: flags.bool('wait'),
    timeout: flags.duration('timeout'),
    warnClusterScope: false,
  };
  if (raw !== '') {
    validate(flags, gracePeriod, context);
    if (flags.bool('interactive')) {
      throw new KubistError('--interactive can not be used with --raw');
    }
    validateRaw(flags);
    return sendRaw(context, 'DELETE', raw, flags.strings('filename')[0]);
  }
  const { namespace, explicit } = await context.namespace();
  const allNamespaces = flags.bool('all-namespaces');
  refuseAllWithSelector(flags);
  const resolution = await resolve(
    {
      args,
      filenames: flags.strings('filename'),
      kustomize: flags.string('kustomize'),
      recursive: flags.bool('recursive'),
      namespace,
      explicitNamespace: explicit,
      allNamespaces,
      labelSelector: flags.string('selector'),
      fieldSelector: flags.string('field-selector'),
      selectAll: flags.bool('all'),
      requireObject: false,
      chunkSize: 0,
    },
    context,
  );
  validate(flags, gracePeriod, context);
  const scoped = { ...plan, warnClusterScope: explicit && !allNamespaces };
  if (!flags.bool('interactive')) return deleteAll(context, resolution, scoped);
  const shown = await preview(resolution, plan.ignoreNotFound);
  if (await confirm(context, shown)) await deleteAll(context, shown, scoped);
}

/** Seconds; negative leaves them to the objects. */
function readGracePeriod(flags: Flags): number {
  const seconds = flags.int('grace-period');
  if (flags.bool('now')) {
    if (seconds !== -1) {
      throw new KubistError('--now and --grace-period cannot be specified together');
    }
    return 1;
  }
  // Nothing is taken out of the API by mistake: zero needs --force.
  if (seconds === 0 && !flags.bool('force')) return 1;
  return flags.bool('force') && seconds < 0 ? 0 : seconds;
}

function refuseAllWithSelector(flags: Flags): void {
  if (!flags.bool('all')) return;
  if (flags.string('selector') !== '' || flags.string('field-selector') !== '') {
    throw new KubistError("setting 'all' parameter but found a non empty selector. ");
  }
}

function validate(flags: Flags, gracePeriod: number, context: Context): void {
  const output = flags.string('output');
  if (output !== '' && output !== 'name') {
    throw new KubistError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  }
  if (!flags.bool('force')) return;
  if (gracePeriod > 0) {
    throw new KubistError('--force and --grace-period greater than 0 cannot be specified together');
  }
  context.warn(
    'Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
  );
}
