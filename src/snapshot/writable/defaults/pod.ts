import type { JSONObject, JSONValue } from '../../../api/types.ts';
import { isMap } from '../../../resources/patch/values.ts';
import { listAt, mapAt, textOf } from '../../values.ts';
import { fill, maps } from './fill.ts';

/** Mode bits 0644, of files in volumes. */
const FILE_MODE = 420;

/** What the server fills into the template of a pod. Source: API reference, PodSpec. Changes the spec. */
export function fillPodSpec(spec: JSONObject): void {
  fill(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
    securityContext: {},
  });
  if (spec['serviceAccountName'] !== undefined) {
    fill(spec, { serviceAccount: spec['serviceAccountName'] });
  } else if (spec['serviceAccount'] !== undefined) {
    fill(spec, { serviceAccountName: spec['serviceAccount'] });
  }
  const onHost = spec['hostNetwork'] === true;
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of maps(spec[list])) fillContainer(container, onHost);
  }
  for (const volume of maps(spec['volumes'])) fillVolume(volume);
}

function fillContainer(container: JSONObject, onHost: boolean): void {
  fill(container, {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatest(textOf(container['image'])) ? 'Always' : 'IfNotPresent',
  });
  for (const port of maps(container['ports'])) {
    fill(port, { protocol: 'TCP' });
    if (onHost && port['containerPort'] !== undefined) {
      fill(port, { hostPort: port['containerPort'] });
    }
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = container[name];
    if (!isMap(probe)) continue;
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    fillHandler(probe);
  }
  for (const hook of Object.values(mapAt(container, ['lifecycle'])))
    if (isMap(hook)) fillHandler(hook);
  for (const variable of maps(container['env'])) fillFieldRef(mapAt(variable, ['valueFrom']));
}

/** An image without a tag, and without a digest, is the latest. */
function isLatest(image: string): boolean {
  if (image.includes('@')) return false;
  const [, tag] = /:([^:/]*)$/.exec(image) ?? [];
  return tag === undefined || tag === 'latest';
}

function fillHandler(handler: JSONObject): void {
  const { httpGet, grpc } = handler;
  if (isMap(httpGet)) fill(httpGet, { path: '/', scheme: 'HTTP' });
  if (isMap(grpc)) fill(grpc, { service: '' });
}

function fillFieldRef({ fieldRef }: JSONObject): void {
  if (isMap(fieldRef)) fill(fieldRef, { apiVersion: 'v1' });
}

function fillVolume(volume: JSONObject): void {
  if (Object.keys(volume).length === 1) volume['emptyDir'] = {};
  for (const name of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = volume[name];
    if (isMap(source)) fill(source, { defaultMode: FILE_MODE });
  }
  for (const item of listAt(volume, ['downwardAPI', 'items'])) if (isMap(item)) fillFieldRef(item);
  for (const source of maps(mapAt(volume, ['projected'])['sources'])) {
    for (const item of listAt(source, ['downwardAPI', 'items']))
      if (isMap(item)) fillFieldRef(item);
    const { serviceAccountToken } = source;
    if (isMap(serviceAccountToken)) fill(serviceAccountToken, { expirationSeconds: 3600 });
  }
  const { hostPath, ephemeral } = volume;
  if (isMap(hostPath)) fill(hostPath, { type: '' });
  if (isMap(ephemeral))
    fill(mapAt(ephemeral, ['volumeClaimTemplate', 'spec']), { volumeMode: 'Filesystem' });
}

/** What the server's admission adds to a pod that is created; `random` is the end of a volume's name. Changes the pod. */
export function admitPod(pod: JSONObject, random: () => string): void {
  const spec = mapAt(pod, ['spec']);
  fill(spec, {
    serviceAccountName: 'default',
    serviceAccount: spec['serviceAccountName'] ?? 'default',
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
  });
  requestLimits(spec);
  mountToken(spec, random);
  const tolerations = [...listAt(spec, ['tolerations'])];
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    const isThere = maps(tolerations).some(
      (one) => one['key'] === key || (one['key'] === undefined && one['operator'] === 'Exists'),
    );
    if (isThere) continue;
    const effect = 'NoExecute';
    tolerations.push({ key, operator: 'Exists', effect, tolerationSeconds: 300 });
  }
  spec['tolerations'] = tolerations;
  pod['status'] = { phase: 'Pending', qosClass: qualityOf(spec) };
}

/** A container that is limited and does not say what it needs needs what it is limited to. */
function requestLimits(spec: JSONObject): void {
  for (const container of containersOf(spec)) {
    const resources = mapAt(container, ['resources']);
    const limits = mapAt(resources, ['limits']);
    if (Object.keys(limits).length === 0) continue;
    resources['requests'] = { ...limits, ...mapAt(resources, ['requests']) };
  }
}

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

function mountToken(spec: JSONObject, random: () => string): void {
  if (spec['automountServiceAccountToken'] === false) return;
  const open = containersOf(spec).filter(
    (container) => !maps(container['volumeMounts']).some((one) => one['mountPath'] === TOKEN_PATH),
  );
  if (open.length === 0) return;
  const name = `kube-api-access-${random()}`;
  for (const container of open) {
    const mount = { mountPath: TOKEN_PATH, name, readOnly: true };
    container['volumeMounts'] = [...listAt(container, ['volumeMounts']), mount];
  }
  const sources: JSONValue = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    {
      downwardAPI: {
        items: [
          {
            fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
            path: 'namespace',
          },
        ],
      },
    },
  ];
  const projected = { defaultMode: FILE_MODE, sources };
  spec['volumes'] = [...listAt(spec, ['volumes']), { name, projected }];
}

function containersOf(spec: JSONObject): JSONObject[] {
  return [...maps(spec['initContainers']), ...maps(spec['containers'])];
}

/** Guaranteed, Burstable or BestEffort. */
function qualityOf(spec: JSONObject): string {
  const all = containersOf(spec).map((container) => ({
    requests: mapAt(container, ['resources', 'requests']),
    limits: mapAt(container, ['resources', 'limits']),
  }));
  const named = (of: JSONObject): number => ['cpu', 'memory'].filter((name) => name in of).length;
  if (all.every(({ requests, limits }) => named(requests) + named(limits) === 0))
    return 'BestEffort';
  const isGuaranteed = all.every(
    ({ requests, limits }) =>
      named(limits) === 2 && ['cpu', 'memory'].every((name) => requests[name] === limits[name]),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
