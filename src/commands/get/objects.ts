import type { KubeObject, Writer } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { AggregateFailure } from '../../errors.ts';
import { createPrinter, type FormatGroup, type PrintOptions } from '../../printers/print-flags.ts';
import type { Printer } from '../../printers/printer.ts';
import type { Resolution } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { BatchWriter } from './batch-writer.ts';
import { flattenErrors, withoutNotFound } from './failures.ts';
import { itemsOf } from './items.ts';
import { createListWriter } from './list-writer.ts';
import type { GetOptions } from './options.ts';
import { toRequest } from './request.ts';

/** Formats of `get`. */
export const GET_FORMATS: readonly FormatGroup[] = [
  'objects',
  'name',
  'templates',
  'custom-columns',
  'human',
];

/** The flags of printing. */
export function printOptions(options: GetOptions): PrintOptions {
  const { output, template, allowMissingKeys, showManagedFields, noHeaders } = options;
  return { output, template, allowMissingKeys, showManagedFields, noHeaders };
}

/** Prints objects in a format for programs: one object alone, everything else as a `v1 List`. */
export async function printObjects(options: GetOptions, context: Context): Promise<void> {
  const resolution = await resolve(toRequest(options, {}), context);
  const out = new BatchWriter(context.streams.out);
  try {
    if (resolution.single) await printSingle(resolution, options, out);
    else await printSeveral(resolution, options, out);
  } finally {
    await out.flush();
  }
}

/** The one object that was asked for; when a file turns out to hold several, a list after all. */
async function printSingle(
  resolution: Resolution,
  options: GetOptions,
  out: Writer,
): Promise<void> {
  const objects: KubeObject[] = [];
  try {
    await resolution.visit(({ object }) => void objects.push(...itemsOf(object as KubeObject)));
  } catch (error) {
    if (!options.ignoreNotFound || withoutNotFound(error) !== undefined) throw error;
  }
  if (objects.length === 0 && options.ignoreNotFound) return;
  const printer = await createPrinter(printOptions(options), GET_FORMATS);
  const [first] = objects;
  if (objects.length === 1 && first !== undefined) {
    await (await sorted(printer, options)).print(first, out);
    return;
  }
  await printWhole(printer, objects, options, out);
}

async function printSeveral(
  resolution: Resolution,
  options: GetOptions,
  out: Writer,
): Promise<void> {
  const printer = await createPrinter(printOptions(options), GET_FORMATS);
  const streamed = options.sortBy === '' ? await createListWriter(printOptions(options)) : undefined;
  const held: KubeObject[] = [];
  let count = 0;
  let failure: unknown;
  try {
    await resolution.visit(async ({ object }) => {
      const items = itemsOf(object as KubeObject);
      count += items.length;
      if (streamed === undefined) held.push(...items);
      else await streamed.add(items, out);
    });
  } catch (error) {
    failure = options.ignoreNotFound ? withoutNotFound(error) : error;
  }
  if (count > 0 || !options.ignoreNotFound) {
    if (streamed === undefined) await printWhole(printer, held, options, out);
    else await streamed.end(out);
  }
  if (failure === undefined) return;
  const [first, ...rest] = flattenErrors(failure);
  throw rest.length === 0 ? first : new AggregateFailure([first as Error, ...rest]);
}

async function printWhole(
  printer: Printer,
  items: KubeObject[],
  options: GetOptions,
  out: Writer,
): Promise<void> {
  const list = { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
  await (await sorted(printer, options)).print(list, out);
}

/** A printer that sorts lists before it hands them on. */
async function sorted(printer: Printer, { sortBy }: GetOptions): Promise<Printer> {
  if (sortBy === '') return printer;
  const { sortObjects } = await import('../../printers/sort.ts');
  return {
    print(object, out) {
      if (!('items' in object) || !Array.isArray(object.items)) return printer.print(object, out);
      const items = sortObjects(object.items as KubeObject[], sortBy);
      return printer.print({ ...object, items }, out);
    },
  };
}
