import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { APIResource } from '../../discovery/mapper.ts';
import { listChunks } from '../../resources/list.ts';
import { type ObjectInfo, objectsIn } from '../../resources/objects.ts';
import { type Deleted, waitForAll } from '../delete/plan.ts';
import { LAST_APPLIED } from '../create/last-applied.ts';
import type { ApplyOptions, PruneTypes } from './options.ts';
import { remove } from './recreate.ts';

const DEPRECATED =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.';

/** What was applied, and may not be pruned. */
export interface Visited {
  /** By UID. */
  readonly uids: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
}

/** Where to look for objects to prune. */
export interface PrunePlace {
  readonly resource: APIResource;
  /** "" for resources outside of namespaces. */
  readonly namespace: string;
}

/**
 * Deletes objects that were applied once, match the selector and are not among those that were applied now: in the
 * namespaces of these, then outside of namespaces. Rejects at the first failure. Waits until they are gone with `--wait`.
 */
export async function prune(
  context: Context,
  types: PruneTypes,
  visited: Visited,
  options: ApplyOptions,
  print: (object: KubeObject) => Promise<void>,
): Promise<void> {
  const pruned: Deleted[] = [];
  for (const place of prunePlaces(context, types, visited)) {
    for (const info of await prunable(context, place, visited, options.selector)) {
      if (options.dryRun !== 'client') await remove(await context.client(), info, options, true);
      pruned.push({ info, uid: info.object.metadata?.uid });
      await print(info.object);
    }
  }
  // The reference takes the flag and does not wait.
  if (options.wait && options.dryRun === 'none') await waitForAll(context, pruned, options.timeout);
}

/** The types in the namespaces of what was applied, then those outside of namespaces. Warns of the latter when nobody asked for them. */
export function prunePlaces(
  context: Context,
  types: PruneTypes,
  { namespaces }: Visited,
): PrunePlace[] {
  if (types.usual) context.log.warn('prune.go:71', DEPRECATED);
  const namespaced = types.resources.filter((resource) => resource.namespaced);
  const others = types.resources.filter((resource) => !resource.namespaced);
  return [
    ...[...namespaces].flatMap((namespace) =>
      namespaced.map((resource) => ({ resource, namespace })),
    ),
    ...others.map((resource) => ({ resource, namespace: '' })),
  ];
}

/** Objects of a place that were applied once, match the selector and are not among those that were applied now. */
export async function prunable(
  context: Context,
  { resource, namespace }: PrunePlace,
  { uids }: Visited,
  selector: string,
): Promise<ObjectInfo[]> {
  const found: ObjectInfo[] = [];
  const chunks = listChunks(await context.client(), {
    resource,
    namespace,
    labelSelector: selector,
    chunkSize: 0,
  });
  for await (const object of chunks) {
    for (const info of objectsIn({ resource, namespace, name: '', object })) {
      const { annotations, uid = '' } = info.object.metadata ?? {};
      if (annotations?.[LAST_APPLIED] !== undefined && !uids.has(uid)) found.push(info);
    }
  }
  return found;
}
