import type { Flags } from '../../cli/flags/flags.ts';
import { createPrinter } from '../../printers/print-flags.ts';
import type { Printer } from '../../printers/printer.ts';

/** A printer of files that the user keeps, in the order of the API's Go types; a template alone says its own format. */
export function documentPrinter(flags: Flags): Promise<Printer> {
  const template = flags.string('template');
  return createPrinter(
    {
      output: template !== '' && !flags.changed('output') ? '' : flags.string('output'),
      template,
      allowMissingKeys: flags.bool('allow-missing-template-keys'),
      showManagedFields: flags.bool('show-managed-fields'),
      typed: true,
    },
    ['objects', 'name', 'templates'],
  );
}
