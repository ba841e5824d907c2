import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { withOverrides } from '../change/overrides.ts';
import { sortedMap } from '../create/config-data.ts';

/** The service patched with `--overrides`. Rejects with a KubistError when that cannot be. */
export async function overridden(service: KubeObject, flags: Flags): Promise<KubeObject> {
  if (flags.string('overrides') === '') return service;
  const patched = await withOverrides(service, flags);
  return withTargetPorts(withSortedLabels(patched as KubeObject));
}

function withSortedLabels(service: KubeObject): KubeObject {
  const { labels } = service.metadata ?? {};
  if (labels === undefined) return service;
  const sorted = sortedMap(new Map(Object.entries(labels)));
  return { ...service, metadata: { ...service.metadata, labels: sorted } };
}

/** Go's type always has a target port; one that nobody gave is 0. */
function withTargetPorts(service: KubeObject): KubeObject {
  const { ports, ...spec } = (service['spec'] ?? {}) as { ports?: JSONObject[] };
  if (ports === undefined) return service;
  const complete = ports.map(({ name, protocol, port, targetPort = 0, ...rest }) => ({
    ...(name === undefined ? {} : { name }),
    ...(protocol === undefined ? {} : { protocol }),
    port: port ?? 0,
    targetPort,
    ...rest,
  }));
  return { ...service, spec: { ports: complete, ...spec } };
}
