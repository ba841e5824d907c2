import { type Context } from '../../cli/context.ts';
import { ExitError, KubistError } from '../../errors.ts';
import type { RESTClient } from '../../rest/client.ts';
import { remoteCommand, type RemoteStreams } from '../../rest/remote-command/remote-command.ts';
import { podsPath } from '../../resources/pods/choose.ts';

/** A container of a pod. */
export interface Place {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Path of a pod's subresource. */
export function podPath({ namespace, pod }: Place, subresource: string): string {
  return `${podsPath(namespace)}/${encodeURIComponent(pod)}/${subresource}`;
}

/** What the server is told of a session: the streams that it is to open. */
export function streamQuery(
  { stdin, stdout, stderr }: RemoteStreams,
  tty: boolean,
): Record<string, true> {
  return {
    ...(stdin === undefined ? {} : { stdin: true }),
    ...(stdout === undefined ? {} : { stdout: true }),
    ...(stderr === undefined ? {} : { stderr: true }),
    ...(tty ? { tty: true } : {}),
  };
}

/** Runs a command in a container. Resolves to its exit code; rejects when the server does not tell it. */
export async function execute(
  client: RESTClient,
  place: Place,
  command: readonly string[],
  streams: RemoteStreams,
  options: { tty?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<number> {
  const { tty = false, signal } = options;
  const { exitCode } = await remoteCommand(
    client,
    {
      path: podPath(place, 'exec'),
      query: { command, container: place.container, ...streamQuery(streams, tty) },
      ...(signal === undefined ? {} : { signal }),
    },
    streams,
  );
  if (exitCode !== undefined) return exitCode;
  throw new KubistError(
    'the connection was closed before the server told how the command ended: whether it succeeded is unknown',
  );
}

/** Ends kubist with the exit code of the remote process, said on stderr when it is not 0. */
export async function passOn({ streams: { err } }: Context, exitCode: number): Promise<void> {
  if (exitCode === 0) return;
  await err.write(`command terminated with exit code ${exitCode}\n`);
  throw new ExitError(exitCode);
}
