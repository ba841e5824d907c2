import { type Fields, fields } from '../../describe/fields.ts';
import type { ManifestCheck, MissingReference } from '../../diagnose/manifest.ts';
import { fixedFields } from '../../diagnose/rules/validation/offline.ts';
import { type Kind, nameOf, namespaceOf, type World } from '../../diagnose/world.ts';
import { isMade, toCheck, wantedOf } from './check-parts.ts';
import type { ManifestObject } from './manifests.ts';

/** What can be said of manifests beside files of a cluster; and which objects of the files they are about. */
export function checkOffline(
  objects: readonly ManifestObject[],
  world: World,
  inForce: string,
): { checks: readonly ManifestCheck[]; targets: readonly Fields[] } {
  const targets: Fields[] = [];
  const checks = objects.map((one) => {
    if (one.object === undefined) return toCheck(one, {});
    const kind = one.object.kind ?? '';
    const own = one.object.metadata?.namespace ?? '';
    const name = one.object.metadata?.name ?? '';
    const live = world
      .all(kind as Kind)
      .find((object) => nameOf(object) === name && (own === '' || namespaceOf(object) === own));
    if (live !== undefined) targets.push(live);
    const namespace = live === undefined ? own || inForce : namespaceOf(live);
    return toCheck(one, {
      target: { kind, namespace, name },
      ...(live === undefined
        ? world.sees(kind as Kind)
          ? { live: false }
          : {}
        : { live: true, fixed: fixedFields(one.object, live) }),
      missing: missing(one.object, namespace, { objects, world, inForce }),
    });
  });
  return { checks, targets };
}

function missing(
  object: Fields,
  namespace: string,
  {
    objects,
    world,
    inForce,
  }: { objects: readonly ManifestObject[]; world: World; inForce: string },
): readonly MissingReference[] {
  return wantedOf(fields(object)).filter(
    ({ kind, name }) =>
      !isMade(objects, inForce, { kind, namespace, name }) &&
      world.exists(kind, namespace, name) === false,
  );
}
