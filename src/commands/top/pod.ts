import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { allNamespacesFlag, fieldSelectorFlag } from '../../cli/flags/selector.ts';
import { formatFieldSelector } from './field-selector.ts';
import { commonFlags, toOptions, type TopOptions } from './flags.ts';
import { fetchObjects, POD_METRICS, type PodMetrics, requireMetricsAPI } from './metrics.ts';
import { explainNoMetrics } from './no-metrics.ts';
import { writeRows } from './table.ts';
import { formatCPU, formatMemory, readUsage, sortRows, sum, type Usage } from './usage.ts';

const USE = 'pod [NAME | -l label]';

/** `top pod`: what pods and their containers use. */
export const pod: CommandSpec = {
  use: '[NAME | -l label]',
  short: 'Display resource (CPU/memory) usage of pods',
  long: 'Shows how much CPU and memory pods use. Of a pod that has just started nothing is known for a minute or two.',
  examples: `  # The pods of a namespace
  {program} top pod -n shop

  # The containers of one pod
  {program} top pod web-7c5ddbdf54-x2x9v --containers

  # Pods with a label, and what they use together
  {program} top pod -l app=web --sum`,
  flags: [
    ...commonFlags('pods'),
    allNamespacesFlag,
    fieldSelectorFlag,
    {
      name: 'containers',
      type: 'bool',
      default: false,
      usage: 'What each container uses, one a row',
    },
    { name: 'sum', type: 'bool', default: false, usage: 'Also what all of them use together' },
  ],
  run,
};

interface PodOptions extends TopOptions {
  readonly allNamespaces: boolean;
  readonly containers: boolean;
  readonly sum: boolean;
}

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const fields = flags.string('field-selector');
  const options: PodOptions = {
    ...toOptions(flags, args, {
      use: USE,
      selects: flags.string('selector') !== '' || fields !== '',
      conflict: 'only one of NAME or selector can be provided',
    }),
    allNamespaces: flags.bool('all-namespaces'),
    containers: flags.bool('containers'),
    sum: flags.bool('sum'),
  };
  const fieldSelector = formatFieldSelector(fields);
  const { namespace } = await context.namespace();
  await requireMetricsAPI(context);
  const wanted = { ...options, fieldSelector, namespace };
  const metrics = await fetchObjects<PodMetrics>(context, POD_METRICS, {
    ...wanted,
    namespace: options.allNamespaces ? '' : namespace,
  });
  if (metrics.length === 0) {
    return explainNoMetrics(context, { ...wanted, allNamespaces: options.allNamespaces });
  }
  await writeRows(context.streams.out, [
    ...(options.noHeaders ? [] : [headers(options)]),
    ...podRows(metrics, options),
  ]);
}

function headers({ allNamespaces, containers, showSwap }: PodOptions): string[] {
  return [
    ...(allNamespaces ? ['NAMESPACE'] : []),
    ...(containers ? ['POD'] : []),
    'NAME',
    'CPU(cores)',
    'MEMORY(bytes)',
    ...(showSwap ? ['SWAP(bytes)'] : []),
  ];
}

function podRows(metrics: readonly PodMetrics[], options: PodOptions): string[][] {
  const { sortBy, showSwap } = options;
  const values = ({ cpu, memory, swap }: Usage): string[] => [
    formatCPU(cpu),
    formatMemory(memory),
    ...(showSwap ? [formatMemory(swap)] : []),
  ];
  const pods = metrics.map(({ metadata: { name = '', namespace = '' } = {}, containers = [] }) => {
    const parts = containers.map((one) => ({
      names: [one.name ?? ''],
      usage: readUsage(one.usage),
    }));
    return {
      names: options.allNamespaces ? [namespace, name] : [name],
      usage: sum(parts.map(({ usage }) => usage)),
      parts,
    };
  });
  const rows = sortRows(pods, sortBy).flatMap((one) => {
    if (!options.containers) return [[...one.names, ...values(one.usage)]];
    return sortRows(one.parts, sortBy).map(({ names, usage }) => [
      ...one.names,
      ...names,
      ...values(usage),
    ]);
  });
  if (!options.sum) return rows;
  // As the reference has it: columns that only headers tell of do not count, and swap has no line above it.
  const columns = options.noHeaders ? 3 + Number(showSwap) : headers(options).length;
  const before = Array.from({ length: columns - 2 }, () => '');
  const total = sum(pods.map(({ usage }) => usage));
  return [...rows, [...before, '________', '________'], [...before, ...values(total)]];
}
