import type { KubeObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import { labelSelectorFlag } from '../cli/flags/selector.ts';
import { dryRunFlag, operation, readDryRun } from '../cli/flags/write.ts';
import { KubistError } from '../errors.ts';
import { collectObjects } from '../resources/objects.ts';
import { resolve } from '../resources/resolve.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from './change/print.ts';
import { changeRequest } from './change/request.ts';
import { scaleObject, waitForReplicas } from './scale/scaler.ts';

/** `scale`: sets how many replicas a workload has. */
export const scale: CommandSpec = {
  use: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  long: `Sets how many replicas a deployment, replica set, replication controller or stateful set has, or whatever else can be scaled.

--current-replicas and --resource-version are conditions: the new size is set only if they hold, and the server is asked to see to it that nothing changes in between.`,
  examples: `  # Three replicas of a deployment
  {program} scale deployment/web --replicas=3

  # Of what a manifest describes
  {program} scale -f web.yaml --replicas=3

  # Only if there are two now
  {program} scale --current-replicas=2 --replicas=3 deployment/web

  # Several at once
  {program} scale --replicas=5 deployment/web deployment/db statefulset/queue

  # None of anything with a label, and wait until they are gone
  {program} scale deployments -l tier=test --replicas=0 --timeout=1m`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    ...filenameFlags('to scale'),
    dryRunFlag,
    labelSelectorFlag,
    {
      name: 'all',
      type: 'bool',
      default: false,
      usage: 'All objects of the types, in the namespace',
    },
    {
      name: 'current-replicas',
      type: 'int',
      default: -1,
      usage: 'Scale only what has this many replicas now; -1 is any number.',
    },
    { name: 'replicas', type: 'int', default: 0, usage: 'How many replicas there shall be' },
    {
      name: 'resource-version',
      type: 'string',
      default: '',
      usage: 'Scale only what is of this version still; for a single object',
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'How long to wait until there are so many replicas; 0 does not wait.',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  if (!flags.changed('replicas')) throw new KubistError('required flag(s) "replicas" not set');
  const dryRun = readDryRun(flags, context.log);
  const printer = await changePrinter(printOptions(flags), operation('scaled', dryRun));
  const { replicas, currentReplicas, resourceVersion } = sizes(flags);
  const request = await changeRequest(context, flags, args);
  // The subresource is all that is asked for: a manifest is not fetched anew.
  const resolution = await resolve({ ...request, latest: false }, context);
  const { infos, failure } = await collectObjects(resolution);
  if (infos.length === 0) throw failure ?? new KubistError('no objects passed to scale');
  if (resourceVersion !== '' && infos.length > 1) {
    throw new KubistError('cannot use --resource-version with multiple resources');
  }

  const timeout = flags.duration('timeout');
  const client = await context.client();
  for (const info of infos) {
    if (dryRun !== 'client') {
      await scaleObject(client, info, replicas, {
        currentReplicas,
        resourceVersion,
        dryRun: dryRun === 'server',
      });
      if (timeout !== 0 && dryRun === 'none') {
        context.progress.show(
          `scaling ${info.resource.kind.toLowerCase()}/${info.name} to ${replicas}`,
        );
        await waitForReplicas(client, info, replicas, timeout, context);
        context.progress.end();
      }
    }
    await printer.print(withReplicas(info.object, replicas), context.streams.out);
  }
  if (failure !== undefined) throw failure;
}

function sizes(flags: Flags): {
  replicas: number;
  currentReplicas: number;
  resourceVersion: string;
} {
  const replicas = flags.int('replicas');
  const currentReplicas = flags.int('current-replicas');
  if (replicas < 0) {
    throw new KubistError(
      'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    );
  }
  if (currentReplicas < -1) {
    throw new KubistError('The --current-replicas must specify an integer of -1 or greater');
  }
  return { replicas, currentReplicas, resourceVersion: flags.string('resource-version') };
}

function withReplicas(object: KubeObject, replicas: number): KubeObject {
  return { ...object, spec: { ...(object['spec'] as object | undefined), replicas } };
}
