import type { Context } from '../../cli/context.ts';
import { type Fields, fields, text } from '../../describe/fields.ts';
import { topWorkloads } from '../../diagnose/subjects.ts';
import { uidOf, type World } from '../../diagnose/world.ts';
import { parseLabelSelector } from '../../resources/label-selector.ts';
import { collectObjects } from '../../resources/objects.ts';
import { resolve } from '../../resources/resolve.ts';

/** Where to look. */
export interface Place {
  readonly namespace: string;
  readonly allNamespaces: boolean;
  readonly labelSelector: string;
}

/** Finds what the command line names in a world; undefined for all that is there. Rejects when a named object is not there. */
export async function findTargets(
  context: Context,
  args: readonly string[],
  place: Place,
): Promise<((world: World) => readonly Fields[]) | undefined> {
  const { labelSelector } = place;
  if (args.length === 0) {
    if (labelSelector === '') return undefined;
    const selector = parseLabelSelector(labelSelector);
    return (world) =>
      topWorkloads(world).filter((object) =>
        selector.matches(fields(fields(object['metadata'])['labels']) as Record<string, string>),
      );
  }
  const resolution = await resolve({ args, ...place, typeMeansAll: true }, context);
  const { infos, failure } = await collectObjects(resolution);
  if (failure !== undefined) throw failure;
  // What was read with the rest is as old as the rest.
  return (world) => infos.map(({ object }) => same(object, world) ?? object);
}

function same(object: Fields, world: World): Fields | undefined {
  const kind = text(object['kind']);
  return world.all(kind as Parameters<World['all']>[0]).find((one) => uidOf(one) === uidOf(object));
}
