import type { KubeObject, Writer } from '../../api/types.ts';
import { createPrinter, type PrintOptions, readFormat } from '../../printers/print-flags.ts';
import { readItemTemplate } from './needs.ts';

/** Prints a list piece by piece, as the format's printer would print it whole. */
export interface ListWriter {
  add(items: readonly KubeObject[], out: Writer): Promise<void>;
  /** Ends the list; also right when there were no items. */
  end(out: Writer): Promise<void>;
}

/** A writer for formats that go item by item; undefined for those that need the list as a whole. */
export async function createListWriter(options: PrintOptions): Promise<ListWriter | undefined> {
  switch (readFormat(options).name) {
    case 'json': {
      const { JSONListPrinter } = await import('../../printers/json.ts');
      return itemwise(new JSONListPrinter(options));
    }
    case 'yaml': {
      const { YAMLListPrinter } = await import('../../printers/yaml.ts');
      return itemwise(new YAMLListPrinter(options));
    }
    case 'kyaml': {
      const { KYAMLListPrinter } = await import('../../printers/kyaml.ts');
      return itemwise(new KYAMLListPrinter(options));
    }
    case 'name': {
      const printer = await createPrinter(options, ['name']);
      return {
        add: async (items, out) => printer.print({ items: [...items] }, out),
        end: async () => undefined,
      };
    }
    case 'custom-columns':
    case 'custom-columns-file':
      return customColumns(options);
    case 'jsonpath':
      return jsonPath(options);
    default:
      return undefined;
  }
}

/** A template that goes item by item is applied to a chunk at a time; others need the whole list. */
async function jsonPath(options: PrintOptions): Promise<ListWriter | undefined> {
  const template = readItemTemplate(readFormat(options).argument);
  if (template === undefined || options.allowMissingKeys === false) return undefined;
  const printer = await createPrinter(options, ['templates']);
  let printed = false;
  return {
    async add(items, out) {
      const separated: Writer = {
        write(text) {
          const lead =
            printed && template.separator !== '' ? out.write(template.separator) : undefined;
          printed = true;
          return lead === undefined ? out.write(text) : lead.then(() => out.write(text));
        },
      };
      await printer.print({ items: [...items] }, separated);
    },
    end: async () => undefined,
  };
}

function itemwise(printer: {
  item(object: KubeObject, out: Writer): void | Promise<void>;
  end(out: Writer): void | Promise<void>;
}): ListWriter {
  return {
    async add(items, out) {
      for (const item of items) {
        const pending = printer.item(item, out);
        if (pending !== undefined) await pending;
      }
    },
    end: async (out) => printer.end(out),
  };
}

/** Widths come from the whole list: cells are kept, objects are not. */
async function customColumns(options: PrintOptions): Promise<ListWriter> {
  const [{ CustomColumnsPrinter }, { TabWriter }] = await Promise.all([
    import('../../printers/custom-columns.ts'),
    import('../../printers/tabwriter.ts'),
  ]);
  const printer = await createPrinter(options, ['custom-columns']);
  if (!(printer instanceof CustomColumnsPrinter))
    throw new TypeError('not a custom columns printer');
  let tabs: InstanceType<typeof TabWriter> | undefined;
  return {
    async add(items, out) {
      tabs ??= new TabWriter(out);
      printer.printItems(items, tabs);
    },
    async end(out) {
      tabs ??= new TabWriter(out);
      try {
        printer.printItems([], tabs);
      } finally {
        await tabs.flush();
      }
    },
  };
}
