import { sortedKeys } from '../compare.ts';
import { isPrint } from '../go-quote.ts';
import { KubistError } from '../../errors.ts';
import { isAmbiguous } from './ambiguous.ts';
import { rereadText } from './scalar.ts';

/**
 * KYAML, the strict subset of YAML that `-o kyaml` prints: braces and brackets, quoted strings, plain keys.
 * Source: KEP-5295. Ends with a newline and begins with `---`.
 * Keys are sorted, unless `keepOrder` says that the object has the order of a Go type.
 */
export function stringifyKYAML(value: unknown, options: { keepOrder?: boolean } = {}): string {
  return `---\n${render(value, 0, options.keepOrder === true ? Object.keys : sortedKeys)}\n`;
}

type KeysOf = (object: object) => string[];

/** A list that is written an item at a time: `open`, items joined by `separator`, `close`; `empty` when there are none. */
export interface KYAMLListFrame {
  readonly open: string;
  readonly separator: string;
  readonly close: string;
  readonly empty: string;
}

/** Splits a list without items for streaming with `stringifyKYAMLItem`. */
export function kyamlListFrame(envelope: Record<string, unknown>): KYAMLListFrame {
  const marked = stringifyKYAML({ ...envelope, items: [] });
  const at = marked.indexOf('\n  items: []');
  const head = marked.slice(0, at);
  const tail = marked.slice(at + '\n  items: []'.length);
  return { open: `${head}\n  items: [`, separator: ', ', close: `]${tail}`, empty: marked };
}

/** One object as it stands in the `items` of a list. */
export function stringifyKYAMLItem(item: unknown): string {
  return render(item, 1, sortedKeys);
}

function render(value: unknown, indent: number, keysOf: KeysOf): string {
  if (typeof value === 'string') return quote(value, indent + 1);
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return (value as number | bigint | boolean).toString();
  return Array.isArray(value)
    ? renderSequence(value, indent, keysOf)
    : renderMapping(value as Record<string, unknown>, indent, keysOf);
}

function renderSequence(items: readonly unknown[], indent: number, keysOf: KeysOf): string {
  if (items.length === 0) return '[]';
  // Items that bring their own brackets share lines with those of the list.
  if (items.every((item) => typeof item === 'object' && item !== null)) {
    return `[${items.map((item) => render(item, indent, keysOf)).join(', ')}]`;
  }
  const pad = '  '.repeat(indent);
  return `[\n${items.map((item) => `${pad}  ${render(item, indent + 1, keysOf)},\n`).join('')}${pad}]`;
}

function renderMapping(object: Record<string, unknown>, indent: number, keysOf: KeysOf): string {
  const pad = '  '.repeat(indent + 1);
  let members = '';
  for (const key of keysOf(object)) {
    const value = object[key];
    if (value === undefined) continue;
    members += `${pad}${renderKey(key)}: ${render(value, indent + 1, keysOf)},\n`;
  }
  return members === '' ? '{}' : `{\n${members}${pad.slice(2)}}`;
}

const CACHE_LIMIT = 10_000;
const keys = new Map<string, string>();
const PLAIN_KEY = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_./-]*[\p{L}\p{N}_])?$/u;

function renderKey(key: string): string {
  let text = keys.get(key);
  if (text === undefined) {
    text =
      PLAIN_KEY.test(key) && !isAmbiguous(key) ? key : `"${escapeAll(reread(key, true), true)}"`;
    if (keys.size < CACHE_LIMIT) keys.set(key, text);
  }
  return text;
}

/** The reference decodes its own JSON as YAML here as well, with words of its own for failures. */
function reread(text: string, key = false): string {
  // U+0085 ends a line for that reader, and a key cannot go on behind it.
  const problem =
    key && text.includes('\u0085') ? "yaml: line 1: did not find expected ',' or '}'" : undefined;
  try {
    if (problem !== undefined) throw new KubistError(problem);
    return rereadText(text);
  } catch (error) {
    throw new KubistError(`error decoding: ${(error as Error).message}`, { cause: error });
  }
}

const SIMPLE = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Several lines are written one below the other, each ending in `\n\`. */
function quote(text: string, indent: number): string {
  if (SIMPLE.test(text)) return `"${text}"`;
  const wellFormed = reread(text);
  if (!wellFormed.includes('\n')) return `"${escapeAll(wellFormed, false)}"`;
  const pad = '  '.repeat(indent);
  let result = '"\\\n';
  for (const line of wellFormed.split(/(?<=\n)/)) {
    // White space at the start of a line is kept by a backslash before it; other lines get a space, to align.
    const lead = /^[^\S\n\ufeff]|^\u0085/.test(line) ? '\\' : ' ';
    const body = escapeAll(line, false);
    result += pad + lead + body;
  }
  return `${result}${result.endsWith('\n') ? '' : '\\\n'}${pad}"`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\r': '\\r',
  '\v': '\\v',
  '\0': '\\0',
  '\x1b': '\\e',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

const NOT_SIMPLE = /[^ !#-[\]-~]/gu;

function escapeAll(text: string, key: boolean): string {
  return text.replace(NOT_SIMPLE, (char) => escape(char, key));
}

function escape(char: string, key: boolean): string {
  if (char === '\n') return key ? '\\n' : '\\n\\\n';
  if (char === '\t') return key ? '\\t' : char;
  if (char === '"' || char === '\\') return `\\${char}`;
  if (isPrint(char)) return char;
  const named = NAMED[char];
  if (named !== undefined) return named;
  const code = char.codePointAt(0)!;
  const [letter, width] =
    code < 0x20 || code === 0x7f ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).padStart(width, '0')}`;
}
