import { gvkOf } from '../api/gvk.ts';
import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';
import { type ObjectInfo, visitObjects } from '../resources/objects.ts';
import { resolve } from '../resources/resolve.ts';
import { requireKnownKind } from '../resources/typed/kinds.ts';
import { debugFlags } from './debug/flags.ts';
import { type DebugOptions, toOptions } from './debug/options.ts';
import { deprecation } from './debug/profiles.ts';
import type { Debugger } from './debug/shapes.ts';

/** `debug`: a container with tools beside what does not work. */
export const debug: CommandSpec = {
  use: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  long: `Looks into what runs, with tools that its image may not have.

A pod gets an ephemeral container, which sees its network, and with --target the processes of a container. With --copy-to, a copy of the pod is changed instead, and the pod goes on as it is: another image, another command, one more container. A node gets a pod in its own namespaces, with its files in /host.

What the container may do is said by --profile. Where the pod has a user that is not root, profiles that grant capabilities help only with --custom.`,
  examples: `  # A shell beside a running container, that sees its processes
  {program} debug mypod -it --image=busybox --target=web

  # A named container with an image of your own
  {program} debug mypod -c tools --image=registry.example/tools:1

  # A copy of a pod that crashes, with a shell as the command of a container
  {program} debug mypod -it --copy-to=mypod-debug -c web -- sh

  # A copy with other images
  {program} debug mypod --copy-to=mypod-debug --set-image=web=web:debug
  {program} debug mypod --copy-to=mypod-debug --set-image='*=busybox'

  # A node, as root
  {program} debug node/mynode -it --image=busybox --profile=sysadmin`,
  flags: debugFlags,
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const options = await toOptions(context, flags, args);
  const deprecated = deprecation(flags.string('profile'));
  if (deprecated !== undefined) await context.streams.err.write(deprecated);
  const resolution = await resolve(
    {
      args: options.targets,
      typeOfNames: 'pods',
      filenames: flags.strings('filename'),
      namespace: options.namespace,
      explicitNamespace: options.explicitNamespace,
      typed: true,
      stopOnError: true,
    },
    context,
  );
  await visitObjects(resolution, async (info) => {
    const session = await start(context, flags, options, info);
    if (!options.attach || session.container === '') return;
    const { joinDebugger } = await import('./debug/session.ts');
    await joinDebugger(context, flags, session);
  });
}

/** Starts a container that debugs what was named. */
async function start(
  context: Context,
  flags: Flags,
  options: DebugOptions,
  { object }: ObjectInfo,
): Promise<Debugger> {
  const gvk = gvkOf(object);
  requireKnownKind(gvk);
  const { group, version, kind } = gvk;
  switch (`${group}/${version} ${kind}`) {
    case '/v1 Node':
      return (await import('./debug/node.ts')).debugNode(context, flags, options, object);
    case '/v1 Pod':
      return flags.string('copy-to') === ''
        ? (await import('./debug/ephemeral.ts')).debugInPod(context, flags, options, object)
        : (await import('./debug/copy.ts')).debugCopy(context, flags, options, object);
    default:
      throw new KubistError(
        `${goQuote(`${group}/${version}, Kind=${kind}`)} not supported by debug`,
      );
  }
}
