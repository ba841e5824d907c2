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

/**
 * Gets one object. When it is not found in a namespace other than `default`, the namespace itself is asked
 * for, so that the error can say that this is what is missing.
 */
export async function retrieve(
  client: RESTClient,
  { resource, namespace, name, subresource }: ObjectReference,
  shape: RequestShape = {},
): Promise<KubeObject> {
  try {
    return await client.json({
      path: objectPath(resource, namespace, name, subresource),
      ...shape,
    });
  } catch (error) {
    if (isNotFound(error) && namespace !== '' && namespace !== 'default') {
      await failOnMissingNamespace(client, namespace);
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
