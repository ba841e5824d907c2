import type { JSONValue, KubeObject, Writer } from '../../api/types.ts';
import { parseJSON, stringifyJSON } from '../../formats/json.ts';
import { createPrinter, type PrintOptions } from '../../printers/print-flags.ts';

/** Prints objects in the format of `-o`: one alone, several as a list. */
export async function printTogether(
  objects: readonly KubeObject[],
  options: PrintOptions,
  out: Writer,
): Promise<void> {
  const [first, ...more] = objects;
  if (first === undefined) return;
  const several = more.length > 0;
  const printer = await createPrinter({ ...options, typed: several }, [
    'objects',
    'name',
    'templates',
  ]);
  if (!several) return printer.print(first, out);
  // The list itself has the order of Go's type, its items have sorted keys.
  await printer.print(
    { kind: 'List', apiVersion: 'v1', metadata: {}, items: objects.map(sorted) },
    out,
  );
}

function sorted(object: KubeObject): JSONValue {
  return parseJSON(stringifyJSON(object, { sortKeys: true }));
}
