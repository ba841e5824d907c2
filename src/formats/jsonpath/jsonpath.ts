import type { JSONValue } from '../../api/types.ts';
import { goJSON, GoNumber, goValue, type GoValue } from '../go-format.ts';
import { Evaluation } from './evaluate.ts';
import type { Node } from './nodes.ts';
import { JSONPathError, parse } from './parser.ts';

export { JSONPathError };

/** How a template is applied. */
export interface JSONPathOptions {
  /** When false, a field that no value has is an error (`foo is not found`). Default true. */
  readonly allowMissingKeys?: boolean;
  /** Writes the results of every piece of the template as an indented JSON array (`-o jsonpath-as-json`). */
  readonly asJSON?: boolean;
}

/**
 * A template in Kubernetes' JSONPath dialect: text around `{…}` expressions.
 * Source: https://kubernetes.io/docs/reference/kubectl/jsonpath/.
 */
export class JSONPathTemplate {
  /** The text that was parsed. */
  readonly text: string;
  private readonly nodes: readonly Node[];

  constructor(text: string) {
    this.text = text;
    this.nodes = parse(text);
  }

  /** The output of the template for one object. Throws JSONPathError; nothing is output then. */
  execute(data: GoValue, options: JSONPathOptions = {}): string {
    const print = options.asJSON === true ? printJSON : printResults;
    try {
      let out = '';
      for (const results of this.evaluate(data, options)) out += print(results);
      return out;
    } catch (error) {
      if (error instanceof RangeError)
        throw new JSONPathError('the object is nested too deeply', { cause: error });
      throw error;
    }
  }

  /** The values that each piece of the template finds; texts are values too. Throws JSONPathError. */
  find(data: GoValue, options: JSONPathOptions = {}): JSONValue[][] {
    return this.evaluate(data, options) as JSONValue[][];
  }

  private evaluate(data: GoValue, options: JSONPathOptions): GoValue[][] {
    return new Evaluation(this.nodes, options.allowMissingKeys ?? true).find(data);
  }
}

/** Parses a template. Throws JSONPathError with the reference's words, without a prefix. */
export function parseJSONPath(text: string): JSONPathTemplate {
  return new JSONPathTemplate(text);
}

const RELAXED = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/;

/**
 * Completes a path as custom-columns, --sort-by and wait accept it: `metadata.name`, `.metadata.name`,
 * `{metadata.name}` and `{.metadata.name}` all become the last. Throws JSONPathError.
 */
export function relaxedJSONPath(text: string): string {
  if (text === '') return '';
  const match = RELAXED.exec(text);
  if (match === null) {
    throw new JSONPathError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${match[1] ?? match[2]}}`;
}

function printResults(results: readonly GoValue[]): string {
  return results.length === 1 ? printValue(results[0]) : results.map(printValue).join(' ');
}

function printValue(value: GoValue): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '<no value>';
  if (value === null) return 'null';
  return typeof value === 'object' && !(value instanceof GoNumber) ? goJSON(value) : goValue(value);
}

function printJSON(results: GoValue[]): string {
  return `${goJSON(results as JSONValue[], '    ')}\n`;
}
