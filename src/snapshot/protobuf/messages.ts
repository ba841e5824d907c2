import { MESSAGES_A_TO_H } from './messages-a-to-h.ts';
import { MESSAGES_I_TO_Z } from './messages-i-to-z.ts';
import { POD_MESSAGES } from './pod-messages.ts';

/**
 * The fields of the API's types, which are protobuf messages and JSON objects. In the tables: the number; `?` where an
 * empty value is left out of JSON, `!` where it stands in JSON even when it is empty; the name in JSON (`.` for a
 * message whose fields stand among those around it); after a colon the type, where it is no text: `bool`, `int32`, `int64`,
 * `double`, `bytes`, `time`, `microtime`, `duration`, `quantity`, `intOrString`, `raw` (JSON as it is), `strings` (a message
 * that is a list of texts), another message, and of these lists `[]T` and maps `{}T`.
 */
export interface Field {
  readonly name: string;
  /** Empty is as good as missing. */
  readonly optional: boolean;
  /** There even when it is empty. */
  readonly always: boolean;
  readonly type: string;
}

/** Kinds with a message, by apiVersion; after a colon the message, where it has another name. */
const KINDS: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io/v1':
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authentication.k8s.io/v1': 'SelfSubjectReview TokenRequest',
  'authorization.k8s.io/v1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2': 'HorizontalPodAutoscaler:AutoscalingV2HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'flowcontrol.apiserver.k8s.io/v1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'node.k8s.io/v1': 'RuntimeClass',
  'policy/v1': 'Eviction PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io/v1':
    'DeviceClass ResourceClaim:ResourceV1ResourceClaim ResourceClaimTemplate ResourceSlice',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'storage.k8s.io/v1':
    'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass',
  v1: 'Binding ConfigMap DeleteOptions Endpoints Event:CoreV1Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
};

/** The message of a kind; undefined for kinds that have none, as custom resources. */
export function messageOf(apiVersion: string, kind: string): string | undefined {
  if (!Object.hasOwn(KINDS, apiVersion)) return undefined;
  for (const word of (KINDS[apiVersion] ?? '').split(' ')) {
    const [name, message] = word.split(':');
    if (name === kind) return message ?? name;
  }
  return undefined;
}

const parsed = new Map<string, ReadonlyMap<number, Field>>();

/** The fields of a message, by number. */
export function fieldsOf(message: string): ReadonlyMap<number, Field> {
  let fields = parsed.get(message);
  if (fields === undefined) {
    const text =
      POD_MESSAGES[message] ?? MESSAGES_A_TO_H[message] ?? MESSAGES_I_TO_Z[message] ?? '';
    fields = new Map(text.split(' ').filter(Boolean).map(readField));
    parsed.set(message, fields);
  }
  return fields;
}

const named = new Map<string, ReadonlyMap<string, Field>>();

/** The fields of a message by their names in JSON, those of messages that stand in it included. */
export function membersOf(message: string): ReadonlyMap<string, Field> {
  let members = named.get(message);
  if (members === undefined) {
    members = new Map(
      [...fieldsOf(message).values()].flatMap((field) =>
        field.name === '.' ? [...membersOf(field.type)] : [[field.name, field] as const],
      ),
    );
    named.set(message, members);
  }
  return members;
}

function readField(word: string): [number, Field] {
  const [, number, flag, name = '', type = 'string'] =
    /^(\d+)([?!]?)([^:]+)(?::(.*))?$/.exec(word) ?? [];
  const field = { name, optional: flag === '?', always: flag === '!', type: withItems(type) };
  return [Number(number), field];
}

/** A list or map of texts needs no word for them. */
function withItems(type: string): string {
  return /[\]}]$/.test(type) ? `${type}string` : type;
}
