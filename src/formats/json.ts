import type { JSONObject, JSONValue } from '../api/types.ts';
import { sortedKeys } from './compare.ts';
import { JSONParser } from './json-parser.ts';

export { JSONSyntaxError } from './json-parser.ts';

/** A number that may not fit a double: 16 digits or more outside a string (rarely, inside one: then only slower). */
const LONG_NUMBER = /[:[,\s]-?[0-9]{16}/;
const STARTS_LONG = /^-?[0-9]{16}/;
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/**
 * Reads JSON as Kubernetes does: integers past 2^53 are bigint, past int64 the nearest double.
 * `__proto__` is an own key. Throws JSONSyntaxError in the words of Go's encoding/json.
 */
export function parseJSON(text: string): JSONValue {
  if (!LONG_NUMBER.test(text) && !STARTS_LONG.test(text) && !SURROGATE_ESCAPE.test(text)) {
    try {
      return JSON.parse(text) as JSONValue;
    } catch {
      // The parser below says what is wrong in the reference's words.
    }
  }
  const parser = new JSONParser(text.startsWith('\ufeff') ? text.slice(1) : text);
  const value = parser.value();
  if (!parser.atEnd()) parser.fail('after top-level value');
  return value;
}

export interface StringifyOptions {
  /** Spaces per level, or the text of one level; missing or 0 writes one line. */
  readonly indent?: number | string;
  /** Write object keys in byte order. */
  readonly sortKeys?: boolean;
}

/** What `-o json` uses: four spaces, sorted keys. */
export const KUBECTL_JSON: StringifyOptions = { indent: 4, sortKeys: true };

/**
 * JSON as Go's encoding/json writes it: `<`, `>`, `&`, U+2028 and U+2029 are escaped. No newline at the end.
 * Objects of unstructured data want `sortKeys`; the keys keep their order otherwise.
 */
export function stringifyJSON(value: unknown, options: StringifyOptions = {}): string {
  return stringifyJSONAt(value, 0, options);
}

/**
 * The same for a value that stands `depth` levels deep in a document: all lines but the first are
 * indented by that much. For lists that are written an item at a time.
 */
export function stringifyJSONAt(value: unknown, depth: number, options: StringifyOptions): string {
  const { indent = 0, sortKeys = false } = options;
  const step = typeof indent === 'number' ? ' '.repeat(indent) : indent;
  const emitter = new Emitter(step, sortKeys ? sortedKeys : ownKeys);
  emitter.value(value, depth);
  return emitter.out;
}

/**
 * The parts of a list document that is written an item at a time: `open`, each item after
 * `first` or `next`, then `close` (`closeEmpty` when there was no item). `envelope` is the list without items.
 */
export interface JSONListFrame {
  readonly open: string;
  readonly first: string;
  readonly next: string;
  readonly close: string;
  readonly closeEmpty: string;
}

/** Builds the frame of a list for streaming with `stringifyJSONAt(item, 2, options)`. `indent` must not be 0. */
export function jsonListFrame(
  envelope: JSONObject,
  options: StringifyOptions = KUBECTL_JSON,
): JSONListFrame {
  const step =
    typeof options.indent === 'number' ? ' '.repeat(options.indent) : (options.indent ?? '    ');
  const mark = 'items\u0000';
  const text = stringifyJSON({ ...envelope, items: mark }, options);
  const [before, after] = text.split(JSON.stringify(mark)) as [string, string];
  const pad = `\n${step.repeat(2)}`;
  return {
    open: `${before}[`,
    first: pad,
    next: `,${pad}`,
    close: `\n${step}]${after}`,
    closeEmpty: `]${after}`,
  };
}

type KeysOf = (object: object) => string[];

/**
 * Keys in the order in which they were set. Numbers come first in JavaScript, whenever they were set: no struct of Go
 * has such fields, so the object stands for a map, which Go sorts.
 */
function ownKeys(object: object): string[] {
  const keys = Object.keys(object);
  const first = keys[0]?.charCodeAt(0) ?? 0;
  return first >= 0x30 && first <= 0x39 ? sortedKeys(object) : keys;
}

const UNSAFE = /["\\<>&\u0000-\u001f\u2028\u2029\ud800-\udfff]/;
const HTML = /[<>&\u2028\u2029]/g;
const HTML_ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** A string literal in Go's escaping. */
export function quoteJSON(text: string): string {
  if (!UNSAFE.test(text)) return `"${text}"`;
  return JSON.stringify(text.toWellFormed()).replace(HTML, (char) => HTML_ESCAPES[char]!);
}

const KEY_CACHE_LIMIT = 10_000;
const quotedKeys = new Map<string, string>();

/** Keys repeat from object to object, so their quoted form is remembered. */
function quoteKey(key: string): string {
  let quoted = quotedKeys.get(key);
  if (quoted === undefined) {
    quoted = quoteJSON(key);
    if (quotedKeys.size < KEY_CACHE_LIMIT) quotedKeys.set(key, quoted);
  }
  return quoted;
}

/** What is not a collection; undefined where Go has no such value. */
function scalar(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return quoteJSON(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`json: unsupported value: ${value}`);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return value.toString();
    default:
      return value === null || value === undefined ? 'null' : undefined;
  }
}

/** Appends to one string, which is what engines do best. */
class Emitter {
  out = '';
  readonly #step: string;
  readonly #colon: string;
  readonly #keysOf: KeysOf;
  /** A line break and the indent of each depth. */
  readonly #pads: string[] = [];

  constructor(step: string, keysOf: KeysOf) {
    this.#step = step;
    this.#colon = step === '' ? ':' : ': ';
    this.#keysOf = keysOf;
  }

  value(value: unknown, depth: number): void {
    const text = scalar(value);
    if (text !== undefined) this.out += text;
    else if (Array.isArray(value)) this.#array(value, depth);
    else this.#object(value as Record<string, unknown>, depth);
  }

  #pad(depth: number): string {
    return (this.#pads[depth] ??= this.#step === '' ? '' : `\n${this.#step.repeat(depth)}`);
  }

  #array(items: readonly unknown[], depth: number): void {
    const pad = this.#pad(depth + 1);
    let lead = `[${pad}`;
    for (const item of items) {
      this.out += lead;
      this.value(item, depth + 1);
      lead = `,${pad}`;
    }
    this.out += items.length === 0 ? '[]' : `${this.#pad(depth)}]`;
  }

  #object(object: Record<string, unknown>, depth: number): void {
    const pad = this.#pad(depth + 1);
    let lead = `{${pad}`;
    let empty = true;
    for (const key of this.#keysOf(object)) {
      const member = object[key];
      if (member === undefined) continue;
      this.out += lead + quoteKey(key) + this.#colon;
      this.value(member, depth + 1);
      lead = `,${pad}`;
      empty = false;
    }
    this.out += empty ? '{}' : `${this.#pad(depth)}}`;
  }
}
