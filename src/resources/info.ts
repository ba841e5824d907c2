import type { KubeObject, Writer } from '../api/types.ts';
import type { APIResource, RESTMapper } from '../discovery/mapper.ts';
import type { Query, RESTClient } from '../rest/client.ts';

/** What resolving needs; a command's Context has it all. */
export interface ResourceDependencies {
  client(): Promise<RESTClient>;
  mapper(): Promise<RESTMapper>;
  readStdin(): Promise<Uint8Array>;
  /** Name of the program, for messages. */
  readonly program: string;
  /** Environment variables, for the proxy of manifests behind a URL. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a kustomization's warnings go; nowhere when missing. */
  readonly streams?: { readonly err: Writer };
}

/** How objects are asked for: the Accept header of a Table and such. */
export interface RequestShape {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Query;
  /** Warnings of the answer are not shown. */
  readonly quiet?: boolean;
}

/** One thing that a command line names: an object, or one chunk of a list. */
export interface Info {
  readonly resource: APIResource;
  /** "" for cluster-scoped resources and for lists over all namespaces. */
  readonly namespace: string;
  /** "" for a list. */
  readonly name: string;
  readonly subresource?: string;
  /** What the server answered, or the manifest where it was not asked. */
  readonly object?: KubeObject;
  /** The file, URL or `STDIN` of a manifest. */
  readonly source?: string;
}

/** What a command line names, and how far to follow it. The words are those of the flags. */
export interface ResourceRequest {
  /** Positional arguments: `TYPE`, `TYPE NAME…`, `TYPE/NAME…`. */
  readonly args?: readonly string[];
  /** The type of each argument that has none, where a command is for one type: `node-1` is `nodes/node-1`. */
  readonly typeOfNames?: string;
  readonly filenames?: readonly string[];
  readonly recursive?: boolean;
  readonly kustomize?: string;
  readonly namespace: string;
  /** `-n` was given: manifests of other namespaces are refused. */
  readonly explicitNamespace?: boolean;
  readonly allNamespaces?: boolean;
  /** "" is none. */
  readonly labelSelector?: string;
  /** "" is none. */
  readonly fieldSelector?: string;
  /** `--all`: every object of the types. */
  readonly selectAll?: boolean;
  /** `TYPE` alone means all objects of it (get, describe); otherwise a name is wanted. */
  readonly typeMeansAll?: boolean;
  readonly subresource?: string;
  /** Refuse more than one resource type (watch). */
  readonly singleResourceType?: boolean;
  /** Objects a chunk of a list; 0 is all at once. 500 when missing. */
  readonly chunkSize?: number;
  /** No server: manifests are visited as they are, their types unchecked (`--local`). */
  readonly local?: boolean;
  /** Manifests are fetched anew before they are visited (get, describe). */
  readonly latest?: boolean;
  /** Named objects are fetched before they are visited. True when missing. */
  readonly requireObject?: boolean;
  /** Refuse manifests that do not say their type, as validation does (--validate). */
  readonly refuseUntyped?: boolean;
  /** Refuse manifests that do not fit the type of their kind, or are of a kind that has none here (set). */
  readonly typed?: boolean;
  /** Refuse manifests that are lists (watch). */
  readonly refuseLists?: boolean;
  /** Stop at the first error instead of visiting the rest. */
  readonly stopOnError?: boolean;
  /**
   * Files visited side by side, each until its first error; only the first of these is thrown (diff). Without it one
   * after the other, and nothing stops.
   */
  readonly concurrency?: number;
  /** Applied to every GET. */
  readonly shape?: RequestShape;
  /** Applied to lists instead, where less than whole objects will do. */
  readonly listShape?: RequestShape;
}

/** The answer of `resolve`. */
export interface Resolution {
  /** True when the command line means one object, which is then printed alone and not in a list. */
  readonly single: boolean;
  /**
   * Fetches and hands over everything, in order. An object that fails does not stop the rest;
   * rejects at the end with the one error, or with an AggregateFailure.
   */
  visit(visitor: (info: Info) => void | Promise<void>): Promise<void>;
}
