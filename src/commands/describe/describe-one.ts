import type { KubeList, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { Description } from '../../describe/description.ts';
import { type DescriberEntry, DESCRIBERS, type DescribeTools } from '../../describe/describer.ts';
import { describeGeneric } from '../../describe/generic.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { objectPath } from '../../resources/paths.ts';

/** Describes one object by the describer of its kind. Rejects as the client does. */
export async function describe(
  context: Context,
  info: ObjectInfo,
  options: { readonly showEvents: boolean; readonly chunkSize: number },
): Promise<Description> {
  const tools = await toolsOf(context, options);
  const description = new Description();
  const generic = { version: info.resource.version, load: async () => describeGeneric };
  let entry: DescriberEntry = DESCRIBERS[`${info.resource.group}/${info.resource.kind}`] ?? generic;
  let object: KubeObject;
  try {
    object = await objectOf(context, info, entry.version);
  } catch (error) {
    if (entry.older === undefined) throw error;
    entry = entry.older;
    object = await objectOf(context, info, entry.version);
  }
  const describer = await entry.load();
  await describer(object, description, tools);
  return description;
}

/** The object in the version that its describer reads: what the server answered, unless that is another, or a manifest. */
async function objectOf(
  context: Context,
  { resource, namespace, name, object, source }: ObjectInfo,
  version: string,
): Promise<KubeObject> {
  if (source === undefined && resource.version === version) return object;
  const path = objectPath({ ...resource, version }, namespace, name);
  return (await context.client()).json({ path });
}

async function toolsOf(
  context: Context,
  { showEvents, chunkSize }: { readonly showEvents: boolean; readonly chunkSize: number },
): Promise<DescribeTools> {
  const client = await context.client();
  return {
    now: context.now(),
    showEvents,
    get: (path) => client.json({ path }),
    async list(path, query = {}, how = 'chunks') {
      const items: KubeObject[] = [];
      for (let token = ''; ;) {
        const chunk: KubeList = await client.json<KubeList>({
          path,
          query: {
            ...query,
            ...(chunkSize === 0 || how === 'whole' ? {} : { limit: chunkSize }),
            ...(token === '' ? {} : { continue: token }),
          },
        });
        items.push(...(chunk.items ?? []));
        token = chunk.metadata?.continue ?? '';
        if (token === '') return items;
      }
    },
  };
}
