import type { KubeObject, Writer } from '../api/types.ts';
import { kyamlListFrame, stringifyKYAML, stringifyKYAMLItem } from '../formats/yaml/kyaml.ts';
import { LIST_ENVELOPE, type ListPrinter, type ObjectOptions } from './json.ts';
import { withoutManagedFields } from './managed-fields.ts';
import { isWatchEvent, type Printable, type Printer } from './printer.ts';
import { writeAs } from './write-as.ts';

/** Prints objects as KYAML (KEP-5295), each as a document of its own. */
export class KYAMLPrinter implements Printer {
  readonly #options: ObjectOptions;

  constructor(options: ObjectOptions = {}) {
    this.#options = options;
  }

  print(printable: Printable, out: Writer): void | Promise<void> {
    if (isWatchEvent(printable)) {
      // Events keep the order of the API's type.
      const { type, object } = printable;
      return writeAs(
        'kyaml',
        `---\n{\n  type: "${type}",\n  object: ${stringifyKYAMLItem(object)},\n}\n`,
        out,
      );
    }
    const { showManagedFields, keepOrder = false } = this.#options;
    const object = showManagedFields ? printable : withoutManagedFields(printable);
    return writeAs('kyaml', stringifyKYAML(object, { keepOrder }), out);
  }
}

/** Writes a `v1 List` as KYAML, as KYAMLPrinter would write it whole. */
export class KYAMLListPrinter implements ListPrinter {
  readonly #options: ObjectOptions;
  readonly #frame = kyamlListFrame(LIST_ENVELOPE);
  #started = false;

  constructor(options: ObjectOptions = {}) {
    this.#options = options;
  }

  item(object: KubeObject, out: Writer): void | Promise<void> {
    const before = this.#started ? this.#frame.separator : this.#frame.open;
    this.#started = true;
    const one = this.#options.showManagedFields ? object : withoutManagedFields(object);
    return writeAs('kyaml', before + stringifyKYAMLItem(one), out);
  }

  end(out: Writer): void | Promise<void> {
    return writeAs('kyaml', this.#started ? this.#frame.close : this.#frame.empty, out);
  }
}
