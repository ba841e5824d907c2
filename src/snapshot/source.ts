import type { GVR } from '../api/types.ts';
import type { LogPart, SnapshotInfo, StoredDiscovery, StoredResource } from './layout.ts';

/** What answers are made of: a snapshot as it was saved, or one that takes changes. */
export interface Source {
  readonly info: SnapshotInfo;
  readonly discovery: StoredDiscovery;
  /** The objects of a resource; undefined when none were saved. */
  resource(gvr: GVR): Promise<StoredResource | undefined>;
  /** The paths of the OpenAPI documents that were saved. */
  openapiPaths(): Promise<string[]>;
  /** An OpenAPI document as text, by its path in the index. */
  openapi(path: string): Promise<string | undefined>;
  log(
    namespace: string,
    pod: string,
    container: string,
    part: LogPart,
  ): Promise<string | undefined>;
}
