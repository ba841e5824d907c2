import type { ManifestCheck } from '../../manifest.ts';
import type { Match, ManifestRule } from '../../rule.ts';
import { some } from '../shared/nearest.ts';
import { manifestArgument, placeOf, saidOf } from './shared.ts';

/** Kinds that the server does not have. */
export const kindRules: readonly ManifestRule[] = [
  {
    id: 'VAL-02',
    title: 'no-kind',
    severity: 'error',
    class: 'fatal',
    confidence: 'high',
    manifest: unknownKind,
  },
];

/** Versions that are gone: since when, what took their place ("" for nothing), and of which kinds. */
const GONE: readonly (readonly [version: string, since: string, now: string, kinds: string])[] = [
  ['extensions/v1beta1', '1.16', 'apps/v1', 'DaemonSet Deployment ReplicaSet'],
  ['extensions/v1beta1', '1.16', 'networking.k8s.io/v1', 'NetworkPolicy'],
  ['extensions/v1beta1', '1.22', 'networking.k8s.io/v1', 'Ingress'],
  ['apps/v1beta1', '1.16', 'apps/v1', 'Deployment StatefulSet'],
  ['apps/v1beta2', '1.16', 'apps/v1', 'DaemonSet Deployment ReplicaSet StatefulSet'],
  ['networking.k8s.io/v1beta1', '1.22', 'networking.k8s.io/v1', 'Ingress IngressClass'],
  [
    'admissionregistration.k8s.io/v1beta1',
    '1.22',
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  ],
  ['apiextensions.k8s.io/v1beta1', '1.22', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['apiregistration.k8s.io/v1beta1', '1.22', 'apiregistration.k8s.io/v1', 'APIService'],
  ['certificates.k8s.io/v1beta1', '1.22', 'certificates.k8s.io/v1', 'CertificateSigningRequest'],
  ['coordination.k8s.io/v1beta1', '1.22', 'coordination.k8s.io/v1', 'Lease'],
  [
    'rbac.authorization.k8s.io/v1beta1',
    '1.22',
    'rbac.authorization.k8s.io/v1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
  ],
  ['scheduling.k8s.io/v1beta1', '1.22', 'scheduling.k8s.io/v1', 'PriorityClass'],
  [
    'storage.k8s.io/v1beta1',
    '1.22',
    'storage.k8s.io/v1',
    'CSIDriver CSINode StorageClass VolumeAttachment',
  ],
  ['storage.k8s.io/v1beta1', '1.27', 'storage.k8s.io/v1', 'CSIStorageCapacity'],
  ['batch/v1beta1', '1.25', 'batch/v1', 'CronJob'],
  ['discovery.k8s.io/v1beta1', '1.25', 'discovery.k8s.io/v1', 'EndpointSlice'],
  ['events.k8s.io/v1beta1', '1.25', 'events.k8s.io/v1', 'Event'],
  ['autoscaling/v2beta1', '1.25', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['autoscaling/v2beta2', '1.26', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1beta1', '1.25', 'policy/v1', 'PodDisruptionBudget'],
  ['policy/v1beta1', '1.25', '', 'PodSecurityPolicy'],
  ['node.k8s.io/v1beta1', '1.25', 'node.k8s.io/v1', 'RuntimeClass'],
  [
    'flowcontrol.apiserver.k8s.io/v1beta2',
    '1.29',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema PriorityLevelConfiguration',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    '1.32',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema PriorityLevelConfiguration',
  ],
];

/** Source: Kubernetes documentation, "Deprecated API Migration Guide". */
function whatBecameOf({ apiVersion, target: { kind } }: ManifestCheck): string | undefined {
  const gone = GONE.find(
    ([version, , , kinds]) => version === apiVersion && kinds.split(' ').includes(kind),
  );
  if (gone === undefined) return undefined;
  const [, since, now] = gone;
  const became =
    kind === 'PodSecurityPolicy'
      ? 'labels of namespaces have taken its place (Pod Security Admission)'
      : `it is in ${now} now`;
  return `is gone since Kubernetes ${since}; ${became}`;
}

function unknownKind(check: ManifestCheck): Match | undefined {
  const { unknownKind: unknown, target, apiVersion } = check;
  if (unknown === undefined) return undefined;
  const { served, near, defined } = unknown;
  const become = whatBecameOf(check);
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const why =
    become !== undefined
      ? `: that version ${become}`
      : defined
        ? ' yet: the same manifests define it, and objects of it can be made only after that'
        : served.length > 0
          ? `: the server has ${target.kind} in ${some(served)}`
          : near !== undefined
            ? `; ${near} was probably meant`
            : group.includes('.')
              ? `: what brings ${group} (an operator, or its CustomResourceDefinitions) is not installed`
              : '';
  const manifest = manifestArgument(check);
  const version = become?.match(/in (\S+) now$/)?.[1] ?? served[0];
  return {
    cause: `The server has no ${target.kind} in ${apiVersion}${why}`,
    place: placeOf(check, version === undefined ? 'kind' : 'apiVersion'),
    evidence: [
      saidOf(
        check,
        version === undefined ? 'kind' : 'apiVersion',
        `no matches for kind "${target.kind}" in version "${apiVersion}"`,
      ),
    ],
    fixes: defined
      ? [
          {
            command: `{program} wait --for=condition=Established customresourcedefinitions --all`,
            why: 'waits until the new kinds are there, once they have been applied',
          },
          { command: `{program} apply ${manifest}`, why: 'then makes the rest' },
        ]
      : version !== undefined && /^[\w./-]+$/.test(version) && /^\w+$/.test(target.kind)
        ? [
            {
              command: `{program} explain ${target.kind.toLowerCase()} --api-version=${version}`,
              why: 'shows the fields of that version, some of which may have changed',
            },
          ]
        : [{ command: '{program} api-resources', why: 'lists the kinds that there are' }],
  };
}
