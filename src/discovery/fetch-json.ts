import { KubistError } from '../errors.ts';
import { parseJSON } from '../formats/json.ts';
import type { RESTClient, RESTRequest } from '../rest/client.ts';

/**
 * Fetches a document that is no API object. Whatever media type the server gives it (the OpenAPI
 * index is text/plain), it is read as JSON. Errors: those of the client, and Go's words for bad JSON.
 */
export async function fetchJSON<T>(client: RESTClient, request: RESTRequest): Promise<T> {
  const text = await client.text({ ...request, plain: true });
  try {
    return parseJSON(text) as T;
  } catch (error) {
    throw new KubistError((error as Error).message, { cause: error });
  }
}
