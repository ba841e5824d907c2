import type { GVR, KubeObject, Status, TableColumn, TableRow } from '../api/types.ts';

/**
 * A snapshot: a folder, or the same files in a gzipped tar archive, in the same bytes whenever the same cluster is saved:
 *
 *     snapshot.json                                  SnapshotInfo
 *     discovery.json                                 the server's aggregated discovery (v2) of /api and /apis
 *     openapi/api__v1.json.gz                        OpenAPI v3 of one group version, as the server sent it
 *     objects/apps_v1_deployments.json               StoredResource, an item a line
 *     logs/NAMESPACE/POD/CONTAINER.txt               log lines with their timestamps
 *     logs/NAMESPACE/POD/CONTAINER.previous.txt      those of the container before its last restart
 *     logs/NAMESPACE/POD/CONTAINER.refused.json      the Status that the server sent in their place
 */

/** `snapshot.json`. */
export interface SnapshotInfo {
  readonly formatVersion: 1;
  /** When the saving ended, RFC 3339. Ages are told as of then. */
  readonly savedAt: string;
  /** The namespace that commands start in. */
  readonly namespace: string;
  /** The server's answer to /version. */
  readonly version: { readonly gitVersion?: string; readonly [key: string]: unknown };
  /** The only namespace whose objects were saved; all when missing. */
  readonly only?: string;
  /** The labels by which workloads were chosen; all when missing. */
  readonly labelSelector?: string;
  /** Lines of logs have no times before them, as those of a dump. */
  readonly untimedLogs?: boolean;
  /** What could not be saved, a sentence each. */
  readonly missing?: readonly string[];
}

/** An object, with the cells of its row in the server's Table. */
export interface StoredItem {
  readonly cells: TableRow['cells'];
  readonly object: KubeObject;
}

/** All objects of one resource, in the server's order. */
export interface StoredResource {
  /** Kind and version of the server's list: `PodList`, `v1`. */
  readonly kind: string;
  readonly apiVersion: string;
  readonly resourceVersion: string;
  /** Values of the Warning headers that the server sends with these objects. */
  readonly warnings?: readonly string[];
  /** Whether items of a list tell their kind, as those of custom resources do. */
  readonly typedItems: boolean;
  /** What the server said to the list in place of objects: forbidden, for instance. */
  readonly refused?: Status;
  /** None when the server makes no Table of these objects; then no item has cells. */
  readonly columns: readonly TableColumn[];
  readonly items: readonly StoredItem[];
}

/** `discovery.json`: APIGroupDiscoveryLists by the path they are served under. */
export interface StoredDiscovery {
  readonly '/api': KubeObject;
  readonly '/apis': KubeObject;
}

/** Where the objects of a resource are. */
export function objectsFile({ group, version, resource }: GVR): string {
  return `objects/${group === '' ? 'core' : group}_${version}_${resource}.json`;
}

/** Where an OpenAPI document is; `path` as the index has it: `apis/apps/v1`. */
export function openapiFile(path: string): string {
  return `openapi/${path.replaceAll('/', '__')}.json.gz`;
}

/** The path in the index of a file in `openapi/`; undefined for what is none of ours. */
export function openapiPath(file: string): string | undefined {
  return file.endsWith('.json.gz')
    ? file.slice(0, -'.json.gz'.length).replaceAll('__', '/')
    : undefined;
}

/** Which of a container's files: its log, the one before, or the server's refusals of both. */
export type LogPart = 'txt' | 'previous.txt' | 'refused.json' | 'previous.refused.json';

/** Where a container's log is. */
export function logFile(namespace: string, pod: string, container: string, part: LogPart): string {
  return `logs/${namespace}/${pod}/${container}.${part}`;
}
