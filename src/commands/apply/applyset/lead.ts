import { ConnectionError, KubistError } from '../../../errors.ts';

/** Runs a step whose failure is told after these words. A broken connection speaks for itself. */
export async function withLead<T>(lead: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof KubistError) || error instanceof ConnectionError) throw error;
    throw new KubistError(`${lead}: ${error.message}`, { cause: error });
  }
}
