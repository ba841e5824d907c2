import type { JSONObject } from '../../api/types.ts';
import { mapsConflict } from './conflicts.ts';
import { diffMaps } from './diff.ts';
import { PatchConflictError } from './errors.ts';
import { mergeMap } from './merge.ts';
import { requireUnchanged, type Unchanged } from './preconditions.ts';
import type { PatchSchema } from './schema.ts';

/**
 * Strategic merge patches, as k8s.io/apimachinery makes and applies them. Arguments are never changed, but results
 * share parts with them. Made patches are equal byte for byte once written with sorted keys.
 */

/** What the makers of patches check. */
export interface PatchOptions {
  /** Members that the patch must not change, or else PreconditionError. */
  readonly unchanged?: readonly Unchanged[];
}

/** The object with the patch applied. Throws PatchError when the patch does not fit. */
export function applyStrategicMergePatch(
  original: JSONObject,
  patch: JSONObject,
  schema: PatchSchema,
): JSONObject {
  return mergeMap(original, patch, schema, 'apply');
}

/** The patch that makes `original` into `modified`. Throws PatchError. */
export function createTwoWayMergePatch(
  original: JSONObject,
  modified: JSONObject,
  schema: PatchSchema,
  options: PatchOptions = {},
): JSONObject {
  const patch = diffMaps(original, modified, schema, {
    changes: true,
    deletions: true,
    order: true,
  });
  requireUnchanged(patch, options.unchanged ?? []);
  return patch;
}

/**
 * The patch for `current`: what `modified` adds and changes in it, and what it no longer has of `original`, which was
 * applied last. What others added to `current` stays. Throws PatchError, and PatchConflictError when `overwrite` is
 * false and others changed the same fields.
 */
export function createThreeWayMergePatch(
  original: JSONObject,
  modified: JSONObject,
  current: JSONObject,
  schema: PatchSchema,
  options: PatchOptions & { readonly overwrite: boolean },
): JSONObject {
  const delta = { changes: true, deletions: false, order: true };
  const additions = diffMaps(current, modified, schema, delta);
  const deletions = diffMaps(original, modified, schema, {
    changes: false,
    deletions: true,
    order: true,
  });
  const patch = mergeMap(deletions, additions, schema, 'combine');
  requireUnchanged(patch, options.unchanged ?? []);
  if (!options.overwrite) {
    const changes = diffMaps(original, current, schema, {
      changes: true,
      deletions: true,
      order: false,
    });
    if (mapsConflict(patch, changes, schema)) throw new PatchConflictError(patch, changes);
  }
  return patch;
}
