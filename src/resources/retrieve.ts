import type { KubeObject } from '../api/types.ts';
import type { APIResource } from '../discovery/mapper.ts';
import { StatusError } from '../errors.ts';
import type { RESTClient } from '../rest/client.ts';
import type { RequestShape } from './info.ts';
import { objectPath } from './paths.ts';

/** Which object to get. */
export interface ObjectReference {
  readonly resource: APIResource;
  readonly namespace: string;
  readonly name: string;
  readonly subresource?: string;
}

/** Namespaces that were asked for, and are there or being asked for: one of many objects is enough to do it. */
export type AskedNamespaces = Map<string, Promise<void>>;

/**
 * Gets one object. When it is not found in a namespace other than `default`, the namespace itself is asked
 * for, unless it was `asked` for before, so that the error can say that this is what is missing.
 */
export async function retrieve(
  client: RESTClient,
  { resource, namespace, name, subresource }: ObjectReference,
  shape: RequestShape = {},
  asked: AskedNamespaces = new Map(),
): Promise<KubeObject> {
  try {
    return await client.json({
      path: objectPath(resource, namespace, name, subresource),
      ...shape,
    });
  } catch (error) {
    if (isNotFound(error) && namespace !== '' && namespace !== 'default') {
      const answer = asked.get(namespace) ?? failOnMissingNamespace(client, namespace);
      asked.set(namespace, answer);
      // One that is not there may be among the objects that come next.
      await answer.catch((missing: unknown) => {
        asked.delete(namespace);
        throw missing;
      });
    }
    throw error;
  }
}

async function failOnMissingNamespace(client: RESTClient, namespace: string): Promise<void> {
  try {
    await client.json({
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}`,
      source: 'visitor.go:104',
    });
  } catch (error) {
    if (isNotFound(error)) throw error;
  }
}

/** True for the server's NotFound. */
export function isNotFound(error: unknown): error is StatusError {
  return error instanceof StatusError && error.reason === 'NotFound';
}
