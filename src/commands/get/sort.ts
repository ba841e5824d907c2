import type { KubeObject } from '../../api/types.ts';
import type { Context } from '../../cli/context.ts';
import { ExitError, KubistError } from '../../errors.ts';
import { klogHead } from '../../klog.ts';
import { isTable } from '../../printers/table.ts';

/** Sorts by `--sort-by`. Values that have no order end the command with a fatal log line, as in the reference. */
export class Sorter {
  readonly #field: string;
  readonly #context: Context;

  /** @param field "" leaves the order as it is. */
  constructor(field: string, context: Context) {
    this.#field = field;
    this.#context = context;
  }

  /** True when there is something to sort by. */
  get active(): boolean {
    return this.#field !== '';
  }

  /** Things in the order of the objects that they stand for. Rejects when no object has the field. */
  async sort<T>(things: readonly T[], objectOf: (thing: T) => KubeObject): Promise<T[]> {
    if (!this.active) return [...things];
    const { sortPositions } = await import('../../printers/sort.ts');
    return this.#fatal('sorter.go:329', () => {
      return sortPositions(things.map(objectOf), this.#field).map((at) => things[at] as T);
    });
  }

  /** A Table with its rows sorted; anything else as it is. Rejects when no row has the field. */
  async sortRows(object: KubeObject): Promise<KubeObject> {
    if (!this.active || !isTable(object)) return object;
    const { sortTable } = await import('../../printers/sort.ts');
    return this.#fatal(
      'sorter.go:375',
      () => sortTable(object, this.#field) as unknown as KubeObject,
    );
  }

  async #fatal<T>(source: string, step: () => T): Promise<T> {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof KubistError) || !error.message.startsWith('Field ')) throw error;
      const head = klogHead('F', this.#context.now(), process.pid, source);
      await this.#context.streams.err.write(`${head}${error.message}\n`);
      throw new ExitError(1);
    }
  }
}
