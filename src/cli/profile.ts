import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { KubistError } from '../errors.ts';

const KINDS = new Set(['cpu', 'heap', 'goroutine', 'threadcreate', 'block', 'mutex', 'trace']);

/** Ends the recording and writes it to a file. */
export type StopProfile = (path: string) => Promise<void>;

/**
 * Starts `--profile`. `cpu` and `heap` are recorded by V8, in the formats of Chrome's DevTools;
 * the other kinds are about Go's runtime, and asking for one is an error.
 */
export async function startProfile(kind: string): Promise<StopProfile> {
  if (!KINDS.has(kind)) throw new KubistError(`unknown profile '${kind}'`);
  if (kind !== 'cpu' && kind !== 'heap') {
    throw new KubistError(
      `--profile=${kind} is about Go's runtime and cannot be recorded here; use cpu or heap`,
    );
  }
  let session: Session;
  try {
    session = new Session();
    session.connect();
    if (kind === 'cpu') {
      await session.post('Profiler.enable');
      await session.post('Profiler.start');
    } else {
      await session.post('HeapProfiler.startSampling');
    }
  } catch (error) {
    throw new KubistError(
      '--profile needs the npm package on Node: this executable cannot record profiles',
      {
        cause: error,
      },
    );
  }
  return async (path) => {
    const { profile } =
      kind === 'cpu'
        ? await session.post('Profiler.stop')
        : await session.post('HeapProfiler.stopSampling');
    session.disconnect();
    await writeFile(path, JSON.stringify(profile));
  };
}
