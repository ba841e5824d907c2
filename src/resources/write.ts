import type { JSONValue, KubeObject } from '../api/types.ts';
import { stringifyJSON } from '../formats/json.ts';
import type { Query, RESTClient } from '../rest/client.ts';
import { collectionPath, type Located, objectPath } from './paths.ts';

/** Query parameters that all writes share. Missing ones are not sent. */
export interface WriteOptions {
  /** Ask the server to judge the change without keeping it. */
  readonly dryRun?: boolean;
  readonly fieldManager?: string;
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** Take over fields that another manager owns (server-side apply). */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}

/** Where a write goes. */
export interface WriteTarget {
  readonly resource: Located;
  /** "" for cluster-scoped resources. */
  readonly namespace: string;
  readonly name: string;
  readonly subresource?: string;
}

/** Content types of patches. Source: API conventions, "Verbs on Resources". */
export const PATCH_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** Creates an object in its collection and answers what the server made of it. Rejects with the server's StatusError. */
export function createObject(
  client: RESTClient,
  { resource, namespace }: Omit<WriteTarget, 'name'>,
  object: KubeObject,
  options: WriteOptions = {},
): Promise<KubeObject> {
  return client.json({
    method: 'POST',
    path: collectionPath(resource, namespace),
    query: queryOf(options),
    body: stringifyJSON(object),
    headers: { 'content-type': 'application/json' },
    ...signalOf(options),
  });
}

/** Replaces an object. With a resourceVersion in its metadata, only if nobody changed it meanwhile. */
export function replaceObject(
  client: RESTClient,
  target: WriteTarget,
  object: KubeObject,
  options: WriteOptions = {},
): Promise<KubeObject> {
  return client.json({
    method: 'PUT',
    path: pathOf(target),
    query: queryOf(options),
    body: stringifyJSON(object),
    headers: { 'content-type': 'application/json' },
    ...signalOf(options),
  });
}

/** Patches an object. `patch` is sent as JSON text; a text is sent as it is. */
export function patchObject(
  client: RESTClient,
  target: WriteTarget,
  type: keyof typeof PATCH_TYPES,
  patch: JSONValue,
  options: WriteOptions = {},
): Promise<KubeObject> {
  return client.json({
    method: 'PATCH',
    path: pathOf(target),
    query: queryOf(options),
    body: typeof patch === 'string' ? patch : stringifyJSON(patch),
    headers: { 'content-type': PATCH_TYPES[type] },
    ...signalOf(options),
  });
}

/** `DeleteOptions` of the API. */
export interface DeleteOptions extends WriteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  /** Say in the body what it is, as the reference does where it prunes. */
  readonly typed?: boolean;
}

/** Deletes an object; the answer is the object (when it goes later) or a Status. */
export function deleteObject(
  client: RESTClient,
  target: WriteTarget,
  options: DeleteOptions = {},
): Promise<KubeObject> {
  const { gracePeriodSeconds, propagationPolicy, preconditions, dryRun, typed } = options;
  return client.json({
    method: 'DELETE',
    path: pathOf(target),
    body: {
      ...(typed === true ? { kind: 'DeleteOptions', apiVersion: 'v1' } : {}),
      ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      ...(preconditions === undefined ? {} : { preconditions }),
      ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
      ...(dryRun === true ? { dryRun: ['All'] } : {}),
    },
    headers: { 'content-type': 'application/json' },
    ...signalOf(options),
  });
}

function pathOf({ resource, namespace, name, subresource }: WriteTarget): string {
  return objectPath(resource, namespace, name, subresource);
}

function queryOf({ dryRun, fieldManager, fieldValidation, force }: WriteOptions): Query {
  return {
    ...(dryRun === true ? { dryRun: 'All' } : {}),
    ...(fieldManager === undefined || fieldManager === '' ? {} : { fieldManager }),
    ...(fieldValidation === undefined ? {} : { fieldValidation }),
    ...(force === undefined ? {} : { force }),
  };
}

function signalOf({ signal }: WriteOptions): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
