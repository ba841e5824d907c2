/** Deployments of one pod that does not come up, in few words. Texts are YAML in flow style, without outer braces. */

/** What a pod is made of. */
export interface PodOptions {
  /** Of the container `app`: its command, probes, variables. */
  readonly container?: string;
  /** Of the pod's spec, beside that container: volumes, init containers. */
  readonly pod?: string;
  readonly image?: string;
  readonly replicas?: number;
  /** Of the Deployment's spec: `minReadySeconds: 500`. */
  readonly spec?: string;
}

/** A program that stays. */
export const stays = 'command: [sleep, "100000"]';

/** A program in a shell. */
export const shell = (script: string): string => `command: [sh, -c, ${JSON.stringify(script)}]`;

/** The Deployment `web`. */
export function web({
  container = stays,
  pod,
  image,
  replicas = 1,
  spec = '',
}: PodOptions): string {
  const app = `{name: app, image: "${image ?? 'localhost/busybox:1'}", ${container}}`;
  const more = pod === undefined ? '' : `, ${pod}`;
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}${spec === '' ? '' : `\n  ${spec}`}
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {terminationGracePeriodSeconds: 0, containers: [${app}]${more}}}
`;
}

/** The Deployment `web` of a program that does not stay: to run for a moment is not yet to be available. */
export const crashing = (options: PodOptions): string =>
  web({ ...options, spec: 'minReadySeconds: 500' });

/** An entry of `initContainers`. */
export const initContainer = (name: string, container: string): string =>
  `{name: ${name}, image: "localhost/busybox:1", ${container}}`;

export const configMap = (name: string, data: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}}
data: {${data}}
`;

export const secret = (name: string, data: string): string => `---
apiVersion: v1
kind: Secret
metadata: {name: ${name}}
stringData: {${data}}
`;

/** Of a pod's spec: one volume, `source` says of what. */
export const volumeOf = (source: string): string => `volumes: [{name: files, ${source}}]`;

/** Of a container: stays, and has that volume. */
export const withVolume = (at = '/files'): string =>
  `${stays}, volumeMounts: [{name: files, mountPath: ${at}}]`;

/** Ends when the Deployment `web` has made its pods. */
export const made = (replicas = 1): string =>
  `wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.status.replicas}=${replicas}`;

const podUntil = (path: string, value: string): string =>
  `wait pod -l app=web -n {ns} --timeout=120s --for=jsonpath={.status.${path}}=${value}`;

/** Ends when the container waits for a reason. */
export const waits = (reason: string, statuses = 'containerStatuses'): string =>
  podUntil(`${statuses}[0].state.waiting.reason`, reason);

/** Ends when the container has been restarted so often. */
export const restarted = (times: number, statuses = 'containerStatuses'): string =>
  podUntil(`${statuses}[0].restartCount`, String(times));

/** Ends when the Deployment knows that its pod is not ready. */
export const unavailable =
  'wait deploy/web -n {ns} --timeout=60s --for=jsonpath={.status.unavailableReplicas}=1';

/**
 * Ends when the container has ended so often (twice or more), and does not run. The kubelet does not always say
 * CrashLoopBackOff in between.
 */
export const crashed = (times: number, statuses = 'containerStatuses'): readonly string[] => [
  made(),
  restarted(times - 1, statuses),
  podUntil(`${statuses}[0].started`, 'false'),
  unavailable,
];

/** Lets so many seconds pass. */
export const after = (seconds: number, clock = 'clock'): readonly string[] => [
  `run ${clock} -n {ns} --image=localhost/busybox:1 --restart=Never -- sleep ${seconds}`,
  `wait pod/${clock} -n {ns} --timeout=${seconds + 60}s --for=jsonpath={.status.phase}=Succeeded`,
];
