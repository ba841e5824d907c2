import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { KubistError, UsageError } from '../errors.ts';
import { execute, passOn } from './remote/exec.ts';
import { sessionFlags } from './remote/flags.ts';
import { chooseContainer, findPod, podTimeout, refuseCompleted } from './remote/pod.ts';
import { judgeTerminal, withTerminal } from './remote/terminal.ts';

/** `exec`: runs a command in a container. */
export const exec: CommandSpec = {
  use: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  short: 'Execute a command in a container',
  long: `Runs a command in a container that runs already, and ends with the command's exit code.

What follows -- is the command: no shell reads it, unless it is one. A workload or a service stands for one of its pods. With -i standard input goes to the command, as fast as it reads; when standard input ends, that is told too. With -i -t the command gets a terminal, and every key, Ctrl-C included.`,
  examples: `  # The date, as a pod sees it
  {program} exec mypod -- date

  # In another container than the first
  {program} exec mypod -c sidecar -- date

  # A shell
  {program} exec -it mypod -- sh

  # In a pod of a deployment, or of a service
  {program} exec deploy/web -- ls -l /usr
  {program} exec svc/web -- env

  # Several commands, by a shell
  {program} exec mypod -- sh -c 'cd /tmp && du -s *'

  # A file into the container
  {program} exec -i mypod -- sh -c 'cat > /tmp/data' < data`,
  flags: [
    ...sessionFlags,
    {
      name: 'filename',
      short: 'f',
      type: 'stringSlice',
      default: [],
      usage: 'File, folder or URL with the manifest of what to run the command in',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const { target, command, filenames, timeout } = toOptions(flags, args);
  const quiet = flags.bool('quiet');
  const pod = await findPod(context, { args: target, filenames, timeout, verb: 'exec into' });
  refuseCompleted(pod, 'exec into a');
  const container = await chooseContainer(context, pod, flags.string('container'), quiet);
  const terminal = await judgeTerminal(context, {
    stdin: flags.bool('stdin'),
    tty: flags.bool('tty'),
    quiet,
  });
  const client = await context.client();
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const exitCode = await withTerminal(context, terminal, {}, (streams, signal) =>
    execute(client, { namespace, pod: name, container }, command, streams, {
      tty: terminal.tty,
      signal,
    }),
  );
  await passOn(context, exitCode);
}

/** The first word names the pod, what follows `--` is the command; words between them mean nothing. */
function toOptions(
  flags: Flags,
  args: readonly string[],
): {
  target: readonly string[];
  command: readonly string[];
  filenames: readonly string[];
  timeout: number;
} {
  const filenames = flags.strings('filename');
  const [first = ''] = flags.dash === 0 ? [] : args;
  if (flags.dash < 0 && (args.length > 1 || (args.length > 0 && filenames.length > 0))) {
    throw new UsageError(
      'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
    );
  }
  const timeout = podTimeout(flags);
  if (first === '' && filenames.length === 0) {
    throw new KubistError('pod, type/name or --filename must be specified');
  }
  const command = flags.dash < 0 ? [] : args.slice(flags.dash);
  if (command.length === 0) {
    throw new KubistError('you must specify at least one command for the container');
  }
  return { target: first === '' ? [] : [first], command, filenames, timeout };
}
