import type { JSONObject, KubeList, KubeObject } from '../../api/types.ts';
import { gvkOf } from '../../api/gvk.ts';
import type { Context } from '../../cli/context.ts';
import { formatSelector } from '../../formats/format-selector.ts';
import type { ObjectInfo } from '../../resources/objects.ts';
import { builtinPatchSchema } from '../../resources/patch/builtin.ts';
import { applyStrategicMergePatch } from '../../resources/patch/strategic.ts';
import { collectionPath, objectPath } from '../../resources/paths.ts';
import type { Workload } from './shared.ts';

/** One state of a workload that it has been in. */
export interface Revision {
  readonly number: number;
  /** Its ReplicaSet, or its ControllerRevision. */
  readonly keeper: KubeObject;
  readonly template: KubeObject;
  /** "" where none was noted. */
  readonly cause: string;
  /** What `-o` shows: the ReplicaSet, or the workload as it was. */
  readonly object: KubeObject;
  /** The patch that brings it back, of a ControllerRevision. */
  readonly data?: JSONObject;
}

const CAUSE = 'kubernetes.io/change-cause';
const REVISION = 'deployment.kubernetes.io/revision';

/** A workload as it is now, and the revisions that belong to it, oldest first. */
export async function readRevisions(
  context: Context,
  info: ObjectInfo,
): Promise<{ workload: Workload; revisions: readonly Revision[] }> {
  const client = await context.client();
  const { resource, namespace, name } = info;
  const workload = await client.json<Workload>({ path: objectPath(resource, namespace, name) });
  const deployment = resource.kind === 'Deployment';
  const keepers = await client.json<KubeList & KubeObject>({
    path: collectionPath(
      { ...resource, resource: deployment ? 'replicasets' : 'controllerrevisions' },
      namespace,
    ),
    query: { labelSelector: formatSelector(workload.spec?.selector ?? {}) },
  });
  const { uid } = workload.metadata ?? {};
  const revisions = keepers.items
    .filter(({ metadata }) =>
      metadata?.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid),
    )
    .map((keeper) => (deployment ? ofReplicaSet(keeper) : ofControllerRevision(keeper, workload)))
    .filter(({ number }) => !Number.isNaN(number));
  return { workload, revisions: revisions.sort((a, b) => a.number - b.number) };
}

function ofReplicaSet(item: KubeObject): Revision {
  const keeper: KubeObject = { ...item, apiVersion: 'apps/v1', kind: 'ReplicaSet' };
  const { template } = (keeper['spec'] ?? {}) as { template?: KubeObject };
  return {
    number: Number.parseInt(keeper.metadata?.annotations?.[REVISION] ?? '', 10),
    keeper,
    template: withCause(template ?? {}, causeOf(keeper)),
    cause: causeOf(keeper),
    object: keeper,
  };
}

function ofControllerRevision(keeper: KubeObject, workload: Workload): Revision {
  const data = keeper['data'] as JSONObject;
  const schema = builtinPatchSchema(gvkOf(workload));
  const object: Workload =
    schema === undefined
      ? workload
      : applyStrategicMergePatch(workload as JSONObject, data, schema);
  return {
    number: Number(keeper['revision'] ?? 0),
    keeper,
    template: object.spec?.template ?? {},
    cause: causeOf(keeper),
    object,
    data,
  };
}

function causeOf({ metadata }: KubeObject): string {
  return metadata?.annotations?.[CAUSE] ?? '';
}

function withCause(template: KubeObject, cause: string): KubeObject {
  if (cause === '') return template;
  const { metadata } = template;
  return {
    ...template,
    metadata: { ...metadata, annotations: { ...metadata?.annotations, [CAUSE]: cause } },
  };
}
