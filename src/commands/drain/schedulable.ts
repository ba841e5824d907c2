import type { Context } from '../../cli/context.ts';
import { type DryRun, operation } from '../../cli/flags/write.ts';
import { NamePrinter } from '../../printers/name.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { patchObject } from '../../resources/write.ts';

/**
 * Closes nodes to new pods, or opens them again, and says so. A node that cannot be patched is told of on stderr and
 * is no failure of the command.
 */
export async function setUnschedulable(
  context: Context,
  nodes: readonly ObjectInfo[],
  unschedulable: boolean,
  dryRun: DryRun,
): Promise<void> {
  const verb = unschedulable ? 'cordon' : 'uncordon';
  const { out, err } = context.streams;
  for (const node of nodes) {
    const { spec } = node.object as { spec?: { unschedulable?: boolean } };
    let done = `${verb}ed`;
    if ((spec?.unschedulable ?? false) === unschedulable) done = `already ${verb}ed`;
    else if (dryRun !== 'client') {
      const patch = { spec: { unschedulable: unschedulable ? true : null } };
      try {
        await patchObject(await context.client(), node, 'strategic', patch, {
          dryRun: dryRun === 'server',
        });
      } catch (error) {
        const { message } = error as Error;
        await err.write(`error: unable to ${verb} node ${JSON.stringify(node.name)}: ${message}\n`);
        continue;
      }
    }
    await new NamePrinter({ operation: operation(done, dryRun) }).print(node.object, out);
  }
}
