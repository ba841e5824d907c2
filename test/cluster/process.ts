import { spawn } from 'node:child_process';
import {
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';

import { ClusterError } from './errors.ts';
import { at, type Instance } from './instance.ts';
import { ENV } from './shell.ts';
import { until } from './wait.ts';

/** The processes of an instance, in the order they are stopped. */
export const COMPONENTS = [
  'kubelet',
  'scheduler',
  'controller-manager',
  'apiserver',
  'containerd',
  'etcd',
] as const;

/** One of them. */
export type Component = (typeof COMPONENTS)[number];

/** Starts a component in the background: its output goes to its log, its pid to a file. */
export function start(
  instance: Instance,
  component: Component,
  file: string,
  args: readonly string[],
): void {
  mkdirSync(at(instance, 'log'), { recursive: true });
  const log = openSync(logOf(instance, component), 'a');
  const child = spawn(file, args, {
    cwd: instance.dir,
    detached: true,
    env: ENV,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => undefined);
  if (child.pid === undefined) throw new ClusterError(`${file} cannot be started`);
  child.unref();
  writeFileSync(pidFile(instance, component), `${child.pid} ${startTime(child.pid) ?? ''}\n`);
}

/** The pid of a component that runs; undefined when it does not, or when its number belongs to another process now. */
export function pidOf(instance: Instance, component: Component): number | undefined {
  try {
    const [pid = '', started = ''] = readFileSync(pidFile(instance, component), 'utf8')
      .trim()
      .split(' ');
    return startTime(Number(pid)) === started ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

/** Waits for a component's condition; fails at once when its process has ended. */
export async function ready(
  instance: Instance,
  component: Component,
  seconds: number,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  await until(`${component}; see ${logOf(instance, component)}`, seconds, () => {
    if (pidOf(instance, component) === undefined) {
      const log = readFileSync(logOf(instance, component), 'utf8')
        .trim()
        .split('\n')
        .slice(-5)
        .join('\n');
      throw new ClusterError(
        `${component} has ended; its log, ${logOf(instance, component)}, ends with\n${log}`,
      );
    }
    return condition();
  });
}

/** Ends a component and waits until it has gone. */
export async function stop(instance: Instance, component: Component): Promise<void> {
  const pid = pidOf(instance, component);
  if (pid !== undefined) await end([pid]);
  rmSync(pidFile(instance, component), { force: true });
}

/** Asks processes to end, kills them after a while, and waits until they have gone. */
export async function end(pids: readonly number[]): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended by itself.
      }
    }
  };
  const gone = (): boolean => pids.every((pid) => startTime(pid) === undefined);
  signal('SIGTERM');
  try {
    await until('processes to end', 15, gone);
  } catch {
    signal('SIGKILL');
    await until('killed processes to end', 15, gone);
  }
}

/** Processes that an earlier run left: those of our programs that name the instance's folder. */
export function leftovers(instance: Pick<Instance, 'dir'>): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [file = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return (
          /(^|\/)(kubernetes|containerd|containerd-shim[\w-]*|metrics-server[\w.-]*)$/.test(file) &&
          args.some((arg) => arg.includes(`${instance.dir}/`))
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Where a component's output goes. */
export function logOf(instance: Instance, component: Component): string {
  return at(instance, 'log', `${component}.log`);
}

function pidFile(instance: Instance, component: Component): string {
  return at(instance, `${component}.pid`);
}

/** When a process started, in clock ticks since boot; undefined when there is none, or a dead one nobody has waited for. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in parentheses, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
