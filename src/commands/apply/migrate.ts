import type { JSONObject, JSONValue, KubeObject } from '../../api/types.ts';
import { StatusError } from '../../errors.ts';
import { retrieve } from '../../resources/retrieve.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { patchObject } from '../../resources/write.ts';
import type { RESTClient } from '../../rest/client.ts';
import { LAST_APPLIED } from '../create/last-applied.ts';
import { type ManagedFields, managersOf, takeOver } from './managed-fields.ts';
import { type ApplyOptions, SERVER_SIDE_MANAGER, writeOptions } from './options.ts';

/** Who owns the last-applied configuration while server-side apply keeps it for older clients. */
const ANNOTATION_MANAGER = 'kubectl-last-applied';
/** How often the migration is sent when others change the object meanwhile. */
const TRIES = 5;

function managedFieldsOf(object: KubeObject): ManagedFields[] {
  return (object.metadata?.managedFields ?? []) as ManagedFields[];
}

/**
 * Gives the last-applied configuration an owner of its own, so that it outlasts the migration. Only for the
 * default manager; without such an annotation nothing is sent. Answers the object as it is then.
 */
export async function keepLastApplied(
  client: RESTClient,
  target: ObjectInfo,
  object: KubeObject,
  options: ApplyOptions,
): Promise<KubeObject> {
  if (options.fieldManager !== SERVER_SIDE_MANAGER) return object;
  const text = object.metadata?.annotations?.[LAST_APPLIED];
  if (text === undefined || managersOf(managedFieldsOf(object), 'Apply').length > 0) return object;
  const { name, namespace } = object.metadata ?? {};
  const annotation: KubeObject = {
    apiVersion: object.apiVersion ?? '',
    kind: object.kind ?? '',
    metadata: {
      annotations: { [LAST_APPLIED]: text },
      name: name ?? '',
      ...(namespace === undefined ? {} : { namespace }),
    },
  };
  return patchObject(client, target, 'apply', annotation as JSONValue, {
    ...writeOptions(options),
    fieldManager: ANNOTATION_MANAGER,
  });
}

/**
 * Makes fields of client-side apply those of the server-side manager. Answers the object as it is then, undefined
 * when there was nothing to do.
 */
export async function migrate(
  client: RESTClient,
  target: ObjectInfo,
  object: KubeObject,
  options: ApplyOptions,
): Promise<KubeObject | undefined> {
  const managers = new Set(
    managersOf(managedFieldsOf(object), 'Update').map(({ manager = '' }) => manager),
  );
  let current = object;
  for (let tries = 1; ; tries++) {
    const before = managedFieldsOf(current);
    let after: ManagedFields[] = before;
    for (const manager of [...managers].sort()) {
      after = takeOver(after, manager, options.fieldManager);
    }
    if (after === before) return undefined;
    const patch: JSONValue = [
      { op: 'replace', path: '/metadata/managedFields', value: after as JSONObject[] },
      {
        op: 'replace',
        path: '/metadata/resourceVersion',
        value: current.metadata?.resourceVersion ?? '',
      },
    ];
    try {
      return await patchObject(client, target, 'json', patch, writeOptions(options));
    } catch (error) {
      if (!(error instanceof StatusError) || error.reason !== 'Conflict' || tries === TRIES) {
        throw error;
      }
    }
    current = await retrieve(client, target);
  }
}
