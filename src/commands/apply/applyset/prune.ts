import type { KubeList, KubeObject } from '../../../api/types.ts';
import type { Context } from '../../../cli/context.ts';
import { type ObjectInfo, objectsIn } from '../../../resources/objects.ts';
import { collectionPath } from '../../../resources/paths.ts';
import { type Deleted, waitForAll } from '../../delete/plan.ts';
import type { ApplyOptions } from '../options.ts';
import type { PrunePlace } from '../prune.ts';
import { remove } from '../recreate.ts';
import { type Contents, groupKind } from './contents.ts';
import { withLead } from './lead.ts';
import { PART_OF_LABEL } from './names.ts';

/** Which members of a set to delete. */
export interface PruneRequest {
  /** The set's ID. */
  readonly id: string;
  /** Where members may be. */
  readonly contents: Contents;
  /** UIDs of those that stay. */
  readonly kept: ReadonlySet<string>;
}

/** Deletes members that are in no manifest now. All are found before the first one is deleted. Rejects at the first failure. */
export async function pruneMembers(
  context: Context,
  request: PruneRequest,
  options: ApplyOptions,
  print: (object: KubeObject) => Promise<void>,
): Promise<void> {
  const places = placesOf(request.contents);
  const found = await Promise.allSettled(places.map((each) => membersIn(each, request, context)));
  const failed = found.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  const members = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const pruned: Deleted[] = [];
  for (const info of members) {
    if (options.dryRun !== 'client') {
      await withLead(`pruning ${describe(info)}`, async () =>
        remove(await context.client(), info, options, true),
      );
    }
    pruned.push({ info, uid: info.object.metadata?.uid });
    await print(info.object);
  }
  if (options.wait && options.dryRun === 'none') await waitForAll(context, pruned, options.timeout);
}

/** In namespaces first. */
function placesOf({ types, namespaces }: Contents): PrunePlace[] {
  const resources = [...types.values()];
  return [
    ...[...namespaces].flatMap((namespace) =>
      resources.filter(({ namespaced }) => namespaced).map((resource) => ({ resource, namespace })),
    ),
    ...resources
      .filter(({ namespaced }) => !namespaced)
      .map((resource) => ({ resource, namespace: '' })),
  ];
}

async function membersIn(
  { resource, namespace }: PrunePlace,
  { id, kept }: PruneRequest,
  context: Context,
): Promise<ObjectInfo[]> {
  const client = await context.client();
  const kind = `${resource.group}/${resource.version}, Kind=${resource.kind}`;
  const list = await withLead(`listing ${kind} objects for pruning`, () =>
    client.json<KubeList & KubeObject>({
      path: collectionPath(resource, namespace),
      query: { labelSelector: `${PART_OF_LABEL}=${id}` },
    }),
  );
  return objectsIn({ resource, namespace, name: '', object: list }).filter(
    ({ object }) => !kept.has(object.metadata?.uid ?? ''),
  );
}

function describe({ resource, namespace, name }: ObjectInfo): string {
  return `${groupKind(resource)} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}
