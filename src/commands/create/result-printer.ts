import type { Flags } from '../../cli/flags/flags.ts';
import { type DryRun, operation } from '../../cli/flags/write.ts';
import type { Printer } from '../../printers/printer.ts';
import { CHANGE_FORMATS, changePrinter, printOptions } from '../change/print.ts';

/** The formats that help names. */
export const FORMATS: string = `${CHANGE_FORMATS}, jsonpath-plus`;

/**
 * The printer for what a write came to: `-o`, or else a line that says what was done. `typed` objects keep the order
 * of their keys. Throws a KubistError for formats and templates that cannot be.
 */
export function resultPrinter(
  flags: Flags,
  verb: string,
  dryRun: DryRun,
  typed = true,
): Promise<Printer> {
  return changePrinter({ ...printOptions(flags), typed }, operation(verb, dryRun));
}
