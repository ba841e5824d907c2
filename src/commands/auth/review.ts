import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { stringifyJSON } from '../../formats/json.ts';
import { collectionPath } from '../../resources/paths.ts';

/**
 * Asks the server about the user who asks: a kind that is only ever created, and answered in its status. `apiVersion` and
 * `kind` are those of the review, `resource` its collection.
 */
export async function review(
  context: Context,
  apiVersion: string,
  kind: string,
  body: JSONObject,
): Promise<KubeObject> {
  const client = await context.client();
  const [group = '', version = ''] = apiVersion.split('/');
  const resource = `${kind.toLowerCase()}s`;
  return client.json({
    method: 'POST',
    path: collectionPath({ group, version, resource, namespaced: false }, ''),
    headers: { 'content-type': 'application/json' },
    body: stringifyJSON({ kind, apiVersion, metadata: {}, ...body }),
  });
}
