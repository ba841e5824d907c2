import type { KubeList, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { Description } from '../../describe/description.ts';
import { DESCRIBERS, type DescribeTools } from '../../describe/describer.ts';
import { describeGeneric } from '../../describe/generic.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { retrieve } from '../../resources/retrieve.ts';

/** Describes one object by the describer of its kind. Rejects as the client does. */
export async function describe(
  context: Context,
  info: ObjectInfo,
  options: { readonly showEvents: boolean; readonly chunkSize: number },
): Promise<Description> {
  const { resource, namespace, name } = info;
  const tools = await toolsOf(context, options);
  const description = new Description();
  const entry = DESCRIBERS[`${resource.group}/${resource.kind}`];
  if (entry === undefined) {
    await describeGeneric(info.object, description, tools);
    return description;
  }
  const describer = await entry.load();
  const typed = { ...resource, version: entry.version };
  const object =
    resource.version === entry.version
      ? info.object
      : await retrieve(await context.client(), { resource: typed, namespace, name });
  await describer(object, description, tools);
  return description;
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
