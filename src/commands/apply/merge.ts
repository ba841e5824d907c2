import type { GVK, JSONObject } from '../../api/types.ts';
import type { OpenAPI } from '../../discovery/openapi.ts';
import { KubistError } from '../../errors.ts';
import { builtinPatchSchema } from '../../resources/patch/builtin.ts';
import {
  applyJSONMergePatch,
  createThreeWayJSONMergePatch,
} from '../../resources/patch/json-merge.ts';
import { fromOpenAPIv3, type PatchSchema } from '../../resources/patch/schema.ts';
import {
  applyStrategicMergePatch,
  createThreeWayMergePatch,
} from '../../resources/patch/strategic.ts';
import { supportsStrategicMerge } from '../../resources/patch/support.ts';

/** The three states of an object that a patch is made of. */
export interface ThreeWay {
  /** What was applied last; empty when nothing was. */
  readonly original: JSONObject;
  /** What is to be applied. */
  readonly modified: JSONObject;
  /** What the server has. */
  readonly current: JSONObject;
}

/** A patch, and how it is to be sent. */
export interface MergePatch {
  readonly type: 'strategic' | 'merge';
  readonly patch: JSONObject;
  /** The object with the patch applied, without asking the server. */
  apply(current: JSONObject): JSONObject;
}

/** What the making of patches needs. */
export interface MergeSetting {
  /** Undefined where built-in knowledge must do. */
  readonly openapi: (() => Promise<OpenAPI>) | undefined;
  readonly overwrite: boolean;
  /** Told why the server's schema was of no use. */
  readonly warn: (text: string) => void;
}

/**
 * The patch that brings `current` to what `modified` says. When built-in knowledge finds nothing to do, the server
 * is not asked for its schema: a list of maps in it could only be merged more kindly. Throws PatchError.
 */
export async function threeWayMerge(
  gvk: GVK,
  states: ThreeWay,
  setting: MergeSetting,
): Promise<MergePatch> {
  const builtin = builtinPatchSchema(gvk);
  const known = attempt(() => merge(builtin, states, setting));
  if (known !== undefined && Object.keys(known.patch).length === 0) return known;
  if (setting.openapi !== undefined) {
    const found = await fromServer(gvk, states, setting, await setting.openapi());
    if (found !== undefined) return found;
  }
  return merge(builtin, states, setting);
}

async function fromServer(
  gvk: GVK,
  states: ThreeWay,
  setting: MergeSetting,
  openapi: OpenAPI,
): Promise<MergePatch | undefined> {
  const found = await openapi.schema(gvk).catch(() => undefined);
  if (found === undefined || !supportsStrategicMerge(found.document, gvk)) return undefined;
  try {
    return merge(fromOpenAPIv3(found.document, found.schema), states, setting);
  } catch (error) {
    if (!(error instanceof KubistError)) throw error;
    // The reference tries the older form of the schema then, which fails in the same way.
    for (const spec of ['openapi v3 spec', 'openapi spec']) {
      setting.warn(`warning: error calculating patch from ${spec}: ${error.message}\n`);
    }
    return undefined;
  }
}

function merge(
  schema: PatchSchema | undefined,
  { original, modified, current }: ThreeWay,
  { overwrite }: MergeSetting,
): MergePatch {
  if (schema === undefined) {
    const patch = createThreeWayJSONMergePatch(original, modified, current, {
      unchanged: ['apiVersion', 'kind', 'metadata.name'],
    });
    return {
      type: 'merge',
      patch,
      apply: (object) => applyJSONMergePatch(object, patch) as JSONObject,
    };
  }
  const patch = createThreeWayMergePatch(original, modified, current, schema, { overwrite });
  return {
    type: 'strategic',
    patch,
    apply: (object) => applyStrategicMergePatch(object, patch, schema),
  };
}

/** The result, or nothing where it fails with a KubistError: another way is tried then. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (error instanceof KubistError) return undefined;
    throw error;
  }
}
