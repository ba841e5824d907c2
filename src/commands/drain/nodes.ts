import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError, UsageError } from '../../errors.ts';
import { collectObjects, type ObjectInfo } from '../../resources/objects.ts';
import { describeGVR } from '../../resources/paths.ts';
import { resolve } from '../../resources/resolve.ts';

/**
 * The nodes that `cordon`, `uncordon` and `drain` are about: by name, or by `-l`. One that does not exist fails the
 * command before anything is changed.
 */
export async function findNodes(
  command: string,
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<ObjectInfo[]> {
  const labelSelector = flags.string('selector');
  if (args.length > 0 && labelSelector !== '') {
    throw new UsageError('cannot specify both a node name and a --selector option');
  }
  if (args.length === 0 && labelSelector === '') {
    throw new UsageError(`USAGE: ${command} NODE [flags]`);
  }
  const { namespace } = await context.namespace();
  const resolution = await resolve(
    {
      ...(labelSelector === '' ? { args, typeOfNames: 'nodes' } : { args: ['nodes'] }),
      labelSelector,
      namespace,
      singleResourceType: true,
      stopOnError: true,
      ...(flags.has('chunk-size') ? { chunkSize: flags.int('chunk-size') } : {}),
    },
    context,
  );
  const { infos, failure } = await collectObjects(resolution);
  if (failure !== undefined) throw failure;
  for (const { resource } of infos) {
    if (resource.group !== '' || resource.resource !== 'nodes') {
      throw new KubistError(`expected resource of type node, got "${describeGVR(resource)}"`);
    }
  }
  return infos;
}
