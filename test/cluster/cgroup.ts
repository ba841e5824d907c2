import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import type { Instance } from './instance.ts';
import { until } from './wait.ts';

const MOUNT = '/sys/fs/cgroup';

/**
 * The cgroup that holds all containers of an instance. A kubelet removes pods it does not know from its root
 * cgroup, so two of them on one machine need two roots.
 */
export function cgroupName(instance: Pick<Instance, 'name'>): string {
  return `kubist-${instance.name}`;
}

/** Creates the cgroup: one folder with version 2, one in each hierarchy with version 1. */
export function createCgroup(instance: Instance): void {
  for (const root of hierarchies()) {
    const dir = join(root, cgroupName(instance));
    mkdirSync(dir, { recursive: true });
    // Version 1 starts a cpuset empty, and then nothing may run in it.
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      if (existsSync(join(root, 'cgroup.controllers')) || !existsSync(join(root, file))) continue;
      writeFileSync(join(dir, file), readFileSync(join(root, file)));
    }
  }
}

/** Kills every process in the cgroup and removes it. */
export async function removeCgroup(instance: Pick<Instance, 'name'>): Promise<void> {
  for (const root of hierarchies()) {
    const dir = join(root, cgroupName(instance));
    if (!existsSync(dir)) continue;
    await until(`the containers of ${dir} to end`, 30, () => {
      const pids = folders(dir).flatMap((each) =>
        readFileSync(join(each, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean),
      );
      for (const pid of pids) process.kill(Number(pid), 'SIGKILL');
      return pids.length === 0;
    });
    await until(`${dir} to be removed`, 30, () => {
      for (const each of folders(dir)) rmdirSync(each);
      return true;
    });
  }
}

function hierarchies(): string[] {
  if (existsSync(join(MOUNT, 'cgroup.controllers'))) return [MOUNT];
  return readdirSync(MOUNT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(MOUNT, entry.name, 'cgroup.procs')))
    .map((entry) => join(MOUNT, entry.name));
}

/** A cgroup and all below it, the deepest first. */
function folders(dir: string): string[] {
  const below = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...below.flatMap((entry) => folders(join(dir, entry.name))), dir];
}
