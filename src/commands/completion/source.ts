import type { Context } from '../../cli/context.ts';

/**
 * What a shell is to do with candidates, as a sum of bits: the protocol that cobra's shell scripts speak.
 * Source: https://cobra.dev/docs/how-to-guides/shell-completion/
 */
export const Directive = {
  /** Files where there are no candidates. */
  default: 0,
  error: 1,
  /** No space after the only candidate. */
  noSpace: 2,
  noFiles: 4,
  /** The candidates are endings of file names. */
  fileEndings: 8,
  onlyFolders: 16,
  /** The candidates are in an order that means something. */
  keepOrder: 32,
} as const;

/** Candidates for a word: each `VALUE` or `VALUE\tDESCRIPTION`. */
export interface Candidates {
  readonly values: readonly string[];
  readonly directive: number;
}

/** What is to be completed. */
export interface Question {
  readonly context: Context;
  /** Operands before the word, without the command's name. */
  readonly args: readonly string[];
  /** The word as far as it is typed. */
  readonly word: string;
}

/** Where candidates come from. It may reject: then there are none. */
export type Source = (question: Question) => Candidates | Promise<Candidates>;

/** Those of the values that the word begins, and no files. */
export function among(values: readonly string[], word: string): Candidates {
  return {
    values: values.filter((value) => value.startsWith(word)),
    directive: Directive.noFiles,
  };
}

/** No candidates, and no files either. */
export const nothing: Candidates = { values: [], directive: Directive.noFiles };

/** Words that are known beforehand. */
export function words(...values: string[]): Source {
  return ({ word }) => among(values, word);
}

/** The source for the first operand only. */
export function once(source: Source): Source {
  return (question) => (question.args.length === 0 ? source(question) : nothing);
}
