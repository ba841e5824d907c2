import type { GVK } from '../../api/types.ts';
import { compareBytes } from '../../formats/compare.ts';
import type { Resource } from './resource.ts';

/** Kinds that come first and last by default, so that what others need is there before them. */
const FIRST: readonly string[] = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Sorts by kind, then by type, namespace and name. The arguments replace the default lists of kinds. */
export function legacyOrder(
  resources: readonly Resource[],
  first: readonly string[] = FIRST,
  last: readonly string[] = LAST,
): Resource[] {
  const rank = ({ kind }: GVK): number => {
    if (first.includes(kind)) return first.indexOf(kind) - first.length;
    return last.indexOf(kind) + 1;
  };
  return [...resources]
    .map((resource) => ({ resource, rank: rank(resource.gvk), key: sortKey(resource) }))
    .sort((a, b) => a.rank - b.rank || compareBytes(a.key, b.key))
    .map(({ resource }) => resource);
}

/** What is missing sorts behind everything else. */
function sortKey({ identity: { gvk, namespace, name } }: Resource): string {
  const type = [gvk.group || '~G', gvk.version || '~V', gvk.kind || '~K'].join('_');
  return [type, namespace || '~X', name || '~N'].join('|');
}
