import type { Context } from '../../cli/context.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { prunable, type PrunePlace, prunePlaces, type Visited } from '../apply/prune.ts';
import type { DiffOptions } from './options.ts';

/** What `apply --prune` would delete. When that cannot be told, a warning says why and it is nothing. */
export async function pruned(
  context: Context,
  { prune: types, selector }: DiffOptions,
  visited: Visited,
): Promise<ObjectInfo[]> {
  if (types === undefined) return [];
  const found: ObjectInfo[] = [];
  for (const place of prunePlaces(context, types, visited)) {
    try {
      found.push(...(await prunable(context, place, visited, selector)));
    } catch (error) {
      const reason = `error pruning ${describePlace(place)}: ${(error as Error).message}`;
      context.log.warn('diff.go:760', `pruning failed and could not be evaluated err: ${reason}`);
      return [];
    }
  }
  return found;
}

function describePlace({ resource }: PrunePlace): string {
  const what = resource.namespaced ? 'namespaced' : 'nonNamespaced';
  return `${what} object ${resource.group}/${resource.version}, Kind=${resource.kind}`;
}
