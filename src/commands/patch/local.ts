import { gvkOf } from '../../api/gvk.ts';
import type { GVK, JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { parseJSON, stringifyJSON } from '../../formats/json.ts';
import { builtinPatchSchema } from '../../resources/patch/builtin.ts';
import { applyJSONMergePatch } from '../../resources/patch/json-merge.ts';
import { applyJSONPatch } from '../../resources/patch/json-patch.ts';
import { applyStrategicMergePatch } from '../../resources/patch/strategic.ts';
import { isMap } from '../../resources/patch/values.ts';
import type { PatchType } from '../patch.ts';

/** The object with a patch applied here. Throws a KubistError where the patch does not fit, or leaves no object. */
export function applyLocally(type: PatchType, object: KubeObject, text: string): KubeObject {
  const patched = APPLY[type](object as JSONObject, text);
  if (!isMap(patched)) {
    const kind = Array.isArray(patched) ? 'array' : typeof patched;
    throw new KubistError(
      `json: cannot unmarshal ${kind} into Go value of type unstructured.detector`,
    );
  }
  if (typeof patched['kind'] !== 'string' || patched['kind'] === '') {
    throw new KubistError(
      `Object 'Kind' is missing in '${stringifyJSON(patched, { sortKeys: true })}'`,
    );
  }
  return patched;
}

/** A kind as the reference's errors name it: `apps/v1, Kind=Deployment`; the core group is `/v1, Kind=Pod`. */
export function describeGVK({ group, version, kind }: GVK): string {
  return `${group}/${version}, Kind=${kind}`;
}

const APPLY: Readonly<Record<PatchType, (object: JSONObject, text: string) => JSONValue>> = {
  json: (object, text) => applyJSONPatch(object, parseJSON(text)),
  merge: (object, text) => applyJSONMergePatch(object, read(text, 'Invalid JSON Patch')),
  strategic(object, text) {
    const gvk = gvkOf(object);
    const schema = builtinPatchSchema(gvk);
    if (schema === undefined) {
      throw new KubistError(
        `strategic merge patch is not supported for ${describeGVK(gvk)} locally, try --type merge`,
      );
    }
    const patch = read(text, NO_DOCUMENT) ?? {};
    if (!isMap(patch)) throw new KubistError(NO_DOCUMENT);
    return applyStrategicMergePatch(object, patch, schema);
  },
};

const NO_DOCUMENT = 'invalid JSON document';

function read(text: string, otherwise: string): JSONValue {
  try {
    return parseJSON(text);
  } catch (error) {
    throw new KubistError(otherwise, { cause: error });
  }
}
