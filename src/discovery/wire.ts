/** Shapes of discovery documents as the server sends them and the disk cache keeps them. */

/** An entry of `APIResourceList.resources`, meta/v1. Key order is the order on disk. */
export interface ServerResource {
  name: string;
  singularName: string;
  namespaced: boolean;
  /** Group and version of the kind, where they differ from the list's. */
  group?: string;
  version?: string;
  kind: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
}

/** `meta/v1 APIResourceList`: what one group version serves, subresources included. */
export interface ServerResourceList {
  kind: 'APIResourceList';
  apiVersion: 'v1';
  groupVersion: string;
  resources: ServerResource[];
}

/** A version inside an `APIGroup`. */
export interface ServerVersion {
  groupVersion: string;
  version: string;
}

/** `meta/v1 APIGroup`. */
export interface ServerGroup {
  name: string;
  /** Null when all versions are stale, as Go writes an empty slice. */
  versions: ServerVersion[] | null;
  preferredVersion: ServerVersion;
}

/** `meta/v1 APIGroupList`. */
export interface ServerGroupList {
  kind: 'APIGroupList';
  apiVersion: 'v1';
  groups: ServerGroup[];
}

/** `apidiscovery.k8s.io APIGroupDiscoveryList`, v2 or v2beta1 (KEP-3352). Nothing in it is trusted to be there. */
export interface AggregatedList {
  kind?: string;
  items?: {
    metadata?: { name?: string };
    versions?: {
      version?: string;
      freshness?: string;
      resources?: {
        resource?: string;
        responseKind?: AggregatedKind;
        scope?: string;
        singularResource?: string;
        verbs?: string[];
        shortNames?: string[];
        categories?: string[];
        subresources?: { subresource?: string; responseKind?: AggregatedKind; verbs?: string[] }[];
      }[];
    }[];
  }[];
}

/** The kind a resource answers with. */
export interface AggregatedKind {
  group?: string;
  version?: string;
  kind?: string;
}
