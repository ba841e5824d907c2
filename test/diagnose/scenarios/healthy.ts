import type { Scenario } from '../scenario.ts';
import { available, daemonSet, deployment, headless, pod, statefulSet } from './workloads.ts';

const command = (script: string): string => `command: [sh, -c, ${JSON.stringify(script)}]`;
const instead = (manifest: string): string =>
  manifest.replaceAll('command: [sleep, "100000"], ', '');

/** Nothing is wrong: a diagnosis must not cry. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'healthy-deployment',
    manifest: deployment({ replicas: 2 }),
    settle: [available()],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-stateful-set',
    manifest: headless() + statefulSet({ replicas: 2 }),
    settle: ['rollout status statefulset/web -n {ns} --timeout=90s'],
    target: 'statefulset/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-daemon-set',
    manifest: daemonSet(),
    settle: ['rollout status daemonset/web -n {ns} --timeout=90s'],
    target: 'daemonset/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-pod',
    manifest: pod(),
    settle: ['wait pod/web -n {ns} --for=condition=Ready --timeout=60s'],
    target: 'pod/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-after-rollout',
    manifest: deployment({ replicas: 2 }),
    next: [available(), 'set env deploy/web -n {ns} A=b'],
    settle: ['rollout status deploy/web -n {ns} --timeout=90s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-after-undo',
    manifest: deployment(),
    next: [
      available(),
      'set image deploy/web -n {ns} app=localhost/nosuch:1',
      'wait pod -l app=web -n {ns} --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ErrImagePull --timeout=60s --field-selector=status.phase=Pending',
      'rollout undo deploy/web -n {ns}',
    ],
    settle: ['rollout status deploy/web -n {ns} --timeout=90s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-after-scaling',
    manifest: deployment({ replicas: 3 }),
    next: [available(), 'scale deploy/web -n {ns} --replicas=1'],
    settle: ['rollout status deploy/web -n {ns} --timeout=90s'],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-after-one-restart',
    manifest: instead(
      deployment({
        spec: 'minReadySeconds: 12',
        pod: 'volumes: [{name: v, emptyDir: {}}]',
        container: `${command('test -f /v/seen && exec sleep 100000; touch /v/seen; exit 1')}, volumeMounts: [{name: v, mountPath: /v}]`,
      }),
    ),
    settle: [
      'wait pod -l app=web -n {ns} --for=jsonpath={.status.containerStatuses[0].restartCount}=1 --timeout=60s',
      available(),
    ],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-late-configuration',
    manifest: deployment({ container: 'envFrom: [{configMapRef: {name: late}}]' }),
    next: [
      'wait pod -l app=web -n {ns} --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CreateContainerConfigError --timeout=60s',
      'create configmap late -n {ns} --from-literal=A=b',
    ],
    settle: [available()],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'slow-start',
    manifest: deployment({
      container:
        'readinessProbe: {exec: {command: [test, -f, /tmp/ready]}, initialDelaySeconds: 1, periodSeconds: 5, failureThreshold: 60}',
    }),
    settle: [
      'wait pod -l app=web -n {ns} --for=jsonpath={.status.containerStatuses[0].started}=true --timeout=60s',
    ],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: [],
  },
  {
    name: 'slow-init',
    manifest: deployment({
      pod: 'initContainers: [{name: wait, image: "localhost/busybox:1", command: [sleep, "100000"]}]',
    }),
    settle: [
      'wait pod -l app=web -n {ns} --for=jsonpath={.status.initContainerStatuses[0].started}=true --timeout=60s',
    ],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: [],
  },
  {
    name: 'healthy-work-done',
    manifest: instead(pod({ pod: 'restartPolicy: Never', container: 'command: ["true"]' })),
    settle: ['wait pod/web -n {ns} --for=jsonpath={.status.phase}=Succeeded --timeout=60s'],
    target: 'pod/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-without-what-is-optional',
    manifest: deployment({
      pod: 'volumes: [{name: v, secret: {secretName: absent, optional: true}}]',
      container:
        'envFrom: [{configMapRef: {name: absent, optional: true}}], volumeMounts: [{name: v, mountPath: /v}]',
    }),
    settle: [available()],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
  {
    name: 'healthy-sidecar',
    manifest: deployment({
      pod: 'initContainers: [{name: proxy, image: "localhost/busybox:1", restartPolicy: Always, command: [sleep, "100000"]}]',
    }),
    settle: [available()],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
];
