import type { JSONObject, JSONValue } from '../../api/types.ts';
import { parseJSON, stringifyJSON } from '../../formats/json.ts';
import { isMap } from '../../resources/patch/values.ts';
import type { Source } from '../source.ts';
import { at, listAt, textAt } from '../values.ts';

/** What clients accept who want the older OpenAPI: kubectl does, for lists. */
export const OPENAPI_V2 = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

const KIND = 'x-kubernetes-group-version-kind';

/**
 * The older OpenAPI document in protobuf, as far as clients ask it today: what can be patched, and which parameters a
 * patch has. It has no definitions; these are in the newer documents. Source of the numbers: gnostic's OpenAPIv2.proto.
 */
export async function openapiV2(source: Source): Promise<Uint8Array> {
  const items: Uint8Array[] = [];
  for (const path of await source.openapiPaths()) {
    const document = parseJSON((await source.openapi(path)) ?? '{}') as JSONObject;
    const paths = at(document, ['paths']);
    for (const [name, item] of Object.entries(isMap(paths) ? paths : {})) {
      const patch = isMap(item) ? at(item, ['patch']) : undefined;
      if (isMap(patch)) items.push(bytes(2, text(1, name), bytes(2, bytes(8, operation(patch)))));
    }
  }
  const info = bytes(2, text(1, 'Kubernetes'), text(2, source.info.version.gitVersion ?? ''));
  return Buffer.concat([text(1, '2.0'), info, bytes(8, ...items)]);
}

function operation(patch: JSONObject): Uint8Array {
  const parameters = listAt(patch, ['parameters'])
    .filter((one) => textAt(isMap(one) ? one : {}, ['in']) === 'query')
    .map((one) => bytes(8, bytes(1, bytes(2, bytes(3, parameter(one))))));
  const kind = bytes(2, text(2, stringifyJSON(patch[KIND] ?? null)));
  return Buffer.concat([...parameters, bytes(13, text(1, KIND), kind)]);
}

function parameter(one: JSONValue): Uint8Array {
  const type = textAt(isMap(one) ? one : {}, ['schema', 'type']);
  return Buffer.concat([
    text(2, 'query'),
    text(4, textAt(isMap(one) ? one : {}, ['name'])),
    text(6, type),
  ]);
}

function text(number: number, value: string): Uint8Array {
  return bytes(number, Buffer.from(value));
}

/** A field that holds bytes, or another message. */
function bytes(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...varint(number * 8 + 2), ...varint(length), ...parts]);
}

function varint(value: number): Uint8Array[] {
  const result: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) result.push((left % 128) + 128);
  return [Uint8Array.from([...result, left])];
}
