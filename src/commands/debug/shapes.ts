import type { JSONObject, KubeObject } from '../../api/types.ts';
import type { Pod } from '../../resources/pods/pod.ts';

/** Parts of a container's `securityContext` that are read or written here. */
export interface SecurityContext {
  capabilities?: { add?: string[]; drop?: string[] };
  privileged?: boolean;
  runAsUser?: number;
  runAsNonRoot?: boolean;
  allowPrivilegeEscalation?: boolean;
  seccompProfile?: { type: string };
}

/** A container as debugging changes it. Source: core/v1 Container and EphemeralContainer. */
export interface Container {
  name: string;
  image?: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value: string }[];
  imagePullPolicy?: string;
  terminationMessagePolicy?: string;
  securityContext?: SecurityContext;
  livenessProbe?: JSONObject;
  readinessProbe?: JSONObject;
  startupProbe?: JSONObject;
  volumeMounts?: { mountPath: string; name: string }[];
  stdin?: boolean;
  tty?: boolean;
  /** Of ephemeral containers: whose processes they see. */
  targetContainerName?: string;
}

/** `PodSpec` as debugging changes it. */
export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  ephemeralContainers?: Container[];
  nodeName?: string;
  restartPolicy?: string;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  shareProcessNamespace?: boolean;
  securityContext?: { readonly runAsUser?: number };
  tolerations?: JSONObject[];
  volumes?: JSONObject[];
}

/** A pod that is made or changed to debug something; changed in place while it is put together. */
export interface DebugPod extends KubeObject {
  spec: PodSpec;
}

/** A pod with a container to join. */
export interface Debugger {
  readonly pod: Pod;
  /** Empty when there is none: a copy that only has other images. */
  readonly container: string;
}
