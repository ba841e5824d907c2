import type { JSONObject, KubeObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import { filenameFlags } from '../cli/flags/filename.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { printFlags } from '../cli/flags/print.ts';
import {
  type DryRun,
  dryRunFlag,
  fieldManagerFlag,
  readDryRun,
  saveConfigFlag,
} from '../cli/flags/write.ts';
import { KubistError } from '../errors.ts';
import type { Info } from '../resources/info.ts';
import { describeGVR } from '../resources/paths.ts';
import { resolve } from '../resources/resolve.ts';
import { createAutoscaler } from './autoscale/create.ts';
import { readMetrics } from './autoscale/metrics.ts';
import { namedRequest } from './change/request.ts';
import { requireFlags } from './create/arguments.ts';
import { FORMATS, resultPrinter } from './create/result-printer.ts';

/** `autoscale`: makes a HorizontalPodAutoscaler for what can be scaled. */
export const autoscale: CommandSpec = {
  use: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  long: `Create an autoscaler, which chooses the number of pods of something between two limits by what they use.`,
  examples: `  # Between 2 and 8 pods, such that they use 70% of the CPU that they ask for
  {program} autoscale deployment web --min=2 --max=8 --cpu=70%

  # By the absolute use of each pod
  {program} autoscale statefulset db --max=5 --cpu=500m --memory=200Mi`,
  flags: [
    ...printFlags(FORMATS),
    ...filenameFlags('to scale'),
    dryRunFlag,
    fieldManagerFlag('kubectl-autoscale'),
    saveConfigFlag,
    {
      name: 'cpu',
      type: 'string',
      default: '',
      usage:
        'CPU that pods are to use on average: a percentage of what they ask for (70%), or a quantity (500m); a plain number is in thousandths',
    },
    {
      name: 'cpu-percent',
      type: 'int32',
      default: -1,
      usage: 'The same as a percentage',
      deprecated:
        "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
    },
    { name: 'max', type: 'int32', default: -1, usage: 'How many pods there may be at most' },
    {
      name: 'memory',
      type: 'string',
      default: '',
      usage:
        'Memory that pods are to use on average: a percentage of what they ask for (60%), or a quantity (200Mi); a plain number is in Mi',
    },
    {
      name: 'min',
      type: 'int32',
      default: -1,
      usage: 'How many pods there are at least; the server decides when negative',
    },
    {
      name: 'name',
      type: 'string',
      default: '',
      usage: 'Name of the autoscaler; that of what it scales when empty',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  requireFlags(flags, ['max']);
  const dryRun = readDryRun(flags, context.log);
  validate(flags);
  // The reference's own word for a dry run of the client is another one.
  const printer = await resultPrinter(
    flags,
    dryRun === 'client' ? 'created' : 'autoscaled',
    dryRun,
  );
  const resolution = await resolve(await namedRequest(context, flags, args), context);
  let count = 0;
  await resolution.visit(async (info) => {
    refuseUnscalable(info);
    const autoscaler = autoscalerOf(info, flags);
    const result = await act(context, flags, dryRun, info.namespace, autoscaler);
    await printer.print(result, context.streams.out);
    count++;
  });
  if (count === 0) throw new KubistError('no objects passed to autoscale');
}

function validate(flags: Flags): void {
  const [min, max] = [flags.int('min'), flags.int('max')];
  if (max < 1) {
    throw new KubistError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  }
  if (max < min) {
    throw new KubistError(
      `--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`,
    );
  }
  if (flags.changed('cpu-percent') && flags.int('cpu-percent') >= 0 && flags.string('cpu') !== '') {
    throw new KubistError('--cpu-percent and --cpu are mutually exclusive');
  }
}

function refuseUnscalable({ resource }: Info): void {
  if (resource.subresources.includes('scale')) return;
  throw new KubistError(
    `cannot autoscale a ${resource.kind}: could not find scale subresource for ${describeGVR(resource)} in discovery information`,
  );
}

function autoscalerOf(info: Info, flags: Flags): KubeObject {
  const min = flags.int('min');
  const metrics: JSONObject[] = readMetrics(flags);
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: {
      name: flags.string('name') || info.name,
      ...(info.namespace === '' ? {} : { namespace: info.namespace }),
    },
    spec: {
      scaleTargetRef: {
        kind: info.object?.kind ?? info.resource.kind,
        name: info.name,
        apiVersion: info.object?.apiVersion ?? '',
      },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: flags.int('max'),
      ...(metrics.length === 0 ? {} : { metrics }),
    },
    status: { desiredReplicas: 0, currentMetrics: null },
  };
}

async function act(
  context: Context,
  flags: Flags,
  dryRun: DryRun,
  namespace: string,
  autoscaler: KubeObject,
): Promise<KubeObject> {
  if (dryRun === 'client') return autoscaler;
  return createAutoscaler(await context.client(), namespace, autoscaler, {
    dryRun: dryRun === 'server',
    fieldManager: flags.string('field-manager'),
    saveConfig: flags.bool('save-config'),
  });
}
