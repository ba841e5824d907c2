import { ConnectionError, KubistError } from '../../errors.ts';
import { logRequest } from '../../resources/pods/log-request.ts';
import { type ContainerStatus, type Pod, statusOf } from '../../resources/pods/pod.ts';
import { objectPath } from '../../resources/paths.ts';
import { isNotFound } from '../../resources/retrieve.ts';
import type { Query, RESTClient } from '../../rest/client.ts';
import { pause } from '../../rest/pause.ts';
import type { TransportResponse } from '../../rest/transport/transport.ts';
import type { LineWriter } from './line-writer.ts';
import type { LogOptions } from './options.ts';
import type { LogPlace } from './place.ts';
import type { LogSource } from './sources.ts';

const PODS = { group: '', version: 'v1', resource: 'pods', namespaced: true } as const;

/** Between two attempts, in milliseconds. */
const INTERVAL = 1000;
/** The first wait for the kubelet to tell how a container is whose log has ended; doubled up to the interval. */
const FIRST_LOOK = 100;

/** The words for time that is up, whichever sort. */
const LATE = 'context deadline exceeded';

/** What following needs. */
export interface FollowContext {
  readonly client: RESTClient;
  readonly signal: AbortSignal;
  readonly options: LogOptions;
  /** Tells of an attempt that failed. */
  tell(line: string): void | Promise<void>;
  /** Waits; tests replace it. */
  readonly sleep?: typeof pause;
}

/**
 * Follows a container's log until the container ends. Waits for it to start; when the stream ends before the container
 * does (a broken connection, a rotated log), it is taken up where it stopped. `place` is missing where that cannot be.
 */
export async function followLog(
  context: FollowContext,
  source: LogSource,
  writer: LineWriter,
  place: LogPlace | undefined,
): Promise<void> {
  const { options, signal } = context;
  const ours = statusOf(source.pod, source.container);
  if (place !== undefined) {
    place.onGap = (since) =>
      void context.tell(
        `warning: the log of ${source.pod.metadata?.name ?? ''}/${source.container} was turned over before it was taken up again: lines since ${since} may be missing\n`,
      );
  }
  let response = options.ignoreErrors
    ? await open(context, source, place)
    : await openPatiently(context, source, place);
  for (;;) {
    const broken = await copy(response, writer);
    signal.throwIfAborted();
    if (broken !== undefined && place?.since === undefined) {
      await writer.end();
      if (!options.ignoreErrors) await context.tell(`${wordsOf(broken)}\n`);
      throw broken;
    }
    if (place === undefined || (broken === undefined && ours?.state?.terminated !== undefined))
      break;
    const next = await whatNow(context, source, ours, broken);
    if (next === 'ended') break;
    writer.drop();
    place.resume();
    response = await reopen(context, source, place, { broken, replaced: next === 'replaced' });
  }
  await writer.end();
}

/** Copies until the stream ends; what broke it, if anything did. */
async function copy(response: TransportResponse, writer: LineWriter): Promise<Error | undefined> {
  try {
    for await (const chunk of response.stream()) await writer.write(chunk);
    return undefined;
  } catch (error) {
    return plainLate(error as Error);
  }
}

/** The reference says no more of a log that took longer than `--request-timeout`. */
export function plainLate(error: Error): Error {
  return error.message.startsWith(LATE) ? new KubistError(LATE, { cause: error }) : error;
}

function open(
  { client, options, signal }: FollowContext,
  { pod, namespace, container }: LogSource,
  place: LogPlace | undefined,
  more: Query = {},
): Promise<TransportResponse> {
  const { tailLines: _tail, sinceSeconds: _since, ...rest } = options.query;
  const since = place?.since;
  const query = {
    ...(since === undefined ? options.query : { ...rest, sinceTime: since }),
    ...(place === undefined ? {} : { timestamps: true }),
    ...more,
  };
  return client.send({
    ...logRequest({ namespace, pod: pod.metadata?.name ?? '', container }, query),
    signal,
  });
}

/** Tries every second until the log can be read, for as long as a pod may take to run. */
async function openPatiently(
  context: FollowContext,
  source: LogSource,
  place: LogPlace | undefined,
): Promise<TransportResponse> {
  const { options, signal, sleep = pause } = context;
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await open(context, source, place);
    } catch (error) {
      signal.throwIfAborted();
      await context.tell(`${wordsOf(error as Error)}\n`);
      const next = began + attempt * INTERVAL;
      const end = began + options.podRunningTimeout;
      await sleep(Math.max(0, Math.min(next, end) - performance.now()), signal);
      if (next > end) throw new KubistError(LATE, { cause: error });
    }
  }
}

/** The same, in silence: it has worked before. When it does not work again, what broke it is the error. */
async function reopen(
  context: FollowContext,
  source: LogSource,
  place: LogPlace,
  { broken, replaced }: { broken: Error | undefined; replaced: boolean },
): Promise<TransportResponse> {
  const { options, signal, sleep = pause } = context;
  for (let waited = 0; ; waited += INTERVAL) {
    try {
      return await open(context, source, place, replaced ? { previous: true } : {});
    } catch (error) {
      signal.throwIfAborted();
      if (waited >= options.podRunningTimeout) throw broken ?? error;
      await sleep(INTERVAL, signal);
    }
  }
}

/**
 * How the container is whose log has ended, or broken off: it has ended, it runs (or its log is to be asked), or another
 * has taken its place before all was read. The kubelet tells of an end a moment after the log has ended: until then it
 * is asked again.
 */
async function whatNow(
  { client, signal, options, sleep = pause }: FollowContext,
  { pod, namespace, container }: LogSource,
  ours: ContainerStatus | undefined,
  broken: Error | undefined,
): Promise<'ended' | 'running' | 'replaced'> {
  const looks = broken === undefined ? 5 : 1;
  let wait = FIRST_LOOK;
  let failures = 0;
  for (let look = 1; ; look++) {
    try {
      const path = objectPath(PODS, namespace, pod.metadata?.name ?? '');
      const now = await client.json<Pod>({ path, signal });
      if (now.metadata?.uid !== pod.metadata?.uid) return 'ended';
      const status = statusOf(now, container);
      const other =
        ours?.containerID !== undefined &&
        ours.state?.running !== undefined &&
        status?.containerID !== ours.containerID;
      if (broken !== undefined) return other ? 'replaced' : 'running';
      if (status?.state?.running === undefined || other) return 'ended';
      if (look >= looks) return 'running';
    } catch (error) {
      signal.throwIfAborted();
      if (isNotFound(error)) return 'ended';
      if (++failures * INTERVAL >= options.podRunningTimeout) throw broken ?? error;
      wait = INTERVAL;
    }
    await sleep(wait, signal);
    wait = Math.min(wait * 2, INTERVAL);
  }
}

/** An error as Go's clients word it, without the words around it. */
export function wordsOf(error: Error): string {
  if (error instanceof ConnectionError) return `Get "${error.url}": ${error.message}`;
  return error.message;
}
