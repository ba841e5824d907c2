import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { readDryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { prepareAll, sendAll, setPrinter } from './change.ts';
import { refuseLocalAndServer, targetFlags } from './flags.ts';
import { podSpecOf } from './pod-spec.ts';
import { collectTargets } from './targets.ts';

/** `set serviceaccount`: the account that pods run as. */
export const serviceAccount: CommandSpec = {
  use: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  aliases: ['sa'],
  short: 'Update the service account of a resource',
  long: `Sets the service account of what makes pods: deployments, daemon sets, stateful sets, replica sets, replication controllers, jobs and cron jobs.`,
  examples: `  # For a deployment
  {program} set serviceaccount deployment web builder

  # In a manifest, without a server
  {program} set sa -f web.yaml builder --local -o yaml`,
  flags: targetFlags,
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  refuseLocalAndServer(flags, dryRun);
  const printer = await setPrinter(flags, 'serviceaccount updated', dryRun);
  const account = args.at(-1);
  if (account === undefined) throw new KubistError('serviceaccount is required');
  const infos = await collectTargets(context, flags, args.slice(0, -1));

  const prepared = await prepareAll(infos, (object) => {
    podSpecOf(object).serviceAccountName = account;
  });
  await sendAll(context, flags, prepared, {
    dryRun,
    printer,
    failed: 'failed to patch ServiceAccountName ',
    unchangedToo: true,
  });
}
