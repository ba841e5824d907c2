import { gvkOf } from '../../api/gvk.ts';
import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import type { FlagSpec, Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { parseJSON } from '../../formats/json.ts';
import { isMap } from '../../resources/patch/values.ts';

/** `--overrides` and `--override-type`; `what` is the object that is patched. */
export function overrideFlags(what: string): readonly FlagSpec[] {
  return [
    {
      name: 'override-type',
      type: 'string',
      default: 'merge',
      usage: 'How --overrides is to be read: json, merge or strategic',
    },
    {
      name: 'overrides',
      type: 'string',
      default: '',
      usage: `JSON with which the ${what} is patched before it is created`,
    },
  ];
}

/** The object patched with `--overrides`, which must not be empty. Rejects with a KubistError when that cannot be. */
export async function withOverrides(object: KubeObject, flags: Flags): Promise<JSONValue> {
  const text = flags.string('overrides');
  const type = flags.string('override-type');
  switch (type) {
    case 'merge': {
      const { applyJSONMergePatch } = await import('../../resources/patch/json-merge.ts');
      const patch = read(text, 'Invalid JSON Patch');
      if (typeof patch !== 'object' || patch === null) throw new KubistError('Invalid JSON Patch');
      return applyJSONMergePatch(object as JSONObject, patch);
    }
    case 'json': {
      const { applyJSONPatch } = await import('../../resources/patch/json-patch.ts');
      return applyJSONPatch(object as JSONObject, read(text));
    }
    case 'strategic': {
      const { applyStrategicMergePatch } = await import('../../resources/patch/strategic.ts');
      const { builtinPatchSchema } = await import('../../resources/patch/builtin.ts');
      const gvk = gvkOf(object);
      const schema = builtinPatchSchema(gvk);
      if (schema === undefined) throw new KubistError(`no patch schema for a ${gvk.kind}`);
      const patch = read(text, 'invalid JSON document');
      if (!isMap(patch)) throw new KubistError('invalid JSON document');
      return applyStrategicMergePatch(object as JSONObject, patch, schema);
    }
    default:
      throw new KubistError(`invalid override type: ${type}`);
  }
}

function read(text: string, words?: string): JSONValue {
  try {
    return parseJSON(text);
  } catch (error) {
    throw words === undefined ? error : new KubistError(words, { cause: error });
  }
}
