import { gvkOf } from '../../api/gvk.ts';
import type { GVK } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { APIResource, RESTMapper } from '../../discovery/mapper.ts';
import { manifestsIn } from '../../resources/by-path.ts';
import type { ResourceDependencies } from '../../resources/info.ts';
import { collectObjects, type ObjectInfo } from '../../resources/objects.ts';

/** Objects of a text, and what was wrong with others. */
export interface Decoded {
  readonly infos: readonly ObjectInfo[];
  readonly failure: Error | undefined;
}

/**
 * The objects of an edited text. Those of a type that the originals have are of the same resource, though the mapper
 * may not know it: a Scale is no resource of its own.
 */
export async function decodeEdited(
  context: Context,
  text: string,
  originals: readonly ObjectInfo[] = [],
): Promise<Decoded> {
  const known = new Map<string, APIResource>(
    originals.map(({ resource, object }) => [keyOf(gvkOf(object)), resource]),
  );
  const mapper = async (): Promise<RESTMapper> => {
    const all = await context.mapper();
    return {
      resourceFor: (argument) => all.resourceFor(argument),
      resourceForKind: async (gvk) => known.get(keyOf(gvk)) ?? all.resourceForKind(gvk),
      category: (name) => all.category(name),
    };
  };
  const dependencies: ResourceDependencies = {
    mapper,
    client: () => context.client(),
    readStdin: () => context.readStdin(),
    program: context.program,
    env: context.env,
  };
  const { infos, failure } = await collectObjects(manifestsIn(text, 'edited-file', dependencies));
  // The name of the text is of no use once it is read.
  for (const info of infos) delete (info as { source?: string }).source;
  return { infos, failure };
}

function keyOf({ group, version, kind }: GVK): string {
  return `${group}/${version}/${kind}`;
}
