import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { ExitError, KubistError } from '../../errors.ts';
import { defaultContainer } from '../../resources/pods/container.ts';
import { logRequest } from '../../resources/pods/log-request.ts';
import type { Pod } from '../../resources/pods/pod.ts';
import { errorText } from '../create/error-text.ts';
import { attachTo } from '../remote/attach.ts';
import type { Created } from './created.ts';
import { isCompleted, isReady, type Waiting, waitForPod } from './wait-for-pod.ts';

/** How a session ended. */
export interface SessionEnd {
  /** The user left the pod to itself. */
  readonly detached: boolean;
  /** How the container failed: what to say, and its exit code. */
  readonly failure?: { readonly text: string; readonly exitCode: number };
}

/** How a session with a new pod goes. */
export interface AttachedOptions {
  readonly restartPolicy: string;
  /** How long each wait may take, in milliseconds. */
  readonly timeout: number;
  /** Ends the waits. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Joins a pod as soon as it runs, or prints the log of one that has ended already. Where the pod is not started
 * again, waits for its end, and answers how that was.
 */
export async function runAttached(
  context: Context,
  flags: Flags,
  { object, namespace }: Created,
  { restartPolicy, timeout, signal }: AttachedOptions,
): Promise<SessionEnd> {
  const client = await context.client();
  const waiting: Waiting = { namespace, name: object.metadata?.name ?? '', timeout, signal };
  const pod = await waitForPod(client, waiting, (one) => isReady(one) || isCompleted(one));
  if (isCompleted(pod)) await printLog(context, pod);
  else if ((await join(context, flags, pod)).detached) return { detached: true };
  if (restartPolicy === 'Always' || flags.bool('leave-stdin-open')) return { detached: false };
  return endOf(await waitForPod(client, waiting, ended(restartPolicy)));
}

async function join(context: Context, flags: Flags, pod: Pod): Promise<{ detached: boolean }> {
  const { err } = context.streams;
  // Attaching shows what comes from now on.
  await printLog(context, pod).catch((error: Error) =>
    err.write(`warning: couldn't fetch pre-attach logs: ${errorText(error)}\n`),
  );
  try {
    return await attachTo(context, pod, {
      container: '',
      stdin: flags.bool('stdin'),
      tty: flags.bool('tty'),
      quiet: flags.bool('quiet'),
      detachKeys: flags.string('detach-keys'),
    });
  } catch (error) {
    if (error instanceof ExitError) throw error;
    const name = pod.metadata?.name ?? '';
    const reason = errorText(error as Error);
    await err.write(
      `warning: couldn't attach to pod/${name}, falling back to streaming logs: ${reason}\n`,
    );
    await printLog(context, pod);
    return { detached: false };
  }
}

async function printLog(context: Context, pod: Pod): Promise<void> {
  const client = await context.client();
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const container = await defaultContainer(pod, () => undefined);
  const response = await client.send(logRequest({ namespace, pod: name, container }));
  for await (const piece of response.stream()) await context.streams.out.write(piece);
}

/** When the last wait is over: a container that failed may be started again. */
function ended(restartPolicy: string): (pod: Pod) => boolean {
  if (restartPolicy === 'Never') return isCompleted;
  return (pod) => {
    if (pod.status?.phase === 'Failed') throw new KubistError('pod ran to completion');
    return pod.status?.phase === 'Succeeded';
  };
}

/** How a container ended. */
interface End {
  readonly exitCode?: number;
  readonly reason?: string;
  /** What it wrote as its last words. */
  readonly message?: string;
}

function endOf(pod: Pod): SessionEnd {
  if (pod.status?.phase === 'Succeeded') return { detached: false };
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const [status] = pod.status?.containerStatuses ?? [];
  const { exitCode = 0, reason = '', message = '' } = (status?.state?.terminated ?? {}) as End;
  if (exitCode === 0) {
    throw new KubistError(`pod ${namespace}/${name} failed with unknown exit code`);
  }
  const text = `pod ${namespace}/${name} terminated (${reason})\n${message}`;
  return { detached: false, failure: { text: text.endsWith('\n') ? text : `${text}\n`, exitCode } };
}
