import type { Description } from './description.ts';
import type { Fields } from './fields.ts';

/** What a describer may look up besides the object itself. */
export interface DescribeTools {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether events are wanted. */
  readonly showEvents: boolean;
  /** One object by its path. Rejects as the client does. */
  get(path: string): Promise<Fields>;
  /** All items of a list, by chunks unless it is wanted whole. Rejects as the client does. */
  list(
    path: string,
    query?: Readonly<Record<string, string>>,
    how?: 'chunks' | 'whole',
  ): Promise<readonly Fields[]>;
}

/** Describes one object. */
export type Describer = (
  object: Fields,
  description: Description,
  tools: DescribeTools,
) => void | Promise<void>;

/** How a kind is described. */
export interface DescriberEntry {
  /** The version whose fields the describer reads. */
  readonly version: string;
  load(): Promise<Describer>;
  /** What describes it where the server does not give that version. */
  readonly older?: Omit<DescriberEntry, 'older'>;
}

/** Describers by `group/Kind`; any other kind is described field by field (`generic.ts`). */
export const DESCRIBERS: Readonly<Record<string, DescriberEntry>> = {
  '/Pod': { version: 'v1', load: async () => (await import('./pod.ts')).describePod },
  '/ConfigMap': {
    version: 'v1',
    load: async () => (await import('./config-map.ts')).describeConfigMap,
  },
  '/Secret': { version: 'v1', load: async () => (await import('./secret.ts')).describeSecret },
  '/ReplicationController': {
    version: 'v1',
    load: async () => (await import('./workloads/replica-set.ts')).describeReplicationController,
  },
  'apps/ReplicaSet': {
    version: 'v1',
    load: async () => (await import('./workloads/replica-set.ts')).describeReplicaSet,
  },
  'apps/Deployment': {
    version: 'v1',
    load: async () => (await import('./workloads/deployment.ts')).describeDeployment,
  },
  'apps/DaemonSet': {
    version: 'v1',
    load: async () => (await import('./workloads/daemon-set.ts')).describeDaemonSet,
  },
  'apps/StatefulSet': {
    version: 'v1',
    load: async () => (await import('./workloads/stateful-set.ts')).describeStatefulSet,
  },
  'batch/Job': {
    version: 'v1',
    load: async () => (await import('./workloads/job.ts')).describeJob,
  },
  'batch/CronJob': {
    version: 'v1',
    load: async () => (await import('./workloads/job.ts')).describeCronJob,
  },
  '/Service': {
    version: 'v1',
    load: async () => (await import('./network/service.ts')).describeService,
  },
  '/Endpoints': {
    version: 'v1',
    load: async () => (await import('./network/endpoints.ts')).describeEndpoints,
  },
  'discovery.k8s.io/EndpointSlice': {
    version: 'v1',
    load: async () => (await import('./network/endpoints.ts')).describeEndpointSlice,
  },
  'networking.k8s.io/Ingress': {
    version: 'v1',
    load: async () => (await import('./network/ingress.ts')).describeIngress,
  },
  'networking.k8s.io/IngressClass': {
    version: 'v1',
    load: async () => (await import('./network/ingress.ts')).describeIngressClass,
  },
  '/Node': { version: 'v1', load: async () => (await import('./node/node.ts')).describeNode },
  '/ResourceQuota': {
    version: 'v1',
    load: async () => (await import('./quota/resource-quota.ts')).describeResourceQuota,
  },
  '/LimitRange': {
    version: 'v1',
    load: async () => (await import('./quota/limit-range.ts')).describeLimitRange,
  },
  '/Namespace': {
    version: 'v1',
    load: async () => (await import('./quota/namespace.ts')).describeNamespace,
  },
  '/ServiceAccount': {
    version: 'v1',
    load: async () => (await import('./access/roles.ts')).describeServiceAccount,
  },
  'rbac.authorization.k8s.io/Role': {
    version: 'v1',
    load: async () => (await import('./access/roles.ts')).describeRole,
  },
  'rbac.authorization.k8s.io/ClusterRole': {
    version: 'v1',
    load: async () => (await import('./access/roles.ts')).describeRole,
  },
  'rbac.authorization.k8s.io/RoleBinding': {
    version: 'v1',
    load: async () => (await import('./access/roles.ts')).describeRoleBinding,
  },
  'rbac.authorization.k8s.io/ClusterRoleBinding': {
    version: 'v1',
    load: async () => (await import('./access/roles.ts')).describeRoleBinding,
  },
  'networking.k8s.io/NetworkPolicy': {
    version: 'v1',
    load: async () => (await import('./network/network-policy.ts')).describeNetworkPolicy,
  },
  '/PersistentVolume': {
    version: 'v1',
    load: async () => (await import('./storage/volumes.ts')).describeVolume,
  },
  '/PersistentVolumeClaim': {
    version: 'v1',
    load: async () => (await import('./storage/volumes.ts')).describeClaim,
  },
  'storage.k8s.io/StorageClass': {
    version: 'v1',
    load: async () => (await import('./storage/volumes.ts')).describeStorageClass,
  },
  'storage.k8s.io/CSINode': {
    version: 'v1',
    load: async () => (await import('./storage/volumes.ts')).describeCSINode,
  },
  'autoscaling/HorizontalPodAutoscaler': {
    version: 'v2',
    load: async () => (await import('./policy/autoscaler.ts')).describeAutoscaler,
    older: {
      version: 'v1',
      load: async () => (await import('./policy/autoscaler.ts')).describeOldAutoscaler,
    },
  },
  'policy/PodDisruptionBudget': {
    version: 'v1',
    load: async () => (await import('./policy/disruption-budget.ts')).describeDisruptionBudget,
  },
  'scheduling.k8s.io/PriorityClass': {
    version: 'v1',
    load: async () => (await import('./policy/priority-class.ts')).describePriorityClass,
  },
  'certificates.k8s.io/CertificateSigningRequest': {
    version: 'v1',
    load: async () => (await import('./policy/signing-request.ts')).describeSigningRequest,
  },
  'networking.k8s.io/ServiceCIDR': {
    version: 'v1',
    load: async () => (await import('./network/addresses.ts')).describeServiceCIDR,
  },
  'networking.k8s.io/IPAddress': {
    version: 'v1',
    load: async () => (await import('./network/addresses.ts')).describeIPAddress,
  },
  'storage.k8s.io/VolumeAttributesClass': {
    version: 'v1',
    load: async () => (await import('./storage/attributes-class.ts')).describeAttributesClass,
  },
};
