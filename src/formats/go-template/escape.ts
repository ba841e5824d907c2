import { bytesOf, isEscapedByte } from '../go-bytes.ts';
import { isPrint } from '../go-quote.ts';

/** Escaping functions of templates: `html`, `js`, `urlquery`. */

const HTML: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};
const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

/** Escapes text for HTML. */
export function escapeHTML(text: string): string {
  return text.replace(/[\0"'&<>]/g, (char) => HTML[char] as string);
}

/** Escapes text for a JavaScript string. */
export function escapeJS(text: string): string {
  return text.replace(/[\\'"<>&=\x00-\x1f]|[^\x00-\x7f]/gu, (char) => {
    const short = JS[char];
    if (short !== undefined) return short;
    const code = char.codePointAt(0) as number;
    if (code >= 0x80 && isPrint(char)) return char;
    return `\\u${(isEscapedByte(code) ? 0xfffd : code).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

/** Escapes text for the query of a URL; a space becomes `+`. */
export function escapeQuery(text: string): string {
  let out = '';
  for (const byte of bytesOf(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/.test(char)) out += char;
    else out += char === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}
