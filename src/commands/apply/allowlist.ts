import type { GVK } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import type { APIResource } from '../../discovery/mapper.ts';
import { KubistError } from '../../errors.ts';
import type { PruneTypes } from './options.ts';

/** What `--prune` deletes unless `--prune-allowlist` says otherwise; those outside of namespaces come last. */
const USUAL: readonly string[] = [
  'core/v1/ConfigMap',
  'core/v1/Endpoints',
  'core/v1/PersistentVolumeClaim',
  'core/v1/Pod',
  'core/v1/ReplicationController',
  'core/v1/Secret',
  'core/v1/Service',
  'batch/v1/Job',
  'batch/v1/CronJob',
  'networking.k8s.io/v1/Ingress',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
  'core/v1/Namespace',
  'core/v1/PersistentVolume',
];

/** The types of `--prune-allowlist`, or the usual ones. Throws on what is no type, and on types that the server lacks. */
export async function readAllowlist(
  allowlist: readonly string[],
  context: Context,
): Promise<PruneTypes> {
  const usual = allowlist.length === 0;
  const gvks = (usual ? USUAL : allowlist).map(readType);
  const mapper = await context.mapper();
  const resources: APIResource[] = [];
  for (const gvk of gvks) resources.push(await mapper.resourceForKind(gvk));
  return { resources, usual };
}

function readType(text: string): GVK {
  const [group = '', version, kind, ...rest] = text.split('/');
  if (version === undefined || kind === undefined || rest.length > 0) {
    throw new KubistError(
      `invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`,
    );
  }
  return { group: group === 'core' ? '' : group, version, kind };
}
