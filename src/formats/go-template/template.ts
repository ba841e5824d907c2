import type { GoValue } from '../go-format.ts';
import { execute, GoTemplateExecError, type Run } from './exec.ts';
import { FUNCTIONS } from './functions.ts';
import type { ListNode } from './nodes.ts';
import { parse } from './parser.ts';
import { GoTemplateSyntaxError } from './reader.ts';

export { GoTemplateExecError, GoTemplateSyntaxError };

/** How a template is executed. */
export interface GoTemplateOptions {
  /** When false, a key that a map does not have is an error; else it prints `<no value>`. Default true. */
  readonly allowMissingKeys?: boolean;
}

/**
 * A parsed template of Go's text/template with kubectl's functions.
 * Source: https://pkg.go.dev/text/template.
 */
export class GoTemplate {
  /** The text that was parsed. */
  readonly text: string;
  private readonly name: string;
  private readonly trees: ReadonlyMap<string, ListNode>;

  constructor(text: string, name: string) {
    this.text = text;
    this.name = name;
    this.trees = parse(name, text, new Set(FUNCTIONS.keys()));
  }

  /**
   * The output for one object; bytes that are no UTF-8 are escaped as in go-bytes.ts.
   * Throws GoTemplateExecError, which has what was written until then.
   */
  execute(data: GoValue, options: GoTemplateOptions = {}): string {
    const run: Run = {
      name: this.name,
      text: this.text,
      trees: this.trees,
      failOnMissing: options.allowMissingKeys === false,
      out: '',
    };
    execute(run, data);
    return run.out;
  }
}

/** Parses a template; errors call it `name`, which is `output` in the reference. Throws GoTemplateSyntaxError. */
export function parseGoTemplate(text: string, name = 'output'): GoTemplate {
  return new GoTemplate(text, name);
}
