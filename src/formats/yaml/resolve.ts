import { parseGoInteger, parseYAMLFloat } from '../go-number.ts';
import { isYAMLTimestamp } from '../time.ts';

/**
 * What a plain YAML scalar stands for, by the rules of the reference (YAML 1.1 booleans, Go's numbers).
 * `timestamp` has the value of its text: manifests have no dates.
 */
export type Resolved =
  | { readonly tag: 'str' | 'timestamp'; readonly value: string }
  | { readonly tag: 'null'; readonly value: null }
  | { readonly tag: 'bool'; readonly value: boolean }
  | { readonly tag: 'int'; readonly value: number | bigint }
  | { readonly tag: 'float'; readonly value: number };

const WORDS: ReadonlyMap<string, Resolved> = wordTable();
const STARTS_NUMBER = /^[-+0-9]/;
const DOT_FLOAT = /^\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/;
const SIGNED_BINARY = /^0b([-+][01]+)$/;

/** Resolves the text of a plain scalar. */
export function resolvePlain(text: string): Resolved {
  const word = WORDS.get(text);
  if (word) return word;
  if (STARTS_NUMBER.test(text)) return resolveNumber(text);
  if (DOT_FLOAT.test(text)) {
    const value = Number(text.replaceAll('_', ''));
    if (Number.isFinite(value)) return { tag: 'float', value };
  }
  return { tag: 'str', value: text };
}

function resolveNumber(text: string): Resolved {
  if (isYAMLTimestamp(text)) return { tag: 'timestamp', value: text };
  const plain = text.replaceAll('_', '');
  const integer = parseGoInteger(plain);
  if (integer !== undefined) return { tag: 'int', value: integer };
  const float = parseYAMLFloat(plain);
  if (float !== undefined) return { tag: 'float', value: float };
  // `0b-101`: the digits after the prefix may carry a sign of their own.
  const binary = SIGNED_BINARY.exec(plain)?.[1];
  if (binary !== undefined && binary.length <= 64) {
    const value =
      BigInt.asIntN(64, BigInt(`0b${binary.slice(1)}`)) * (binary.startsWith('-') ? -1n : 1n);
    return { tag: 'int', value: Number.isSafeInteger(Number(value)) ? Number(value) : value };
  }
  return { tag: 'str', value: text };
}

function wordTable(): Map<string, Resolved> {
  const table = new Map<string, Resolved>();
  const add = (resolved: Resolved, words: readonly string[]): void => {
    for (const word of words) {
      for (const form of [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)])
        table.set(form, resolved);
    }
  };
  add({ tag: 'bool', value: true }, ['y', 'yes', 'true', 'on']);
  add({ tag: 'bool', value: false }, ['n', 'no', 'false', 'off']);
  add({ tag: 'null', value: null }, ['~', 'null']);
  table.set('', { tag: 'null', value: null });
  for (const form of ['nan', 'NaN', 'NAN']) table.set(`.${form}`, { tag: 'float', value: NaN });
  for (const form of ['inf', 'Inf', 'INF']) {
    table.set(`.${form}`, { tag: 'float', value: Infinity });
    table.set(`+.${form}`, { tag: 'float', value: Infinity });
    table.set(`-.${form}`, { tag: 'float', value: -Infinity });
  }
  return table;
}
