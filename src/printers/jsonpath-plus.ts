import type { JSONValue, Writer } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { stringifyJSON } from '../formats/json.ts';
import type { Printable, Printer } from './printer.ts';

/**
 * Prints what an expression of the jsonpath-plus dialect finds, one result a line, objects and lists as JSON. It has
 * what the template dialect lacks: regular expressions, `&&`, `||`, parents. Filters run in the package's own
 * interpreter (`eval: 'safe'`), never as code.
 * Source: https://github.com/JSONPath-Plus/JSONPath.
 */
export class JSONPathPlusPrinter implements Printer {
  readonly #expression: string;

  /** Throws KubistError for an empty expression. */
  constructor(expression: string) {
    if (expression === '')
      throw new KubistError('jsonpath-plus format specified but no expression given');
    this.#expression = expression;
  }

  async print(object: Printable, out: Writer): Promise<void> {
    const { JSONPath } = await import('jsonpath-plus');
    let results: JSONValue[];
    try {
      results = JSONPath({
        path: this.#expression,
        json: object,
        eval: 'safe',
        wrap: true,
        resultType: 'value',
      }) as JSONValue[];
    } catch (error) {
      throw new KubistError(
        `error evaluating jsonpath-plus ${this.#expression}, ${(error as Error).message}`,
        { cause: error },
      );
    }
    const text = results.map((result) => `${line(result)}\n`).join('');
    if (text !== '') await out.write(text);
  }
}

function line(value: JSONValue): string {
  return typeof value === 'string' ? value : stringifyJSON(value, { sortKeys: true });
}
