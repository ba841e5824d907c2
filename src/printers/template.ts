import type { Writer } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { toOutput } from '../formats/go-bytes.ts';
import { goQuote, goValue, type GoValue } from '../formats/go-format.ts';
import {
  GoTemplateExecError,
  GoTemplateSyntaxError,
  parseGoTemplate,
  type GoTemplate,
} from '../formats/go-template/template.ts';
import { stringifyJSON } from '../formats/json.ts';
import type { Printable, Printer } from './printer.ts';

/** Options of `-o go-template` and `go-template-file`. */
export interface TemplatePrinterOptions {
  /** `--allow-missing-template-keys`; default true. */
  readonly allowMissingKeys?: boolean;
  /** The objects are made by this program from Go structs in the reference: their keys keep their order in dumps. */
  readonly typed?: boolean;
}

/**
 * Prints what a Go template makes of the object. When the template fails, what it had written and a dump of
 * the object go to the output, as in the reference.
 */
export class TemplatePrinter implements Printer {
  readonly #template: GoTemplate;
  readonly #options: TemplatePrinterOptions;

  /** Throws KubistError for a template that cannot be parsed. */
  constructor(template: string, options: TemplatePrinterOptions = {}) {
    this.#options = options;
    try {
      this.#template = parseGoTemplate(template, 'output');
    } catch (error) {
      if (!(error instanceof GoTemplateSyntaxError)) throw error;
      throw new KubistError(`error parsing template ${template}, ${error.message}`, {
        cause: error,
      });
    }
  }

  async print(object: Printable, out: Writer): Promise<void> {
    const data = object as GoValue;
    try {
      const text = this.#template.execute(data, this.#options);
      if (text !== '') await out.write(toOutput(text));
    } catch (error) {
      if (!(error instanceof GoTemplateExecError)) throw error;
      await out.write(toOutput(error.partial + this.#dump(error, data)));
      throw new KubistError(
        `error executing template ${goQuote(this.#template.text)}: ${error.message}`,
        { cause: error },
      );
    }
  }

  #dump({ message }: GoTemplateExecError, data: GoValue): string {
    return (
      `Error executing template: ${message}. Printing more information for debugging the template:\n` +
      `\ttemplate was:\n\t\t${this.#template.text}\n` +
      `\traw data was:\n\t\t${stringifyJSON(data, { sortKeys: this.#options.typed !== true })}\n` +
      `\tobject given to template engine was:\n\t\t${goValue(data)}\n\n`
    );
  }
}
