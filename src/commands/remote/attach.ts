import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { remoteCommand } from '../../rest/remote-command/remote-command.ts';
import { containersOf, type Pod } from '../../resources/pods/pod.ts';
import { Detached, parseDetachKeys } from './detach.ts';
import { podPath, streamQuery } from './exec.ts';
import { chooseContainer, refuseCompleted } from './pod.ts';
import { judgeTerminal, withTerminal, type Wishes } from './terminal.ts';

/** How to join a container: the flags of `attach`, which `run` and `debug` have as well. */
export interface AttachOptions extends Wishes {
  /** Empty: the one that is meant without a name. */
  readonly container: string;
  /** As the flag has it: `ctrl-p,ctrl-q`. */
  readonly detachKeys: string;
}

const NOTICE = `All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.
If you don't see a command prompt, try pressing enter.
`;

/**
 * Joins the process of a container until it ends, or the user leaves it. Its exit code is not told by the server:
 * it is in the pod's status. Answers whether the user left it by the detach keys.
 */
export async function attachTo(
  context: Context,
  pod: Pod,
  options: AttachOptions,
): Promise<{ detached: boolean }> {
  const { streams, program } = context;
  const { quiet } = options;
  refuseCompleted(pod, 'attach a');
  const container = await chooseContainer(context, pod, options.container, quiet).catch(
    (cause: Error) => {
      throw new KubistError(`cannot attach to the container: ${cause.message}`, { cause });
    },
  );
  const hasTerminal = containersOf(pod).find(({ name }) => name === container)?.tty === true;
  const wanted = options.tty && hasTerminal;
  if (options.tty && !hasTerminal && !quiet) {
    await streams.err.write(
      `error: Unable to use a TTY - container ${container} did not allocate one\n`,
    );
  }
  const terminal = await judgeTerminal(context, { ...options, tty: wanted });
  const detachKeys = terminal.tty ? parseDetachKeys(options.detachKeys) : undefined;
  if (!quiet) await streams.err.write(NOTICE);

  const client = await context.client();
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const session = { redraw: true, ...(detachKeys && { detachKeys }) };
  const detached = await withTerminal(context, terminal, session, async (remote, signal) => {
    // A container with a terminal has one output: to ask for another is refused.
    const { stderr, ...joined } = remote;
    const used = hasTerminal || stderr === undefined ? joined : remote;
    const request = {
      path: podPath({ namespace, pod: name, container }, 'attach'),
      query: { container, ...streamQuery(used, hasTerminal) },
      ...(signal === undefined ? {} : { signal }),
    };
    return remoteCommand(client, request, used).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Detached) return true;
        throw error;
      },
    );
  });
  if (terminal.tty && !quiet) {
    const again = `using '${program} attach ${name} -c ${container} -n ${namespace} -i -t'`;
    const ephemeral = pod.spec?.ephemeralContainers?.some((one) => one.name === container) === true;
    await streams.out.write(
      ephemeral
        ? `Session ended, the ephemeral container will not be restarted but may be reattached ${again} if it is still running\n`
        : `Session ended, resume ${again} command\n`,
    );
  }
  return { detached };
}
