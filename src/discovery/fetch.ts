import { StatusError } from '../errors.ts';
import type { RESTClient } from '../rest/client.ts';
import { bareStatusError } from './bare-status-error.ts';
import { fetchJSON } from './fetch-json.ts';
import { splitAggregated } from './aggregated.ts';
import type { Discovered } from './aggregated.ts';
import type { AggregatedList, ServerGroup, ServerResource } from './wire.ts';

/** Aggregated discovery first, plain documents where the server has nothing newer. */
const accept =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/**
 * Asks the server for its groups. A server with aggregated discovery tells the resources in the
 * same two answers; for an older one they are fetched apart, with `fetchResources`. An aggregated server may have
 * no core group (404). `timeout` is in milliseconds.
 */
export async function fetchGroups(client: RESTClient, timeout: number): Promise<Discovered> {
  const found: Discovered = { groups: [], resources: new Map() };
  for (const path of ['/api', '/apis']) {
    const root = await fetchRoot(client, path, timeout);
    found.groups.push(...root.groups);
    for (const [groupVersion, resources] of root.resources)
      found.resources.set(groupVersion, resources);
  }
  return found;
}

async function fetchRoot(client: RESTClient, path: string, timeout: number): Promise<Discovered> {
  try {
    const document = await fetchJSON<
      AggregatedList & { versions?: string[]; groups?: Partial<ServerGroup>[] }
    >(client, {
      path,
      headers: { accept },
      timeout,
      source: path === '/api' ? 'discovery_client.go:255' : 'discovery_client.go:318',
    });
    if (document.kind === 'APIGroupDiscoveryList') return splitAggregated(document);
    const groups =
      document.kind === 'APIVersions'
        ? coreGroups(document.versions ?? [])
        : (document.groups ?? []);
    return { groups: groups.map(completeGroup), resources: new Map() };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    if (error.code === 404 && path === '/api') return { groups: [], resources: new Map() };
    throw bareStatusError(error);
  }
}

/** The core group from the unaggregated `/api` answer. */
function coreGroups(versions: readonly string[]): Partial<ServerGroup>[] {
  return [{ name: '', versions: versions.map((version) => ({ groupVersion: version, version })) }];
}

function completeGroup(group: Partial<ServerGroup>): ServerGroup {
  const versions = group.versions ?? [];
  return {
    name: group.name ?? '',
    versions,
    preferredVersion: group.preferredVersion ?? versions[0] ?? { groupVersion: '', version: '' },
  };
}

/** The resources of one group version from its own path: `/api/v1`, `/apis/apps/v1`. */
export async function fetchResources(
  client: RESTClient,
  groupVersion: string,
  timeout: number,
): Promise<ServerResource[]> {
  const root = groupVersion.includes('/') ? '/apis' : '/api';
  const document = await fetchJSON<{ resources?: ServerResource[] }>(client, {
    path: `${root}/${groupVersion.split('/').map(encodeURIComponent).join('/')}`,
    headers: { accept: 'application/json, */*' },
    timeout,
    source: 'discovery_client.go:388',
  });
  return document.resources ?? [];
}
