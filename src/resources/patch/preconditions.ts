import type { JSONObject } from '../../api/types.ts';
import { PreconditionError } from './errors.ts';
import { isMap, member } from './values.ts';

/** A member that a patch must leave alone, at the top or in the metadata. */
export type Unchanged = 'apiVersion' | 'kind' | 'managedFields' | `metadata.${string}`;

/** Throws PreconditionError when the patch changes one of these members. */
export function requireUnchanged(patch: JSONObject, unchanged: readonly Unchanged[]): void {
  const metadata = member(patch, 'metadata');
  for (const path of unchanged) {
    const inMetadata = path.startsWith('metadata.');
    const map = inMetadata ? metadata : patch;
    const key = inMetadata ? path.slice('metadata.'.length) : path;
    if (isMap(map) && Object.hasOwn(map, key)) throw new PreconditionError(patch);
  }
}
