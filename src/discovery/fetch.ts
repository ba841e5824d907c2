import { StatusError } from '../errors.ts';
import type { RESTClient } from '../rest/client.ts';
import { splitAggregated } from './aggregated.ts';
import type { Discovered } from './aggregated.ts';
import type { AggregatedList, ServerGroup, ServerResource } from './wire.ts';

/** Aggregated discovery first, plain documents where the server has nothing newer. */
const accept =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** How discovery asks: the timeout goes into the query too, as Go clients send it. */
export interface DiscoveryRequestOptions {
  /** Milliseconds. */
  readonly timeout: number;
  /** The same as a Go duration: `32s`. */
  readonly timeoutText: string;
}

/**
 * Asks the server for its groups. A server with aggregated discovery tells the resources in the
 * same two answers; for an older one they are fetched apart, with `fetchResources`.
 */
export async function fetchGroups(
  client: RESTClient,
  options: DiscoveryRequestOptions,
): Promise<Discovered> {
  const core = await fetchRoot(client, '/api', options);
  const named = await fetchRoot(client, '/apis', options);
  return {
    groups: [...core.groups, ...named.groups],
    resources: new Map([...core.resources, ...named.resources]),
    failures: new Map([...core.failures, ...named.failures]),
  };
}

/** One root. A server that hides it (403, 404) has no groups there. */
async function fetchRoot(
  client: RESTClient,
  path: string,
  options: DiscoveryRequestOptions,
): Promise<Discovered> {
  try {
    const document = await client.json<
      AggregatedList & { versions?: string[]; groups?: Partial<ServerGroup>[] }
    >({
      path,
      query: { timeout: options.timeoutText },
      headers: { accept },
      timeout: options.timeout,
    });
    if (document.kind === 'APIGroupDiscoveryList') return splitAggregated(document);
    const groups =
      document.kind === 'APIVersions'
        ? coreGroups(document.versions ?? [])
        : (document.groups ?? []);
    return { groups: groups.map(completeGroup), resources: new Map(), failures: new Map() };
  } catch (error) {
    if (!(error instanceof StatusError) || (error.code !== 403 && error.code !== 404)) throw error;
    return { groups: [], resources: new Map(), failures: new Map() };
  }
}

/** The core group from the unaggregated `/api` answer. */
function coreGroups(versions: readonly string[]): ServerGroup[] {
  const all = versions.map((version) => ({ groupVersion: version, version }));
  const preferredVersion = all[0];
  return preferredVersion === undefined ? [] : [{ name: '', versions: all, preferredVersion }];
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
  options: DiscoveryRequestOptions,
): Promise<ServerResource[]> {
  const root = groupVersion.includes('/') ? '/apis' : '/api';
  const path = `${root}/${groupVersion.split('/').map(encodeURIComponent).join('/')}`;
  const document = await client.json<{ resources?: ServerResource[] }>({
    path,
    query: { timeout: options.timeoutText },
    headers: { accept: 'application/json, */*' },
    timeout: options.timeout,
  });
  return document.resources ?? [];
}
