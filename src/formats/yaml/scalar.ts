import { KubistError } from '../../errors.ts';
import { resolvePlain } from './resolve.ts';

/** Lines are folded at the first single space past this column. */
export const BEST_WIDTH = 80;

/** Where a scalar stands: `column` of its first character, `indent` of its further lines. Keys never fold. */
export interface Place {
  readonly column: number;
  readonly indent: number;
  readonly key: boolean;
}

const FORBIDDEN = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;
const NEL_RUN = / *\u0085[ \u0085]*/g;
// eslint-disable-next-line no-misleading-character-class
const SPECIAL = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const BREAK = /[\r\n\u0085\u2028\u2029]/;
const BREAK_SPACE = /[\r\n\u0085\u2028\u2029] /;
const SPACE_BREAK = / [\r\n\u0085\u2028\u2029]/;
const EDGE = /^[ \r\n\u0085\u2028\u2029]|[ \r\n\u0085\u2028\u2029]$/;
const INDICATOR_START = /^(?:[#,[\]{}&*!|>'"%@`]|[?:](?:[ \t]|$)|-(?:[ \t]|$)|---|\.\.\.)/;
const INDICATOR_INSIDE = /:(?:[ \t]|$)|[ \t\u0000\r\n\u0085\u2028\u2029]#/;
const BASE60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

export type Style = 'plain' | 'single' | 'double' | 'literal';

/** A string and the style that the reference writes it in. */
export interface Judged {
  readonly text: string;
  readonly style: Style;
  /** It holds a line break of any kind; such a key is written with `?`. */
  readonly multiline: boolean;
}

/**
 * Chooses the style. The reference sends its JSON through a YAML reader first, which folds U+0085
 * and refuses control characters: so does this. Throws KubistError.
 */
export function judge(value: string): Judged {
  const text = rereadText(value);
  return { text, style: styleOf(text), multiline: BREAK.test(text) };
}

/** What a string is after the reference's way through JSON and a YAML reader. Throws KubistError. */
export function rereadText(value: string): string {
  const text = value.toWellFormed();
  if (FORBIDDEN.test(text)) throw new KubistError('yaml: control characters are not allowed');
  return text.replace(NEL_RUN, (run) => {
    const breaks = run.replaceAll(' ', '').length;
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  });
}

function styleOf(text: string): Style {
  const special = SPECIAL.test(text) || SPACE_BREAK.test(text);
  if (text.includes('\n')) return special || text.endsWith(' ') ? 'double' : 'literal';
  if (resolvePlain(text).tag !== 'str' || BASE60.test(text)) return 'double';
  if (special || BREAK_SPACE.test(text)) return 'double';
  const plain =
    !BREAK.test(text) &&
    !EDGE.test(text) &&
    !INDICATOR_START.test(text) &&
    !INDICATOR_INSIDE.test(text);
  return plain ? 'plain' : 'single';
}

/** The scalar as it stands in the document, from its first character; block scalars end with their last line. */
export function renderScalar(judged: Judged, place: Place): string {
  switch (judged.style) {
    case 'plain':
      return fold(judged.text, place);
    case 'single':
      return `'${fold(judged.text.replaceAll("'", "''"), { ...place, column: place.column + 1 }, true)}'`;
    case 'double':
      return `"${foldDouble(judged.text, { ...place, column: place.column + 1 })}"`;
    default:
      return literal(judged.text, place.indent);
  }
}

/** Folds plain and single-quoted text; `quoted` keeps spaces at the ends. */
function fold(text: string, place: Place, quoted = false): string {
  if (place.key) return text;
  if (place.column + text.length <= BEST_WIDTH && !BREAK.test(text)) return text;
  const pad = ' '.repeat(place.indent);
  const chars = Array.from(text);
  let column = place.column;
  let result = '';
  let spaces = false;
  let breaks = false;
  chars.forEach((char, i) => {
    if (char === ' ') {
      const inside = !quoted || (i > 0 && i < chars.length - 1);
      if (!spaces && column > BEST_WIDTH && inside && chars[i + 1] !== ' ') {
        result += `\n${pad}`;
        column = place.indent;
      } else {
        result += char;
        column++;
      }
      spaces = true;
    } else if (BREAK.test(char)) {
      result += char;
      column = 0;
      breaks = true;
    } else {
      if (breaks) {
        result += pad;
        column = place.indent;
      }
      result += char;
      column++;
      spaces = false;
      breaks = false;
    }
  });
  return result;
}

const NAMED: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function escape(char: string): string {
  const named = NAMED[char];
  if (named !== undefined) return `\\${named}`;
  const code = char.codePointAt(0)!;
  const [letter, width] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(width, '0')}`;
}

function foldDouble(text: string, place: Place): string {
  // A byte order mark at the start makes the reference escape every character.
  const all = text.startsWith('\ufeff');
  const pad = ' '.repeat(place.indent);
  const chars = Array.from(text);
  let column = place.column;
  let result = '';
  let spaces = false;
  chars.forEach((char, i) => {
    if (all || char === '"' || char === '\\' || SPECIAL.test(char) || BREAK.test(char)) {
      const escaped = escape(char);
      result += escaped;
      column += escaped.length;
      spaces = false;
    } else if (char === ' ') {
      if (!place.key && !spaces && column > BEST_WIDTH && i > 0 && i < chars.length - 1) {
        result += `\n${pad}`;
        column = place.indent;
        if (chars[i + 1] === ' ') {
          result += '\\';
          column++;
        }
      } else {
        result += char;
        column++;
      }
      spaces = true;
    } else {
      result += char;
      column++;
      spaces = false;
    }
  });
  return result;
}

function literal(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  const hint = /^[ \r\n\u0085\u2028\u2029]/.test(text) ? '2' : '';
  const chomp = !/[\n\u2028\u2029]$/.test(text)
    ? '-'
    : /(?:^|[\n\u2028\u2029])[\n\u2028\u2029]$/.test(text)
      ? '+'
      : '';
  return `|${hint}${chomp}\n${text.replace(/[^\n\u2028\u2029]+/g, (line) => pad + line)}`;
}
