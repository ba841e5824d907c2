import { formatAPIVersion } from '../api/gvk.ts';
import type { GVR } from '../api/types.ts';
import { json, NO_SUCH_PAGE, type Answer } from './answer.ts';
import type { StoredDiscovery } from './layout.ts';

/** What discovery.json says about one resource. Nothing in it is trusted to be there. */
interface Discovered {
  readonly resource?: string;
  readonly responseKind?: { readonly kind?: string };
  readonly scope?: string;
  readonly singularResource?: string;
  readonly verbs?: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly subresources?: readonly {
    readonly subresource?: string;
    readonly responseKind?: { readonly kind?: string };
    readonly verbs?: readonly string[];
  }[];
}

interface DiscoveredGroup {
  readonly metadata?: { readonly name?: string };
  readonly versions?: readonly {
    readonly version?: string;
    readonly resources?: readonly Discovered[];
  }[];
}

/** A resource that requests can name. */
export interface Served extends GVR {
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** `status`, `scale`, `log`. */
  readonly subresources: readonly string[];
}

/** Whether discovery knows any resource of a group version. */
export function hasGroupVersion(
  discovery: StoredDiscovery,
  group: string,
  version: string,
): boolean {
  return resourcesOf(discovery, group, version) !== undefined;
}

/** Finds a resource in the saved discovery; undefined when the server does not serve it. */
export function findServed(discovery: StoredDiscovery, gvr: GVR): Served | undefined {
  const found = resourcesOf(discovery, gvr.group, gvr.version)?.find(
    ({ resource }) => resource === gvr.resource,
  );
  return found === undefined ? undefined : toServed(gvr, found);
}

function toServed(
  { group, version }: { group: string; version: string },
  found: Discovered,
): Served {
  const { resource = '', scope, verbs = [], responseKind, subresources = [] } = found;
  return {
    group,
    version,
    resource,
    kind: responseKind?.kind ?? '',
    namespaced: scope === 'Namespaced',
    verbs,
    subresources: subresources.map(({ subresource = '' }) => subresource),
  };
}

/** Every resource of the saved discovery. */
export function servedResources(discovery: StoredDiscovery): Served[] {
  return (['/api', '/apis'] as const)
    .flatMap((path) => groupsOf(discovery, path))
    .flatMap(({ metadata, versions = [] }) =>
      versions.flatMap(({ version = '', resources = [] }) =>
        resources.map((found) => toServed({ group: metadata?.name ?? '', version }, found)),
      ),
    );
}

/** `/api` and `/apis`: as saved, or in the older form for clients that ask for no other. */
export function answerRoot(
  discovery: StoredDiscovery,
  path: '/api' | '/apis',
  accept: string,
): Answer {
  const aggregated = /as=APIGroupDiscoveryList/.test(accept) && /v=v2(?:[;,\s]|$)/.test(accept);
  if (aggregated) {
    const contentType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    return { ...json(discovery[path]), contentType };
  }
  if (path === '/api')
    return json({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });
  const groups = groupsOf(discovery, path).map(groupDocument);
  return json({ kind: 'APIGroupList', apiVersion: 'v1', groups });
}

/** `/apis/GROUP`. */
export function answerGroup(discovery: StoredDiscovery, name: string): Answer {
  const group = groupsOf(discovery, '/apis').find((one) => one.metadata?.name === name);
  if (group === undefined) return NO_SUCH_PAGE;
  return json({ kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(group) });
}

/** `/api/v1`, `/apis/GROUP/VERSION`: the resources of one group version. */
export function answerGroupVersion(
  discovery: StoredDiscovery,
  group: string,
  version: string,
): Answer {
  const resources = resourcesOf(discovery, group, version);
  if (resources === undefined) return NO_SUCH_PAGE;
  return json({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: formatAPIVersion(group, version),
    resources: resources.flatMap(resourceDocuments),
  });
}

function groupsOf(discovery: StoredDiscovery, path: '/api' | '/apis'): readonly DiscoveredGroup[] {
  return discovery[path].items as readonly DiscoveredGroup[];
}

function resourcesOf(
  discovery: StoredDiscovery,
  group: string,
  version: string,
): readonly Discovered[] | undefined {
  return groupsOf(discovery, group === '' ? '/api' : '/apis')
    .find((one) => (one.metadata?.name ?? '') === group)
    ?.versions?.find((one) => one.version === version)?.resources;
}

function groupDocument({ metadata, versions = [] }: DiscoveredGroup): {
  name: string;
  versions: { groupVersion: string; version: string }[];
  preferredVersion: unknown;
} {
  const name = metadata?.name ?? '';
  const all = versions.map(({ version = '' }) => ({
    groupVersion: formatAPIVersion(name, version),
    version,
  }));
  return { name, versions: all, preferredVersion: all[0] };
}

function resourceDocuments(one: Discovered): object[] {
  const { resource, singularResource, scope, responseKind, verbs, shortNames, categories } = one;
  const namespaced = scope === 'Namespaced';
  const own = {
    name: resource,
    singularName: singularResource ?? '',
    namespaced,
    kind: responseKind?.kind ?? '',
    verbs: verbs ?? [],
    ...(shortNames === undefined ? {} : { shortNames }),
    ...(categories === undefined ? {} : { categories }),
  };
  const below = (one.subresources ?? []).map((sub) => ({
    name: `${resource}/${sub.subresource}`,
    singularName: '',
    namespaced,
    kind: sub.responseKind?.kind ?? '',
    verbs: sub.verbs ?? [],
  }));
  return [own, ...below];
}
