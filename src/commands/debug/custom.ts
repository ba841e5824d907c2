import { readFile } from 'node:fs/promises';
import type { JSONObject, JSONValue } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { parseYAML } from '../../formats/yaml/parse.ts';
import { fileError } from '../../kubeconfig/file-error.ts';
import { builtinPatchSchema } from '../../resources/patch/builtin.ts';
import { applyStrategicMergePatch } from '../../resources/patch/strategic.ts';
import { isMap } from '../../resources/patch/values.ts';
import { requireStruct } from '../../resources/typed/check.ts';
import { asStruct } from '../../resources/typed/encode.ts';
import { fieldsOf } from '../../resources/typed/structs.ts';
import type { Container } from './shapes.ts';

/** Reads the file of `--custom`: a part of a container, as JSON or YAML. Rejects with a KubistError. */
export async function readCustom(file: string): Promise<JSONObject> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const { message } = fileError(error, file);
    throw new KubistError(`must pass a container spec json file for custom profile: ${message}`, {
      cause: error,
    });
  });
  const container = await decode(bytes).catch((cause: Error) => {
    throw new KubistError(`${file} does not contain a valid container spec: ${cause.message}`, {
      cause,
    });
  });
  refuseIdentity(container);
  // The name is never given, and would else be cleared.
  const { name: _, ...rest } = container;
  return rest;
}

async function decode(bytes: Uint8Array): Promise<JSONObject> {
  const value = (await parseYAML(bytes, { yamlOnly: true })) ?? {};
  try {
    if (!isMap(value)) {
      const type = Array.isArray(value)
        ? 'array'
        : typeof value === 'boolean'
          ? 'bool'
          : typeof value;
      throw new KubistError(`json: cannot unmarshal ${type} into Go value of type v1.Container`);
    }
    const container = withTexts('Container', value) as JSONObject;
    requireStruct('Container', container);
    return asStruct('Container', container);
  } catch (error) {
    throw new KubistError(
      `error unmarshaling JSON: while decoding JSON: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/** Go's reader of YAML takes numbers and booleans for text where a text is due. */
function withTexts(type: string, value: JSONValue): JSONValue {
  if (type.startsWith('*')) return withTexts(type.slice(1), value);
  if (Array.isArray(value)) {
    return type.startsWith('[]') ? value.map((item) => withTexts(type.slice(2), item)) : value;
  }
  if (isMap(value)) {
    const fields = fieldsOf(type);
    const typeOf = (key: string): string =>
      type.startsWith('{}') ? type.slice(2) : (fields?.get(key)?.type ?? '');
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withTexts(typeOf(key), item)]),
    );
  }
  const isText = type === 'string' || type.includes('.');
  return isText && typeof value !== 'string' && value !== null ? String(value) : value;
}

function refuseIdentity({ name, command, image, lifecycle, volumeDevices }: JSONObject): void {
  if (
    (name ?? '') === '' &&
    [command, image, lifecycle, volumeDevices].every((one) => one === undefined)
  )
    return;
  throw new KubistError(
    'name, command, image, lifecycle and volume devices are not modifiable via custom profile',
  );
}

/** The container with the part merged into it, as the server would merge a patch. */
export function customized(container: Container, part: JSONObject): Container {
  const pods = builtinPatchSchema({ group: '', version: 'v1', kind: 'Pod' });
  const schema = pods?.field('spec')?.field('containers')?.items;
  if (schema === undefined) throw new Error('no patch schema for containers');
  return applyStrategicMergePatch(
    { ...container } as unknown as JSONObject,
    part,
    schema,
  ) as unknown as Container;
}
