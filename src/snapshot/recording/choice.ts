import type { GVR, KubeObject, ObjectMeta } from '../../api/types.ts';
import { StatusError } from '../../errors.ts';
import { parseLabelSelector } from '../../resources/label-selector.ts';
import { listChunks } from '../../resources/list.ts';
import type { RESTClient } from '../../rest/client.ts';

/** Says which objects go into a snapshot. */
export type Keep = (object: KubeObject, resource: GVR) => boolean;

/** Kinds that run something, or own what does. */
const WORKLOADS: readonly GVR[] = [
  { group: 'apps', version: 'v1', resource: 'deployments' },
  { group: 'apps', version: 'v1', resource: 'replicasets' },
  { group: 'apps', version: 'v1', resource: 'statefulsets' },
  { group: 'apps', version: 'v1', resource: 'daemonsets' },
  { group: 'batch', version: 'v1', resource: 'cronjobs' },
  { group: 'batch', version: 'v1', resource: 'jobs' },
  { group: '', version: 'v1', resource: 'replicationcontrollers' },
  { group: '', version: 'v1', resource: 'pods' },
];

const METADATA = {
  headers: { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' },
  quiet: true,
};

/**
 * Of a single namespace: leaves out volumes that belong to claims of others. Cluster-scoped objects of other kinds belong to nobody.
 */
export function withinNamespace(namespace: string): Keep {
  return ({ spec }, { group, resource }) => {
    if (group !== '' || resource !== 'persistentvolumes') return true;
    const { claimRef } = (spec ?? {}) as { claimRef?: { namespace?: string } };
    return claimRef?.namespace === undefined || claimRef.namespace === namespace;
  };
}

/**
 * Chooses workloads by labels: a Deployment with its ReplicaSets and pods is chosen whole, when any of them has the labels. What
 * the others own, and the events about them, is left out; all else stays, because a diagnosis asks for it.
 */
export async function byLabels(
  client: RESTClient,
  namespace: string,
  labelSelector: string,
): Promise<Keep> {
  const selector = parseLabelSelector(labelSelector);
  const all = (
    await Promise.all(WORKLOADS.map((one) => metadataOf(client, one, namespace)))
  ).flat();
  const owners = new Map(all.map(({ uid = '', ownerReferences = [] }) => [uid, ownerReferences]));
  /** The one at the top that owns it, or that owns its owner. */
  const topOf = (uid: string, depth = 0): string => {
    const owner = owners.get(uid)?.find((one) => owners.has(one.uid));
    return owner === undefined || depth > 9 ? uid : topOf(owner.uid, depth + 1);
  };
  const matching = all.filter(({ labels = {} }) => selector.matches(labels));
  const chosen = new Set(matching.map(({ uid = '' }) => topOf(uid)));
  const isLeftOut = (uid = ''): boolean => owners.has(uid) && !chosen.has(topOf(uid));
  return (object, resource) => {
    const { uid, ownerReferences = [], labels = {} } = object.metadata ?? {};
    if (isLeftOut(uid) || ownerReferences.some((owner) => isLeftOut(owner.uid))) return false;
    const subject = (object['involvedObject'] ?? object['regarding']) as
      | { uid?: string }
      | undefined;
    if (resource.resource === 'events') return !isLeftOut(subject?.uid);
    // Workloads that came after the labels were looked at.
    const isNew = isWorkload(resource) && !owners.has(uid ?? '') && ownerReferences.length === 0;
    return !isNew || selector.matches(labels);
  };
}

function isWorkload({ group, resource }: GVR): boolean {
  return WORKLOADS.some((one) => one.group === group && one.resource === resource);
}

/** Of what may not be read nothing is known: then there is nothing to leave out either. */
async function metadataOf(
  client: RESTClient,
  resource: GVR,
  namespace: string,
): Promise<ObjectMeta[]> {
  const located = { ...resource, namespaced: true };
  const options = { resource: located, namespace, chunkSize: 500, shape: METADATA };
  const found: ObjectMeta[] = [];
  try {
    for await (const { items } of listChunks(client, options)) {
      found.push(...(items ?? []).map(({ metadata = {} }) => metadata));
    }
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
  }
  return found;
}
