import type { CommandSpec } from '../cli/command.ts';
import { labelSelectorFlag } from '../cli/flags/selector.ts';
import { dryRunFlag, readDryRun } from '../cli/flags/write.ts';
import { findNodes } from './drain/nodes.ts';
import { setUnschedulable } from './drain/schedulable.ts';

/** `cordon`: closes nodes to new pods. */
export const cordon: CommandSpec = scheduling('cordon', true, {
  short: 'Mark node as unschedulable',
  long: 'Closes nodes to new pods. Those that run on them stay.',
  examples: `  # No new pods on the node big
  {program} cordon big`,
});

/** `uncordon`: opens nodes to new pods again. */
export const uncordon: CommandSpec = scheduling('uncordon', false, {
  short: 'Mark node as schedulable',
  long: 'Opens nodes to new pods again.',
  examples: `  # New pods on the node big again
  {program} uncordon big`,
});

function scheduling(
  name: string,
  unschedulable: boolean,
  texts: Pick<CommandSpec, 'short' | 'long' | 'examples'>,
): CommandSpec {
  return {
    use: 'NODE',
    ...texts,
    flags: [dryRunFlag, labelSelectorFlag],
    async run(context, flags, args) {
      const dryRun = readDryRun(flags, context.log);
      const nodes = await findNodes(name, context, flags, args);
      await setUnschedulable(context, nodes, unschedulable, dryRun);
    },
  };
}
