import type { CommandSpec } from '../../cli/command.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { readDryRun } from '../../cli/flags/write.ts';
import { KubistError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { splitChanges } from '../change/pairs.ts';
import { prepareAll, sendAll, setPrinter } from './change.ts';
import {
  refuseAllAndSelector,
  refuseLocalAndNames,
  refuseLocalAndServer,
  selectedFlags,
} from './flags.ts';
import { podSpecOf } from './pod-spec.ts';
import { collectTargets } from './targets.ts';

/** `set image`: new images for containers. */
export const image: CommandSpec = {
  use: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  short: 'Update the image of a pod template',
  long: `Sets images of containers, of init containers too. * as the name means all of them.

Pods can be changed, and what makes pods: deployments, daemon sets, stateful sets, replica sets, replication controllers, jobs and cron jobs.`,
  examples: `  # One container of a deployment
  {program} set image deployment/web web=registry.example/web:2

  # The same in all deployments and stateful sets of the namespace
  {program} set image deployments,statefulsets web=registry.example/web:2 --all

  # Every container
  {program} set image daemonset agent '*=registry.example/agent:3'

  # A manifest, without a server
  {program} set image -f web.yaml web=registry.example/web:2 --local -o yaml`,
  flags: selectedFlags,
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const dryRun = readDryRun(flags, context.log);
  const printer = await setPrinter(flags, 'image updated', dryRun);
  const { resources, changes } = splitChanges(args, 'image');
  const images = parseImages(changes);
  refuseLocalAndNames(flags, resources);
  const infos = await collectTargets(context, flags, resources);
  refuseAllAndSelector(flags);
  if (images.size === 0) throw new KubistError('at least one image update is required');
  if (images.size > 1 && images.has('*')) {
    throw new KubistError(
      'all containers are already specified by *, but saw more than one container_name=container_image pairs',
    );
  }
  refuseLocalAndServer(flags, dryRun);

  const missing: Error[] = [];
  const prepared = await prepareAll(infos, (object) => {
    const spec = podSpecOf(object);
    const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
    for (const [name, value] of images) {
      const meant = containers.filter((container) => name === '*' || container.name === name);
      for (const container of meant) container.image = value;
      if (meant.length > 0) continue;
      missing.push(new KubistError(`error: unable to find container named ${goQuote(name)}`));
    }
  });
  const failed = 'failed to patch image update to pod template: ';
  await sendAll(context, flags, prepared, { dryRun, printer, failed }, missing);
}

function parseImages(changes: readonly string[]): Map<string, string> {
  const images = new Map<string, string>();
  for (const change of changes) {
    const at = change.indexOf('=');
    if (at <= 0) throw new KubistError(`invalid image format: ${change}`);
    images.set(change.slice(0, at), change.slice(at + 1));
  }
  return images;
}
