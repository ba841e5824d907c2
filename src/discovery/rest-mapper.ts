import type { GVK } from '../api/types.ts';
import type { DiscoveryClient, GroupVersionResources } from './client.ts';
import type { APIResource, RESTMapper } from './mapper.ts';
import { NoKindMatchError, NoResourceTypeError } from './no-match-error.ts';
import { byKind, byResource, expandShortName } from './lookup.ts';
import { readKindArgument, readResourceArgument } from './arguments.ts';
import type { ResourceQuery } from './arguments.ts';

/** What a mapper works with. */
export interface RESTMapperOptions {
  /** Told when a short name fits several resources: the text after `Warning: `. */
  readonly warn?: (message: string) => void;
}

/** A mapper over discovery, with the group and version priorities that Go clients have. */
export function createRESTMapper(
  discovery: DiscoveryClient,
  options: RESTMapperOptions = {},
): RESTMapper {
  return new DiscoveryMapper(discovery, options.warn ?? ((): void => undefined));
}

class DiscoveryMapper implements RESTMapper {
  readonly #discovery: DiscoveryClient;
  readonly #warn: (message: string) => void;

  constructor(discovery: DiscoveryClient, warn: (message: string) => void) {
    this.#discovery = discovery;
    this.#warn = warn;
  }

  async resourceFor(argument: string): Promise<APIResource> {
    const { full, short } = readResourceArgument(argument);
    await this.#reportFailure(full === undefined ? 3 : 5);
    for (const query of full === undefined ? [short] : [full, short]) {
      const found = await this.#findResource(query);
      if (found !== undefined) return found;
    }
    let known: readonly GroupVersionResources[] = [];
    for (const gvk of readKindArgument(argument)) {
      const found = await this.#refreshing((groups) => {
        known = groups;
        return byKind(groups, gvk);
      });
      if (found !== undefined) return found;
    }
    const error = new NoResourceTypeError(short.resource);
    const names = known.flatMap(({ resources }) => resources.map(({ resource }) => resource));
    error.known = { typed: short.resource, names: [...new Set(names)] };
    throw error;
  }

  async resourceForKind(gvk: GVK): Promise<APIResource> {
    const found = await this.#refreshing((groups) => byKind(groups, gvk));
    if (found === undefined) throw new NoKindMatchError(gvk);
    return found;
  }

  async category(name: string): Promise<readonly APIResource[] | undefined> {
    // What is no category is looked up as a resource, and that lookup tells what is wrong with discovery.
    const groups = await this.#discovery.groups().catch((): readonly GroupVersionResources[] => []);
    const members = new Map<string, APIResource>();
    for (const resource of groups.flatMap((group) => group.resources)) {
      if (!resource.categories.includes(name)) continue;
      const key = `${resource.resource}.${resource.group}`;
      if (members.has(key)) continue;
      members.set(key, byResource(groups, { ...resource, version: '' }) ?? resource);
    }
    return members.size === 0 ? undefined : [...members.values()];
  }

  /** The reference asks discovery at every step of a lookup, and each failure is logged: so many times before the last. */
  async #reportFailure(times: number): Promise<void> {
    for (let asked = 0; asked < times; asked++) {
      try {
        await this.#discovery.groups();
        return;
      } catch {
        // The last ask, in the lookup itself, rejects.
      }
    }
  }

  async #findResource(query: ResourceQuery): Promise<APIResource | undefined> {
    const { query: expanded, alsoMatched } = expandShortName(await this.#discovery.groups(), query);
    for (const other of alsoMatched) {
      this.#warn(
        `short name ${JSON.stringify(query.resource)} could also match lower priority resource ${other}`,
      );
    }
    return this.#refreshing((groups) => {
      const found = byResource(groups, expanded);
      return found === undefined ? undefined : byKind(groups, found);
    });
  }

  /** Looks in the cache, and once more in what the server says now. */
  async #refreshing(
    find: (groups: readonly GroupVersionResources[]) => APIResource | undefined,
  ): Promise<APIResource | undefined> {
    const found = find(await this.#discovery.groups());
    if (found !== undefined || this.#discovery.fresh) return found;
    await this.#discovery.invalidate();
    return find(await this.#discovery.groups());
  }
}
