import type { KubeList, KubeObject } from '../api/types.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags, FlagSpec } from '../cli/flags/flags.ts';
import { chunkSizeFlag, labelSelectorFlag } from '../cli/flags/selector.ts';
import { type DryRun, dryRunFlag, operation, readDryRun } from '../cli/flags/write.ts';
import { AggregateFailure, KubistError } from '../errors.ts';
import { NamePrinter } from '../printers/name.ts';
import { parseLabelSelector } from '../resources/label-selector.ts';
import { listChunks } from '../resources/list.ts';
import { objectPath } from '../resources/paths.ts';
import { deletePods } from './drain/delete.ts';
import { evictionVersion, evictPods } from './drain/evict.ts';
import { type Pod, type Selection, selectPods } from './drain/filters.ts';
import { findNodes } from './drain/nodes.ts';
import type { Removal } from './drain/removal.ts';
import { setUnschedulable } from './drain/schedulable.ts';
import { timeLimit } from './drain/time-limit.ts';

const flag = (name: string, usage: string): FlagSpec => ({
  name,
  type: 'bool',
  default: false,
  usage,
});

/** `drain`: empties nodes for maintenance. */
export const drain: CommandSpec = {
  use: 'NODE',
  short: 'Drain node in preparation for maintenance',
  long: `Empties nodes: closes them to new pods, evicts those that run there, and waits until they are gone.

Evictions heed disruption budgets: where one forbids it for now, the eviction is asked for again every five seconds. Pods that nothing would start anew elsewhere, that belong to daemon sets or that keep data on the node stop the drain before anything is evicted, unless flags say what is to happen to them.

Afterwards the node may be worked on; "{program} uncordon" opens it again.`,
  examples: `  # Empty the node big, pods without a controller too
  {program} drain big --force

  # Give pods a quarter of an hour to end
  {program} drain big --grace-period=900`,
  flags: [
    chunkSizeFlag,
    dryRunFlag,
    labelSelectorFlag,
    flag(
      'delete-emptydir-data',
      'Go on although pods keep data in emptyDir volumes, which is lost',
    ),
    flag('disable-eviction', 'Delete pods instead of evicting them, past disruption budgets'),
    flag('force', 'Go on although there are pods without a controller, which stay away'),
    flag('ignore-daemonsets', 'Go on although there are pods of daemon sets, which stay'),
    {
      name: 'grace-period',
      type: 'int',
      default: -1,
      usage: 'Seconds that pods have to end; negative is what they say themselves.',
    },
    {
      name: 'pod-selector',
      type: 'string',
      default: '',
      usage: 'Evict only pods whose labels meet this selector',
    },
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'int',
      default: 0,
      usage: 'Do not wait for pods whose deletion is older than so many seconds; 0 waits for all.',
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      usage: 'How long to wait at most; 0 waits as long as it takes.',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  checkPodSelector(flags.string('pod-selector'));
  const nodes = await findNodes('drain', context, flags, args);
  await setUnschedulable(context, nodes, true, dryRun);
  const { out, err } = context.streams;
  const printer = new NamePrinter({ operation: operation('drained', dryRun) });
  const drained = new Set<string>();
  const pending: string[] = [];
  const errors: Error[] = [];
  for (const { name, object } of nodes) {
    try {
      await empty(context, flags, name, dryRun);
      drained.add(name);
      await printer.print(object, out);
    } catch (error) {
      const { message } = error as Error;
      await err.write(
        `error: unable to drain node ${JSON.stringify(name)} due to error: ${message}, continuing command...\n`,
      );
      // A node that is named twice needs to be empty once.
      if (drained.has(name)) continue;
      pending.push(name);
      errors.push(error as Error);
    }
  }
  if (errors.length === 0) return;
  const names = pending.map((name) => ` ${name}\n`).join('');
  await err.write(`There are pending nodes to be drained:\n${names}`);
  throw new AggregateFailure(errors);
}

function checkPodSelector(selector: string): void {
  try {
    parseLabelSelector(selector);
  } catch (error) {
    throw new KubistError('--pod-selector=<pod_selector> must be a valid label selector', {
      cause: error,
    });
  }
}

/** Removes the pods of one node. */
async function empty(context: Context, flags: Flags, node: string, dryRun: DryRun): Promise<void> {
  const { out, err } = context.streams;
  const { pods, warnings, errors } = await select(context, flags, node);
  if (errors.length > 0) throw new AggregateFailure(errors);
  if (warnings.length > 0) await err.write(`Warning: ${warnings.join('; ')}\n`);
  if (dryRun === 'client') {
    for (const { metadata } of pods) {
      await out.write(
        `evicting pod ${metadata?.namespace ?? ''}/${metadata?.name ?? ''} (dry run)\n`,
      );
    }
    return;
  }
  try {
    await remove(context, flags, node, pods, dryRun);
  } catch (error) {
    await tellPending(context, flags, node, error as Error);
    throw error;
  }
}

async function remove(
  context: Context,
  flags: Flags,
  node: string,
  pods: readonly Pod[],
  dryRun: DryRun,
): Promise<void> {
  if (pods.length === 0) return;
  let left = pods.length;
  context.progress.show(() => `draining ${node}: ${left} of ${pods.length} pods left`);
  const client = await context.client();
  const version = flags.bool('disable-eviction') ? undefined : await evictionVersion(client);
  const removal: Removal = {
    context,
    client,
    resource: await (await context.mapper()).resourceFor('pods'),
    dryRun,
    gracePeriod: flags.int('grace-period'),
    limit: timeLimit(context, flags.duration('timeout')),
    skipWaitForDeleteTimeout: flags.int('skip-wait-for-delete-timeout'),
    gone: () => void left--,
  };
  await (version === undefined ? deletePods(removal, pods) : evictPods(removal, version, pods));
  context.progress.end();
}

/** Tells which pods are still there after a failure. */
async function tellPending(
  context: Context,
  flags: Flags,
  node: string,
  { message }: Error,
): Promise<void> {
  const { err } = context.streams;
  const { pods, errors } = await select(context, flags, node);
  if (pods.length > 0) {
    const names = pods.map(({ metadata }) => `pod/${metadata?.name ?? ''}\n`).join('');
    await err.write(
      `There are pending pods in node ${JSON.stringify(node)} when an error occurred: ${message}\n${names}`,
    );
  }
  if (errors.length > 0) {
    const failure = new AggregateFailure(errors);
    await err.write(
      `Following errors occurred while getting the list of pods to delete:\n${failure.message}\n`,
    );
  }
}

/** The pods of a node that go. That they cannot be listed is one of the errors. */
async function select(context: Context, flags: Flags, node: string): Promise<Selection> {
  const client = await context.client();
  const mapper = await context.mapper();
  const pods: Pod[] = [];
  const chunks = listChunks(client, {
    resource: await mapper.resourceFor('pods'),
    namespace: '',
    labelSelector: flags.string('pod-selector'),
    fieldSelector: `spec.nodeName=${node}`,
    chunkSize: flags.int('chunk-size'),
  });
  try {
    for await (const { items } of chunks as AsyncIterable<KubeList<Pod> & KubeObject>) {
      pods.push(...items);
    }
  } catch (error) {
    return { pods: [], warnings: [], errors: [error as Error] };
  }
  return selectPods(pods, {
    force: flags.bool('force'),
    ignoreDaemonSets: flags.bool('ignore-daemonsets'),
    deleteEmptyDirData: flags.bool('delete-emptydir-data'),
    skipWaitForDeleteTimeout: flags.int('skip-wait-for-delete-timeout'),
    now: context.now(),
    async findDaemonSet(namespace, name) {
      const resource = await mapper.resourceFor('daemonsets.apps');
      await client.json({ path: objectPath(resource, namespace, name) });
    },
  });
}
