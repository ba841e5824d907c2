import type { JSONObject } from '../../../api/types.ts';
import { isMap } from '../../../resources/patch/values.ts';
import { listAt, mapAt, textOf } from '../../values.ts';
import { fill, maps } from './fill.ts';
import { fillPodSpec } from './pod.ts';
import {
  fillAdmissionPolicy,
  fillBehavior,
  fillBinding,
  fillLimits,
  fillSlicePorts,
  fillWebhooks,
} from './policies.ts';

/** Fills in what the server does where a client says nothing. Changes the object. */
export type Fill = (object: JSONObject, spec: JSONObject) => void;

function template(spec: JSONObject): void {
  fillPodSpec(mapAt(spec, ['template', 'spec']));
}

function fillClaim(spec: JSONObject): void {
  fill(spec, { volumeMode: 'Filesystem' });
}

function fillJob(spec: JSONObject): void {
  if (spec['completions'] === undefined && spec['parallelism'] === undefined) {
    fill(spec, { completions: 1, parallelism: 1 });
  }
  fill(spec, {
    parallelism: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: 'podFailurePolicy' in spec ? 'Failed' : 'TerminatingOrFailed',
  });
  template(spec);
}

function fillStrategy(strategy: JSONObject, defaults: JSONObject): void {
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] !== 'RollingUpdate') return;
  fill(strategy, { rollingUpdate: {} });
  fill(mapAt(strategy, ['rollingUpdate']), defaults);
}

/** By the message of a kind. Source: the API reference, "defaults to". */
export const DEFAULTS: Readonly<Record<string, Fill>> = {
  Pod: (_, spec) => {
    fill(spec, { enableServiceLinks: true });
    fillPodSpec(spec);
  },
  PodTemplate: (object) => template(object),
  Deployment: (_, spec) => {
    fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    fillStrategy(mapAt(spec, ['strategy']), { maxUnavailable: '25%', maxSurge: '25%' });
    template(spec);
  },
  ReplicaSet: (_, spec) => {
    fill(spec, { replicas: 1 });
    template(spec);
  },
  ReplicationController: (object, spec) => {
    fill(spec, { replicas: 1 });
    const labels = mapAt(spec, ['template', 'metadata', 'labels']);
    fill(spec, { selector: labels });
    fill(mapAt(object, ['metadata']), { labels: { ...labels } });
    template(spec);
  },
  StatefulSet: (_, spec) => {
    fill(spec, {
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: 'OrderedReady',
      persistentVolumeClaimRetentionPolicy: {},
    });
    fill(mapAt(spec, ['persistentVolumeClaimRetentionPolicy']), {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
    fillStrategy(mapAt(spec, ['updateStrategy']), { partition: 0 });
    for (const claim of maps(spec['volumeClaimTemplates'])) {
      fill(claim, { kind: 'PersistentVolumeClaim', apiVersion: 'v1' });
      fillClaim(mapAt(claim, ['spec']));
      fill(mapAt(claim, ['status']), { phase: 'Pending' });
    }
    template(spec);
  },
  DaemonSet: (object, spec) => {
    fill(spec, { revisionHistoryLimit: 10 });
    fillStrategy(mapAt(spec, ['updateStrategy']), { maxUnavailable: 1, maxSurge: 0 });
    const metadata = mapAt(object, ['metadata']);
    fill(metadata, { annotations: {} });
    fill(mapAt(metadata, ['annotations']), { 'deprecated.daemonset.template.generation': '1' });
    template(spec);
  },
  Job: (_, spec) => fillJob(spec),
  CronJob: (_, spec) => {
    fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    template(mapAt(spec, ['jobTemplate', 'spec']));
  },
  Service: (_, spec) => {
    fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
    const { type } = spec;
    if (type !== 'ExternalName') fill(spec, { internalTrafficPolicy: 'Cluster' });
    if (type === 'NodePort' || type === 'LoadBalancer')
      fill(spec, { externalTrafficPolicy: 'Cluster' });
    if (type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
    for (const port of maps(spec['ports'])) {
      fill(port, { protocol: 'TCP', targetPort: port['port'] ?? 0 });
      if (port['targetPort'] === 0 || port['targetPort'] === '')
        port['targetPort'] = port['port'] ?? 0;
    }
  },
  Secret: (object) => {
    fill(object, { type: 'Opaque' });
    const { stringData } = object;
    if (!isMap(stringData)) return;
    const encoded = Object.entries(stringData).map(
      ([key, value]) => [key, Buffer.from(textOf(value)).toString('base64')] as const,
    );
    object['data'] = { ...mapAt(object, ['data']), ...Object.fromEntries(encoded) };
    delete object['stringData'];
  },
  PersistentVolumeClaim: (_, spec) => fillClaim(spec),
  PersistentVolume: (_, spec) => {
    fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
    const { hostPath } = spec;
    if (isMap(hostPath)) fill(hostPath, { type: '' });
  },
  Namespace: (object) => {
    const metadata = mapAt(object, ['metadata']);
    fill(metadata, { labels: {} });
    fill(mapAt(metadata, ['labels']), { 'kubernetes.io/metadata.name': metadata['name'] ?? '' });
  },
  AutoscalingV2HorizontalPodAutoscaler: (_, spec) => {
    const resource = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } };
    fill(spec, { minReplicas: 1, metrics: [{ type: 'Resource', resource }] });
    fillBehavior(spec);
  },
  HorizontalPodAutoscaler: (_, spec) => fill(spec, { minReplicas: 1 }),
  NetworkPolicy: (_, spec) => {
    const hasEgress = listAt(spec, ['egress']).length > 0;
    fill(spec, { policyTypes: hasEgress ? ['Ingress', 'Egress'] : ['Ingress'] });
    for (const rule of [...maps(spec['ingress']), ...maps(spec['egress'])]) {
      for (const port of maps(rule['ports'])) fill(port, { protocol: 'TCP' });
    }
  },
  Endpoints: (object) => {
    for (const subset of maps(object['subsets'])) {
      for (const port of maps(subset['ports'])) fill(port, { protocol: 'TCP' });
    }
  },
  RoleBinding: fillBinding,
  ClusterRoleBinding: fillBinding,
  StorageClass: (object) => {
    fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
  },
  PriorityClass: (object) => fill(object, { preemptionPolicy: 'PreemptLowerPriority' }),
  LimitRange: (_, spec) => fillLimits(spec),
  EndpointSlice: fillSlicePorts,
  FlowSchema: (_, spec) => {
    if (spec['matchingPrecedence'] === 0) spec['matchingPrecedence'] = 1000;
  },
  ValidatingAdmissionPolicy: (_, spec) => fillAdmissionPolicy(spec),
  MutatingAdmissionPolicy: (_, spec) => fillAdmissionPolicy(spec),
  CSIDriver: (_, spec) => {
    fill(spec, {
      attachRequired: true,
      fsGroupPolicy: 'ReadWriteOnceWithFSType',
      podInfoOnMount: false,
      requiresRepublish: false,
      seLinuxMount: false,
      storageCapacity: false,
      volumeLifecycleModes: ['Persistent'],
    });
  },
  MutatingWebhookConfiguration: (object) => fillWebhooks(object, { reinvocationPolicy: 'Never' }),
  ValidatingWebhookConfiguration: (object) => fillWebhooks(object, {}),
};
