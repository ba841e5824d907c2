import type { JSONObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { goValue } from '../../formats/go-format.ts';
import { stringifyYAML } from '../../formats/yaml/emit.ts';

/** A patch that cannot be made or applied. The message is in the words of apimachinery. */
export class PatchError extends KubistError {
  override name = 'PatchError';
}

/** The patch changes what must not change: apiVersion, kind or the name. */
export class PreconditionError extends PatchError {
  override name = 'PreconditionError';
  constructor(patch: JSONObject) {
    super(`precondition failed for: ${goValue(patch)}`);
  }
}

/** Without `--overwrite`: the patch and what others changed in the live object touch the same fields. */
export class PatchConflictError extends PatchError {
  override name = 'PatchConflictError';
  constructor(patch: JSONObject, changes: JSONObject) {
    super(
      `patch:\n${stringifyYAML(patch)}\nconflicts with changes made from original to current:\n${stringifyYAML(changes)}\n`,
    );
  }
}
