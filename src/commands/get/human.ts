import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { AggregateFailure, ExitError } from '../../errors.ts';
import { isTable, TablePrinter } from '../../printers/table.ts';
import { TabWriter } from '../../printers/tabwriter.ts';
import type { Info } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { BatchWriter } from './batch-writer.ts';
import { withoutNotFound } from './failures.ts';
import { itemsOf } from './items.ts';
import type { GetOptions } from './options.ts';
import { shapeForTable, toRequest } from './request.ts';
import { Sorter } from './sort.ts';
import { typeName } from './type-name.ts';

/**
 * Prints columns for people. Widths come from all rows, and names carry their type where several types are
 * shown, so nothing is printed before everything has been read; rows keep only what columns show.
 */
export async function printTables(options: GetOptions, context: Context): Promise<void> {
  const infos: Info[] = [];
  const failures: Error[] = [];
  try {
    const resolution = await resolve(toRequest(options, shapeForTable(options)), context);
    await resolution.visit((info) => void infos.push(...slim(info, options)));
  } catch (error) {
    const kept = options.ignoreNotFound ? withoutNotFound(error) : error;
    if (kept !== undefined) failures.push(kept as Error);
  }
  const sorter = new Sorter(options.sortBy, context);
  // Rows within one Table are sorted when it is printed; several objects, or Tables, by fields of their own here.
  const sorted =
    infos.length < 2 ? infos : await sorter.sort(infos, ({ object }) => object as KubeObject);
  const out = new BatchWriter(context.streams.out);
  await printInfos(sorted, options, context, out, sorter);
  await out.flush();
  if (!out.written && !options.ignoreNotFound && failures.length === 0) {
    const allNamespaced =
      !options.allNamespaces && infos.every(({ resource }) => resource.namespaced);
    const where = allNamespaced ? ` in ${options.namespace} namespace.` : '';
    await context.streams.err.write(`No resources found${where}\n`);
  }
  if (failures.length > 0) throw new AggregateFailure(failures);
}

/** Takes a list that came without a Table apart, and drops what no column shows from the rows of one. */
function slim(info: Info, { sortBy }: GetOptions): Info[] {
  const { object } = info;
  if (object === undefined) return [info];
  if (!isTable(object)) return itemsOf(object).map((item) => ({ ...info, object: item }));
  if (sortBy !== '') return [info];
  for (const row of object.rows ?? []) {
    const metadata = row.object?.metadata;
    if (metadata === undefined) continue;
    const { namespace, labels } = metadata;
    row.object = { metadata: { ...(namespace && { namespace }), ...(labels && { labels }) } };
  }
  return [info];
}

async function printInfos(
  infos: readonly Info[],
  options: GetOptions,
  context: Context,
  out: BatchWriter,
  sorter: Sorter,
): Promise<void> {
  const severalTypes = new Set(infos.map(({ resource }) => typeName(resource))).size > 1;
  const separated = new Separator(out);
  const tabs = new TabWriter(separated);
  let printer: TablePrinter | undefined;
  let type: string | undefined;
  for (const { resource, object } of infos) {
    const next = `${resource.group}/${resource.version}/${resource.resource}`;
    if (printer === undefined || next !== type) {
      await tabs.flush();
      tabs.forgetWidths();
      if (type !== undefined && !options.noHeaders && out.written) separated.pending = true;
      printer = new TablePrinter({
        noHeaders: options.noHeaders,
        wide: options.output === 'wide',
        withNamespace: options.allNamespaces && resource.namespaced,
        kindPrefix: severalTypes || options.showKind ? typeName(resource) : '',
        showLabels: options.showLabels,
        columnLabels: options.columnLabels,
        now: () => context.now(),
      });
      type = next;
    }
    const shown = await sortedRows(object as KubeObject, sorter);
    if (shown !== undefined) await printer.print(shown, tabs);
  }
  await tabs.flush();
}

/** A Table with its rows sorted. A field that no row has prints nothing and is no error: the reference's way. */
async function sortedRows(object: KubeObject, sorter: Sorter): Promise<KubeObject | undefined> {
  try {
    return await sorter.sortRows(object);
  } catch (error) {
    if (error instanceof ExitError || !(error instanceof Error)) throw error;
    return undefined;
  }
}

/** Puts an empty line before the next output once `pending` is set. */
class Separator {
  pending = false;
  readonly #out: BatchWriter;

  constructor(out: BatchWriter) {
    this.#out = out;
  }

  get painter(): BatchWriter['painter'] {
    return this.#out.painter;
  }

  write(text: string | Uint8Array): void | Promise<void> {
    if (this.pending) {
      this.pending = false;
      void this.#out.write('\n');
    }
    return this.#out.write(text);
  }
}
