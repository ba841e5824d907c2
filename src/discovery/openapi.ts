import type { GVK, JSONObject } from '../api/types.ts';

/** OpenAPI v3 documents of the server, one a group version, fetched when first asked for. */
export interface OpenAPI {
  /** Paths of the index: `api/v1`, `apis/apps/v1`. */
  paths(): Promise<readonly string[]>;
  /** The document of one group version; undefined when the server has none. */
  document(group: string, version: string): Promise<JSONObject | undefined>;
  /** The schema of a kind, with the document it lives in (for `$ref`s); undefined when unknown. */
  schema(gvk: GVK): Promise<{ schema: JSONObject; document: JSONObject } | undefined>;
}
