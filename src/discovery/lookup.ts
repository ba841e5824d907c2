import type { GVK } from '../api/types.ts';
import type { ResourceQuery } from './arguments.ts';
import type { GroupVersionResources } from './client.ts';
import type { APIResource } from './mapper.ts';

/**
 * The resource with this plural or singular name. A group must match whole, or else by its
 * beginning (`deployments.app`); among several, the server's order of groups decides, and within
 * a group the preferred version comes first.
 */
export function byResource(
  groups: readonly GroupVersionResources[],
  query: ResourceQuery,
): APIResource | undefined {
  const name = query.resource.toLowerCase();
  const candidates = groups.flatMap((entry) => {
    if (query.version !== '' && query.version !== entry.version) return [];
    if (!groupFits(entry.group, query)) return [];
    const found = entry.resources.find(
      (resource) => resource.resource === name || singularOf(resource) === name,
    );
    return found === undefined ? [] : [{ found, entry }];
  });
  return first(candidates);
}

function groupFits(group: string, query: ResourceQuery): boolean {
  if (query.group === '') return true;
  return query.version === '' ? group.startsWith(query.group) : group === query.group;
}

/** The resource of a kind; the kind in lower case is understood too. An open version takes the preferred one. */
export function byKind(
  groups: readonly GroupVersionResources[],
  gvk: GVK,
): APIResource | undefined {
  const candidates = groups.flatMap((entry) => {
    if (entry.group !== gvk.group || (gvk.version !== '' && entry.version !== gvk.version))
      return [];
    const found = entry.resources.findLast(
      ({ kind }) => kind === gvk.kind || kind.toLowerCase() === gvk.kind,
    );
    return found === undefined ? [] : [{ found, entry }];
  });
  return first(candidates);
}

/** The first by group; within that group the preferred version, else the server's order. */
function first(
  candidates: readonly { found: APIResource; entry: GroupVersionResources }[],
): APIResource | undefined {
  const group = candidates[0]?.entry.group;
  const preferred = candidates.find(({ entry }) => entry.group === group && entry.preferred);
  return (preferred ?? candidates[0])?.found;
}

/** Servers that list no singular name mean the kind in lower case. */
function singularOf(resource: APIResource): string {
  return resource.singular === '' ? resource.kind.toLowerCase() : resource.singular;
}

/**
 * Turns a short name into the full one. `alsoMatched` names resources of later groups with the
 * same short name. A full name is left as it is, and so is what nothing matches.
 */
export function expandShortName(
  groups: readonly GroupVersionResources[],
  query: ResourceQuery,
): { query: ResourceQuery; alsoMatched: string[] } {
  const name = query.resource;
  const all = groups.flatMap((entry) => entry.resources);
  const inGroup = all.filter(({ group }) => query.group === '' || group === query.group);
  if (inGroup.some(({ resource, singular }) => resource === name || singular === name)) {
    return { query, alsoMatched: [] };
  }
  const matches = inGroup.filter(({ shortNames }) => shortNames.includes(name));
  const match =
    matches[0] ??
    all.find(({ group, shortNames }) => group.startsWith(query.group) && shortNames.includes(name));
  if (match === undefined) return { query, alsoMatched: [] };
  const others = matches.map(qualifiedName).filter((other) => other !== qualifiedName(match));
  return {
    query: { group: match.group, version: '', resource: match.resource },
    alsoMatched: [...new Set(others)],
  };
}

/** `deployments.apps`; the core group adds nothing. */
export function qualifiedName({ resource, group }: { resource: string; group: string }): string {
  return group === '' ? resource : `${resource}.${group}`;
}
