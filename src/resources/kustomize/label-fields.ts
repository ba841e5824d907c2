import type { FieldSpec } from './field-spec.ts';

/** Where labels, selectors and annotations stand in the built-in kinds. Source: kustomize's default configuration. */

const spreadTerms = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm`,
  `affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution`,
]);

/** Selectors of a pod template that choose its own kind of pods. */
function templateSelectors(kind: string): FieldSpec[] {
  return [...spreadTerms, 'topologySpreadConstraints'].map((term) => ({
    group: 'apps',
    kind,
    path: `spec/template/spec/${term}/labelSelector/matchLabels`,
  }));
}

/** Metadata of an object and of the pod templates in it. */
function templateMetadata(field: 'labels' | 'annotations'): FieldSpec[] {
  const create = true;
  const path = `spec/template/metadata/${field}`;
  return [
    { kind: 'Deployment', path, create },
    { ...(field === 'labels' && { group: 'apps' }), kind: 'StatefulSet', path, create },
    { kind: 'DaemonSet', path, create },
    { kind: 'ReplicaSet', path, create },
    { version: 'v1', kind: 'ReplicationController', path, create },
    { group: 'batch', kind: 'Job', path, create },
    { group: 'batch', kind: 'CronJob', path: `spec/jobTemplate/metadata/${field}`, create },
    {
      group: 'batch',
      kind: 'CronJob',
      path: `spec/jobTemplate/spec/template/metadata/${field}`,
      create,
    },
    METADATA[field],
  ];
}

const METADATA = {
  labels: { path: 'metadata/labels', create: true },
  annotations: { path: 'metadata/annotations', create: true },
} as const;

/** The labels of the object itself. */
export const METADATA_LABELS: readonly FieldSpec[] = [METADATA.labels];

/** Labels of objects, pod templates and volume claim templates. */
export const TEMPLATE_LABELS: readonly FieldSpec[] = [
  ...templateMetadata('labels'),
  {
    group: 'apps',
    kind: 'StatefulSet',
    path: 'spec/volumeClaimTemplates[]/metadata/labels',
    create: true,
  },
];

/** Annotations of objects and pod templates. */
export const ANNOTATIONS: readonly FieldSpec[] = templateMetadata('annotations');

const matchLabels = 'spec/selector/matchLabels';
const network = { group: 'networking.k8s.io', kind: 'NetworkPolicy' };

/** Labels as in TEMPLATE_LABELS, and the selectors that must agree with them. */
export const SELECTOR_LABELS: readonly FieldSpec[] = [
  ...TEMPLATE_LABELS,
  { version: 'v1', kind: 'Service', path: 'spec/selector', create: true },
  { version: 'v1', kind: 'ReplicationController', path: 'spec/selector', create: true },
  { kind: 'Deployment', path: matchLabels, create: true },
  { group: 'apps', kind: 'StatefulSet', path: matchLabels, create: true },
  { kind: 'DaemonSet', path: matchLabels, create: true },
  { kind: 'ReplicaSet', path: matchLabels, create: true },
  { group: 'batch', kind: 'Job', path: matchLabels },
  { group: 'batch', kind: 'CronJob', path: 'spec/jobTemplate/spec/selector/matchLabels' },
  { group: 'policy', kind: 'PodDisruptionBudget', path: matchLabels },
  { ...network, path: 'spec/podSelector/matchLabels' },
  { ...network, path: 'spec/ingress/from/podSelector/matchLabels' },
  { ...network, path: 'spec/egress/to/podSelector/matchLabels' },
  ...templateSelectors('Deployment'),
  ...templateSelectors('StatefulSet'),
];
