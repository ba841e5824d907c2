import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { printFlags } from '../../cli/flags/print.ts';
import { podTemplateText } from '../../describe/pod-template.ts';
import { KubistError } from '../../errors.ts';
import { NamePrinter } from '../../printers/name.ts';
import { visitObjects } from '../../resources/objects.ts';
import { asTyped } from '../../resources/typed/encode.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from '../change/print.ts';
import { readRevisions, type Revision } from './revisions.ts';
import { resolveWorkloads, targetFlags, workloadKind } from './shared.ts';

/** `rollout history`: shows the revisions of workloads. */
export const history: CommandSpec = {
  use: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'View rollout history',
  long: 'Shows the revisions of a workload, which it can be brought back to.',
  examples: `  # All revisions of a deployment
  {program} rollout history deployment/web

  # The pods of one of them
  {program} rollout history daemonset/agent --revision=3`,
  flags: [
    ...printFlags(CHANGE_FORMATS),
    ...targetFlags('to show revisions of'),
    {
      name: 'revision',
      type: 'int64',
      default: 0,
      usage: 'Show the pod template of this revision',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const wanted = flags.int('revision');
  if (wanted < 0) throw new KubistError(`revision must be a positive integer: ${wanted}`);
  const resolution = await resolveWorkloads(context, flags, args);
  const options = printOptions(flags);
  const objects = options.output !== '' || options.template !== '';
  const printer = objects ? await changePrinter({ ...options, typed: true }, '') : undefined;
  const { out } = context.streams;
  await visitObjects(resolution, async (info) => {
    const { kind, group } = info.resource;
    if (workloadKind(info) === undefined) {
      throw new KubistError(
        `error retrieving history for "${kind}", no visitor method exists for {${group} ${kind}}`,
      );
    }
    const { revisions } = await readRevisions(context, info);
    const chosen = revisions.filter(({ number }) => wanted === 0 || number === wanted);
    if (wanted > 0 && chosen.length === 0) {
      throw new KubistError('unable to find the specified revision');
    }
    if (printer !== undefined) {
      for (const { object } of chosen) await printer.print(asTyped(object), out);
      return;
    }
    const [one] = chosen;
    const text =
      wanted > 0 && one !== undefined
        ? `with revision #${wanted}\n${podTemplateText(one.template)}`
        : `\n${table(chosen)}`;
    await new NamePrinter({ operation: text }).print(info.object, out);
  });
}

function table(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const lines = revisions.map(({ number, cause }) => row(String(number), cause || '<none>'));
  return [row('REVISION', 'CHANGE-CAUSE'), ...lines].join('');
}

function row(number: string, cause: string): string {
  return `${number.padEnd('REVISION  '.length)}${cause}\n`;
}
