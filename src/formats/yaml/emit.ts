import type { JSONObject } from '../../api/types.ts';
import { KubistError } from '../../errors.ts';
import { formatFloatG } from '../go-number.ts';
import { naturalKeys } from './natural.ts';
import { BEST_WIDTH, judge, type Judged, renderScalar } from './scalar.ts';

/** A key of more bytes than this is written with `?`. */
const MAX_SIMPLE_KEY = 128;
const CACHE_LIMIT = 20_000;
/** Strings that are plain for certain: no number, word, indicator, space or colon; unless short words of YAML 1.1. */
const PLAIN = /^[A-Za-z_/][A-Za-z0-9_./+=()$@^~-]*$/;
const WORD =
  /^(?:[yYnN]|[yY][eE][sS]|[nN][oO]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[oO][nN]|[oO][fF][fF]|[nN][uU][lL][lL])$/;
const LINE_END = /[\n\u2028\u2029]$/;

/** Keys and short values whose text does not depend on where they stand. */
const keyTexts = new Map<string, string>();
const valueTexts = new Map<string, string>();

/**
 * YAML as the reference writes it (Go's sigs.k8s.io/yaml), with the newline at the end. Undefined members are left
 * out. Throws KubistError for strings that the reference cannot write.
 */
export function stringifyYAML(value: unknown): string {
  const emitter = new Emitter();
  emitter.node(value, -1, 0, 'root');
  return emitter.end();
}

/** One item of a list as it stands under `items:`, from its `- ` to its last newline. */
export function stringifyYAMLItem(item: unknown): string {
  const emitter = new Emitter();
  emitter.sequence([item], 0);
  return emitter.end();
}

/** The text before and after the items of a list, and the whole text where there are none. */
export interface YAMLListFrame {
  readonly open: string;
  readonly close: string;
  readonly empty: string;
}

/** Splits a list without items so that the items can be streamed between `open` and `close`. */
export function yamlListFrame(envelope: JSONObject): YAMLListFrame {
  const before: JSONObject = {};
  const after: JSONObject = {};
  for (const key of naturalKeys({ ...envelope, items: [] })) {
    if (key !== 'items') (key < 'items' ? before : after)[key] = envelope[key]!;
  }
  const text = (part: JSONObject): string =>
    Object.keys(part).length === 0 ? '' : stringifyYAML(part);
  return {
    open: `${text(before)}items:\n`,
    close: text(after),
    empty: stringifyYAML({ ...envelope, items: [] }),
  };
}

/** How a node follows what stands before it: at the start, after `key:`, or after `- `, `? `, `: ` on their line. */
type Context = 'root' | 'value' | 'inline';

class Emitter {
  #out = '';
  /** The text ends with a line break that belongs to a block scalar. */
  #ended = true;

  end(): string {
    if (!this.#ended) this.#out += '\n';
    this.#ended = true;
    return this.#out;
  }

  /** Writes a node whose parent's indent is `indent` and which starts at `column`. */
  node(value: unknown, indent: number, column: number, context: Context): void {
    if (typeof value === 'string') return this.#string(value, indent, column, context);
    const lead = context === 'value' ? ' ' : '';
    if (typeof value !== 'object' || value === null) return this.#write(lead + scalarText(value));
    if (Array.isArray(value)) {
      if (value.length === 0) return this.#write(`${lead}[]`);
      // Below a key, the dashes stand under the key.
      if (context === 'value') return this.sequence(value, indent);
      return this.sequence(value, indent < 0 ? 0 : indent + 2, context === 'inline');
    }
    this.#mapping(value as Record<string, unknown>, indent < 0 ? 0 : indent + 2, context, lead);
  }

  sequence(items: readonly unknown[], indent: number, inline = false): void {
    const pad = ' '.repeat(indent);
    let first = inline;
    for (const item of items) {
      this.#startLine(first, pad);
      first = false;
      this.#write('- ');
      this.node(item, indent, indent + 2, 'inline');
    }
  }

  #mapping(object: Record<string, unknown>, indent: number, context: Context, lead: string): void {
    const pad = indent === 0 ? '' : ' '.repeat(indent);
    let first = context === 'inline';
    let empty = true;
    for (const key of naturalKeys(object)) {
      const value = object[key];
      if (value === undefined) continue;
      empty = false;
      this.#startLine(first, pad);
      first = false;
      const text = keyTexts.get(key) ?? keyText(key);
      if (text === undefined) {
        this.#complexKey(key, value, indent, pad);
      } else {
        this.#out += text;
        this.#ended = false;
        this.node(value, indent, indent + text.length + 1, 'value');
      }
    }
    if (empty) this.#write(`${lead}{}`);
  }

  #complexKey(key: string, value: unknown, indent: number, pad: string): void {
    this.#write('? ');
    this.#string(key, indent, indent + 2, 'inline');
    this.#startLine(false, pad);
    this.#write(': ');
    this.node(value, indent, indent + 2, 'inline');
  }

  #startLine(inline: boolean, pad: string): void {
    if (inline) return;
    this.#out += this.#ended ? pad : `\n${pad}`;
    this.#ended = false;
  }

  #write(text: string): void {
    this.#out += text;
    this.#ended = false;
  }

  #string(value: string, indent: number, column: number, context: Context): void {
    const lead = context === 'value' ? ' ' : '';
    const known = valueTexts.get(value);
    if (known !== undefined && column + value.length <= BEST_WIDTH)
      return this.#write(lead + known);
    if (value.length > 5 && PLAIN.test(value)) return this.#write(lead + value);
    const judged = judge(value);
    const text = renderScalar(judged, { column, indent: indent < 0 ? 2 : indent + 2, key: false });
    if (value.length <= 64 && !judged.multiline && valueTexts.size < CACHE_LIMIT) {
      valueTexts.set(value, renderScalar(judged, { column: 0, indent: 0, key: true }));
    }
    this.#write(lead + text);
    this.#ended = judged.style === 'literal' && LINE_END.test(judged.text);
  }
}

/** `key:`; undefined when the key needs the `?` form. */
function keyText(key: string): string | undefined {
  if (PLAIN.test(key) && !WORD.test(key) && key.length <= MAX_SIMPLE_KEY)
    return remember(key, `${key}:`);
  // The reference's YAML reader takes U+0085 for the end of the line, where a key cannot go on.
  if (key.includes('\u0085'))
    throw new KubistError("yaml: line 1: did not find expected ',' or '}'");
  const judged: Judged = judge(key);
  if (judged.multiline || Buffer.byteLength(judged.text) > MAX_SIMPLE_KEY) return undefined;
  return remember(key, `${renderScalar(judged, { column: 0, indent: 0, key: true })}:`);
}

function remember(key: string, text: string): string {
  if (keyTexts.size < CACHE_LIMIT) keyTexts.set(key, text);
  return text;
}

const MAX_UINT64 = 2 ** 64;
const MIN_INT64 = -(2 ** 63);

function scalarText(value: unknown): string {
  switch (typeof value) {
    case 'number':
      if (Number.isInteger(value) && value >= MIN_INT64 && value < MAX_UINT64)
        return BigInt(value) === 0n ? '0' : String(value);
      return formatFloatG(value);
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return 'null';
  }
}
