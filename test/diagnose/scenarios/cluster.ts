import type { Scenario } from '../scenario.ts';
import { after } from './pods.ts';
import { available, deployment, pod } from './workloads.ts';

const runs = (manifest: string, script: string): string =>
  manifest.replace('command: [sleep, "100000"]', `command: [sh, -c, ${JSON.stringify(script)}]`);

/** A node without a kubelet, where pods get that name it: `{ns}`. */
const node = `---
apiVersion: v1
kind: Node
metadata: {name: "{ns}"}
spec: {taints: [{key: dedicated, value: nobody, effect: NoSchedule}]}
`;

/** What a kubelet would say of it. */
const says = (type: string, status: string, reason: string, message: string): string => {
  const at = '2026-01-01T00:00:00Z';
  const condition = { type, status, reason, message, lastTransitionTime: at };
  return `patch node/{ns} --subresource=status '-p=${JSON.stringify({ status: { conditions: [condition] } })}'`;
};

const onNode = deployment({ pod: 'nodeName: "{ns}", tolerations: [{operator: Exists}]' });
const onePod =
  'wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.status.unavailableReplicas}=1';

const autoscaler = (target = 'web', minimum = 1): string => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {minReplicas: ${minimum}, maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]}
`;

const scales = (type: string, reason: string): string =>
  `wait hpa/web -n {ns} --timeout=90s '--for=jsonpath={.status.conditions[?(@.type=="${type}")].reason}=${reason}'`;

const budget = (minimum: number): string => `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: ${minimum}, selector: {matchLabels: {app: web}}}
`;

const HOLD = 'finalizers: [kubist.example/hold]';

/** Pods that end, are sent away or do not go; nodes; autoscalers and budgets. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'pod-failed',
    manifest: runs(pod({ pod: 'restartPolicy: Never' }), 'echo no such table; exit 3'),
    settle: ['wait pod/web -n {ns} --for=jsonpath={.status.phase}=Failed --timeout=60s'],
    target: 'pod/web',
    verdict: 'failed',
    finds: ['POD-04'],
    causes: [/app ended with exit code 3/],
  },
  {
    name: 'pod-past-its-deadline',
    manifest: pod({ pod: 'restartPolicy: Never, activeDeadlineSeconds: 2' }),
    settle: ['wait pod/web -n {ns} --for=jsonpath={.status.phase}=Failed --timeout=60s'],
    target: 'pod/web',
    verdict: 'failed',
    finds: ['POD-04'],
    causes: [/activeDeadlineSeconds of 2/],
  },
  {
    name: 'pod-evicted',
    manifest: runs(
      pod({
        pod: 'volumes: [{name: files, emptyDir: {sizeLimit: 1Mi}}]',
        container: 'volumeMounts: [{name: files, mountPath: /files}]',
      }),
      'dd if=/dev/zero of=/files/x bs=1M count=5; exec sleep 100000',
    ),
    settle: ['wait pod/web -n {ns} --for=jsonpath={.status.phase}=Failed --timeout=120s'],
    // The kubelet measures volumes once a minute.
    slow: true,
    target: 'pod/web',
    verdict: 'failed',
    finds: ['POD-01'],
    causes: [/evicted: Usage of EmptyDir volume "files" exceeds the limit "1Mi"/],
  },
  {
    name: 'pod-preempted',
    manifest: `---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: "{ns}"}
value: 1000
---
apiVersion: v1
kind: Node
metadata: {name: "{ns}", labels: {pool: "{ns}"}}
spec: {taints: [{key: dedicated, value: nobody, effect: NoSchedule}]}
status: {allocatable: {cpu: 4, memory: 8Gi, pods: 110}}
${deployment({ pod: 'nodeSelector: {pool: "{ns}"}, tolerations: [{operator: Exists}]', container: 'resources: {requests: {cpu: 3}}' })}${deployment(
      {
        name: 'urgent',
        replicas: 0,
        pod: 'priorityClassName: "{ns}", nodeSelector: {pool: "{ns}"}, tolerations: [{operator: Exists}]',
        container: 'resources: {requests: {cpu: 3}}',
      },
    )}`,
    next: [
      'wait pod -l app=web -n {ns} --for=condition=PodScheduled --timeout=60s',
      'scale deploy/urgent -n {ns} --replicas=1',
      'wait pod -l app=urgent -n {ns} --for=condition=PodScheduled --timeout=60s',
    ],
    settle: [
      `wait pod -l app=web -n {ns} --field-selector=status.phase=Pending --timeout=60s '--for=jsonpath={.status.conditions[?(@.type=="PodScheduled")].reason}=Unschedulable'`,
    ],
    events: ['Preempted'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-01', 'POD-02'],
    causes: [/3 CPUs/, /higher priority/],
  },
  {
    name: 'pod-stays-after-deletion',
    manifest: deployment().replace('template: {metadata: {', `template: {metadata: {${HOLD}, `),
    next: [available(), 'delete pod -l app=web -n {ns} --wait=false', available(), ...after(65)],
    settle: [],
    held: 'pods',
    slow: true,
    target: 'deployment/web',
    verdict: 'healthy',
    finds: ['POD-05'],
    causes: [/finalizers kubist\.example\/hold/],
  },
  {
    name: 'old-pods-stay',
    manifest: deployment().replace('template: {metadata: {', `template: {metadata: {${HOLD}, `),
    next: [available(), 'set env deploy/web -n {ns} LEVEL=debug'],
    settle: ['rollout status deploy/web -n {ns} --timeout=60s', ...after(1)],
    held: 'pods',
    target: 'deployment/web',
    verdict: 'healthy',
    finds: ['ROL-07'],
  },
  {
    name: 'workload-being-deleted',
    manifest: deployment().replace('metadata: {name: web}', `metadata: {name: web, ${HOLD}}`),
    next: [available(), 'delete deploy/web -n {ns} --wait=false'],
    settle: ['wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.metadata.deletionTimestamp}'],
    held: 'deployments',
    target: 'deployment/web',
    grace: 0,
    verdict: 'degraded',
    finds: ['OWN-01'],
    causes: [/finalizers kubist\.example\/hold/],
  },
  {
    name: 'node-not-ready',
    manifest: node + onNode,
    next: [says('Ready', 'False', 'KubeletNotReady', 'container runtime network not ready')],
    settle: [onePod],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['NOD-01'],
    causes: [/is not ready \(KubeletNotReady\)/],
  },
  {
    name: 'node-runtime-down',
    manifest: node + onNode,
    next: [says('Ready', 'False', 'KubeletNotReady', '[container runtime is down]')],
    settle: [onePod],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['NOD-03'],
    causes: [/container runtime of node/],
  },
  {
    name: 'node-under-pressure',
    manifest: node + onNode,
    next: [
      says('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      says('DiskPressure', 'True', 'KubeletHasDiskPressure', 'kubelet has disk pressure'),
    ],
    settle: [onePod],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['NOD-02'],
    causes: [/is short of disk/],
  },
  {
    name: 'autoscaler-without-target',
    manifest: autoscaler('gone'),
    settle: [scales('AbleToScale', 'FailedGetScale')],
    target: 'horizontalpodautoscaler/web',
    grace: 0,
    verdict: 'failed',
    finds: ['HPA-01'],
    causes: [/deployment\/gone, which it does not find/],
  },
  {
    name: 'autoscaler-rests',
    manifest: deployment({ replicas: 0 }) + autoscaler(),
    settle: [scales('ScalingActive', 'ScalingDisabled')],
    slow: true,
    target: 'deployment/web',
    verdict: 'blocked',
    finds: ['ROL-05', 'HPA-01'],
    causes: [/scaled to 0/, /rests/],
  },
  {
    name: 'healthy-autoscaled',
    manifest: deployment() + autoscaler('web', 2),
    settle: [
      'wait deploy/web -n {ns} --timeout=120s --for=jsonpath={.spec.replicas}=2',
      'rollout status deploy/web -n {ns} --timeout=60s',
    ],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-budget-at-its-limit',
    manifest: deployment({ replicas: 2 }) + budget(2),
    settle: [
      available(),
      'wait pdb/web -n {ns} --timeout=60s --for=jsonpath={.status.currentHealthy}=2',
    ],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: ['PDB-01'],
  },
];
