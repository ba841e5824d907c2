import { join } from 'node:path';
import { parseAPIVersion } from '../api/gvk.ts';
import { KubistError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { RESTClient } from '../rest/client.ts';
import type { Discovered } from './aggregated.ts';
import type { DiscoveryClient, GroupVersionResources } from './client.ts';
import { createDiskCache, serverDirectory } from './disk-cache.ts';
import type { DiskCache } from './disk-cache.ts';
import { fetchGroups, fetchResources } from './fetch.ts';
import type { DiscoveryRequestOptions } from './fetch.ts';
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
  readonly #request: DiscoveryRequestOptions;
  #groups: Promise<readonly GroupVersionResources[]> | undefined;
  #ignoreDisk = false;
  #fresh = false;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
    if (options.cacheDir !== undefined) {
      const directory = join(options.cacheDir, 'discovery', serverDirectory(options.server));
      this.#disk = createDiskCache(directory, options.ttl ?? sixHours, options.now ?? Date.now);
    }
    const timeout = options.timeout || defaultTimeout;
    this.#request = { timeout, timeoutText: goDuration(timeout) };
  }

  get fresh(): boolean {
    return this.#fresh;
  }

  groups(): Promise<readonly GroupVersionResources[]> {
    this.#groups ??= this.#load();
    return this.#groups.catch((error: unknown) => {
      this.#logFailure(`couldn't get current server API group list: ${messageOf(error)}`);
      throw error;
    });
  }

  async invalidate(): Promise<void> {
    this.#options.log?.info(5, 'discovery.go:214', 'Invalidating discovery information');
    this.#ignoreDisk = true;
    this.#groups = undefined;
    this.#fresh = false;
  }

  async #load(): Promise<readonly GroupVersionResources[]> {
    const cached = this.#ignoreDisk ? undefined : this.#disk?.groups();
    const found = cached === undefined ? await this.#fetch() : this.#fromDisk(cached);
    const missing = found.groups.flatMap((group) =>
      group.versions
        .map((version) => version.groupVersion)
        .filter((groupVersion) => !found.resources.has(groupVersion)),
    );
    if (missing.length > 0) await this.#fetchMissing(missing, found);
    return flatten(found);
  }

  #fromDisk(groups: ServerGroup[]): Discovered {
    const found: Discovered = { groups, resources: new Map(), failures: new Map() };
    for (const { groupVersion } of groups.flatMap((group) => group.versions)) {
      const resources = this.#disk?.resources(groupVersion);
      if (resources !== undefined) found.resources.set(groupVersion, resources);
    }
    return found;
  }

  async #fetch(): Promise<Discovered> {
    const found = await fetchGroups(await this.#options.client(), this.#request);
    this.#fresh = true;
    if (found.groups.length > 0) this.#disk?.writeGroups(found.groups);
    for (const [groupVersion, resources] of found.resources)
      this.#disk?.writeResources(groupVersion, resources);
    return found;
  }

  /** Group versions that neither the disk nor aggregated discovery told. One that fails is a failure of its own. */
  async #fetchMissing(missing: readonly string[], found: Discovered): Promise<void> {
    const client = await this.#options.client();
    await Promise.all(
      missing.map(async (groupVersion) => {
        if (found.failures.has(groupVersion)) return;
        try {
          const resources = await fetchResources(client, groupVersion, this.#request);
          found.resources.set(groupVersion, resources);
          this.#disk?.writeResources(groupVersion, resources);
        } catch (error) {
          found.failures.set(groupVersion, messageOf(error));
        }
      }),
    );
    for (const groupVersion of missing) {
      const failure = found.failures.get(groupVersion);
      if (failure !== undefined)
        this.#logFailure(`couldn't get resource list for ${groupVersion}: ${failure}`);
    }
  }

  #logFailure(message: string): void {
    this.#options.log?.error('memcache.go:265', 'Unhandled Error', [['err', message]]);
  }
}

/** Group versions in the server's order, with subresources folded into their parents. */
function flatten(found: Discovered): GroupVersionResources[] {
  return found.groups.flatMap((group) =>
    group.versions.map(({ groupVersion, version }) => {
      const failure = found.failures.get(groupVersion);
      return {
        group: group.name,
        version,
        preferred: groupVersion === group.preferredVersion.groupVersion,
        resources: toResources(groupVersion, found.resources.get(groupVersion) ?? []),
        ...(failure === undefined ? {} : { failure }),
      };
    }),
  );
}

function toResources(groupVersion: string, entries: readonly ServerResource[]): APIResource[] {
  const { group, version } = parseAPIVersion(groupVersion);
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

/** Whole seconds and minutes as Go prints them: `32s`, `1m30s`, `1h0m0s`, `1.5s`. */
function goDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const seconds = `${(milliseconds % 60_000) / 1000}s`;
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes === 0) return seconds;
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}m${seconds}` : `${hours}h${minutes % 60}m${seconds}`;
}

function messageOf(error: unknown): string {
  if (error instanceof KubistError || error instanceof Error) return error.message;
  return String(error);
}
