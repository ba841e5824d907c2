import type { Writer } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { toOutput } from '../formats/go-bytes.ts';
import { goQuote, goSyntax, type GoValue } from '../formats/go-format.ts';
import {
  JSONPathError,
  parseJSONPath,
  type JSONPathTemplate,
} from '../formats/jsonpath/jsonpath.ts';
import type { Printable, Printer } from './printer.ts';
import { withFloats } from './typed.ts';

/** Options of `-o jsonpath`, `jsonpath-file` and `jsonpath-as-json`. */
export interface JSONPathPrinterOptions {
  /** `--allow-missing-template-keys`; default true. */
  readonly allowMissingKeys?: boolean;
  /** `-o jsonpath-as-json`. */
  readonly asJSON?: boolean;
  /** The objects are made by this program from Go structs in the reference, where all numbers are floats then. */
  readonly typed?: boolean;
}

/** Prints what a JSONPath template finds in the object; nothing when it fails. */
export class JSONPathPrinter implements Printer {
  readonly #template: JSONPathTemplate;
  readonly #options: JSONPathPrinterOptions;

  /** Throws KubistError for a template that cannot be parsed. */
  constructor(template: string, options: JSONPathPrinterOptions = {}) {
    this.#options = options;
    try {
      this.#template = parseJSONPath(template);
    } catch (error) {
      if (!(error instanceof JSONPathError)) throw error;
      throw new KubistError(`error parsing jsonpath ${template}, ${error.message}`, {
        cause: error,
      });
    }
  }

  print(object: Printable, out: Writer): void | Promise<void> {
    const data = (this.#options.typed === true ? withFloats(object as GoValue) : object) as GoValue;
    let text: string;
    try {
      text = this.#template.execute(data, this.#options);
    } catch (error) {
      if (!(error instanceof JSONPathError)) throw error;
      throw new KubistError(this.#failure(error, data), { cause: error });
    }
    if (text !== '') return out.write(toOutput(text));
  }

  #failure({ message }: JSONPathError, data: GoValue): string {
    const { text } = this.#template;
    return (
      `error executing jsonpath ${goQuote(text)}: ` +
      `Error executing template: ${message}. Printing more information for debugging the template:\n` +
      `\ttemplate was:\n\t\t${text}\n` +
      `\tobject given to jsonpath engine was:\n\t\t${goSyntax(data)}\n\n\n`
    );
  }
}
