import type { GVK, GVR } from '../api/types.ts';

/** A resource that the server serves, as discovery tells it. */
export interface APIResource extends GVR {
  readonly kind: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** Names of subresources, without the parent: `["log", "exec"]`. */
  readonly subresources: readonly string[];
}

/** Finds resources by what people type or manifests say. */
export interface RESTMapper {
  /**
   * `po`, `pods`, `pod`, `Pod`, `deployments.apps`, `deployments.v1.apps`, `Deployment.v1.apps` → the resource.
   * Rejects with the reference's `the server doesn't have a resource type "x"`.
   */
  resourceFor(argument: string): Promise<APIResource>;
  /** The resource for a kind in a manifest. Rejects with `no matches for kind "K" in version "V"` words; tries once with fresh discovery. */
  resourceForKind(gvk: GVK): Promise<APIResource>;
  /** Members of a category (`all`), in the reference's order; undefined when there is no such category. */
  category(name: string): Promise<readonly APIResource[] | undefined>;
}
