import { formatAPIVersion } from '../api/gvk.ts';
import type { GVK, JSONObject } from '../api/types.ts';
import { fetchJSON } from './fetch-json.ts';
import type { RESTClient } from '../rest/client.ts';
import type { OpenAPI } from './openapi.ts';

/** What the OpenAPI reader works with. */
export interface OpenAPIOptions {
  /** Build it over `createHTTPCache`: the server marks documents as immutable, so each is fetched once. */
  readonly client: () => Promise<RESTClient>;
  /** `--request-timeout` in milliseconds; 32 seconds when missing or 0. */
  readonly timeout?: number;
}

/** Longest wait for a document, as discovery has it. Milliseconds. */
const defaultTimeout = 32_000;

/** OpenAPI v3 of a server (KEP-2896): an index, and one document a group version under a URL that carries its hash. */
export function createOpenAPI(options: OpenAPIOptions): OpenAPI {
  const timeout = options.timeout || defaultTimeout;
  let index: Promise<Map<string, string>> | undefined;
  const documents = new Map<string, Promise<JSONObject | undefined>>();

  async function fetchIndex(): Promise<Map<string, string>> {
    const client = await options.client();
    const index = await fetchJSON<{ paths?: Record<string, { serverRelativeURL?: string }> }>(
      client,
      {
        path: '/openapi/v3',
        headers: { accept: 'application/json, */*' },
        timeout,
        source: 'client.go:46',
      },
    );
    const paths = Object.entries(index.paths ?? {});
    return new Map(paths.map(([path, { serverRelativeURL }]) => [path, serverRelativeURL ?? '']));
  }

  async function fetchDocument(path: string): Promise<JSONObject | undefined> {
    const relative = (await readIndex()).get(path);
    if (relative === undefined) return undefined;
    const client = await options.client();
    // Only path and query count: the server's word does not send us to another host.
    const url = new URL(relative, 'https://server.invalid/');
    return fetchJSON<JSONObject>(client, {
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      timeout,
      source: 'groupversion.go:75',
    });
  }

  function readIndex(): Promise<Map<string, string>> {
    index ??= fetchIndex();
    return index;
  }

  async function document(group: string, version: string): Promise<JSONObject | undefined> {
    const path = `${group === '' ? 'api' : 'apis'}/${formatAPIVersion(group, version)}`;
    let loading = documents.get(path);
    if (loading === undefined) {
      loading = fetchDocument(path);
      documents.set(path, loading);
    }
    return loading;
  }

  return {
    paths: async () => [...(await readIndex()).keys()],
    document,
    async schema(gvk) {
      const found = await document(gvk.group, gvk.version);
      if (found === undefined) return undefined;
      const schema = schemasOf(found).find((candidate) => hasGVK(candidate, gvk));
      return schema === undefined ? undefined : { schema, document: found };
    },
  };
}

/** Every named schema of a document. */
export function schemasOf(document: JSONObject): JSONObject[] {
  const components = asObject(document['components']);
  return Object.values(asObject(components?.['schemas']) ?? {})
    .map(asObject)
    .filter((schema) => schema !== undefined);
}

/** True when `x-kubernetes-group-version-kind` names this kind. */
export function hasGVK(schema: JSONObject, gvk: GVK): boolean {
  const kinds = schema['x-kubernetes-group-version-kind'];
  if (!Array.isArray(kinds)) return false;
  return kinds.some((entry) => {
    const named = asObject(entry);
    return (
      named?.['group'] === gvk.group &&
      named['version'] === gvk.version &&
      named['kind'] === gvk.kind
    );
  });
}

/** The schema behind `#/components/schemas/NAME`; undefined when the reference leads nowhere. */
export function resolveRef(document: JSONObject, ref: string): JSONObject | undefined {
  const prefix = '#/components/schemas/';
  if (!ref.startsWith(prefix)) return undefined;
  const schemas = asObject(asObject(document['components'])?.['schemas']);
  const name = ref.slice(prefix.length);
  return schemas !== undefined && Object.hasOwn(schemas, name)
    ? asObject(schemas[name])
    : undefined;
}

/** The value as an object; undefined for anything else. */
export function asObject(value: unknown): JSONObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JSONObject)
    : undefined;
}
