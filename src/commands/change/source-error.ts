import { KubistError, StatusError } from '../../errors.ts';
import { goQuote } from '../../formats/go-quote.ts';
import { errorText } from '../create/error-text.ts';

/**
 * Runs a step for an object of a manifest; its error then names the manifest: `error when deleting "web.yaml": …`.
 * Without a source errors stay as they are.
 */
export async function fromSource<T>(
  doing: string,
  source: string | undefined,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (source === undefined) throw error;
    const lead = `error when ${doing} ${goQuote(source)}: `;
    if (error instanceof StatusError) {
      const message = `${lead}${error.status.message ?? ''}`;
      throw new StatusError({ ...error.status, message }, { cause: error });
    }
    throw new KubistError(`${lead}${errorText(error as Error)}`, { cause: error });
  }
}
