/** Manifests of scenarios, in few words. */

/** What makes one workload differ from the next; texts are YAML in flow style, without the outer braces. */
export interface WorkloadOptions {
  readonly name?: string;
  readonly replicas?: number;
  /** Of the workload's spec: `paused: true`. */
  readonly spec?: string;
  /** Of the pod's spec: `nodeSelector: {disk: ssd}`. */
  readonly pod?: string;
  /** Of the container: `resources: {requests: {cpu: 64}}`. */
  readonly container?: string;
}

const join = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(', ');

function template({ name = 'web', pod, container }: WorkloadOptions, restart?: string): string {
  const app = join(
    'name: app',
    'image: "localhost/busybox:1"',
    'command: [sleep, "100000"]',
    container,
  );
  return `{metadata: {labels: {app: ${name}}}, spec: {${join('terminationGracePeriodSeconds: 0', restart, pod)}, containers: [{${app}}]}}`;
}

const replicated = (kind: string, options: WorkloadOptions, more?: string): string => {
  const { name = 'web', replicas = 1, spec } = options;
  return `---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec: {${join(kind === 'DaemonSet' ? undefined : `replicas: ${replicas}`, more, spec)}, selector: {matchLabels: {app: ${name}}}, template: ${template(options)}}
`.replace('spec: {, ', 'spec: {');
};

export const deployment = (options: WorkloadOptions = {}): string =>
  replicated('Deployment', options);

export const daemonSet = (options: WorkloadOptions = {}): string =>
  replicated('DaemonSet', options);

/** Its governing Service has its name. */
export const statefulSet = (options: WorkloadOptions = {}): string =>
  replicated('StatefulSet', options, `serviceName: ${options.name ?? 'web'}`);

export const headless = (name = 'web'): string => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {clusterIP: None, selector: {app: ${name}}, ports: [{port: 80}]}
`;

export const job = (options: WorkloadOptions = {}): string => `---
apiVersion: batch/v1
kind: Job
metadata: {name: ${options.name ?? 'web'}}
spec: {${join(options.spec, `template: ${template(options, 'restartPolicy: Never')}`)}}
`;

export const pod = (options: WorkloadOptions = {}): string => `---
apiVersion: v1
kind: Pod
metadata: {name: ${options.name ?? 'web'}}
spec: ${template(options)
  .replace(/^.*?spec: /, '')
  .slice(0, -1)}
`;

/** A claim of 1Gi, ReadWriteOnce unless `spec` says otherwise. */
export const claim = (
  name: string,
  spec: string,
  modes = 'ReadWriteOnce',
  size = '1Gi',
): string => `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}}
spec: {${join(`accessModes: [${modes}]`, `resources: {requests: {storage: ${size}}}`, spec)}}
`;

/** A volume on the node's disk, of the class `{ns}`. */
export const volume = (spec = '', modes = 'ReadWriteOnce', size = '1Gi'): string => `---
apiVersion: v1
kind: PersistentVolume
metadata: {name: "{ns}"}
spec: {${join(`accessModes: [${modes}]`, `capacity: {storage: ${size}}`, 'storageClassName: "{ns}"', 'persistentVolumeReclaimPolicy: Retain', 'hostPath: {path: /tmp}', spec === '' ? undefined : spec)}}
`;

/** Of a pod's spec: one volume of a claim. */
export const claimed = (name: string): string =>
  `volumes: [{name: data, persistentVolumeClaim: {claimName: ${name}}}]`;

/** Of a container: the volume `data`. */
export const mounted = 'volumeMounts: [{name: data, mountPath: /data}]';

/** Waits until a Deployment has made its pod, and for something of that: `--for=…`. */
export const podsAre = (what: string, name = 'web'): readonly string[] => [
  `wait deploy/${name} -n {ns} --timeout=60s --for=jsonpath={.status.updatedReplicas}=1`,
  `wait pod -l app=${name} -n {ns} --timeout=60s ${what}`,
];

/** Waits until a Deployment has made that many pods, and a pod of it that waits is said to be unschedulable. */
export const unschedulable = (name = 'web', pods = 1): readonly string[] => [
  `wait deploy/${name} -n {ns} --timeout=60s --for=jsonpath={.status.updatedReplicas}=${pods}`,
  `wait pod -l app=${name} -n {ns} --field-selector=status.phase=Pending --timeout=60s '--for=jsonpath={.status.conditions[?(@.type=="PodScheduled")].reason}=Unschedulable'`,
];

export const available = (name = 'web'): string =>
  `wait deploy/${name} -n {ns} --timeout=90s --for=condition=Available`;

/** `wait …` until a Deployment's pods are refused. */
export const refused = (name = 'web'): string =>
  `wait deploy/${name} -n {ns} --timeout=60s --for=condition=ReplicaFailure`;
