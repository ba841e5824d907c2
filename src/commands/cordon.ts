import type { CommandSpec } from '../cli/command.ts';
import type { FlagSpec } from '../cli/flags/flags.ts';
import { labelSelectorFlag } from '../cli/flags/selector.ts';
import { dryRunFlag, readDryRun } from '../cli/flags/write.ts';
import { findNodes } from './drain/nodes.ts';
import { setUnschedulable } from './drain/schedulable.ts';

const flags: readonly FlagSpec[] = [dryRunFlag, labelSelectorFlag];

/** `cordon`: closes nodes to new pods. */
export const cordon: CommandSpec = {
  use: 'NODE',
  short: 'Mark node as unschedulable',
  long: 'Closes nodes to new pods. Those that run on them stay.',
  examples: `  # No new pods on the node big
  {program} cordon big`,
  flags,
  async run(context, given, args) {
    const dryRun = readDryRun(given, context.log);
    const nodes = await findNodes('cordon', context, given, args);
    await setUnschedulable(context, nodes, true, dryRun);
  },
};

/** `uncordon`: opens nodes to new pods again. */
export const uncordon: CommandSpec = {
  use: 'NODE',
  short: 'Mark node as schedulable',
  long: 'Opens nodes to new pods again.',
  examples: `  # New pods on the node big again
  {program} uncordon big`,
  flags,
  async run(context, given, args) {
    const dryRun = readDryRun(given, context.log);
    const nodes = await findNodes('uncordon', context, given, args);
    await setUnschedulable(context, nodes, false, dryRun);
  },
};
