import type { FieldSpec } from './field-spec.ts';

/** Fields that hold names of objects of one type. Source: kustomize's default configuration. */
export interface NameReference {
  readonly target: Omit<FieldSpec, 'path'>;
  readonly fields: readonly FieldSpec[];
}

/** Where the pod spec stands. The reference looks at fewer kinds for some references. */
const podSpecs: Readonly<Record<string, string>> = {
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

function inPods(
  paths: readonly string[],
  without: readonly string[],
  podVersion = '',
): FieldSpec[] {
  return [
    ...paths.map((path) => ({ version: podVersion, kind: 'Pod', path: `spec/${path}` })),
    ...Object.keys(podSpecs)
      .filter((kind) => !without.includes(kind))
      .flatMap((kind) => paths.map((path) => ({ kind, path: `${podSpecs[kind]!}/${path}` }))),
  ];
}

/** Fields of configuration that pods read. */
function configuration(name: 'configMap' | 'secret', volume: string): readonly string[] {
  return [
    `volumes/${name}/${volume}`,
    ...['containers', 'initContainers'].flatMap((list) => [
      `${list}/env/valueFrom/${name}KeyRef/name`,
      `${list}/envFrom/${name}Ref/name`,
    ]),
    `volumes/projected/sources/${name}/name`,
  ];
}

const NOT_IN_TEMPLATES = ['PodTemplate', 'ReplicaSet'];
const rbac = 'rbac.authorization.k8s.io';
const resourceNames: readonly FieldSpec[] = [
  { kind: 'Role', path: 'rules/resourceNames' },
  { kind: 'ClusterRole', path: 'rules/resourceNames' },
];
const ingress = (...paths: readonly string[]): FieldSpec[] =>
  paths.map((path) => ({ kind: 'Ingress', path }));
const scaleTarget: readonly FieldSpec[] = [
  { kind: 'HorizontalPodAutoscaler', path: 'spec/scaleTargetRef/name' },
];

/** Every field that follows when an object is renamed. */
export const NAME_REFERENCES: readonly NameReference[] = [
  { target: { kind: 'Deployment' }, fields: scaleTarget },
  { target: { kind: 'ReplicationController' }, fields: scaleTarget },
  { target: { kind: 'ReplicaSet' }, fields: scaleTarget },
  { target: { kind: 'StatefulSet' }, fields: scaleTarget },
  {
    target: { version: 'v1', kind: 'ConfigMap' },
    fields: [
      ...inPods(configuration('configMap', 'name'), ['ReplicationController'], 'v1'),
      { kind: 'Node', path: 'spec/configSource/configMap' },
      ...resourceNames,
      ...ingress('metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap'),
    ],
  },
  {
    target: { version: 'v1', kind: 'Secret' },
    fields: [
      ...inPods(
        [...configuration('secret', 'secretName'), 'imagePullSecrets/name'],
        ['ReplicationController'],
        'v1',
      ),
      ...ingress(
        'spec/tls/secretName',
        'metadata/annotations/ingress.kubernetes.io\\/auth-secret',
        'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret',
        'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
      ),
      { kind: 'ServiceAccount', path: 'imagePullSecrets/name' },
      ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((name) => ({
        kind: 'StorageClass',
        path: `parameters/${name}`,
      })),
      ...resourceNames,
      {
        group: 'serving.knative.dev',
        version: 'v1',
        kind: 'Service',
        path: 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name',
      },
      { kind: 'PersistentVolume', path: 'spec/azureFile/secretName' },
    ],
  },
  {
    target: { version: 'v1', kind: 'Service' },
    fields: [
      { group: 'apps', kind: 'StatefulSet', path: 'spec/serviceName' },
      ...ingress(
        'spec/rules/http/paths/backend/serviceName',
        'spec/backend/serviceName',
        'spec/rules/http/paths/backend/service/name',
        'spec/defaultBackend/service/name',
      ),
      { group: 'apiregistration.k8s.io', kind: 'APIService', path: 'spec/service/name' },
      ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind) => ({
        group: 'admissionregistration.k8s.io',
        kind,
        path: 'webhooks/clientConfig/service',
      })),
    ],
  },
  {
    target: { group: rbac, kind: 'Role' },
    fields: [{ group: rbac, kind: 'RoleBinding', path: 'roleRef/name' }],
  },
  {
    target: { group: rbac, kind: 'ClusterRole' },
    fields: [
      { group: rbac, kind: 'RoleBinding', path: 'roleRef/name' },
      { group: rbac, kind: 'ClusterRoleBinding', path: 'roleRef/name' },
    ],
  },
  {
    target: { version: 'v1', kind: 'ServiceAccount' },
    fields: [
      { group: rbac, kind: 'RoleBinding', path: 'subjects' },
      { group: rbac, kind: 'ClusterRoleBinding', path: 'subjects' },
      ...inPods(['serviceAccountName'], NOT_IN_TEMPLATES),
    ],
  },
  {
    target: { version: 'v1', kind: 'PersistentVolumeClaim' },
    fields: inPods(['volumes/persistentVolumeClaim/claimName'], NOT_IN_TEMPLATES),
  },
  {
    target: { version: 'v1', kind: 'PersistentVolume' },
    fields: [
      { kind: 'PersistentVolumeClaim', path: 'spec/volumeName' },
      { kind: 'ClusterRole', path: 'rules/resourceNames' },
    ],
  },
  {
    target: { group: 'storage.k8s.io', version: 'v1', kind: 'StorageClass' },
    fields: [
      { kind: 'PersistentVolume', path: 'spec/storageClassName' },
      { kind: 'PersistentVolumeClaim', path: 'spec/storageClassName' },
      { kind: 'StatefulSet', path: 'spec/volumeClaimTemplates/spec/storageClassName' },
    ],
  },
  {
    target: { group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass' },
    fields: inPods(['priorityClassName'], NOT_IN_TEMPLATES),
  },
  {
    target: { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicy' },
    fields: [
      {
        group: 'admissionregistration.k8s.io',
        kind: 'ValidatingAdmissionPolicyBinding',
        path: 'spec/policyName',
      },
    ],
  },
];
