import { formatAPIVersion } from '../../api/gvk.ts';
import type { GVK, GVR, JSONObject } from '../../api/types.ts';
import { asObject, schemasOf } from '../../discovery/openapi-v3.ts';

/** The kind behind a resource's paths, as `x-kubernetes-group-version-kind` of their operations tells. */
export function findKind(document: JSONObject, gvr: GVR): GVK | undefined {
  const root = `/${gvr.group === '' ? 'api' : 'apis'}/${formatAPIVersion(gvr.group, gvr.version)}`;
  const paths = asObject(document['paths']) ?? {};
  for (const path of [
    `${root}/${gvr.resource}`,
    `${root}/namespaces/{namespace}/${gvr.resource}`,
  ]) {
    const operations = Object.values(asObject(paths[path]) ?? {}).map(asObject);
    for (const operation of operations) {
      const gvk = asObject(operation?.['x-kubernetes-group-version-kind']);
      if (typeof gvk?.['kind'] !== 'string') continue;
      return {
        group: textOf(gvk['group']),
        version: textOf(gvk['version']),
        kind: gvk['kind'],
      };
    }
  }
  return undefined;
}

/** The schema that declares this kind. */
export function findSchema(document: JSONObject, gvk: GVK): JSONObject | undefined {
  return schemasOf(document).find((schema) => {
    const kinds = schema['x-kubernetes-group-version-kind'];
    return (
      Array.isArray(kinds) &&
      kinds.map(asObject).some((one) => {
        return (
          one?.['group'] === gvk.group && one['version'] === gvk.version && one['kind'] === gvk.kind
        );
      })
    );
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
