import type { CommandSpec } from '../cli/command.ts';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/flags/flags.ts';
import { KubistError } from '../errors.ts';
import { attachTo } from './remote/attach.ts';
import { sessionFlags } from './remote/flags.ts';
import { findPod, podTimeout } from './remote/pod.ts';

/** `attach`: joins the process that a container runs. */
export const attach: CommandSpec = {
  use: '(POD | TYPE/NAME) -c CONTAINER',
  short: 'Attach to a running container',
  long: `Shows what the main process of a container prints from now on; with -i, standard input goes to it. What was printed before is in the logs.

With -i -t, the keys of --detach-keys leave the process as it is and end the session; Ctrl-C goes to the process.`,
  examples: `  # What a pod prints
  {program} attach mypod

  # The shell of a container that has a terminal
  {program} attach mypod -c shell -i -t

  # A pod of a replica set
  {program} attach rs/web`,
  flags: [
    ...sessionFlags,
    {
      name: 'detach-keys',
      type: 'string',
      default: 'ctrl-p,ctrl-q',
      usage: 'Keys that leave the container: characters, or ctrl- and a character, with commas',
    },
  ],
  run,
};

async function run(context: Context, flags: Flags, args: readonly string[]): Promise<void> {
  const timeout = podTimeout(flags);
  if (args.length === 0) throw new KubistError('at least 1 argument is required for attach');
  if (args.length > 2) {
    throw new KubistError(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    );
  }
  const pod = await findPod(context, { args, filenames: [], timeout, verb: 'attach to' });
  await attachTo(context, pod, {
    container: flags.string('container'),
    stdin: flags.bool('stdin'),
    tty: flags.bool('tty'),
    quiet: flags.bool('quiet'),
    detachKeys: flags.string('detach-keys'),
  });
}
