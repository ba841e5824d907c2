import type { Scenario } from '../scenario.ts';
import { after, crashed, crashing, made, shell, stays, unavailable, web } from './pods.ts';

const serves = `${shell('mkdir /www; exec httpd -f -p 8080 -h /www')}, ports: [{name: http, containerPort: 8080}]`;
const often = 'periodSeconds: 1, failureThreshold: 2';

const readiness = (asks: string): string => `readinessProbe: {${asks}, ${often}}`;

/** Settled when the kubelet has asked in vain, and long enough. */
const unready = [
  made(),
  'wait pod -l app=web -n {ns} --timeout=60s --for=jsonpath={.status.phase}=Running',
  unavailable,
];

const notReady = (name: string, container: string, cause: RegExp): Scenario => ({
  name,
  manifest: web({ container }),
  settle: [...unready, ...after(4)],
  events: ['Unhealthy'],
  target: 'deployment/web',
  grace: 0,
  verdict: 'failed',
  finds: ['PRB-02'],
  causes: [cause],
});

/** Probes that fail, and gates that are closed. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'liveness-wrong-path',
    manifest: crashing({
      container: `${serves}, livenessProbe: {httpGet: {path: /healthz, port: http}, ${often}}`,
    }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['PRB-01'],
    causes: [
      /killed again and again by its liveness probe \(GET \/healthz on port http\): it answers 404/,
    ],
  },
  {
    name: 'liveness-wrong-port',
    manifest: crashing({
      container: `${serves}, livenessProbe: {httpGet: {path: /, port: 8081}, ${often}}`,
    }),
    settle: crashed(2),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['PRB-01'],
    causes: [/nothing listens on port 8081 \(the container declares 8080 \(http\)\)/],
  },
  {
    name: 'startup-too-slow',
    manifest: crashing({
      container: `${shell('sleep 100; exec httpd -f -p 8080')}, startupProbe: {tcpSocket: {port: 8080}, ${often}}`,
    }),
    settle: crashed(3),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['PRB-01'],
    causes: [/startup probe \(TCP connection to port 8080\): nothing listens/],
  },
  notReady(
    'readiness-wrong-port',
    `${serves}, ${readiness('tcpSocket: {port: 9090}')}`,
    /nothing listens on port 9090 \(the container declares 8080 \(http\)\)/,
  ),
  notReady(
    'readiness-wrong-path',
    `${serves}, readinessProbe: {httpGet: {path: /ready, port: http}, ${often}, initialDelaySeconds: 1}`,
    /GET \/ready on port http\) fails: it answers 404/,
  ),
  notReady(
    'readiness-not-https',
    `${serves}, readinessProbe: {httpGet: {path: /, port: 8080, scheme: HTTPS}, ${often}, initialDelaySeconds: 1}`,
    /the port speaks plain HTTP, and the probe HTTPS/,
  ),
  notReady(
    'readiness-command-fails',
    `${stays}, ${readiness('exec: {command: [cat, /tmp/ready]}')}`,
    /the command fails: "cat: can't open '\/tmp\/ready'/,
  ),
  notReady(
    'readiness-command-missing',
    `${stays}, ${readiness('exec: {command: [pg_isready]}')}`,
    /the image has no pg_isready/,
  ),
  notReady(
    'readiness-too-slow',
    `${stays}, ${readiness('exec: {command: [sleep, "5"]}, timeoutSeconds: 1')}`,
    /does not answer within 1s/,
  ),
  notReady(
    'readiness-no-grpc',
    `${serves}, ${readiness('grpc: {port: 9090}')}`,
    /no gRPC server answers on port 9090 within 1s/,
  ),
  {
    name: 'probe-of-unknown-port',
    manifest: web({ container: `${serves}, ${readiness('httpGet: {path: /, port: web}')}` }),
    settle: unready,
    events: ['Unhealthy'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['PRB-03'],
    causes: [/asks port "web", which none of its ports is named \(8080 \(http\)\)/],
  },
  {
    name: 'readiness-gate-closed',
    manifest: web({ pod: 'readinessGates: [{conditionType: example.com/balancer}]' }),
    settle: [
      made(),
      'wait pod -l app=web -n {ns} --timeout=60s --for=condition=ContainersReady',
      unavailable,
    ],
    target: 'deployment/web',
    verdict: 'progressing',
    finds: ['GAT-01'],
    causes: [/readiness gate example\.com\/balancer is not/],
  },
  {
    name: 'scheduling-gated',
    manifest: web({ pod: 'schedulingGates: [{name: example.com/quota}]' }),
    settle: [
      made(),
      `wait pod -l app=web -n {ns} --timeout=60s '--for=jsonpath={.status.conditions[?(@.type=="PodScheduled")].reason}=SchedulingGated'`,
      unavailable,
    ],
    target: 'deployment/web',
    verdict: 'blocked',
    finds: ['GAT-02'],
    causes: [/held back from scheduling by example\.com\/quota/],
  },
];
