import type { Scenario } from '../scenario.ts';
import {
  after,
  crashed,
  crashing,
  initContainer,
  made,
  shell,
  stays,
  unavailable,
  waits,
  web,
} from './pods.ts';

const INIT = 'initContainerStatuses';

/** What runs beside, before and after the containers. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'post-start-fails',
    manifest: crashing({
      container: `${stays}, lifecycle: {postStart: {exec: {command: [sh, -c, "exit 4"]}}}`,
    }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['HOK-01'],
    causes: [/postStart hook of container app fails \(command sh -c exit 4\)/],
  },
  {
    name: 'post-start-refused',
    manifest: crashing({
      container: `${stays}, lifecycle: {postStart: {httpGet: {port: 8080, path: /warm}}}`,
    }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['HOK-01'],
    causes: [/GET :8080\/warm/],
  },
  {
    name: 'init-fails',
    manifest: crashing({
      pod: `initContainers: [${initContainer('wait', 'command: ["true"]')}, ${initContainer('migrate', shell('echo "panic: relation users does not exist"; exit 1'))}]`,
    }),
    settle: [
      made(),
      'wait pod -l app=web -n {ns} --timeout=60s --for=jsonpath={.status.initContainerStatuses[1].restartCount}=1',
      'wait pod -l app=web -n {ns} --timeout=60s --for=jsonpath={.status.initContainerStatuses[1].started}=false',
      unavailable,
    ],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['INI-01'],
    causes: [/migrate \(2 of 2\) exits with code 1 .*relation users does not exist/],
  },
  {
    name: 'init-waits-for-service',
    manifest: web({
      pod: `initContainers: [${initContainer('wait-for-db', shell('until nc -z db 5432; do echo waiting for db; sleep 1; done'))}]`,
    }),
    settle: [
      made(),
      'wait pod -l app=web -n {ns} --timeout=60s --for=jsonpath={.status.initContainerStatuses[0].started}=true',
      ...after(22),
    ],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['INI-02'],
    causes: [/wait-for-db .*Service db does not exist/],
  },
  {
    name: 'init-out-of-memory',
    manifest: crashing({
      pod: `initContainers: [${initContainer('load', `${shell('tail /dev/zero')}, resources: {limits: {memory: 16Mi}}`)}]`,
    }),
    settle: crashed(2, INIT),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['RUN-02'],
    causes: [/Container load .*limit of 16Mi/],
  },
  {
    name: 'init-image-missing',
    manifest: web({
      pod: 'initContainers: [{name: migrate, image: "localhost/migrate:1"}]',
    }),
    settle: [made(), waits('ImagePullBackOff', INIT), unavailable],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['IMG-04'],
    causes: [/localhost\/migrate:1 is not on the node/],
  },
  {
    name: 'sidecar-fails',
    manifest: crashing({
      pod: `initContainers: [${initContainer('proxy', `restartPolicy: Always, ${shell('echo "invalid configuration: no upstream"; exit 1')}`)}]`,
    }),
    settle: crashed(2, INIT),
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['INI-03'],
    causes: [/Sidecar proxy .*invalid configuration/],
  },
  {
    name: 'sidecar-startup-probe',
    manifest: crashing({
      pod: `initContainers: [${initContainer('proxy', `restartPolicy: Always, ${stays}, startupProbe: {tcpSocket: {port: 15021}, periodSeconds: 1, failureThreshold: 2}`)}]`,
    }),
    settle: crashed(3, INIT),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['PRB-01'],
    causes: [/Container proxy .*startup probe .*nothing listens on port 15021/],
  },
  {
    name: 'pre-stop-fails',
    manifest: crashing({
      container: `${stays}, lifecycle: {preStop: {exec: {command: [sh, -c, "exit 4"]}}}, livenessProbe: {exec: {command: ["false"]}, periodSeconds: 1, failureThreshold: 1}`,
    }).replace('terminationGracePeriodSeconds: 0', 'terminationGracePeriodSeconds: 1'),
    settle: crashed(2),
    events: ['FailedPreStopHook'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['PRB-01', 'HOK-02'],
    causes: [/live/, /command sh -c exit 4/],
  },
];
