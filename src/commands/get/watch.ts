import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { ExitError, KubistError } from '../../errors.ts';
import { createPrinter } from '../../printers/print-flags.ts';
import type { Printer } from '../../printers/printer.ts';
import { isTable as isTableObject, TablePrinter } from '../../printers/table.ts';
import { TabWriter } from '../../printers/tabwriter.ts';
import type { Info } from '../../resources/info.ts';
import { collectionPath } from '../../resources/paths.ts';
import { resolve } from '../../resources/resolve.ts';
import { watchResource } from '../../rest/watcher.ts';
import { withoutNotFound } from './failures.ts';
import { itemsOf } from './items.ts';
import { GET_FORMATS, printOptions } from './objects.ts';
import { type GetOptions, isTable } from './options.ts';
import { shapeForTable, toRequest } from './request.ts';
import { Sorter } from './sort.ts';
import { typeName } from './type-name.ts';

/**
 * Shows one object or one type of object, then what happens to it, until Ctrl-C. Connections that end are
 * taken up again where they stopped, unless `--request-timeout` bounds the whole.
 */
export async function watchObjects(options: GetOptions, context: Context): Promise<void> {
  if (options.sortBy !== '') {
    await context.streams.err.write(
      'warning: --watch requested, --sort-by will be ignored for watch events received\n',
    );
  }
  const infos = await readInfos(options, context);
  const [first] = infos;
  if (first === undefined) return;
  const screen = new Screen(await printerFor(first, options, context), options, context);
  const isList = first.name === '';
  if (!options.watchOnly) await screen.showAll(infos);
  if (!isList && infos.length > 1) {
    throw new KubistError('you may only watch a single resource or type of resource at a time');
  }
  await follow(first, infos.at(-1) as Info, options, context, screen);
}

async function readInfos(options: GetOptions, context: Context): Promise<Info[]> {
  const infos: Info[] = [];
  const lists = options.filenames.length > 0;
  try {
    const resolution = await resolve(toRequest(options, shapeForTable(options)), context);
    await resolution.visit((info) => void infos.push(info));
  } catch (error) {
    if (!options.ignoreNotFound || withoutNotFound(error) !== undefined) throw error;
    return [];
  }
  const types = new Set(infos.map(({ resource }) => typeName(resource)));
  if (lists && types.size > 1) {
    throw new KubistError(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    );
  }
  return infos;
}

async function printerFor(
  { resource }: Info,
  options: GetOptions,
  context: Context,
): Promise<Printer> {
  if (!isTable(options)) return createPrinter(printOptions(options), GET_FORMATS);
  return new TablePrinter({
    noHeaders: options.noHeaders,
    wide: options.output === 'wide',
    withNamespace: options.allNamespaces && resource.namespaced,
    kindPrefix: options.showKind ? typeName(resource) : '',
    showLabels: options.showLabels,
    columnLabels: options.columnLabels,
    now: () => context.now(),
  });
}

/** What a body says that took longer than the request's timeout. */
const BODY_TIMEOUT = 'while reading body';

/** Prints events as they come; columns keep the widths that earlier rows gave them. */
class Screen {
  readonly #printer: Printer;
  readonly #options: GetOptions;
  readonly #tabs: TabWriter;
  readonly #sorter: Sorter;

  constructor(printer: Printer, options: GetOptions, context: Context) {
    this.#printer = printer;
    this.#options = options;
    this.#tabs = new TabWriter(context.streams.out);
    this.#sorter = new Sorter(options.sortBy, context);
  }

  /** What is there at first, or again after the server has forgotten where the watch was. */
  async showAll(infos: readonly { object?: KubeObject }[]): Promise<void> {
    for (const { object } of infos) {
      if (object === undefined) continue;
      const objects = isTableObject(object)
        ? [await this.#sorter.sortRows(object)]
        : await this.#sorted(itemsOf(object));
      for (const one of objects) await this.#print(one, 'ADDED');
    }
    await this.#tabs.flush();
  }

  async #sorted(items: KubeObject[]): Promise<KubeObject[]> {
    return items.length < 2 ? items : this.#sorter.sort(items, (item) => item);
  }

  async show(object: KubeObject, type: string): Promise<void> {
    await this.#print(object, type);
    await this.#tabs.flush();
  }

  async #print(object: KubeObject, type: string): Promise<void> {
    const printable = this.#options.outputWatchEvents ? { type, object } : object;
    await this.#printer.print(printable, this.#tabs);
  }
}

async function follow(
  first: Info,
  last: Info,
  options: GetOptions,
  context: Context,
  screen: Screen,
): Promise<void> {
  const { signal } = context;
  const client = await context.client();
  const { resource, namespace, name } = first;
  const { query: _, ...shape } = shapeForTable({ ...options, sortBy: '' });
  const query =
    name === ''
      ? {
          labelSelector: options.labelSelector || undefined,
          fieldSelector: options.fieldSelector || undefined,
        }
      : { fieldSelector: `metadata.name=${name}` };
  // A single object is watched from about now, which tells its present state once more: that is not shown.
  let silent = name !== '';
  const updates = watchResource(client, {
    path: collectionPath(resource, namespace),
    query,
    ...shape,
    resourceVersion: name === '' ? (last.object?.metadata?.resourceVersion ?? '0') : '0',
    signal,
  });
  try {
    for await (const { type, object } of updates) {
      if (type === 'LIST') await screen.showAll([{ object: object }]);
      else if (!silent) await screen.show(object, type);
      silent = false;
    }
  } catch (error) {
    // `--request-timeout` bounds a watch; that it is over is no failure.
    if (client.timeout === 0 || !(error as Error).message.includes(BODY_TIMEOUT)) throw error;
  }
  if (signal.aborted) throw new ExitError(1);
}
