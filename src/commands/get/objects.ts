import type { KubeObject, Writer } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { AggregateFailure } from '../../errors.ts';
import { createPrinter, type FormatGroup, type PrintOptions } from '../../printers/print-flags.ts';
import type { Printer } from '../../printers/printer.ts';
import { visitLists } from '../../resources/by-selector.ts';
import type { Info, Resolution } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { BatchWriter } from './batch-writer.ts';
import { flattenErrors, withoutNotFound } from './failures.ts';
import { itemsOf } from './items.ts';
import { createListWriter } from './list-writer.ts';
import { type Needs, needsOf, objectsOf, shapeFor } from './needs.ts';
import type { GetOptions } from './options.ts';
import { toRequest } from './request.ts';
import { Sorter } from './sort.ts';
import { typeName } from './type-name.ts';

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
  const sorter = new Sorter(options.sortBy, context);
  const needs = sorter.active ? 'object' : needsOf(printOptions(options));
  const request = toRequest(options, {});
  const resolution = await resolve({ ...request, listShape: shapeFor(needs) }, context);
  const out = new BatchWriter(context.streams.out);
  /** Lists a type again, whole objects this time. */
  const again: ListAgain = ({ resource }, visitor) =>
    visitLists([resource], request, context, visitor);
  try {
    if (resolution.single) await printSingle(resolution, options, sorter, out);
    else await printSeveral(resolution, options, sorter, out, { needs, again });
  } finally {
    await out.flush();
  }
}

type ListAgain = (info: Info, visitor: (info: Info) => Promise<void>) => Promise<void>;

/** The one object that was asked for; when a file turns out to hold several, a list after all. */
async function printSingle(
  resolution: Resolution,
  options: GetOptions,
  sorter: Sorter,
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
    await printer.print(first, out);
    return;
  }
  await printList(printer, await sorter.sort(objects, (object) => object), out);
}

async function printSeveral(
  resolution: Resolution,
  options: GetOptions,
  sorter: Sorter,
  out: BatchWriter,
  { needs, again }: { needs: Needs; again: ListAgain },
): Promise<void> {
  const printer = await createPrinter(printOptions(options), GET_FORMATS);
  const streamed = sorter.active ? undefined : await createListWriter(printOptions(options));
  const held: KubeObject[] = [];
  const listedAgain = new Set<string>();
  let count = 0;
  let failure: unknown;
  const broken: { error: unknown }[] = [];
  // An object that cannot be printed ends the output, and is no failure of the object's.
  const take = async (items: KubeObject[]): Promise<void> => {
    count += items.length;
    if (streamed === undefined) held.push(...items);
    else if (broken.length === 0) {
      await streamed.add(items, out).catch((error: unknown) => void broken.push({ error }));
      // What is ready shows before the next chunk arrives.
      await out.flush();
    }
  };
  try {
    await resolution.visit(async (info) => {
      const items = objectsOf(info, needs);
      if (items !== undefined) return take(items);
      // A Table without a column of names: its objects have to be asked for, once for all chunks.
      const type = typeName(info.resource);
      if (listedAgain.has(type)) return undefined;
      listedAgain.add(type);
      return again(info, (one) => take(itemsOf(one.object as KubeObject)));
    });
  } catch (error) {
    failure = options.ignoreNotFound ? withoutNotFound(error) : error;
  }
  if (count > 0 || !options.ignoreNotFound) {
    if (streamed !== undefined) await streamed.end(out);
    else await printList(printer, await sorter.sort(held, (object) => object), out);
  }
  for (const { error } of broken) throw error;
  if (failure === undefined) return;
  const [first, ...rest] = flattenErrors(failure);
  throw rest.length === 0 ? first : new AggregateFailure([first as Error, ...rest]);
}

async function printList(printer: Printer, items: KubeObject[], out: Writer): Promise<void> {
  const list = { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
  await printer.print(list, out);
}
