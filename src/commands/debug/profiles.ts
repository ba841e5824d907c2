import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError } from '../../errors.ts';
import type { Container, DebugPod } from './shapes.ts';

/** What a profile grants. Source: KEP-1441, "Debugging Profiles", and what the reference does. */
export interface Profile {
  /** The container's own security context goes first. */
  readonly clears?: boolean;
  readonly capabilities?: readonly string[];
  /** Capabilities are for pods only, not on nodes, where the user is root in the host's namespaces anyway. */
  readonly podsOnly?: boolean;
  readonly privileged?: boolean;
  /** As the Pod Security Standard "restricted" demands. */
  readonly restricted?: boolean;
  /** On a node: its network, processes and IPC. */
  readonly hostNamespaces?: boolean;
  /** On a node: its files, below /host. */
  readonly hostFiles?: boolean;
  /** A copy shares processes, and loses what the --keep flags do not keep. */
  readonly adaptsCopy: boolean;
}

const PROFILES: Readonly<Record<string, Profile>> = {
  legacy: { hostNamespaces: true, hostFiles: true, adaptsCopy: false },
  general: {
    capabilities: ['SYS_PTRACE'],
    podsOnly: true,
    hostNamespaces: true,
    hostFiles: true,
    adaptsCopy: true,
  },
  baseline: { clears: true, adaptsCopy: true },
  netadmin: { capabilities: ['NET_ADMIN', 'NET_RAW'], hostNamespaces: true, adaptsCopy: true },
  restricted: { clears: true, restricted: true, adaptsCopy: true },
  sysadmin: { privileged: true, hostNamespaces: true, hostFiles: true, adaptsCopy: true },
};

/** The profile of this name. Throws a KubistError when there is none. */
export function profileNamed(name: string): Profile {
  if (Object.hasOwn(PROFILES, name)) return PROFILES[name]!;
  throw new KubistError(`unknown profile: ${name}`);
}

/** What is told on stderr of a profile that is on its way out; undefined for the others. */
export function deprecation(name: string): string | undefined {
  return name === 'legacy'
    ? '--profile=legacy is deprecated and planned to be removed in v1.39. It is recommended to specify other profile, for example "--profile=general".\n'
    : undefined;
}

/** Gives a container of a pod what the profile grants; `onNode` for the pod that debugs a node. */
export function applyToContainer(profile: Profile, container: Container, onNode = false): void {
  if (profile.clears === true) delete container.securityContext;
  if (profile.restricted === true) {
    container.securityContext = {
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      seccompProfile: { type: 'RuntimeDefault' },
    };
  }
  if (profile.privileged === true) {
    container.securityContext = { ...container.securityContext, privileged: true };
  }
  if (profile.capabilities === undefined || (onNode && profile.podsOnly === true)) return;
  const { capabilities, ...rest } = container.securityContext ?? {};
  const add = [...(capabilities?.add ?? []), ...profile.capabilities];
  container.securityContext = { ...rest, capabilities: { ...capabilities, add } };
}

/** Fits the copy of a pod to its purpose: others should not find it, and no probe is to end it. */
export function applyToCopy(profile: Profile, pod: DebugPod, flags: Flags): void {
  if (!profile.adaptsCopy) {
    delete pod.metadata?.labels;
    return;
  }
  if (!flags.bool('keep-annotations')) delete pod.metadata?.annotations;
  if (!flags.bool('keep-labels')) delete pod.metadata?.labels;
  if (!flags.bool('keep-init-containers')) delete pod.spec.initContainers;
  for (const container of pod.spec.containers) {
    if (!flags.bool('keep-liveness')) delete container.livenessProbe;
    if (!flags.bool('keep-readiness')) delete container.readinessProbe;
    if (!flags.bool('keep-startup')) delete container.startupProbe;
  }
  pod.spec.shareProcessNamespace ??= true;
}

/** Opens the node to the pod that debugs it. */
export function applyToNodePod(profile: Profile, { spec }: DebugPod): void {
  if (profile.hostFiles === true) {
    spec.volumes = [{ name: 'host-root', hostPath: { path: '/' } }];
    for (const container of spec.containers) {
      container.volumeMounts = [{ mountPath: '/host', name: 'host-root' }];
    }
  }
  if (profile.hostNamespaces !== true) return;
  spec.hostNetwork = true;
  spec.hostPID = true;
  spec.hostIPC = true;
}
