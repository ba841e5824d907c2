import { formatAPIVersion } from '../api/gvk.ts';
import type { AggregatedKind, AggregatedList, ServerGroup, ServerResource } from './wire.ts';

/** A discovery answer, taken apart: groups in the server's order and what each group version serves. */
export interface Discovered {
  groups: ServerGroup[];
  /** By group version: `apps/v1`. */
  resources: Map<string, ServerResource[]>;
}

/** Takes an aggregated discovery document apart (KEP-3352). The first version of a group is the preferred one. */
export function splitAggregated(list: AggregatedList): Discovered {
  const found: Discovered = { groups: [], resources: new Map() };
  for (const item of list.items ?? []) {
    const name = item.metadata?.name ?? '';
    const versions = (item.versions ?? []).flatMap((entry) => {
      // The server behind a stale version did not answer: there is nothing to know about it.
      if (entry.freshness === 'Stale') return [];
      const version = entry.version ?? '';
      const groupVersion = formatAPIVersion(name, version);
      found.resources.set(groupVersion, (entry.resources ?? []).flatMap(splitResource));
      return [{ groupVersion, version }];
    });
    const preferredVersion = versions[0] ?? { groupVersion: '', version: '' };
    found.groups.push({
      name,
      versions: versions.length === 0 ? null : versions,
      preferredVersion,
    });
  }
  return found;
}

type AggregatedResource = NonNullable<
  NonNullable<NonNullable<AggregatedList['items']>[number]['versions']>[number]['resources']
>[number];

/** A resource and its subresources as flat entries; those without a kind are left out. */
function splitResource(resource: AggregatedResource): ServerResource[] {
  const name = resource.resource ?? '';
  const shared = {
    singularName: resource.singularResource ?? '',
    namespaced: resource.scope === 'Namespaced',
  };
  const entries: ServerResource[] = [];
  if (hasKind(resource.responseKind)) {
    const entry: ServerResource = {
      name,
      ...shared,
      ...kindFields(resource.responseKind),
      verbs: resource.verbs ?? [],
    };
    if (resource.shortNames !== undefined && resource.shortNames.length > 0)
      entry.shortNames = resource.shortNames;
    if (resource.categories !== undefined && resource.categories.length > 0)
      entry.categories = resource.categories;
    entries.push(entry);
  }
  for (const sub of resource.subresources ?? []) {
    if (!hasKind(sub.responseKind)) continue;
    entries.push({
      name: `${name}/${sub.subresource ?? ''}`,
      ...shared,
      ...kindFields(sub.responseKind),
      verbs: sub.verbs ?? [],
    });
  }
  return entries;
}

function hasKind(kind: AggregatedKind | undefined): kind is AggregatedKind {
  return kind !== undefined && Boolean(kind.kind || kind.group || kind.version);
}

function kindFields(kind: AggregatedKind): Pick<ServerResource, 'group' | 'version' | 'kind'> {
  return {
    ...(kind.group ? { group: kind.group } : {}),
    ...(kind.version ? { version: kind.version } : {}),
    kind: kind.kind ?? '',
  };
}
