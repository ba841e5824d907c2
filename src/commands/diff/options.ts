import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { KubistError, UsageError } from '../../errors.ts';
import { readAllowlist } from '../apply/allowlist.ts';
import { managerOf, type PruneTypes, requireFiles } from '../apply/options.ts';

/** What the flags of `diff` say. */
export interface DiffOptions {
  readonly serverSide: boolean;
  readonly forceConflicts: boolean;
  readonly fieldManager: string;
  /** Files at a time. */
  readonly concurrency: number;
  readonly showManagedFields: boolean;
  readonly showSecrets: boolean;
  /** Types to prune; undefined when nothing is. */
  readonly prune: PruneTypes | undefined;
  readonly selector: string;
}

/** Gathers and judges what the command line says. Throws in the reference's words and order. */
export async function toOptions(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<DiffOptions> {
  if (args.length > 0) throw new UsageError(`Unexpected args: [${args.join(' ')}]`);
  requireFiles(flags);
  const serverSide = flags.bool('server-side');
  const forceConflicts = flags.bool('force-conflicts');
  if (forceConflicts && !serverSide) {
    throw new KubistError('--force-conflicts only works with --server-side');
  }
  return {
    serverSide,
    forceConflicts,
    fieldManager: managerOf(flags),
    concurrency: flags.int('concurrency'),
    showManagedFields: flags.bool('show-managed-fields'),
    showSecrets: flags.bool('show-secrets'),
    prune: flags.bool('prune')
      ? await readAllowlist(flags.strings('prune-allowlist'), context)
      : undefined,
    selector: flags.string('selector'),
  };
}
