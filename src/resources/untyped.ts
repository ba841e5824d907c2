import type { JSONValue } from '../api/types.ts';
import { KubistError } from '../errors.ts';
import { goQuote } from '../formats/go-quote.ts';

/**
 * Refuses a document of a manifest, or an item of a list in it, that does not say its apiVersion and kind. Throws a
 * KubistError in the words of the reference's validation; what else is wrong, the server says.
 */
export function refuseUntyped(document: JSONValue, source: string): void {
  const missing = [...new Set(missingFields(document))];
  if (missing.length === 0) return;
  const problem = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
  throw new KubistError(
    `error validating ${goQuote(source)}: error validating data: ${problem}; if you choose to ignore these errors, turn validation off with --validate=false`,
  );
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
