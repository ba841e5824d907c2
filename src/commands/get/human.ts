import type { KubeObject, Table } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { AggregateFailure, KubistError } from '../../errors.ts';
import { isTable, TablePrinter } from '../../printers/table.ts';
import { TabWriter } from '../../printers/tabwriter.ts';
import type { Info } from '../../resources/info.ts';
import { resolve } from '../../resources/resolve.ts';
import { BatchWriter } from './batch-writer.ts';
import { withoutNotFound } from './failures.ts';
import { itemsOf } from './items.ts';
import type { GetOptions } from './options.ts';
import { shapeForTable, toRequest } from './request.ts';
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
  const sorted = options.sortBy === '' ? infos : await sortInfos(infos, options.sortBy);
  const out = new BatchWriter(context.streams.out);
  await printInfos(sorted, options, context, out);
  await out.flush();
  if (!out.written && !options.ignoreNotFound && failures.length === 0) {
    const allNamespaced = !options.allNamespaces && infos.every(({ resource }) => resource.namespaced);
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

/**
 * Sorts what was read. Rows within a Table are sorted when it is printed; here, several objects, or several
 * Tables by fields of their own, as the reference does.
 */
async function sortInfos(infos: readonly Info[], field: string): Promise<readonly Info[]> {
  if (infos.length < 2) return infos;
  const { sortPositions } = await import('../../printers/sort.ts');
  const objects = infos.map(({ object }) => object as KubeObject);
  return sortPositions(objects, field).map((at) => infos[at] as Info);
}

async function printInfos(
  infos: readonly Info[],
  options: GetOptions,
  context: Context,
  out: BatchWriter,
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
    const shown = await sortRows(object as KubeObject, options.sortBy);
    if (shown !== undefined) await printer.print(shown, tabs);
  }
  await tabs.flush();
}

/** A Table with its rows sorted. A field that no row has prints nothing and is no error: the reference's way. */
async function sortRows(object: KubeObject, field: string): Promise<KubeObject | undefined> {
  if (field === '' || !isTable(object)) return object;
  const { sortTable } = await import('../../printers/sort.ts');
  try {
    return sortTable(object as Table, field) as unknown as KubeObject;
  } catch (error) {
    if (!(error instanceof KubistError) || error.message.startsWith('Field ')) throw error;
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

  write(text: string | Uint8Array): void | Promise<void> {
    if (this.pending) {
      this.pending = false;
      void this.#out.write('\n');
    }
    return this.#out.write(text);
  }
}
