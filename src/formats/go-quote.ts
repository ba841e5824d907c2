import { bytesOf, isEscapedByte, stringOf } from './go-bytes.ts';

/** Quoting and unquoting as Go's strconv does; source: https://pkg.go.dev/strconv. */

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const SHORT: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** True when Go's `unicode.IsPrint` is: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrint(char: string): boolean {
  return PRINTABLE.test(char);
}

/** A string as `strconv.Quote` (`%q`) writes it; with `ascii` as `QuoteToASCII` (`%+q`). */
export function goQuote(text: string, ascii = false): string {
  return PLAIN.test(text) ? `"${text}"` : quoteWith(text, '"', ascii);
}

/** A character as `strconv.QuoteRune` writes it: `'x'`. */
export function goQuoteRune(codePoint: number, ascii = false): string {
  const valid = codePoint >= 0 && codePoint <= 0x10ffff && (codePoint & 0xfffff800) !== 0xd800;
  return quoteWith(String.fromCodePoint(valid ? codePoint : 0xfffd), "'", ascii);
}

function quoteWith(text: string, quote: string, ascii: boolean): string {
  let out = quote;
  for (const char of text)
    out += char === quote || char === '\\' ? `\\${char}` : escapeChar(char, ascii);
  return out + quote;
}

function escapeChar(char: string, ascii: boolean): string {
  const code = char.codePointAt(0) as number;
  if ((!ascii || code < 0x80) && isPrint(char)) return char;
  const short = SHORT[char];
  if (short !== undefined) return short;
  if (isEscapedByte(code)) return `\\x${hex(code - 0xdc00, 2)}`;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}

/** Marks where text cannot be unquoted; Go's message is `invalid syntax`. */
export class QuoteSyntaxError extends Error {
  override name = 'QuoteSyntaxError';
  constructor() {
    super('invalid syntax');
  }
}

/** One unquoted character: its text, or a byte (`\x80`) that is no character by itself. */
export interface Unquoted {
  readonly code: number;
  readonly isByte: boolean;
  readonly next: number;
}

/** Decodes the character or escape at an index, as `strconv.UnquoteChar`. Throws QuoteSyntaxError. */
export function unquoteChar(text: string, at: number, quote: string): Unquoted {
  const code = text.codePointAt(at);
  if (code === undefined || text[at] === quote) throw new QuoteSyntaxError();
  if (code !== 0x5c) return { code, isByte: false, next: at + (code > 0xffff ? 2 : 1) };
  const char = text[at + 1];
  if (char === undefined) throw new QuoteSyntaxError();
  const simple = ESCAPES[char];
  if (simple !== undefined) return { code: simple.charCodeAt(0), isByte: false, next: at + 2 };
  if (char === quote && (char === "'" || char === '"'))
    return { code: char.charCodeAt(0), isByte: false, next: at + 2 };
  if (char >= '0' && char <= '7') return octal(text, at + 1);
  const width = { x: 2, u: 4, U: 8 }[char];
  const digits = text.slice(at + 2, at + 2 + (width ?? 0));
  if (width === undefined || digits.length < width || !/^[0-9a-fA-F]+$/.test(digits))
    throw new QuoteSyntaxError();
  const value = Number.parseInt(digits, 16);
  if (char !== 'x' && (value > 0x10ffff || (value >= 0xd800 && value < 0xe000)))
    throw new QuoteSyntaxError();
  return { code: value, isByte: char === 'x', next: at + 2 + width };
}

function octal(text: string, at: number): Unquoted {
  const digits = text.slice(at, at + 3);
  if (!/^[0-7]{3}$/.test(digits)) throw new QuoteSyntaxError();
  const code = Number.parseInt(digits, 8);
  if (code > 255) throw new QuoteSyntaxError();
  return { code, isByte: true, next: at + 3 };
}

/** The content between quotes with its escapes decoded. Throws QuoteSyntaxError. */
export function unquoteBody(body: string, quote: string): string {
  const parts: (string | Uint8Array)[] = [];
  let binary = false;
  for (let at = 0; at < body.length;) {
    const { code, isByte, next } = unquoteChar(body, at, quote);
    binary ||= isByte && code >= 0x80;
    parts.push(isByte ? Uint8Array.of(code) : String.fromCodePoint(code));
    at = next;
  }
  if (!binary)
    return parts
      .map((part) => (typeof part === 'string' ? part : String.fromCharCode(part[0] as number)))
      .join('');
  return decodeParts(parts);
}

function decodeParts(parts: (string | Uint8Array)[]): string {
  return stringOf(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? bytesOf(part) : part))),
  );
}

/** A Go string literal, `"…"` or raw, as `strconv.Unquote` reads it. Throws QuoteSyntaxError. */
export function goUnquote(literal: string): string {
  const quote = literal[0];
  if (literal.length < 2 || quote === undefined || literal.at(-1) !== quote)
    throw new QuoteSyntaxError();
  const body = literal.slice(1, -1);
  if (quote === '`') return body.replaceAll('\r', '');
  if (body.includes('\n')) throw new QuoteSyntaxError();
  return /[\\"]/.test(body) ? unquoteBody(body, quote) : body;
}
