import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Info } from '../../resources/info.ts';
import { createJSONMergePatch } from '../../resources/patch/json-merge.ts';
import { patchObject, type WriteOptions } from '../../resources/write.ts';
import type { RESTClient } from '../../rest/client.ts';

/** Sends the difference of two states of an object as a JSON merge patch; answers the object as it is then. */
export function mergePatch(
  client: RESTClient,
  info: Info,
  before: KubeObject,
  after: KubeObject,
  options: WriteOptions,
): Promise<KubeObject> {
  const patch = createJSONMergePatch(before as JSONObject, after as JSONObject);
  return patchObject(client, info, 'merge', patch, options);
}
