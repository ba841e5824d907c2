import type { Context } from '../../cli/context.ts';
import { KubistError } from '../../errors.ts';
import { logRequest } from '../../resources/pods/log-request.ts';
import type { RESTClient } from '../../rest/client.ts';
import { followLog, plainLate, wordsOf } from './follow.ts';
import { type LineStep, LineWriter } from './line-writer.ts';
import type { LogOptions } from './options.ts';
import { prettyLine } from './pretty.ts';
import { SharedOutput } from './output.ts';
import { LogPlace } from './place.ts';
import type { LogSource } from './sources.ts';

/** Prints the logs: one after the other, or all at once when they are followed. */
export async function showLogs(
  context: Context,
  sources: readonly LogSource[],
  options: LogOptions,
): Promise<void> {
  const client = await context.client();
  if (!options.follow) {
    for (const source of sources) await printLog(context, client, source, options);
    return;
  }
  refuseTooMany(sources.length, options);
  const output = new SharedOutput(context.streams.out);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const follow = async (source: LogSource): Promise<void> => {
    const place =
      options.resumes && client.timeout === 0 ? new LogPlace(options.timestamps) : undefined;
    const writer = new LineWriter(output, {
      place,
      step: stepOf(options),
      ...(options.prefix ? { prefix: prefixOf(source) } : {}),
      whole: sources.length > 1,
    });
    const tell = (line: string): void | Promise<void> => context.streams.err.write(line);
    try {
      await followLog({ client, signal, options, tell }, source, writer, place);
    } catch (error) {
      if (!options.ignoreErrors || signal.aborted) throw error;
      await output.write(`error: ${wordsOf(error as Error)}\n`);
    }
  };
  try {
    await Promise.all(sources.map(follow));
  } finally {
    stop.abort(new KubistError('another log could not be followed'));
  }
}

/** Each log that is followed is a connection, to the server and to a node. */
export function refuseTooMany(count: number, { maxLogRequests }: LogOptions): void {
  if (count < 2 || count <= maxLogRequests) return;
  throw new KubistError(
    `you are attempting to follow ${count} log streams, but maximum allowed concurrency is ${maxLogRequests}, use --max-log-requests to increase the limit`,
  );
}

/** What is done to each line, besides its prefix. */
export function stepOf({ filter, json }: LogOptions): LineStep | undefined {
  if (filter === undefined && !json) return undefined;
  return (line) => {
    const text = line.toString();
    if (filter?.(text.replace(/\r?\n$/, '')) === false) return undefined;
    return json ? Buffer.from(prettyLine(text)) : line;
  };
}

/** `[pod/web-1/main] `, before each line. */
export function prefixOf({ pod, container }: LogSource): string {
  return `[pod/${pod.metadata?.name ?? ''}/${container}] `;
}

async function printLog(
  { streams, signal }: Context,
  client: RESTClient,
  source: LogSource,
  options: LogOptions,
): Promise<void> {
  const { pod, namespace, container } = source;
  const writer = new LineWriter(streams.out, {
    step: stepOf(options),
    ...(options.prefix ? { prefix: prefixOf(source) } : {}),
  });
  try {
    const response = await client.send({
      ...logRequest({ namespace, pod: pod.metadata?.name ?? '', container }, options.query),
      signal,
    });
    for await (const chunk of response.stream()) await writer.write(chunk);
    await writer.end();
  } catch (error) {
    await writer.end();
    if (!options.ignoreErrors || signal.aborted) throw plainLate(error as Error);
    await streams.out.write(`error: ${wordsOf(error as Error)}\n`);
  }
}
