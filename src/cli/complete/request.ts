import { UsageError } from '../../errors.ts';
import { FlagIndex } from '../flags/parse.ts';
import { globalFlags } from '../flags/global.ts';
import { firstOperand } from '../program.ts';
import type { CompletionOptions } from './complete.ts';

/** The hidden commands that shells call, and whether their answers have descriptions. */
const REQUESTS: Readonly<Record<string, boolean>> = { __complete: true, __completeNoDesc: false };

/** Answers the command line if it is a shell's request for candidates; false when it is none. */
export async function answerRequest(
  argv: readonly string[],
  options: CompletionOptions,
): Promise<boolean> {
  const at = firstOperand(argv, new FlagIndex(globalFlags));
  const described = REQUESTS[argv[at] ?? ''];
  if (described === undefined) return false;
  const words = argv.toSpliced(at, 1);
  if (words.length === 0) {
    throw new UsageError('requires at least 1 arg(s), only received 0', { hint: false });
  }
  const { complete } = await import('./complete.ts');
  await complete(words, described, options);
  return true;
}
