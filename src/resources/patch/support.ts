import type { GVK, JSONObject, JSONValue } from '../../api/types.ts';
import { isMap, member } from './values.ts';

/**
 * True when the server takes strategic merge patches for a kind: an OpenAPI v3 document says so at the PATCH of the
 * kind. Custom resources and most aggregated ones take JSON merge patches only.
 */
export function supportsStrategicMerge(document: JSONObject, gvk: GVK): boolean {
  const paths = at(document, 'paths');
  if (!isMap(paths)) return false;
  const operation = Object.values(paths)
    .map((path) => at(path, 'patch'))
    .find((patch) => isOf(at(patch, 'x-kubernetes-group-version-kind'), gvk));
  const content = at(at(operation, 'requestBody'), 'content');
  return at(content, 'application/strategic-merge-patch+json') !== undefined;
}

function at(value: JSONValue | undefined, key: string): JSONValue | undefined {
  return isMap(value) ? member(value, key) : undefined;
}

function isOf(value: JSONValue | undefined, { group, version, kind }: GVK): boolean {
  return (
    at(value, 'group') === group && at(value, 'version') === version && at(value, 'kind') === kind
  );
}
