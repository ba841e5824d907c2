import type { Scenario } from '../scenario.ts';
import {
  available,
  daemonSet,
  deployment,
  headless,
  statefulSet,
  unschedulable,
  podsAre,
  refused,
} from './workloads.ts';

const selector = (disk: string): string =>
  `'-p={"spec":{"template":{"spec":{"nodeSelector":{"disktype":${disk}}}}}}'`;

const waitsForNode = (pod: string): string =>
  `wait pod/${pod} -n {ns} --timeout=60s '--for=jsonpath={.status.conditions[?(@.type=="PodScheduled")].reason}=Unschedulable'`;

/** Of a container: ready at once, until it is told to wait. */
const slowOnceAsked =
  'readinessProbe: {exec: {command: [sh, -c, "test -z $WAIT"]}, periodSeconds: 1, failureThreshold: 300}';

/** Rollouts that stand still without a pod that fails, and healthy ones that look like it. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'rollout-deadline',
    manifest: deployment({
      spec: 'progressDeadlineSeconds: 5',
      container:
        'readinessProbe: {initialDelaySeconds: 900, periodSeconds: 900, exec: {command: ["true"]}}',
    }),
    settle: [
      `wait deploy/web -n {ns} --timeout=60s '--for=jsonpath={.status.conditions[?(@.type=="Progressing")].reason}=ProgressDeadlineExceeded'`,
    ],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['ROL-01'],
    causes: [/5 s/],
  },
  {
    name: 'rollout-paused-from-the-start',
    manifest: deployment({ spec: 'paused: true' }),
    settle: ['wait deploy/web -n {ns} --for=jsonpath={.status.observedGeneration}=1 --timeout=30s'],
    target: 'deployment/web',
    verdict: 'blocked',
    finds: ['ROL-03'],
  },
  {
    name: 'rollout-paused',
    manifest: deployment(),
    next: [
      available(),
      'rollout pause deploy/web -n {ns}',
      'set env deploy/web -n {ns} LEVEL=debug',
    ],
    settle: ['wait deploy/web -n {ns} --for=jsonpath={.status.observedGeneration}=3 --timeout=30s'],
    target: 'deployment/web',
    verdict: 'blocked',
    finds: ['ROL-03'],
    causes: [/paused/],
  },
  {
    name: 'rollout-paused-when-done',
    manifest: deployment(),
    next: [available(), 'rollout pause deploy/web -n {ns}'],
    settle: ['wait deploy/web -n {ns} --for=jsonpath={.status.observedGeneration}=2 --timeout=30s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: ['ROL-03'],
  },
  {
    name: 'rollout-scaled-to-zero',
    manifest: deployment({ replicas: 0 }),
    settle: [
      'wait deploy/web -n {ns} --for=jsonpath={.status.observedGeneration}=1 --timeout=30s',
      'wait deploy/web -n {ns} --for=condition=Available --timeout=30s',
    ],
    target: 'deployment/web',
    verdict: 'blocked',
    finds: ['ROL-05'],
  },
  {
    name: 'rollout-old-one-serves',
    manifest: deployment({ replicas: 2 }),
    next: [available(), `patch deploy/web -n {ns} ${selector('"ssd"')}`],
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-03', 'ROL-06'],
  },
  {
    name: 'rollout-undone',
    manifest: deployment(),
    next: [
      available(),
      `patch deploy/web -n {ns} ${selector('"ssd"')}`,
      ...unschedulable(),
      'rollout undo deploy/web -n {ns}',
    ],
    settle: ['rollout status deploy/web -n {ns} --timeout=60s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'stateful-set-first-pod-blocks',
    manifest: headless() + statefulSet({ replicas: 3, pod: 'nodeSelector: {disktype: ssd}' }),
    settle: ['wait pod/web-0 -n {ns} --for=create --timeout=60s', waitsForNode('web-0')],
    target: 'statefulset/web',
    verdict: 'failed',
    finds: ['SCH-03'],
  },
  {
    name: 'stateful-set-broken-pod-stays',
    manifest: headless() + statefulSet({ replicas: 2 }),
    next: [
      'rollout status sts/web -n {ns} --timeout=90s',
      `patch sts/web -n {ns} ${selector('"ssd"')}`,
      'wait sts/web -n {ns} --for=jsonpath={.status.updatedReplicas}=1 --timeout=60s',
      waitsForNode('web-1'),
      `patch sts/web -n {ns} ${selector('null')}`,
    ],
    settle: ['wait sts/web -n {ns} --for=jsonpath={.status.observedGeneration}=3 --timeout=30s'],
    target: 'statefulset/web',
    verdict: 'failed',
    finds: ['STS-01'],
    causes: [/web-1/],
  },
  {
    name: 'stateful-set-broken-pod-deleted',
    manifest: headless() + statefulSet({ replicas: 2 }),
    next: [
      'rollout status sts/web -n {ns} --timeout=90s',
      `patch sts/web -n {ns} ${selector('"ssd"')}`,
      'wait sts/web -n {ns} --for=jsonpath={.status.updatedReplicas}=1 --timeout=60s',
      waitsForNode('web-1'),
      `patch sts/web -n {ns} ${selector('null')}`,
      'wait sts/web -n {ns} --for=jsonpath={.status.observedGeneration}=3 --timeout=30s',
      'delete pod web-1 -n {ns}',
    ],
    settle: ['rollout status sts/web -n {ns} --timeout=90s'],
    target: 'statefulset/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'stateful-set-on-delete',
    manifest: headless() + statefulSet({ spec: 'updateStrategy: {type: OnDelete}' }),
    next: [
      'wait pod/web-0 -n {ns} --for=condition=Ready --timeout=60s',
      'set env sts/web -n {ns} LEVEL=debug',
    ],
    settle: ['wait sts/web -n {ns} --for=jsonpath={.status.observedGeneration}=2 --timeout=30s'],
    target: 'statefulset/web',
    verdict: 'blocked',
    finds: ['STS-02'],
    causes: [/OnDelete/],
  },
  {
    name: 'stateful-set-partition',
    manifest:
      headless() +
      statefulSet({ replicas: 2, spec: 'updateStrategy: {rollingUpdate: {partition: 1}}' }),
    next: [
      'rollout status sts/web -n {ns} --timeout=90s',
      'set env sts/web -n {ns} LEVEL=debug',
      'wait sts/web -n {ns} --for=jsonpath={.status.observedGeneration}=2 --timeout=30s',
    ],
    settle: [
      'wait sts/web -n {ns} --for=jsonpath={.status.updatedReplicas}=1 --timeout=60s',
      'wait sts/web -n {ns} --for=jsonpath={.status.readyReplicas}=2 --timeout=60s',
    ],
    target: 'statefulset/web',
    verdict: 'blocked',
    finds: ['STS-02'],
    causes: [/partition/],
  },
  {
    name: 'stateful-set-without-service',
    manifest: statefulSet(),
    settle: ['wait pod/web-0 -n {ns} --for=condition=Ready --timeout=60s'],
    target: 'statefulset/web',
    verdict: 'healthy',
    finds: ['STS-03'],
    causes: [/Service web/],
  },
  {
    name: 'daemon-set-no-node',
    manifest: daemonSet({ pod: 'nodeSelector: {disktype: ssd}' }),
    settle: ['wait ds/web -n {ns} --for=jsonpath={.status.observedGeneration}=1 --timeout=30s'],
    reader: ['nodes'],
    target: 'daemonset/web',
    verdict: 'blocked',
    finds: ['DS-01'],
    causes: [/disktype=ssd/],
  },
  {
    name: 'daemon-set-healthy',
    manifest: daemonSet(),
    settle: ['rollout status ds/web -n {ns} --timeout=60s'],
    target: 'daemonset/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'rollout-half-way',
    manifest: deployment({
      replicas: 2,
      container: slowOnceAsked,
    }),
    next: [available(), 'set env deploy/web -n {ns} WAIT=yes'],
    settle: [
      'wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.status.updatedReplicas}=1',
      'wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.status.unavailableReplicas}=1',
    ],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: [],
  },
  {
    name: 'stateful-set-half-way',
    manifest: headless() + statefulSet({ replicas: 2, container: slowOnceAsked }),
    next: ['rollout status sts/web -n {ns} --timeout=90s', 'set env sts/web -n {ns} WAIT=yes'],
    settle: [
      'wait sts/web -n {ns} --timeout=60s --for=jsonpath={.status.updatedReplicas}=1',
      'wait pod/web-1 -n {ns} --timeout=60s --for=jsonpath={.status.phase}=Running',
    ],
    target: 'statefulset/web',
    verdict: 'progressing',
    finds: [],
  },
  {
    name: 'daemon-set-half-way',
    manifest: daemonSet({ container: slowOnceAsked }),
    next: ['rollout status ds/web -n {ns} --timeout=90s', 'set env ds/web -n {ns} WAIT=yes'],
    settle: [
      'wait ds/web -n {ns} --timeout=60s --for=jsonpath={.status.updatedNumberScheduled}=1',
      'wait ds/web -n {ns} --timeout=60s --for=jsonpath={.status.numberUnavailable}=1',
    ],
    target: 'daemonset/web',
    verdict: 'progressing',
    finds: [],
  },
  {
    name: 'rollout-recreated',
    manifest: deployment({ spec: 'strategy: {type: Recreate}', container: slowOnceAsked }),
    next: [available(), 'set env deploy/web -n {ns} WAIT=yes'],
    settle: ['wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.status.updatedReplicas}=1'],
    slow: true,
    target: 'deployment/web',
    verdict: 'progressing',
    finds: [],
  },
  {
    name: 'rollout-half-way-old-pods-end',
    manifest: deployment().replace(
      'terminationGracePeriodSeconds: 0',
      'terminationGracePeriodSeconds: 45',
    ),
    next: [available(), 'set env deploy/web -n {ns} LEVEL=debug'],
    settle: ['rollout status deploy/web -n {ns} --timeout=60s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'rollout-without-room',
    manifest:
      `---
apiVersion: v1
kind: ResourceQuota
metadata: {name: team}
spec: {hard: {pods: 1}}
` + deployment(),
    next: [available(), 'set env deploy/web -n {ns} LEVEL=debug'],
    settle: [refused()],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['QUO-01', 'ROL-06'],
    follows: ['ROL-08'],
  },
  {
    name: 'daemon-set-leaves-nodes-out',
    manifest: `---
apiVersion: v1
kind: Node
metadata: {name: "{ns}"}
spec: {taints: [{key: dedicated, value: nobody, effect: NoSchedule}]}
${daemonSet()}`,
    settle: ['rollout status ds/web -n {ns} --timeout=60s'],
    target: 'daemonset/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'rollout-slow-but-fine',
    manifest: deployment({
      container:
        'readinessProbe: {initialDelaySeconds: 600, periodSeconds: 600, exec: {command: ["true"]}}',
    }),
    settle: podsAre('--for=jsonpath={.status.phase}=Running'),
    target: 'deployment/web',
    verdict: 'progressing',
    finds: [],
  },
];
