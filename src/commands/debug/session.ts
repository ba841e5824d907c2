import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { ExitError } from '../../errors.ts';
import { logRequest } from '../../resources/pods/log-request.ts';
import { type Pod, statusOf } from '../../resources/pods/pod.ts';
import { errorText } from '../create/error-text.ts';
import { attachTo } from '../remote/attach.ts';
import { waitForPod } from '../run/wait-for-pod.ts';
import type { Debugger } from './shapes.ts';

/** Joins a container as soon as it runs, or prints the log of one that has ended already. */
export async function joinDebugger(
  context: Context,
  flags: Flags,
  { pod, container }: Debugger,
): Promise<void> {
  const running = await waitForContainer(context, flags, { pod, container });
  if (statusOf(running, container)?.state?.terminated !== undefined) {
    return printLog(context, { pod: running, container });
  }
  try {
    await attachTo(context, running, {
      container,
      stdin: flags.bool('stdin'),
      tty: flags.bool('tty'),
      quiet: flags.bool('quiet'),
      detachKeys: '',
    });
  } catch (error) {
    if (error instanceof ExitError) throw error;
    await context.streams.err.write(
      `warning: couldn't attach to pod/${pod.metadata?.name}, falling back to streaming logs: ${errorText(error as Error)}\n`,
    );
    await printLog(context, { pod: running, container });
  }
}

/** Waits until a container runs or has ended, however long that takes; tells what keeps it from running. */
async function waitForContainer(
  context: Context,
  flags: Flags,
  { pod, container }: Debugger,
): Promise<Pod> {
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const waiting = { namespace, name, timeout: Infinity, signal: undefined };
  return waitForPod(await context.client(), waiting, (one) => {
    const state = statusOf(one, container)?.state;
    const reason = state?.waiting?.message ?? '';
    if (reason !== '' && !flags.bool('quiet')) {
      void context.streams.err.write(`Warning: container ${container}: ${reason}\n`);
    }
    return state?.running !== undefined || state?.terminated !== undefined;
  });
}

async function printLog(context: Context, { pod, container }: Debugger): Promise<void> {
  const client = await context.client();
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const response = await client.send(logRequest({ namespace, pod: name, container }));
  for await (const piece of response.stream()) await context.streams.out.write(piece);
}
