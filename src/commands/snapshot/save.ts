import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { UsageError } from '../../errors.ts';
import { recordSnapshot } from '../../snapshot/record.ts';

/** `snapshot save`: a cluster in a folder. */
export const save: CommandSpec = {
  use: '-o DIR [flags]',
  short: 'Save a cluster in a folder',
  examples: '  # The cluster\n  {program} snapshot save -o cluster',
  flags: [
    {
      name: 'output',
      short: 'o',
      type: 'string',
      default: '',
      usage: 'The folder to save in: a new one, an empty one, or another snapshot to replace.',
    },
    {
      name: 'tail',
      type: 'int64',
      default: 500,
      usage: 'Lines of each log that are saved, from its end',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const output = flags.string('output');
  if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
  if (output === '') throw new UsageError('-o says where to save: a folder');
  const { namespace } = await context.namespace();
  const { missing } = await recordSnapshot(await context.client(), output, {
    namespace,
    now: () => context.now(),
    logLines: flags.int('tail'),
  });
  for (const one of missing) await context.streams.err.write(`not saved: ${one}\n`);
}
