import type { GVK } from '../../api/types.ts';
import type { PatchSchema } from './schema.ts';

/**
 * Merge keys and patch strategies of the built-in kinds, for work without a cluster. They come from the API's
 * OpenAPI document and are the same in every version of a kind. What is not named here has no strategy.
 */
interface Entry {
  readonly strategies?: readonly string[];
  readonly mergeKey?: string;
  /** Members of a map, or of the items of a list. */
  readonly fields?: Readonly<Record<string, Entry>>;
}

type Fields = Readonly<Record<string, Entry>>;

/** A list of maps that are told apart by `mergeKey`; without one, a list of unique scalars. */
function list(mergeKey?: string, fields: Fields = {}): Entry {
  return { strategies: ['merge'], ...(mergeKey !== undefined && { mergeKey }), fields };
}

/** A list of unions: members that the patch does not name are cleared. */
function unions(mergeKey: string, fields: Fields = {}): Entry {
  return { strategies: ['merge', 'retainKeys'], mergeKey, fields };
}

const metadata: Entry = { fields: { finalizers: list(), ownerReferences: list('uid') } };
const conditions: Entry = { fields: { conditions: list('type') } };

const container: Fields = {
  env: list('name'),
  ports: list('containerPort'),
  volumeDevices: list('devicePath'),
  volumeMounts: list('mountPath'),
};
const podSpec: Entry = {
  fields: {
    containers: list('name', container),
    ephemeralContainers: list('name', container),
    hostAliases: list('ip'),
    imagePullSecrets: list('name'),
    initContainers: list('name', container),
    resourceClaims: unions('name'),
    schedulingGates: list('name'),
    topologySpreadConstraints: list('topologyKey'),
    volumes: unions('name', {
      ephemeral: { fields: { volumeClaimTemplate: { fields: { metadata } } } },
    }),
  },
};
const podTemplate: Entry = { fields: { metadata, spec: podSpec } };
const workload: Entry = { fields: { template: podTemplate } };
const job: Entry = { fields: { template: podTemplate } };
const admissionPolicy: Entry = {
  fields: { matchConditions: list('name'), variables: list('name') },
};
const mutatingPolicy: Entry = { fields: { matchConditions: list('name') } };
const webhooks = list('name', { matchConditions: list('name') });

/** Fields by kind, besides `metadata`, which all have. A kind means the same in each group that has it. */
const kinds: Readonly<Record<string, Fields>> = {
  ComponentStatus: { conditions: list('type') },
  CronJob: { spec: { fields: { jobTemplate: { fields: { metadata, spec: job } } } } },
  CSINode: { spec: { fields: { drivers: list('name') } } },
  DaemonSet: { spec: workload, status: conditions },
  Deployment: {
    spec: { fields: { strategy: { strategies: ['retainKeys'] }, template: podTemplate } },
    status: conditions,
  },
  DeviceTaintRule: { status: conditions },
  FlowSchema: { status: conditions },
  HorizontalPodAutoscaler: { status: conditions },
  Job: { spec: job, status: conditions },
  MutatingAdmissionPolicy: { spec: mutatingPolicy },
  MutatingWebhookConfiguration: { webhooks },
  Namespace: { status: conditions },
  Node: {
    spec: { fields: { podCIDRs: list() } },
    status: { fields: { addresses: list('type'), conditions: list('type') } },
  },
  PersistentVolumeClaim: { status: conditions },
  Pod: {
    spec: podSpec,
    status: {
      fields: {
        conditions: list('type'),
        hostIPs: list('ip'),
        podIPs: list('ip'),
        resourceClaimStatuses: unions('name'),
      },
    },
  },
  PodCertificateRequest: { status: conditions },
  PodDisruptionBudget: {
    spec: { fields: { selector: { strategies: ['replace'] } } },
    status: conditions,
  },
  PodGroup: {
    spec: { fields: { resourceClaims: unions('name') } },
    status: { fields: { conditions: list('type'), resourceClaimStatuses: unions('name') } },
  },
  PodTemplate: { template: podTemplate },
  PriorityLevelConfiguration: { status: conditions },
  ReplicaSet: { spec: workload, status: conditions },
  ReplicationController: { spec: workload, status: conditions },
  ResourceClaim: { status: { fields: { reservedFor: list('uid') } } },
  ResourceClaimTemplate: { spec: { fields: { metadata } } },
  ResourcePoolStatusRequest: { status: conditions },
  Service: { spec: { fields: { ports: list('port') } }, status: conditions },
  ServiceAccount: { secrets: list('name') },
  ServiceCIDR: { status: conditions },
  StatefulSet: { spec: workload, status: conditions },
  StorageVersionMigration: { status: conditions },
  ValidatingAdmissionPolicy: { spec: admissionPolicy },
  ValidatingWebhookConfiguration: { webhooks },
};

/** The kinds that the reference knows without a server, by group. */
const groups: Readonly<Record<string, string>> = {
  '': `Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume
    PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount`,
  'admissionregistration.k8s.io': `MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration
    ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration`,
  apps: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authentication.k8s.io': 'SelfSubjectReview TokenRequest TokenReview',
  'authorization.k8s.io':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  autoscaling: 'HorizontalPodAutoscaler Scale',
  batch: 'CronJob Job',
  'certificates.k8s.io': 'CertificateSigningRequest ClusterTrustBundle PodCertificateRequest',
  'coordination.k8s.io': 'Lease LeaseCandidate',
  'discovery.k8s.io': 'EndpointSlice',
  'events.k8s.io': 'Event',
  extensions: 'DaemonSet Deployment Ingress NetworkPolicy ReplicaSet',
  'flowcontrol.apiserver.k8s.io': 'FlowSchema PriorityLevelConfiguration',
  'internal.apiserver.k8s.io': 'StorageVersion',
  'networking.k8s.io': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'node.k8s.io': 'RuntimeClass',
  policy: 'Eviction PodDisruptionBudget',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io': `DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourcePoolStatusRequest
    ResourceSlice`,
  'scheduling.k8s.io': 'PodGroup PriorityClass Workload',
  'storage.k8s.io': `CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment
    VolumeAttributesClass`,
  'storagemigration.k8s.io': 'StorageVersionMigration',
};

/**
 * The patch schema of a built-in kind. Undefined for all others, CustomResourceDefinition and APIService included:
 * the reference patches those with JSON merge patches where it has no schema of the server.
 */
export function builtinPatchSchema(gvk: GVK): PatchSchema | undefined {
  if (!Object.hasOwn(groups, gvk.group)) return undefined;
  if (!groups[gvk.group]!.split(/\s+/).includes(gvk.kind)) return undefined;
  return new BuiltinSchema({
    fields: { metadata, ...(Object.hasOwn(kinds, gvk.kind) && kinds[gvk.kind]) },
  });
}

class BuiltinSchema implements PatchSchema {
  readonly type = 'struct';
  readonly strategies: readonly string[];
  readonly mergeKey: string | undefined;
  readonly #fields: Fields;

  constructor({ strategies = [], mergeKey, fields = {} }: Entry) {
    this.strategies = strategies;
    this.mergeKey = mergeKey;
    this.#fields = fields;
  }

  /** Always a schema: the table does not tell a field without a strategy from one that does not exist. */
  field(name: string): PatchSchema {
    return new BuiltinSchema(Object.hasOwn(this.#fields, name) ? this.#fields[name]! : {});
  }

  get items(): PatchSchema {
    return new BuiltinSchema({ fields: this.#fields });
  }
}
