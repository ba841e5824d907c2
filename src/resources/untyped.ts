import type { JSONValue } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';

/**
 * Refuses a document of a manifest, or an item of a list in it, that does not say its apiVersion and kind. Throws a
 * KubistError in the words of the reference's validation; what else is wrong, the server says.
 */
export function refuseUntyped(document: JSONValue, source: string): void {
  const problem = untypedProblem(document);
  if (problem === undefined) return;
  throw new KubistError(
    `error validating ${goQuote(source)}: error validating data: ${problem}; if you choose to ignore these errors, turn validation off with --validate=false`,
  );
}

/** What of apiVersion and kind is missing, in the same words; undefined when nothing is. */
export function untypedProblem(document: JSONValue): string | undefined {
  const missing = [...new Set(missingFields(document))];
  return missing.length > 1 ? `[${missing.join(', ')}]` : missing[0];
}

function missingFields(value: JSONValue): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const missing = ['apiVersion', 'kind'].filter((field) => !value[field]);
  const { kind, items } = value;
  const isList = typeof kind === 'string' && kind === 'List' && Array.isArray(items);
  return [
    ...missing.map((field) => `${field} not set`),
    ...(isList ? items.flatMap(missingFields) : []),
  ];
}
