/**
 * Plain shapes of the Kubernetes API. Nothing here has behaviour.
 * Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/
 */

import type { Painter } from './painter.ts';

/** A JSON value. Integers past 2^53 are bigint, so that numbers stay exact. */
export type JSONValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JSONValue[]
  | { [key: string]: JSONValue };

/** A JSON object. */
export type JSONObject = { [key: string]: JSONValue };

/** Group, version and kind of an object: `{group: "apps", version: "v1", kind: "Deployment"}`. The core group is "". */
export interface GVK {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Group, version and plural resource name: `{group: "apps", version: "v1", resource: "deployments"}`. */
export interface GVR {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** `metadata.ownerReferences[]`. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** `metadata` of an object. */
export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string | null;
  deletionTimestamp?: string | null;
  deletionGracePeriodSeconds?: number;
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: JSONValue[];
  [key: string]: unknown;
}

/** Any API object: known are only its type and its metadata. */
export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  [key: string]: unknown;
}

/** `metadata` of a list. */
export interface ListMeta {
  resourceVersion?: string;
  continue?: string;
  remainingItemCount?: number;
  [key: string]: unknown;
}

/** A list answer of the API, or the `v1 List` that kubectl prints. */
export interface KubeList<T = KubeObject> {
  apiVersion?: string;
  kind?: string;
  metadata?: ListMeta;
  items: T[];
  [key: string]: unknown;
}

/** One cause in a Status's details. */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** `meta/v1 Status`: the body of an API error. One that the client made up for an answer without a Status has no kind. */
export interface Status {
  kind?: 'Status';
  apiVersion?: 'v1';
  metadata?: ListMeta;
  status?: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  code?: number;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    uid?: string;
    causes?: StatusCause[];
    retryAfterSeconds?: number;
  };
}

/** A column of a Table. Priority 0 shows always, above 0 only with `-o wide`. */
export interface TableColumn {
  name: string;
  type: string;
  format: string;
  description: string;
  priority: number;
}

/** A row of a Table. `object` is missing when the request said `includeObject=None`. */
export interface TableRow {
  cells: JSONValue[];
  object?: KubeObject;
  conditions?: { type: string; status: string; reason?: string; message?: string }[];
}

/** `meta.k8s.io/v1 Table`. */
export interface Table {
  kind: 'Table';
  apiVersion: string;
  metadata?: ListMeta;
  columnDefinitions: TableColumn[];
  rows: TableRow[];
}

/** One event of a watch. */
export interface WatchEvent<T = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T;
}

/** Where text goes. A false or pending answer is back-pressure: await it before you write more. */
export interface Writer {
  /** On a terminal, control characters in text are made visible; bytes go there as they are. */
  write(text: string | Uint8Array): void | Promise<void>;
  /** Where colours are shown, what makes them. */
  readonly painter?: Painter | undefined;
}
