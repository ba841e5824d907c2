import type { KubeObject, Writer } from '../api/types.ts';
import { stringifyYAML, stringifyYAMLItem, yamlListFrame } from '../formats/yaml/emit.ts';
import { LIST_ENVELOPE, type ListOptions, type ListPrinter, type ObjectOptions } from './json.ts';
import { withoutManagedFields } from './managed-fields.ts';
import { isWatchEvent, type Printable, type Printer } from './printer.ts';
import { writeAs } from './write-as.ts';

/** Prints objects as YAML with sorted keys, and `---` between them. */
export class YAMLPrinter implements Printer {
  readonly #options: ObjectOptions;
  #printed = false;

  constructor(options: ObjectOptions = {}) {
    this.#options = options;
  }

  print(printable: Printable, out: Writer): void | Promise<void> {
    const whole = this.#options.showManagedFields || isWatchEvent(printable);
    const document = stringifyYAML(whole ? printable : withoutManagedFields(printable));
    const separator = this.#printed ? '---\n' : '';
    this.#printed = true;
    return writeAs('yaml', separator + document, out);
  }
}

/** Writes a `v1 List` as YAML, as YAMLPrinter would write it whole. */
export class YAMLListPrinter implements ListPrinter {
  readonly #options: ListOptions;
  readonly #frame = yamlListFrame(LIST_ENVELOPE);
  #started = false;

  constructor(options: ListOptions = {}) {
    this.#options = options;
  }

  item(object: KubeObject, out: Writer): void | Promise<void> {
    const before = this.#started ? '' : this.#frame.open;
    this.#started = true;
    const one = this.#options.showManagedFields ? object : withoutManagedFields(object);
    return writeAs('yaml', before + stringifyYAMLItem(one), out);
  }

  end(out: Writer): void | Promise<void> {
    return writeAs('yaml', this.#started ? this.#frame.close : this.#frame.empty, out);
  }
}
