import type { JSONObject, JSONValue } from '../../api/types.ts';
import { goValue } from '../../formats/go-format.ts';
import { parseJSON } from '../../formats/json.ts';
import { builtinPatchSchema } from '../../resources/patch/builtin.ts';
import { PatchError } from '../../resources/patch/errors.ts';
import { applyJSONMergePatch } from '../../resources/patch/json-merge.ts';
import { applyJSONPatch } from '../../resources/patch/json-patch.ts';
import { applyStrategicMergePatch } from '../../resources/patch/strategic.ts';
import { isMap } from '../../resources/patch/values.ts';
import { badRequest, Refusal } from '../answer.ts';
import { invalid, type Problem } from './invalid.ts';

/** The kind that a patch is for. */
interface Patched {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Of the API's own; custom ones take no strategic merge patches. */
  readonly isOwn: boolean;
}

/** The object with a patch of one of three types applied. Throws what the server answers when that cannot be done. */
export function applyPatch(
  type: string,
  current: JSONObject,
  text: string,
  kind: Patched,
): JSONObject {
  switch (type) {
    case 'application/json-patch+json': {
      const patch = parsePatch(text);
      if (!Array.isArray(patch)) {
        const name = isMap(patch) ? 'object' : typeof patch;
        throw badRequest(
          `error decoding patch: json: cannot unmarshal ${name} into Go value of type []handlers.jsonPatchOp`,
        );
      }
      return asObject(rejected(() => applyJSONPatch(current, patch)));
    }
    case 'application/merge-patch+json': {
      const patch = parsePatch(text);
      return asObject(rejected(() => applyJSONMergePatch(current, patch)));
    }
    case 'application/strategic-merge-patch+json': {
      const schema = kind.isOwn ? builtinPatchSchema(kind) : undefined;
      if (schema === undefined) {
        throw new Refusal(
          415,
          'UnsupportedMediaType',
          'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
        );
      }
      const patch = parsePatch(text);
      if (!isMap(patch)) throw badRequest('a strategic merge patch is an object');
      try {
        return applyStrategicMergePatch(current, patch, schema);
      } catch (error) {
        if (error instanceof PatchError) throw badRequest(error.message);
        throw error;
      }
    }
    default:
      throw new Refusal(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
}

/** The server's word for a patch that makes something its kind cannot hold. */
export function patchProblem(type: string, text: string, words: string): Refusal {
  const value = type.startsWith('application/strategic') ? goValue(parsePatch(text)) : text;
  const problem: Problem = {
    reason: 'FieldValueInvalid',
    field: 'patch',
    message: `Invalid value: ${JSON.stringify(value)}: ${words}`,
  };
  return invalid({ group: '', kind: '' }, '', [problem]);
}

function parsePatch(text: string): JSONValue {
  try {
    return parseJSON(text);
  } catch (error) {
    throw badRequest(`error decoding patch: ${(error as Error).message}`);
  }
}

/** The server does not say why a patch does not fit. */
function rejected(apply: () => JSONValue): JSONValue {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    const words = 'the server rejected our request due to an error in our request';
    throw new Refusal(422, 'Invalid', words, {});
  }
}

function asObject(value: JSONValue): JSONObject {
  if (isMap(value)) return value;
  throw badRequest('the patch leaves no object');
}
