import type { Status } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';

/** How a remote process ended. */
export interface RemoteEnd {
  /** Its exit code; undefined when the server closed the stream without telling. */
  readonly exitCode: number | undefined;
}

/**
 * Reads the Status that the error channel carries at the end: success, an exit code, or why the process could not
 * be run, which is thrown. Source: the API server's `remotecommand` protocol, version 4.
 */
export function outcomeOf(text: string): RemoteEnd {
  if (text === '') return { exitCode: undefined };
  let status: Partial<Status>;
  try {
    status = JSON.parse(text) as Partial<Status>;
  } catch (cause) {
    const words = `error stream protocol error: ${(cause as Error).message} in ${JSON.stringify(text)}`;
    throw new KubistError(words, { cause });
  }
  if (status.status === 'Success') return { exitCode: 0 };
  if (status.status !== 'Failure') {
    throw new KubistError(
      `error stream protocol error: unexpected status ${JSON.stringify(status.status ?? '')}`,
    );
  }
  if (status.reason !== 'NonZeroExitCode') throw new KubistError(status.message ?? '');
  const cause = (status.details?.causes ?? []).find(({ reason }) => reason === 'ExitCode');
  const exitCode = Number(cause?.message);
  if (!Number.isInteger(exitCode))
    throw new KubistError('error stream protocol error: no exit code given');
  return { exitCode };
}
