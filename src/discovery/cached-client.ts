import { join } from 'node:path';
import { ConnectionError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { RESTClient } from '../rest/client.ts';
import type { Discovered } from './aggregated.ts';
import type { DiscoveryClient, GroupVersionResources } from './client.ts';
import { createDiskCache, serverDirectory } from './disk-cache.ts';
import type { DiskCache } from './disk-cache.ts';
import { createIndexFile } from './index-file.ts';
import type { IndexFile } from './index-file.ts';
import { fetchGroups, fetchResources } from './fetch.ts';
import type { APIResource } from './mapper.ts';
import type { ServerGroup, ServerResource } from './wire.ts';

/** What a discovery client works with. */
export interface DiscoveryOptions {
  /**
   * Asked only when the disk cache does not answer, so that a warm start opens no connection.
   * Build it over `createHTTPCache` and a stale cache costs two conditional requests.
   */
  readonly client: () => Promise<RESTClient>;
  /** Base URL of the server; names the folder of the cache. */
  readonly server: string;
  /** The cache's root, `~/.kube/cache`; undefined keeps nothing on disk. */
  readonly cacheDir?: string | undefined;
  /** How long files on disk hold, in milliseconds; 6 hours when missing. */
  readonly ttl?: number;
  /** `--request-timeout` in milliseconds; 32 seconds when missing or 0. */
  readonly timeout?: number;
  readonly now?: () => number;
  readonly log?: Logger;
}

const sixHours = 6 * 60 * 60 * 1000;
const defaultTimeout = 32_000;

/** The root of kubectl's caches: `--cache-dir`, else KUBECACHEDIR, else `HOME/.kube/cache`. */
export function cacheDirectory(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  return flag || env['KUBECACHEDIR'] || join(home, '.kube', 'cache');
}

/** Discovery with kubectl's disk cache. Errors: those of the REST client, when no group list can be had at all. */
export function createDiscoveryClient(options: DiscoveryOptions): DiscoveryClient {
  return new CachedDiscovery(options);
}

class CachedDiscovery implements DiscoveryClient {
  readonly #options: DiscoveryOptions;
  readonly #disk: DiskCache | undefined;
  readonly #index: IndexFile | undefined;
  readonly #timeout: number;
  #groups: Promise<readonly GroupVersionResources[]> | undefined;
  #ignoreDisk = false;
  #fresh = false;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
    if (options.cacheDir !== undefined) {
      const directory = join(options.cacheDir, 'discovery', serverDirectory(options.server));
      const ttl = options.ttl ?? sixHours;
      const now = options.now ?? Date.now;
      this.#disk = createDiskCache(directory, ttl, now);
      this.#index = createIndexFile(directory, ttl, now);
    }
    this.#timeout = options.timeout || defaultTimeout;
  }

  get fresh(): boolean {
    return this.#fresh;
  }

  groups(): Promise<readonly GroupVersionResources[]> {
    this.#groups ??= this.#load();
    return this.#groups.catch((error: unknown) => {
      this.#logFailure(
        'memcache.go:265',
        `couldn't get current server API group list: ${messageOf(error)}`,
      );
      throw error;
    });
  }

  async invalidate({ silent = false }: { readonly silent?: boolean } = {}): Promise<void> {
    if (!silent)
      this.#options.log?.info(5, 'discovery.go:214', 'Invalidating discovery information');
    this.#ignoreDisk = true;
    this.#groups = undefined;
    this.#fresh = false;
  }

  async #load(): Promise<readonly GroupVersionResources[]> {
    const indexed = this.#ignoreDisk ? undefined : this.#index?.read();
    if (indexed !== undefined) return indexed;
    const cached = this.#ignoreDisk ? undefined : this.#disk?.groups();
    const found = cached === undefined ? await this.#fetch() : this.#fromDisk(cached);
    const failures = await this.#fetchMissing(found);
    const groups = flatten(found, failures);
    if (failures.size === 0) this.#index?.write(groups);
    return groups;
  }

  #fromDisk(groups: ServerGroup[]): Discovered {
    const found: Discovered = { groups, resources: new Map() };
    for (const { groupVersion } of groups.flatMap((group) => group.versions ?? [])) {
      const resources = this.#disk?.resources(groupVersion);
      if (resources !== undefined) found.resources.set(groupVersion, resources);
    }
    return found;
  }

  async #fetch(): Promise<Discovered> {
    const found = await fetchGroups(await this.#options.client(), this.#timeout);
    this.#fresh = true;
    if (found.groups.length > 0) this.#disk?.writeGroups(found.groups);
    for (const [groupVersion, resources] of found.resources)
      this.#disk?.writeResources(groupVersion, resources);
    return found;
  }

  /**
   * Adds the group versions that neither the disk nor aggregated discovery told, and returns the
   * errors of those whose server does not answer: one stale API must not hide all others.
   */
  async #fetchMissing(found: Discovered): Promise<Map<string, string>> {
    const failures = new Map<string, string>();
    const missing = found.groups
      .flatMap((group) => group.versions ?? [])
      .filter(({ groupVersion }) => !found.resources.has(groupVersion));
    if (missing.length === 0) return failures;
    const client = await this.#options.client();
    await Promise.all(
      missing.map(async ({ groupVersion }) => {
        try {
          const resources = await fetchResources(client, groupVersion, this.#timeout);
          found.resources.set(groupVersion, resources);
          this.#disk?.writeResources(groupVersion, resources);
        } catch (error) {
          failures.set(groupVersion, messageOf(error));
          this.#logFailure(
            'memcache.go:287',
            `couldn't get resource list for ${groupVersion}: ${messageOf(error)}`,
          );
        }
      }),
    );
    return failures;
  }

  #logFailure(source: string, message: string): void {
    this.#options.log?.error(source, 'Unhandled Error', [['err', message]]);
  }
}

/** Group versions in the server's order, with subresources folded into their parents. */
function flatten(
  found: Discovered,
  failures: ReadonlyMap<string, string>,
): GroupVersionResources[] {
  return found.groups.flatMap((group) =>
    (group.versions ?? []).map(({ groupVersion, version }) => {
      const failure = failures.get(groupVersion);
      const entry: GroupVersionResources = {
        group: group.name,
        version,
        preferred: groupVersion === group.preferredVersion.groupVersion,
        resources: toResources(group.name, version, found.resources.get(groupVersion) ?? []),
      };
      return failure === undefined ? entry : Object.assign(entry, { failure });
    }),
  );
}

function toResources(
  group: string,
  version: string,
  entries: readonly ServerResource[],
): APIResource[] {
  const resources: (APIResource & { subresources: string[] })[] = [];
  const byName = new Map<string, { subresources: string[] }>();
  for (const entry of entries) {
    if (entry.name.includes('/')) continue;
    const resource = {
      group,
      version,
      resource: entry.name,
      kind: entry.kind,
      singular: entry.singularName,
      namespaced: entry.namespaced,
      verbs: entry.verbs ?? [],
      shortNames: entry.shortNames ?? [],
      categories: entry.categories ?? [],
      subresources: [],
    };
    resources.push(resource);
    byName.set(entry.name, resource);
  }
  for (const { name } of entries) {
    const slash = name.indexOf('/');
    if (slash > 0) byName.get(name.slice(0, slash))?.subresources.push(name.slice(slash + 1));
  }
  return resources;
}

/** The error as Go prints it: a failed connection names the request. */
export function messageOf(error: unknown): string {
  if (error instanceof ConnectionError) return `Get "${error.url}": ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
