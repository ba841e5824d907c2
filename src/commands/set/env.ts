import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { type DryRun, readDryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { changeRequest, noFiles } from '../change/request.ts';
import { prepareAll, sendAll, setPrinter } from './change.ts';
import { readVariables, refuseOverwrite, splitVariables, withVariables } from './env-change.ts';
import { importVariables } from './env-from.ts';
import { listVariables } from './env-list.ts';
import {
  containersFlag,
  refuseAllAndSelector,
  refuseLocalAndServer,
  selectedFlags,
} from './flags.ts';
import { podSpecOf, selectContainers } from './pod-spec.ts';
import { collectTargets } from './targets.ts';

/** `set env`: environment variables of containers. */
export const env: CommandSpec = {
  use: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  short: 'Update environment variables on a pod template',
  long: `Sets environment variables of containers, removes them, and lists them.

KEY=VALUE sets a variable, KEY- removes it. Variables can be taken over from a config map or a secret; the containers then refer to it. With "--env -" they are read from standard input, a KEY=VALUE each line.

Pods can be changed, and what makes pods: deployments, daemon sets, stateful sets, replica sets, replication controllers, jobs and cron jobs.`,
  examples: `  # Set a variable in all containers of a deployment
  {program} set env deployment/web DATA_DIR=/data

  # Remove it from one container
  {program} set env deployment/web -c web DATA_DIR-

  # What there is, and what would be
  {program} set env deployment/web --list
  {program} set env deployment/web DATA_DIR=/data --list

  # A variable for each key of a secret, or for some keys of a config map
  {program} set env deployment/web --from=secret/db --prefix=DB_
  {program} set env deployment/web --from=configmap/web --keys=level,colour

  # Variables of this shell
  env | grep ^APP_ | {program} set env deployment/web --env -

  # A manifest, without a server
  {program} set env -f web.yaml DATA_DIR=/data --local -o yaml`,
  flags: [
    ...selectedFlags,
    containersFlag,
    {
      name: 'env',
      short: 'e',
      type: 'stringArray',
      default: [],
      usage: 'A variable as KEY=VALUE; - reads variables from standard input',
    },
    {
      name: 'from',
      type: 'string',
      default: '',
      usage: 'The config map or secret whose keys become variables, as configmap/NAME',
    },
    {
      name: 'keys',
      type: 'stringSlice',
      default: [],
      usage: 'Only these keys of what --from names',
    },
    {
      name: 'list',
      type: 'bool',
      default: false,
      usage: 'Show the variables that there are after the change, and change nothing',
    },
    {
      name: 'overwrite',
      type: 'bool',
      default: true,
      usage: 'Replace values that variables of these names have; false refuses to',
    },
    {
      name: 'prefix',
      type: 'string',
      default: '',
      usage: 'Put this before the names of the variables that are set',
    },
    {
      name: 'resolve',
      type: 'bool',
      default: false,
      usage: 'With --list: show what references stand for',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  refuseAllAndSelector(flags);
  const { resources, variables } = splitVariables(args);
  const dryRun = readDryRun(flags, context.log);
  const printer = await setPrinter(flags, 'env updated', dryRun);
  await validate(context, flags, resources, dryRun);

  const words = [...flags.strings('env'), ...variables];
  const change = await readVariables(words, () => context.readStdin());
  const imported = await importVariables(context, flags);
  const prefix = flags.string('prefix');
  const set = [...change.set, ...imported].map((one) => ({ ...one, name: prefix + one.name }));
  const infos = await collectTargets(context, flags, resources);

  const pattern = flags.string('containers');
  const prepared = await prepareAll(infos, async (object, info) => {
    const spec = podSpecOf(object);
    const containers = [spec.containers, spec.initContainers].flatMap((all) =>
      selectContainers(all, pattern),
    );
    if (containers.length === 0) {
      await context.streams.err.write(
        `Warning: ${info.object.kind ?? ''}/${info.name} does not have any containers matching ${goQuote(pattern)}\n`,
      );
    }
    for (const container of containers) {
      if (!flags.bool('overwrite')) refuseOverwrite(container, set);
      container.env = withVariables(container.env ?? [], { set, remove: change.remove });
      if (flags.bool('list')) await listVariables(context, info, container, flags.bool('resolve'));
    }
  });
  if (flags.bool('list')) return;
  await sendAll(context, flags, prepared, {
    dryRun,
    printer,
    failed: 'failed to patch env update to pod template: ',
    afterwards() {
      // The reference notices a `-e KEY-` without anything else only here, once the first object is patched.
      if (set.length > 0 || variables.length > 0) return;
      throw new KubistError('at least one environment variable must be provided');
    },
  });
}

async function validate(
  context: Context,
  flags: Flags,
  resources: readonly string[],
  dryRun: DryRun,
): Promise<void> {
  refuseLocalAndServer(flags, dryRun);
  if (resources.length === 0 && noFiles(await changeRequest(context, flags, []))) {
    throw new KubistError(
      'one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  if (flags.bool('list') && flags.string('output') !== '') {
    throw new KubistError('--list and --output may not be specified together');
  }
  if (flags.strings('keys').length > 0 && flags.string('from') === '') {
    throw new KubistError(
      'when specifying --keys, a configmap or secret must be provided with --from',
    );
  }
}
