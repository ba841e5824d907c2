import type { JSONObject, JSONValue } from '../api/types.ts';
import { KubistError } from '../errors.ts';

/** JSON that cannot be read. The message is that of Go's encoding/json; `offset` is in bytes, after the offending one. */
export class JSONSyntaxError extends KubistError {
  override name = 'JSONSyntaxError';
  readonly offset: number;
  /** The text ended too early; the reference's streaming decoder says `unexpected EOF` then. */
  readonly truncated: boolean;
  constructor(message: string, offset: number, truncated = false) {
    super(message);
    this.offset = offset;
    this.truncated = truncated;
  }
}

const SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const HEX4 = /[0-9a-fA-F]{4}/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const LITERALS: readonly (readonly [string, JSONValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
/** Places where a space is a mistake. */
const SPACELESS = /^in (?!string literal)|^after decimal/;
const MAX_DEPTH = 10_000;
const INT64_MAX = 2n ** 63n - 1n;

/** A number as Kubernetes reads it: exact within int64 (bigint past 2^53), else the nearest float64. */
export function exactNumber(text: string): number | bigint {
  const number = Number(text);
  if (Number.isSafeInteger(number) || !/^-?[0-9]+$/.test(text)) return number;
  const exact = BigInt(text);
  return exact <= INT64_MAX && exact >= -INT64_MAX - 1n ? exact : number;
}

/** Assigns an own property, whatever its name: `__proto__` is a key like any other. */
export function setOwn(object: JSONObject, key: string, value: JSONValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  } else object[key] = value;
}

/**
 * Reads one JSON value and tells where it ended: exact integers, Go's treatment of lone surrogates, Go's
 * words for mistakes. Several times slower than JSON.parse, so it is for what JSON.parse cannot do.
 */
export class JSONParser {
  position = 0;
  readonly #text: string;
  #depth = 0;
  constructor(text: string, position = 0) {
    this.#text = text;
    this.position = position;
  }

  /** Skips white space; true at the end of the text. */
  atEnd(): boolean {
    this.#match(SPACE);
    return this.position >= this.#text.length;
  }

  /** The next value. Throws JSONSyntaxError. */
  value(): JSONValue {
    this.#match(SPACE);
    const char = this.#text[this.position];
    if (char === '{') return this.#object();
    if (char === '[') return this.#array();
    if (char === '"') return this.#string();
    if (char !== undefined && (char === '-' || (char >= '0' && char <= '9'))) return this.#number();
    for (const [word, value] of LITERALS) if (char === word[0]) return this.#literal(word, value);
    return this.fail('looking for beginning of value');
  }

  /** Throws for the character at `at`, or for the end of the text. */
  fail(where: string, at: number = this.position): never {
    const before = this.#text.slice(0, at);
    const offset = Buffer.byteLength(before);
    if (at >= this.#text.length) {
      // Go tells the end apart by trying a space, which only literals and escapes object to.
      const message = SPACELESS.test(where)
        ? `invalid character ' ' ${where}`
        : 'unexpected end of JSON input';
      throw new JSONSyntaxError(message, offset, true);
    }
    const char = quoteByte(Buffer.from(String.fromCodePoint(this.#text.codePointAt(at)!))[0]!);
    throw new JSONSyntaxError(`invalid character ${char} ${where}`, offset + 1);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.position += found.length;
    return found;
  }

  #enter(): void {
    this.position++;
    if (++this.#depth > MAX_DEPTH) throw new JSONSyntaxError('exceeded max depth', this.position);
  }

  #object(): JSONObject {
    this.#enter();
    const object: JSONObject = {};
    let first = true;
    for (;;) {
      this.#match(SPACE);
      if (first && this.#text[this.position] === '}') break;
      if (this.#text[this.position] !== '"')
        this.fail('looking for beginning of object key string');
      const key = this.#string();
      this.#match(SPACE);
      if (this.#text[this.position] !== ':') this.fail('after object key');
      this.position++;
      setOwn(object, key, this.value());
      this.#match(SPACE);
      const next = this.#text[this.position];
      if (next === '}') break;
      if (next !== ',') this.fail('after object key:value pair');
      this.position++;
      first = false;
    }
    this.position++;
    this.#depth--;
    return object;
  }

  #array(): JSONValue[] {
    this.#enter();
    const array: JSONValue[] = [];
    this.#match(SPACE);
    if (this.#text[this.position] !== ']') {
      for (;;) {
        array.push(this.value());
        this.#match(SPACE);
        const next = this.#text[this.position];
        if (next === ']') break;
        if (next !== ',') this.fail('after array element');
        this.position++;
      }
    }
    this.position++;
    this.#depth--;
    return array;
  }

  #string(): string {
    this.position++;
    let result = '';
    for (;;) {
      result += this.#match(PLAIN);
      const char = this.#text[this.position];
      if (char === '"') break;
      if (char !== '\\') this.fail('in string literal');
      this.position++;
      const escape = this.#text[this.position] ?? '';
      if (escape === 'u') result += this.#unicode();
      else if (Object.hasOwn(ESCAPES, escape)) {
        result += ESCAPES[escape]!;
        this.position++;
      } else this.fail('in string escape code');
    }
    this.position++;
    return result.toWellFormed();
  }

  #unicode(): string {
    this.position++;
    const start = this.position;
    const hex = this.#match(HEX4);
    if (hex !== '') return String.fromCharCode(parseInt(hex, 16));
    let at = start;
    while (/^[0-9a-fA-F]$/.test(this.#text[at] ?? '')) at++;
    return this.fail('in \\u hexadecimal character escape', at);
  }

  #number(): number | bigint {
    const found = this.#match(NUMBER);
    if (found === '') this.fail('in numeric literal', this.position + 1);
    const next = this.#text[this.position];
    if (next === '.' && !/[.eE]/.test(found)) {
      this.fail('after decimal point in numeric literal', this.position + 1);
    }
    if ((next === 'e' || next === 'E') && !/[eE]/.test(found)) {
      const sign = /[+-]/.test(this.#text[this.position + 1] ?? '') ? 1 : 0;
      this.fail('in exponent of numeric literal', this.position + 1 + sign);
    }
    return exactNumber(found);
  }

  #literal(word: string, value: JSONValue): JSONValue {
    for (let i = 1; i < word.length; i++) {
      if (this.#text[this.position + i] !== word[i]) {
        this.fail(`in literal ${word} (expecting '${word[i]}')`, this.position + i);
      }
    }
    this.position += word.length;
    return value;
  }
}

function quoteByte(byte: number): string {
  const char = String.fromCharCode(byte);
  if (char === "'") return String.raw`'\''`;
  if (char === '"') return `'"'`;
  if (char === '\\') return String.raw`'\\'`;
  const named = {
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\b': '\\b',
    '\f': '\\f',
    '\v': '\\v',
    '\x07': '\\a',
  };
  if (Object.hasOwn(named, char)) return `'${named[char as keyof typeof named]}'`;
  if (byte < 0x20 || byte === 0x7f) return `'\\x${byte.toString(16).padStart(2, '0')}'`;
  if ((byte >= 0x80 && byte <= 0xa0) || byte === 0xad) return `'\\u00${byte.toString(16)}'`;
  return `'${char}'`;
}
