import { type Propagation, readCascade } from '../../cli/flags/delete.ts';
import type { Context } from '../../cli/context.ts';
import type { Flags } from '../../cli/flags/flags.ts';
import { type DryRun, readDryRun } from '../../cli/flags/write.ts';
import { UsageError } from '../../errors.ts';
import type { Printer } from '../../printers/printer.ts';
import { requireFlags } from '../create/arguments.ts';
import { resultPrinter } from '../create/result-printer.ts';
import { checkImage } from './image.ts';

/** What the command line asks for, judged. */
export interface RunOptions {
  readonly name: string;
  /** Words after the name. */
  readonly words: readonly string[];
  readonly dryRun: DryRun;
  readonly printer: Printer;
  readonly restartPolicy: string;
  /** Join the pod. */
  readonly attach: boolean;
  /** How long to wait for the pod, in milliseconds. */
  readonly timeout: number;
  /** What --rm does about objects that belong to the pod. */
  readonly propagation: Propagation;
}

/** Reads the command line and judges it, in the order of the reference. Rejects with the errors of a wrong one. */
export async function toOptions(
  context: Context,
  flags: Flags,
  args: readonly string[],
): Promise<RunOptions> {
  requireFlags(flags, ['image']);
  const dryRun = readDryRun(flags, context.log);
  const printer = await resultPrinter(flags, 'created', dryRun);
  const propagation = readCascade(flags, (text) => void context.streams.err.write(text));
  const [name, ...words] = args;
  if (name === undefined) throw new UsageError('NAME is required for run');
  const timeout = flags.duration('pod-running-timeout');
  if (timeout <= 0) throw new UsageError('--pod-running-timeout must be higher than zero');
  checkImage(flags.string('image'));
  const stdin = flags.bool('stdin');
  if (flags.bool('tty') && !stdin) {
    throw new UsageError('-i/--stdin is required for containers with -t/--tty=true');
  }
  if (flags.bool('expose') && flags.string('port') === '') {
    throw new UsageError('--port must be set when exposing a service');
  }
  const restartPolicy = flags.string('restart') || 'Always';
  if (!['Always', 'OnFailure', 'Never'].includes(restartPolicy)) {
    throw new UsageError(`invalid restart policy: ${restartPolicy}`);
  }
  const attach = flags.changed('attach') ? flags.bool('attach') : stdin;
  if (flags.bool('rm') && !attach) {
    throw new UsageError('--rm should only be used for attached containers');
  }
  if (attach && dryRun !== 'none') {
    throw new UsageError(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  }
  const pullPolicy = flags.string('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pullPolicy)) {
    throw new UsageError(`invalid image pull policy: ${pullPolicy}`);
  }
  return { name, words, dryRun, printer, restartPolicy, attach, timeout, propagation };
}
