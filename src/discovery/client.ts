import type { APIResource } from './mapper.ts';

/** One version of a group, with its resources in the server's order. */
export interface GroupVersionResources {
  readonly group: string;
  readonly version: string;
  /** True when this is the version that the server prefers for the group. */
  readonly preferred: boolean;
  readonly resources: readonly APIResource[];
  /** Set when the group's server did not answer (a stale aggregated API). */
  readonly failure?: string;
}

/** What the server serves: aggregated discovery where it exists, with the disk cache that kubectl shares. */
export interface DiscoveryClient {
  /** All groups in the server's order (core first). From the cache when it is fresh (6 h). */
  groups(): Promise<readonly GroupVersionResources[]>;
  /** Forgets memory and disk. `silent` leaves out the line at `-v=5`, for commands that always ask anew. */
  invalidate(options?: { readonly silent?: boolean }): Promise<void>;
  /** True when the cache was just filled from the server. */
  readonly fresh: boolean;
}
