import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import { parseJSON } from '../../formats/json.ts';
import { sortedMap } from '../create/config-data.ts';

/** The service patched with `--overrides`. Rejects with a KubistError when that cannot be. */
export async function overridden(service: KubeObject, flags: Flags): Promise<KubeObject> {
  const text = flags.string('overrides');
  if (text === '') return service;
  const patched = await patch(service as JSONObject, text, flags.string('override-type'));
  return withTargetPorts(withSortedLabels(patched as KubeObject));
}

async function patch(service: JSONObject, text: string, type: string): Promise<JSONValue> {
  switch (type) {
    case 'merge': {
      const { applyJSONMergePatch } = await import('../../resources/patch/json-merge.ts');
      return applyJSONMergePatch(service, read(text, 'Invalid JSON Patch'));
    }
    case 'json': {
      const { applyJSONPatch } = await import('../../resources/patch/json-patch.ts');
      return applyJSONPatch(service, read(text));
    }
    case 'strategic': {
      const { applyStrategicMergePatch } = await import('../../resources/patch/strategic.ts');
      const { builtinPatchSchema } = await import('../../resources/patch/builtin.ts');
      const schema = builtinPatchSchema({ group: '', version: 'v1', kind: 'Service' });
      if (schema === undefined) throw new KubistError('no patch schema for services');
      return applyStrategicMergePatch(service, read(text) as JSONObject, schema);
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

function withSortedLabels(service: KubeObject): KubeObject {
  const { labels } = service.metadata ?? {};
  if (labels === undefined) return service;
  const sorted = sortedMap(new Map(Object.entries(labels)));
  return { ...service, metadata: { ...service.metadata, labels: sorted } };
}

/** Go's type always has a target port; one that nobody gave is 0. */
function withTargetPorts(service: KubeObject): KubeObject {
  const { ports, ...spec } = (service['spec'] ?? {}) as { ports?: JSONObject[] };
  if (ports === undefined) return service;
  const complete = ports.map(({ name, protocol, port, targetPort = 0, ...rest }) => ({
    ...(name === undefined ? {} : { name }),
    ...(protocol === undefined ? {} : { protocol }),
    port: port ?? 0,
    targetPort,
    ...rest,
  }));
  return { ...service, spec: { ports: complete, ...spec } };
}
