import type { Flags } from '../../cli/flags/flags.ts';
import { createPrinter, type FormatGroup, type PrintOptions } from '../../printers/print-flags.ts';
import type { Printer } from '../../printers/printer.ts';

/** Formats of commands that change objects, as their help names them. */
export const CHANGE_FORMATS =
  'json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file';

const GROUPS: readonly FormatGroup[] = ['objects', 'name', 'templates'];

/** The flags of printing. */
export function printOptions(flags: Flags): PrintOptions {
  return {
    output: flags.string('output'),
    template: flags.string('template'),
    allowMissingKeys: flags.bool('allow-missing-template-keys'),
    showManagedFields: flags.bool('show-managed-fields'),
  };
}

/**
 * Prints what was changed: without `-o` the name and what was done (`configmap/a labeled`), else the object. Rejects
 * with a KubistError when there is no such format.
 */
export async function changePrinter(options: PrintOptions, operation: string): Promise<Printer> {
  if (options.output !== '' || (options.template ?? '') !== '') {
    return createPrinter(options, GROUPS);
  }
  const { NamePrinter } = await import('../../printers/name.ts');
  return new NamePrinter({ operation });
}
