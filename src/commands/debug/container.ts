import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { randomSuffix } from '../create/random-suffix.ts';
import type { DebugOptions } from './options.ts';
import type { Container, PodSpec } from './shapes.ts';

/** The container that the flags describe. */
export function newContainer(name: string, flags: Flags, options: DebugOptions): Container {
  const container: Container = { name, terminationMessagePolicy: 'File' };
  applyFlags(container, flags, options);
  return container;
}

/** Gives a container what the flags say of it; what they leave open stays. */
export function applyFlags(container: Container, flags: Flags, options: DebugOptions): void {
  const { env, words } = options;
  const image = flags.string('image');
  const imagePullPolicy = flags.string('image-pull-policy');
  if (image !== '') container.image = image;
  if (imagePullPolicy !== '') container.imagePullPolicy = imagePullPolicy;
  if (env.size > 0) container.env = Array.from(env, ([name, value]) => ({ name, value }));
  if (words.length > 0) {
    if (!flags.bool('arguments-only')) {
      container.command = [...words];
      delete container.args;
    } else container.args = [...words];
  }
  container.stdin = flags.bool('stdin');
  container.tty = flags.bool('tty');
}

/** All containers of a pod, in the order in which a name is looked for. */
export function allContainers(spec: PodSpec): Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])];
}

/** The name of the debugging container: as the flag has it, or one that is free, which is told. */
export async function containerName(
  { streams }: Context,
  flags: Flags,
  spec: PodSpec,
): Promise<string> {
  const given = flags.string('container');
  if (given !== '') return given;
  const taken = new Set(allContainers(spec).map(({ name }) => name));
  let name: string;
  do name = `debugger-${randomSuffix()}`;
  while (taken.has(name));
  if (!flags.bool('quiet')) {
    await streams.out.write(`Defaulting debug container name to ${name}.\n`);
  }
  return name;
}

/** Warns where the pod has a user that cannot use what the container is granted. */
export async function warnOfUser(
  { streams }: Context,
  { securityContext: pod }: PodSpec,
  { securityContext: own }: Container,
): Promise<void> {
  const granted = own?.privileged === true || (own?.capabilities?.add?.length ?? 0) > 0;
  if (!granted || own?.runAsUser === 0 || (pod?.runAsUser ?? 0) === 0) return;
  await streams.err.write(
    'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n',
  );
}
