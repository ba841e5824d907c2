import { readdirSync, readFileSync, rmSync } from 'node:fs';

import { apiUrl, get } from './api.ts';
import { build, isBuilt, type Binaries } from './build.ts';
import { cgroupName, removeCgroup } from './cgroup.ts';
import { startControlPlane } from './control-plane.ts';
import { createInstance, folderOf, readInstance, type Instance } from './instance.ts';
import { kubeconfigPath, writeKubeconfigs } from './kubeconfig.ts';
import { removeNetwork } from './network.ts';
import { startNode } from './node.ts';
import { createPki } from './pki.ts';
import { checkPrerequisites } from './prerequisites.ts';
import { COMPONENTS, end, leftovers, pidOf, stop, type Component } from './process.ts';
import { attempt } from './shell.ts';

/** How to bring an instance up. */
export interface UpOptions {
  name: string;
  /** Also a node that runs containers; needs root. */
  node: boolean;
  /** Install missing Debian packages. */
  install: boolean;
}

/** What a test needs of a cluster that is up. */
export interface Cluster extends Binaries {
  instance: Instance;
  kubeconfig: string;
}

/** Brings an instance up. One that is up already stays as it is; what a crashed run left is cleared first. */
export async function up({ name, node, install }: UpOptions): Promise<Cluster> {
  checkPrerequisites({ node, install, build: !isBuilt() });
  const built = build();
  let instance = readInstance(name);
  const running =
    instance !== undefined &&
    wanted(instance).every((each) => pidOf(instance as Instance, each) !== undefined);
  if (!instance || !running) {
    await down(name);
    instance = await createInstance(name);
    createPki(instance);
    writeKubeconfigs(instance);
  }
  await startControlPlane(instance, built.kubernetes);
  if (node) await startNode(instance, built.kubernetes);
  return { ...built, instance, kubeconfig: kubeconfigPath(instance) };
}

/** Ends an instance and clears all it had except its logs, whatever state it is in. */
export async function down(name: string): Promise<void> {
  const dir = folderOf(name);
  const instance = readInstance(name);
  if (instance) {
    for (const component of COMPONENTS) {
      // Containers outlive containerd; they end while nothing can restart them any more.
      if (component === 'containerd') await removeCgroup(instance);
      await stop(instance, component);
    }
  }
  await end(leftovers({ dir }));
  await removeCgroup({ name });
  unmount(dir);
  if (instance?.network) removeNetwork(instance.network);
  rmSync(`/var/lib/cni/networks/${cgroupName({ name })}`, { recursive: true, force: true });
  for (const entry of entries(dir)) {
    if (!entry.startsWith('log')) rmSync(`${dir}/${entry}`, { recursive: true, force: true });
  }
}

/** The state of an instance. */
export interface Status {
  processes: Partial<Record<Component, number | undefined>>;
  /** Whether the API server says that it is ready. */
  ready: boolean;
}

/** What runs and whether it serves; undefined when there is no such instance. */
export async function status(name: string): Promise<Status | undefined> {
  const instance = readInstance(name);
  if (!instance) return undefined;
  const processes = Object.fromEntries(
    wanted(instance).map((each) => [each, pidOf(instance, each)]),
  );
  const reply = await get(instance, `${apiUrl(instance)}/readyz`).catch(() => undefined);
  return {
    processes,
    ready: reply?.status === 200 && Object.values(processes).every((pid) => pid !== undefined),
  };
}

function wanted(instance: Instance): Component[] {
  return COMPONENTS.filter(
    (each) => instance.network !== undefined || (each !== 'kubelet' && each !== 'containerd'),
  );
}

/** Unmounts what pods and containers had mounted below a folder, the innermost first. */
function unmount(dir: string): void {
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point.startsWith(`${dir}/`))
    .toReversed();
  for (const point of points) attempt('umount', ['--lazy', point]);
}

function entries(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
