import type { Context } from '../../cli/context.ts';
import type { FlagSpec, Flags } from '../../cli/flags/flags.ts';
import { UsageError } from '../../errors.ts';

/** Whether a command that waits for rollouts says why one fails. */
export const diagnoseFlag: FlagSpec = {
  name: 'diagnose',
  type: 'string',
  default: 'auto',
  noOptDefault: 'true',
  usage:
    'While waiting, find out why the rollout does not get on: end with the cause as soon as waiting is of no use, and tell it when the time is up as well. auto does so on a terminal only; true or false.',
};

/** Reads that flag; `auto` asks whether people look at what is printed. */
export function readDiagnose(flags: Flags, { streams }: Context): boolean {
  switch (flags.string('diagnose')) {
    case 'auto':
      return streams.out.isTTY;
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      throw new UsageError(
        `--diagnose must be true, false or auto, not ${JSON.stringify(flags.string('diagnose'))}`,
      );
  }
}
