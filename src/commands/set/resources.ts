import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { readDryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { parseQuantity } from '../../formats/quantity.ts';
import { prepareAll, sendAll, setPrinter } from './change.ts';
import {
  containersFlag,
  refuseAllAndSelector,
  refuseLocalAndNames,
  refuseLocalAndServer,
  selectedFlags,
} from './flags.ts';
import { podSpecOf, selectContainers } from './pod-spec.ts';
import { collectTargets } from './targets.ts';

/** `set resources`: what containers ask for and what they may use. */
export const resources: CommandSpec = {
  use: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
  short: 'Update resource requests/limits on objects with pod templates',
  long: `Sets how much CPU, memory and other resources containers ask for, and how much they may use at most. Pods that get onto a node have what they ask for.

Where there is a limit and no request, the request is the limit.`,
  examples: `  # Limits of one container
  {program} set resources deployment web -c web --limits=cpu=200m,memory=512Mi

  # Limits and requests of all containers
  {program} set resources deployment web --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi

  # In a manifest, without a server
  {program} set resources -f web.yaml --limits=cpu=200m --local -o yaml`,
  flags: [
    ...selectedFlags,
    containersFlag,
    {
      name: 'limits',
      type: 'string',
      default: '',
      usage: 'What containers may use at most, for example cpu=100m,memory=256Mi',
    },
    {
      name: 'requests',
      type: 'string',
      default: '',
      usage: 'What containers ask for, for example cpu=100m,memory=256Mi',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const printer = await setPrinter(flags, 'resource requirements updated', dryRun);
  refuseLocalAndNames(flags, args);
  const infos = await collectTargets(context, flags, args);
  refuseAllAndSelector(flags);
  if (flags.string('limits') === '' && flags.string('requests') === '') {
    throw new KubistError(
      'you must specify an update to requests or limits (in the form of --requests/--limits)',
    );
  }
  refuseLocalAndServer(flags, dryRun);
  const limits = parseResources(flags.string('limits'));
  const requests = parseResources(flags.string('requests'));
  const pattern = flags.string('containers');

  const missing: Error[] = [];
  const prepared = await prepareAll(infos, (object) => {
    const spec = podSpecOf(object);
    const meant = [spec.containers, spec.initContainers].flatMap((containers) =>
      selectContainers(containers, pattern),
    );
    for (const { resources: own } of meant) {
      own.limits = { ...own.limits, ...limits };
      own.requests = { ...own.requests, ...requests };
    }
    if (meant.length > 0) return;
    missing.push(new KubistError(`error: unable to find container named ${pattern}`));
  });
  const failed = 'failed to patch resources update to pod template ';
  await sendAll(context, flags, prepared, { dryRun, printer, failed }, missing);
}

/** Reads `cpu=100m,memory=256Mi`. Throws a KubistError. */
function parseResources(text: string): Record<string, string> {
  if (text === '') return {};
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [name = '', quantity, ...rest] = pair.split('=');
      if (quantity === undefined || rest.length > 0) {
        throw new KubistError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
      }
      parseQuantity(quantity);
      return [name, quantity];
    }),
  );
}
