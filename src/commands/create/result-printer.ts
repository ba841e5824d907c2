import type { Flags } from '../../cli/flags/flags.ts';
import { type DryRun, operation } from '../../cli/flags/write.ts';
import { createPrinter } from '../../printers/print-flags.ts';
import type { Printer } from '../../printers/printer.ts';

/** The formats that help names. */
export const FORMATS =
  'json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|jsonpath-plus';

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
  const output = flags.string('output');
  const template = flags.string('template');
  const says = output === '' && template === '';
  return createPrinter(
    {
      output: says ? 'name' : output,
      template,
      allowMissingKeys: flags.bool('allow-missing-template-keys'),
      showManagedFields: flags.bool('show-managed-fields'),
      typed,
      ...(says ? { operation: operation(verb, dryRun) } : {}),
    },
    ['objects', 'name', 'templates'],
  );
}
