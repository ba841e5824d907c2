import type { Scenario } from '../scenario.ts';
import { available, deployment, pod, unschedulable, podsAre } from './workloads.ts';

/** A node without a kubelet, of the pool `{ns}`, and what a pod must say to get there. Pods of others must not: none would run. */
const node = (spec: string, allocatable = 'cpu: 4, memory: 8Gi, pods: 110'): string => `---
apiVersion: v1
kind: Node
metadata: {name: "{ns}", labels: {pool: "{ns}"}}
spec: {${spec}}
status: {allocatable: {${allocatable}}}
`;
const toPool =
  'nodeSelector: {pool: "{ns}"}, tolerations: [{operator: Exists, key: pool}, {operator: Exists, key: node.kubernetes.io/not-ready}, {operator: Exists, key: node.kubernetes.io/unreachable}]';

/** The scheduler finds no node, or nobody looks for one. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'scheduling-cpu-too-big',
    manifest: deployment({ replicas: 2, container: 'resources: {requests: {cpu: 64}}' }),
    settle: unschedulable('web', 2),
    events: ['FailedScheduling'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-01'],
    causes: [/64 CPUs.*no node/],
  },
  {
    name: 'scheduling-memory-in-use',
    manifest:
      node('taints: [{key: pool, effect: NoSchedule}]') +
      deployment({
        name: 'holder',
        pod: toPool,
        container: 'resources: {requests: {memory: 5Gi}}',
      }) +
      deployment({
        replicas: 0,
        pod: toPool,
        container: 'resources: {requests: {memory: 4Gi}}',
      }),
    next: [
      ...podsAre('--for=condition=PodScheduled', 'holder'),
      'scale deploy/web -n {ns} --replicas=1',
    ],
    settle: unschedulable(),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-01'],
    causes: [/4Gi of memory, .* has the most, 3Gi/],
  },
  {
    name: 'scheduling-cpu-and-memory',
    manifest: deployment({ container: 'resources: {requests: {cpu: 64, memory: 900Gi}}' }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-01'],
    causes: [/64 CPUs.*900Gi|900Gi.*64 CPUs/],
  },
  {
    name: 'scheduling-device',
    manifest: deployment({ container: 'resources: {limits: {nvidia.com/gpu: 1}}' }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-01'],
    causes: [/nvidia\.com\/gpu/],
  },
  {
    name: 'scheduling-node-selector',
    manifest: deployment({ pod: 'nodeSelector: {disktype: ssd}' }),
    settle: unschedulable(),
    reader: ['nodes'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-03'],
    causes: [/disktype=ssd/],
  },
  {
    name: 'scheduling-node-affinity',
    manifest: deployment({
      pod: 'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [arm64, riscv64]}]}]}}}',
    }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-03'],
    causes: [/kubernetes\.io\/arch.*arm64.*amd64/],
  },
  {
    name: 'scheduling-hidden-reason',
    manifest: deployment({
      pod: 'nodeSelector: {disktype: ssd}',
      container: 'resources: {requests: {cpu: 64}}',
    }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-03', 'SCH-01'],
    causes: [/disktype=ssd/, /64 CPUs/],
  },
  {
    name: 'scheduling-anti-affinity',
    manifest: deployment({
      replicas: 2,
      pod: 'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}',
    }),
    settle: [
      'wait deploy/web -n {ns} --for=jsonpath={.status.readyReplicas}=1 --timeout=60s',
      ...unschedulable('web', 2),
    ],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-07'],
    causes: [/anti-affinity/],
  },
  {
    name: 'scheduling-pod-affinity',
    manifest: deployment({
      pod: 'affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: cache}}}]}}',
    }),
    settle: unschedulable(),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-07'],
    causes: [/app=cache/],
  },
  {
    name: 'scheduling-spread-label',
    manifest: deployment({
      pod: 'topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]',
    }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-07'],
    causes: [/topology\.kubernetes\.io\/zone/],
  },
  {
    name: 'scheduling-host-port',
    manifest:
      deployment({ name: 'first', container: 'ports: [{containerPort: 80, hostPort: 18433}]' }) +
      deployment({ name: 'idle', replicas: 0 }),
    next: [
      'wait deploy/first -n {ns} --for=condition=Available --timeout=60s',
      `patch deploy/idle -n {ns} --type=json '-p=[{"op":"add","path":"/spec/template/spec/containers/0/ports","value":[{"containerPort":80,"hostPort":18433}]},{"op":"replace","path":"/spec/replicas","value":1}]'`,
    ],
    settle: unschedulable('idle'),
    target: 'deployment/idle',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-08'],
    causes: [/18433/],
  },
  {
    name: 'scheduling-taint',
    manifest:
      node('taints: [{key: dedicated, value: gpu, effect: NoSchedule}]') +
      deployment({ pod: toPool }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-04'],
    causes: [/dedicated=gpu:NoSchedule/],
  },
  {
    name: 'scheduling-cordon',
    manifest: node('unschedulable: true') + deployment({ pod: toPool }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-05'],
    causes: [/cordoned/],
  },
  {
    name: 'scheduling-taint-and-memory',
    manifest:
      node('taints: [{key: dedicated, value: gpu, effect: NoSchedule}]') +
      deployment({ pod: toPool, container: 'resources: {requests: {memory: 64Gi}}' }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-04', 'SCH-01'],
    causes: [/dedicated=gpu:NoSchedule/, /64Gi of memory/],
  },
  {
    name: 'scheduling-too-many-pods',
    manifest: node('', 'cpu: 4, memory: 8Gi, pods: 0') + deployment({ pod: toPool }),
    settle: unschedulable(),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-02'],
    causes: [/as many as the kubelet allows/],
  },
  {
    name: 'scheduling-refused-by-neighbours',
    manifest:
      deployment({
        name: 'loner',
        pod: 'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}',
      }) + deployment({ replicas: 0 }),
    next: [available('loner'), 'scale deploy/web -n {ns} --replicas=1'],
    settle: unschedulable(),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-07'],
    causes: [/anti-affinity selects it/],
  },
  {
    name: 'scheduling-unknown-scheduler',
    manifest: deployment({ pod: 'schedulerName: nobody' }),
    settle: podsAre('--for=jsonpath={.status.phase}=Pending'),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-09'],
    causes: [/nobody/],
  },
  {
    name: 'scheduling-kubelet-rejects-cpu',
    manifest: pod({ pod: 'nodeName: node-1', container: 'resources: {requests: {cpu: 64}}' }),
    settle: ['wait pod/web -n {ns} --for=jsonpath={.status.phase}=Failed --timeout=60s'],
    target: 'pod/web',
    verdict: 'failed',
    finds: ['SCH-10'],
    causes: [/CPU/],
  },
  {
    name: 'scheduling-kubelet-rejects-sysctl',
    manifest: pod({
      pod: 'securityContext: {sysctls: [{name: kernel.msgmax, value: "65536"}]}',
    }),
    settle: ['wait pod/web -n {ns} --for=jsonpath={.status.phase}=Failed --timeout=60s'],
    target: 'pod/web',
    verdict: 'failed',
    finds: ['SCH-10'],
    causes: [/SysctlForbidden.*kernel\.msgmax/],
  },
  {
    name: 'scheduling-kubelet-rejects-selector',
    manifest: pod({ pod: 'nodeName: node-1, nodeSelector: {disktype: ssd}' }),
    settle: ['wait pod/web -n {ns} --for=jsonpath={.status.phase}=Failed --timeout=60s'],
    target: 'pod/web',
    verdict: 'failed',
    finds: ['SCH-10'],
    causes: [/disktype=ssd/],
  },
  {
    name: 'scheduling-recovered',
    manifest: deployment({
      pod: 'affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: cache}}}]}}',
    }),
    next: [
      ...unschedulable(),
      'run cache --image=localhost/busybox:1 -l app=cache -n {ns} -- sleep 100000',
    ],
    settle: [available()],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'scheduling-device-claim-missing',
    manifest: deployment({
      pod: 'resourceClaims: [{name: gpu, resourceClaimName: absent}]',
      container: 'resources: {claims: [{name: gpu}]}',
    }),
    settle: podsAre('--for=jsonpath={.status.phase}=Pending'),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-09'],
    causes: [/resource claims are there: absent/],
  },
  {
    name: 'scheduling-device-class-missing',
    manifest: `---
apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata: {name: gpu}
spec: {devices: {requests: [{name: gpu, exactly: {deviceClassName: gpu.example.com}}]}}
${deployment({
  pod: 'resourceClaims: [{name: gpu, resourceClaimName: gpu}]',
  container: 'resources: {claims: [{name: gpu}]}',
})}`,
    settle: unschedulable(),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-11'],
    causes: [/gpu\.example\.com/],
  },
  {
    name: 'scheduling-device-template-missing',
    manifest: deployment({
      pod: 'resourceClaims: [{name: gpu, resourceClaimTemplateName: absent}]',
      container: 'resources: {claims: [{name: gpu}]}',
    }),
    settle: podsAre('--for=jsonpath={.status.phase}=Pending'),
    events: ['FailedResourceClaimCreation'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-09'],
    causes: [/from template absent/],
  },
];
