import type { GVR, KubeObject } from '../../api/types.ts';
import type { StoredDiscovery } from '../layout.ts';

/** A built-in kind, as discovery tells of it. */
export interface BuiltIn extends GVR {
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  /** It is one of `all`. */
  readonly all: boolean;
}

/** GROUP/VERSION, then a line for each resource: NAME KIND, `-` where it is in no namespace, `*` for one of `all`, short names. */
const TABLE = `
v1
configmaps ConfigMap cm
endpoints Endpoints ep
events Event ev
limitranges LimitRange limits
namespaces Namespace - ns
nodes Node - no
persistentvolumeclaims PersistentVolumeClaim pvc
persistentvolumes PersistentVolume - pv
pods Pod * po
replicationcontrollers ReplicationController * rc
resourcequotas ResourceQuota quota
secrets Secret
serviceaccounts ServiceAccount sa
services Service * svc
apps/v1
controllerrevisions ControllerRevision
daemonsets DaemonSet * ds
deployments Deployment * deploy
replicasets ReplicaSet * rs
statefulsets StatefulSet * sts
autoscaling/v2
horizontalpodautoscalers HorizontalPodAutoscaler * hpa
batch/v1
cronjobs CronJob * cj
jobs Job *
networking.k8s.io/v1
ingressclasses IngressClass -
ingresses Ingress ing
networkpolicies NetworkPolicy netpol
policy/v1
poddisruptionbudgets PodDisruptionBudget pdb
rbac.authorization.k8s.io/v1
clusterrolebindings ClusterRoleBinding -
clusterroles ClusterRole -
rolebindings RoleBinding
roles Role
storage.k8s.io/v1
csinodes CSINode -
storageclasses StorageClass - sc
volumeattachments VolumeAttachment -
admissionregistration.k8s.io/v1
mutatingwebhookconfigurations MutatingWebhookConfiguration -
validatingwebhookconfigurations ValidatingWebhookConfiguration -
scheduling.k8s.io/v1
priorityclasses PriorityClass - pc
coordination.k8s.io/v1
leases Lease
node.k8s.io/v1
runtimeclasses RuntimeClass -
discovery.k8s.io/v1
endpointslices EndpointSlice
`;

/** The kinds that may be in a dump. Source: the discovery of Kubernetes 1.36. */
export function builtInKinds(): BuiltIn[] {
  const kinds: BuiltIn[] = [];
  let [group, version] = ['', ''];
  for (const line of TABLE.trim().split('\n')) {
    const [name = '', kind, ...rest] = line.split(' ');
    if (kind === undefined) {
      const [first = '', second] = name.split('/');
      [group, version] = second === undefined ? ['', first] : [first, second];
      continue;
    }
    const shortNames = rest.filter((word) => word !== '-' && word !== '*');
    const [namespaced, all] = [!rest.includes('-'), rest.includes('*')];
    kinds.push({ group, version, resource: name, kind, namespaced, shortNames, all });
  }
  return kinds;
}

/**
 * The discovery of a server that has these kinds. Of those that the dump does not hold it is known too, so that they can be asked
 * for, and the answer is that nothing is known of them; `all` does not ask for them.
 */
export function discoveryOf(
  kinds: readonly BuiltIn[],
  isHeld: (kind: BuiltIn) => boolean,
): StoredDiscovery {
  const groups = new Map<string, BuiltIn[]>();
  for (const kind of kinds) {
    const known = groups.get(kind.group) ?? [];
    groups.set(kind.group, [...known, kind]);
  }
  const items = Array.from(groups, ([name, resources]) => ({
    metadata: { name },
    versions: [
      {
        version: resources[0]?.version,
        freshness: 'Current',
        resources: resources.map((one) => entryOf(one, isHeld(one))),
      },
    ],
  }));
  const list = (chosen: readonly object[]): KubeObject => ({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: chosen,
  });
  return {
    '/api': list(items.filter(({ metadata }) => metadata.name === '')),
    '/apis': list(items.filter(({ metadata }) => metadata.name !== '')),
  };
}

function entryOf({ group, version, kind, ...one }: BuiltIn, held: boolean): object {
  const responseKind = { group, version, kind };
  const log = { subresource: 'log', responseKind, verbs: ['get'] };
  return {
    resource: one.resource,
    responseKind,
    scope: one.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.toLowerCase(),
    verbs: ['get', 'list', 'watch'],
    ...(one.shortNames.length === 0 ? {} : { shortNames: one.shortNames }),
    ...(one.all && held ? { categories: ['all'] } : {}),
    ...(kind === 'Pod' ? { subresources: [log] } : {}),
  };
}
