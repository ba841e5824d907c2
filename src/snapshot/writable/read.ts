import type { JSONObject } from '../../api/types.ts';

/** An object as it was read, and the paths of fields that its kind does not have, which are no longer in it. */
export interface Read {
  readonly object: JSONObject;
  readonly unknown: readonly string[];
}
