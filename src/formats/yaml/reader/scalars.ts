import { type Cursor, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd } from './cursor.ts';

/** Line breaks and blanks between words of a flow scalar, which fold to a space or stay. */
class Gap {
  blanks = '';
  firstBreak = '';
  moreBreaks = '';
  /** A break was seen, so blanks are indentation. */
  broken = false;

  /** Reads all blanks and breaks here. `onBlank` may object to one that is indentation. */
  read(cursor: Cursor, onBlank?: (gap: Gap) => void): void {
    while (isBlank(cursor.at()) || isBreak(cursor.at())) {
      if (isBlank(cursor.at())) {
        onBlank?.(this);
        if (this.broken) cursor.skip();
        else this.blanks += cursor.read();
      } else if (this.broken) {
        this.moreBreaks += cursor.readLine();
      } else {
        this.blanks = '';
        this.firstBreak = cursor.readLine();
        this.broken = true;
      }
    }
  }

  /** What the gap stands for. */
  text(): string {
    if (!this.broken) return this.blanks;
    if (this.firstBreak !== '\n') return this.firstBreak + this.moreBreaks;
    // After an escaped line break there is no first break, and nothing to fold.
    return this.moreBreaks === '' ? ' ' : this.moreBreaks;
  }
}

/** Characters that never end a plain scalar. */
const PLAIN_RUN = /[^\s\u0085:,?[\]{}]+/y;
/** Characters that have no meaning between quotes. */
const QUOTED_RUN = /[^\s\u0085"'\\]+/y;

/** Whether a plain scalar ends at this character. */
function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const char = cursor.at();
  if (char === ':' && isBlankOrEnd(cursor.at(1))) return true;
  return inFlow && ',?[]{}'.includes(char);
}

/** A plain scalar; `broken` when it ended with a line break, after which a key may start. */
export function scanPlain(
  cursor: Cursor,
  indent: number,
  inFlow: boolean,
): { text: string; broken: boolean } {
  let text = '';
  let gap = new Gap();
  for (;;) {
    if (cursor.atIndicator('-') || cursor.atIndicator('.') || cursor.at() === '#') break;
    while (!isBlankOrEnd(cursor.at()) && !endsPlain(cursor, inFlow)) {
      text += gap.text() + (cursor.readRun(PLAIN_RUN) || cursor.read());
      gap = new Gap();
    }
    if (!isBlank(cursor.at()) && !isBreak(cursor.at())) break;
    gap.read(cursor, ({ broken }) => {
      if (broken && cursor.column < indent && cursor.at() === '\t') {
        cursor.fail('found a tab character that violates indentation');
      }
    });
    if (!inFlow && cursor.column < indent) break;
  }
  return { text, broken: gap.broken };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A quoted scalar from its quote to behind the closing one. */
export function scanQuoted(cursor: Cursor): string {
  const quote = cursor.read();
  let text = '';
  for (;;) {
    if (cursor.atIndicator('-') || cursor.atIndicator('.'))
      cursor.fail('found unexpected document indicator');
    if (cursor.at() === '') cursor.fail('found unexpected end of stream');
    const gap = new Gap();
    while (!isBlankOrEnd(cursor.at())) {
      const char = cursor.at();
      if (char === quote) {
        if (quote === '"' || cursor.at(1) !== "'") break;
        text += "'";
        cursor.skip(2);
      } else if (quote === '"' && char === '\\') {
        if (isBreak(cursor.at(1))) {
          cursor.skip();
          cursor.readLine();
          gap.broken = true;
          break;
        }
        text += scanEscape(cursor);
      } else text += cursor.readRun(QUOTED_RUN) || cursor.read();
    }
    if (cursor.at() === quote) break;
    gap.read(cursor);
    text += gap.text();
  }
  cursor.skip();
  return text;
}

function scanEscape(cursor: Cursor): string {
  const letter = cursor.at(1);
  const length = Object.hasOwn(HEX_LENGTHS, letter) ? HEX_LENGTHS[letter] : undefined;
  if (length === undefined) {
    if (!Object.hasOwn(ESCAPES, letter)) cursor.fail('found unknown escape character');
    cursor.skip(2);
    return ESCAPES[letter]!;
  }
  cursor.skip(2);
  const digits = cursor.text.slice(cursor.index, cursor.index + length);
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) {
    cursor.fail('did not find expected hexdecimal number');
  }
  const code = parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    cursor.fail('found invalid Unicode character escape code');
  }
  cursor.skip(length);
  return String.fromCodePoint(code);
}

const LINE = /[^\r\n\u0085\u2028\u2029]*/y;

/** A block scalar from its `|` or `>`; `parentIndent` is that of the collection around it. */
export function scanBlock(cursor: Cursor, parentIndent: number): string {
  const folded = cursor.read() === '>';
  const { chomping, increment } = scanBlockHeader(cursor);
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let text = '';
  let lineBreak = '';
  let indented = false;
  let blanks = scanBlockBreaks(cursor, indent, parentIndent);
  indent = blanks.indent;
  while (cursor.column === indent && cursor.at() !== '') {
    const blankFirst = isBlank(cursor.at());
    if (folded && lineBreak === '\n' && !indented && !blankFirst) {
      if (blanks.breaks === '') text += ' ';
    } else text += lineBreak;
    text += blanks.breaks;
    indented = blankFirst;
    text += cursor.readRun(LINE);
    lineBreak = cursor.at() === '' ? '' : cursor.readLine();
    blanks = scanBlockBreaks(cursor, indent, parentIndent);
  }
  if (chomping !== '-') text += lineBreak;
  return chomping === '+' ? text + blanks.breaks : text;
}

function scanBlockHeader(cursor: Cursor): { chomping: string; increment: number } {
  let chomping = '';
  let increment = 0;
  const sign = (): void => {
    if (chomping === '' && /^[-+]$/.test(cursor.at())) chomping = cursor.read();
  };
  sign();
  if (/^[0-9]$/.test(cursor.at())) {
    if (cursor.at() === '0') cursor.fail('found an indentation indicator equal to 0');
    increment = Number(cursor.read());
    sign();
  }
  cursor.readWhile(isBlank);
  if (cursor.at() === '#') cursor.readWhile((char) => !isBreakOrEnd(char));
  if (!isBreakOrEnd(cursor.at())) cursor.fail('did not find expected comment or line break');
  if (cursor.at() !== '') cursor.readLine();
  return { chomping, increment };
}

/** Skips indentation and empty lines. With indent 0, finds the indent out. */
function scanBlockBreaks(
  cursor: Cursor,
  indent: number,
  parentIndent: number,
): { breaks: string; indent: number } {
  const limit = indent === 0 ? Infinity : indent;
  let breaks = '';
  let deepest = 0;
  for (;;) {
    while (cursor.column < limit && cursor.at() === ' ') cursor.skip();
    deepest = Math.max(deepest, cursor.column);
    if (cursor.column < limit && cursor.at() === '\t') {
      cursor.fail('found a tab character where an indentation space is expected');
    }
    if (!isBreak(cursor.at())) break;
    breaks += cursor.readLine();
  }
  return { breaks, indent: indent === 0 ? Math.max(deepest, parentIndent + 1, 1) : indent };
}
