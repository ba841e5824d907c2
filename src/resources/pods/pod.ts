import type { KubeObject } from '../../api/types.ts';

/** A container of a pod's spec. */
export interface Container {
  readonly name: string;
  readonly ports?: readonly ContainerPort[];
  readonly tty?: boolean;
}

/** One of a container's ports. */
export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: string;
}

/** One state of a container's run; one of the fields is there. */
export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: object;
  readonly terminated?: {
    readonly exitCode?: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly containerID?: string;
  };
}

/** How a container is, as the kubelet tells it. */
export interface ContainerStatus {
  readonly name: string;
  readonly restartCount?: number;
  readonly containerID?: string;
  readonly state?: ContainerState;
  /** How the run before ended. */
  readonly lastState?: ContainerState;
}

/** A pod, as far as commands that stream look at it. Source: core/v1 Pod. */
export interface Pod extends KubeObject {
  spec?: {
    nodeName?: string;
    containers?: readonly Container[];
    initContainers?: readonly Container[];
    ephemeralContainers?: readonly Container[];
  };
  status?: {
    phase?: string;
    conditions?: readonly { type: string; status: string; lastTransitionTime?: string }[];
    containerStatuses?: readonly ContainerStatus[];
    initContainerStatuses?: readonly ContainerStatus[];
    ephemeralContainerStatuses?: readonly ContainerStatus[];
  };
}

/** All containers in the order of `--all-containers`: init containers, containers, ephemeral ones. */
export function containersOf({ spec }: Pod): Container[] {
  return [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ];
}

/** Their names. */
export function containerNames(pod: Pod): string[] {
  return containersOf(pod).map(({ name }) => name);
}

/** All containers for messages: `alpha, beta, setup (init), debugger (ephem)`. */
export function describeContainers({ spec }: Pod): string {
  return [
    ...(spec?.containers ?? []).map(({ name }) => name),
    ...(spec?.initContainers ?? []).map(({ name }) => `${name} (init)`),
    ...(spec?.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`),
  ].join(', ');
}

/** The status of a container of any sort; undefined before the kubelet has told of it. */
export function statusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  return [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ].find(({ name }) => name === container);
}
