import { gvkOf } from '../../api/gvk.ts';
import type { JSONObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { isMap } from '../../resources/patch/values.ts';

/** Parts of containers that are changed here. */
export interface Container {
  name: string;
  image?: string;
  env?: EnvVar[];
  resources: { limits?: Record<string, string>; requests?: Record<string, string> };
}

/** `EnvVar` of the API. */
export interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: {
    readonly configMapKeyRef?: KeyRef;
    readonly secretKeyRef?: KeyRef;
    readonly fieldRef?: { readonly fieldPath: string };
    readonly resourceFieldRef?: {
      readonly containerName?: string;
      readonly resource: string;
      readonly divisor?: string;
    };
  };
}

interface KeyRef {
  readonly name?: string;
  readonly key: string;
}

/** Parts of `PodSpec` that are changed here. */
export interface PodSpec {
  containers?: Container[] | null;
  initContainers?: Container[];
  serviceAccountName?: string;
  serviceAccount?: string;
}

const TEMPLATE = ['spec', 'template', 'spec'];
const WORKLOADS = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'];

/** Where the pod's spec is, by group and kind. */
const PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['/Pod', ['spec']],
  ['/ReplicationController', TEMPLATE],
  ...WORKLOADS.map((kind) => [`apps/${kind}`, TEMPLATE] as const),
  ...WORKLOADS.map((kind) => [`extensions/${kind}`, TEMPLATE] as const),
  ['batch/Job', TEMPLATE],
  ['batch/CronJob', ['spec', 'jobTemplate', ...TEMPLATE]],
]);

/** The spec of the pods that an object is or makes, to be changed in place. Throws a KubistError where there are none. */
export function podSpecOf(object: JSONObject): PodSpec {
  const { group, version, kind } = gvkOf(object);
  const path = PATHS.get(`${group}/${kind}`);
  if (path === undefined) {
    throw new KubistError(
      `the object is not a pod or does not have a pod template: *${version}.${kind}`,
    );
  }
  let at = object;
  for (const key of path) {
    const next = at[key];
    if (isMap(next)) at = next;
    else at = at[key] = {};
  }
  return at;
}

/** Containers whose name fits: `*` stands for any letters. */
export function selectContainers(
  containers: readonly Container[] | null | undefined,
  pattern: string,
): Container[] {
  return (containers ?? []).filter(({ name }) => fits(name, pattern));
}

/**
 * Whether a name fits a pattern, as the reference sees it: parts are looked for from where the last one began, the
 * first one anywhere, and the last one must end the name where it is found first.
 */
function fits(name: string, pattern: string): boolean {
  if (!pattern.includes('*')) return name === pattern;
  const parts = pattern.split('*');
  let from = 0;
  for (const [index, part] of parts.entries()) {
    if (part === '') continue;
    const next = name.slice(from).indexOf(part);
    if (next < from) return false;
    if (index === parts.length - 1 && next + part.length !== name.length) return false;
    from = next;
  }
  return true;
}
