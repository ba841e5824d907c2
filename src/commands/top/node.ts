import type { KubeObject } from '../../api/types.ts';
import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { parseQuantity, type Quantity } from '../../formats/quantity.ts';
import { commonFlags, toOptions } from './flags.ts';
import {
  type Amounts,
  fetchObjects,
  NODE_METRICS,
  type NodeMetrics,
  NODES,
  requireMetricsAPI,
} from './metrics.ts';
import { writeRows } from './table.ts';
import { formatCPU, formatMemory, formatPercent, readUsage, sortRows } from './usage.ts';

const USE = 'node [NAME | -l label]';

/** `top node`: what nodes use, and how much of what they have. */
export const node: CommandSpec = {
  use: '[NAME | -l label]',
  short: 'Display resource (CPU/memory) usage of nodes',
  long: 'Shows how much CPU and memory nodes use, and what part that is of what they have for pods. A node that no metrics are known of is shown as <unknown>.',
  examples: `  # All nodes
  {program} top node

  # One node
  {program} top node node-1

  # The nodes of a zone, those with the most memory in use first
  {program} top node -l topology.kubernetes.io/zone=a --sort-by=memory`,
  flags: [
    ...commonFlags('nodes'),
    {
      name: 'show-capacity',
      type: 'bool',
      default: false,
      usage: 'Percentages of all that nodes have, not of what they have for pods',
    },
  ],
  run,
};

/** `v1 Node`, as far as it is read here. */
interface Node extends KubeObject {
  readonly status?: {
    readonly allocatable?: Amounts;
    readonly capacity?: Amounts;
    readonly nodeInfo?: { readonly swap?: { readonly capacity?: number | bigint } };
  };
}

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const options = toOptions(flags, args, {
    use: USE,
    selects: flags.string('selector') !== '',
    conflict: 'only one of NAME or --selector can be provided',
  });
  await requireMetricsAPI(context);
  const wanted = { ...options, namespace: '' };
  const metrics = await fetchObjects<NodeMetrics>(context, NODE_METRICS, wanted);
  if (metrics.length === 0) throw new KubistError('metrics not available yet');
  const nodes = await fetchObjects<Node>(context, NODES, wanted);
  const available = new Map(
    nodes.map((one) => [nameOf(one), availableOf(one, flags.bool('show-capacity'))]),
  );
  const columns = COLUMNS.filter(({ resource }) => resource !== 'swap' || options.showSwap);
  const found = metrics.map((one) => ({ names: [nameOf(one)], usage: readUsage(one.usage) }));
  const rows = options.noHeaders
    ? []
    : [['NAME', ...columns.flatMap(({ used, part }) => [used, part])]];
  const shown = new Set<string>();
  for (const { names, usage } of sortRows(found, options.sortBy)) {
    const [name = ''] = names;
    // Of what was in the list twice, the first row alone has percentages.
    const has = shown.has(name) ? undefined : available.get(name);
    shown.add(name);
    const noSwap = available.get(name)?.swap === undefined && available.has(name);
    rows.push([
      name,
      ...columns.flatMap(({ resource, format }) => {
        if (resource === 'swap' && noSwap) return [UNKNOWN, UNKNOWN];
        const whole = has?.[resource];
        const part = whole === undefined ? [] : [formatPercent(usage[resource], whole)];
        return [format(usage[resource]), ...part];
      }),
    ]);
  }
  for (const name of available.keys()) {
    if (!shown.has(name)) rows.push([name, ...columns.flatMap(() => [UNKNOWN, UNKNOWN])]);
  }
  await writeRows(context.streams.out, rows);
}

const UNKNOWN = '<unknown>';

const COLUMNS = [
  { resource: 'cpu', used: 'CPU(cores)', part: 'CPU(%)', format: formatCPU },
  { resource: 'memory', used: 'MEMORY(bytes)', part: 'MEMORY(%)', format: formatMemory },
  { resource: 'swap', used: 'SWAP(bytes)', part: 'SWAP(%)', format: formatMemory },
] as const;

/** What a node has; undefined is what it does not tell of. */
type Available = Readonly<Record<'cpu' | 'memory' | 'swap', Quantity | undefined>>;

function availableOf({ status = {} }: Node, ofCapacity: boolean): Available {
  const { cpu, memory } = (ofCapacity ? status.capacity : status.allocatable) ?? {};
  const swap = status.nodeInfo?.swap?.capacity;
  const read = (text: string | undefined): Quantity | undefined =>
    text === undefined ? undefined : parseQuantity(text);
  return { cpu: read(cpu), memory: read(memory), swap: read(swap?.toString()) };
}

function nameOf({ metadata }: KubeObject): string {
  return metadata?.name ?? '';
}
