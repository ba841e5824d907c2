import { UsageError } from '../../errors.ts';

/** A flag was misused. */
export class FlagError extends UsageError {
  override name = 'FlagError';
  /** The command's path for the hint, added by whoever knows it. */
  command?: string;
}
