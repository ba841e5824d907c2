import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { ClusterError } from './errors.ts';

/** The version that is built and tested against. */
export const VERSION = 'v1.36.3';

/** Where binaries, images and instances are kept, outside the checkout. */
export const HOME: string =
  process.env.KUBIST_CLUSTER_DIR ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kubist-cluster');

/** Ports on loopback, chosen free when the instance is first started. */
export interface Ports {
  etcd: number;
  apiserver: number;
  controllerManager: number;
  scheduler: number;
  kubelet: number;
  kubeletHealth: number;
}

/** The pods' network: `bridge` is an interface, `prefix` the first three numbers of its /24. */
export interface Network {
  bridge: string;
  prefix: string;
}

/** One test cluster on this machine: its folder, its ports, its network. */
export interface Instance {
  name: string;
  /** Everything of this instance lies below. */
  dir: string;
  ports: Ports;
  /** Set as soon as the instance has a node. */
  network?: Network;
}

/** The path of a file below the instance's folder. */
export function at(instance: Instance, ...path: string[]): string {
  return join(instance.dir, ...path);
}

/** The folder of the instance of that name. */
export function folderOf(name: string): string {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(name)) {
    throw new ClusterError(
      `the name ${JSON.stringify(name)} must be up to 20 small letters, digits and dashes`,
    );
  }
  const dir = join(HOME, 'instances', name);
  // The kernel allows 107 characters in a socket's path.
  if (join(dir, 'containerd.sock.ttrpc').length > 107) {
    throw new ClusterError(
      `${HOME} is too long a path for a socket: set KUBIST_CLUSTER_DIR to a shorter one`,
    );
  }
  return dir;
}

/** Reads the state that an earlier `up` left; undefined when there is none. */
export function readInstance(name: string): Instance | undefined {
  const path = join(folderOf(name), 'instance.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Instance) : undefined;
}

/** A new instance with free ports, written to its folder. */
export async function createInstance(name: string): Promise<Instance> {
  const [etcd, apiserver, controllerManager, scheduler, kubelet, kubeletHealth] =
    await freePorts(6);
  const instance: Instance = {
    name,
    dir: folderOf(name),
    ports: {
      etcd: etcd ?? 0,
      apiserver: apiserver ?? 0,
      controllerManager: controllerManager ?? 0,
      scheduler: scheduler ?? 0,
      kubelet: kubelet ?? 0,
      kubeletHealth: kubeletHealth ?? 0,
    },
  };
  // The logs of the run before stay readable beside the new ones.
  if (existsSync(at(instance, 'log'))) {
    rmSync(at(instance, 'log.previous'), { recursive: true, force: true });
    renameSync(at(instance, 'log'), at(instance, 'log.previous'));
  }
  mkdirSync(at(instance, 'log'), { recursive: true, mode: 0o700 });
  saveInstance(instance);
  return instance;
}

/** Writes the state, so that a later `down` knows what to clear. */
export function saveInstance(instance: Instance): void {
  writeFileSync(at(instance, 'instance.json'), `${JSON.stringify(instance, null, 2)}\n`);
}

/** Ports that are free now; held together, so that none is given twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
