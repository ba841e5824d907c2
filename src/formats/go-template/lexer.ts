import { byteLength } from '../go-bytes.ts';
import { goQuote, isPrint } from '../go-quote.ts';

/** What a token is. Keywords are their own type. */
export type TokenType =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | Keyword;

type Keyword =
  | 'block'
  | 'break'
  | 'continue'
  | 'dot'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

/** One token. `line` counts from 1; `value` of an error is its message. */
export interface Token {
  readonly type: TokenType;
  readonly pos: number;
  readonly value: string;
  readonly line: number;
}

const KEYWORDS: ReadonlySet<string> = new Set<Keyword>([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
]);
const SPACE = /[ \t\r\n]/;
const ALPHANUMERIC = /^[_\p{L}\p{Nd}]$/u;
const TERMINATOR = /^(?:[ \t\r\n.,|:)(]|\}\}|$)/;
const NUMBER =
  /[+-]?(?:0[xX][\da-fA-F_]*(?:\.[\da-fA-F_]*)?(?:[pP][+-]?[\d_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]*)?)i?/y;

/** A token as errors show it. */
export function tokenText({ type, value }: Token): string {
  if (type === 'eof') return 'EOF';
  if (type === 'error') return value;
  if (type === 'dot' || KEYWORDS.has(type)) return `<${value}>`;
  if (byteLength(value) <= 10) return goQuote(value);
  return `${goQuote(Array.from(value).slice(0, 10).join(''))}...`;
}

/** Splits a template into tokens, one at a time. After an error there are only ends of file. */
export class Lexer {
  private input: string;
  private pos = 0;
  private start = 0;
  private startLine = 1;
  private insideAction = false;
  private parens = 0;

  constructor(input: string) {
    this.input = input;
  }

  next(): Token {
    return this.insideAction ? this.action() : this.text();
  }

  /** Ends the token at the current position. */
  private emit(type: TokenType): Token {
    const value = this.input.slice(this.start, this.pos);
    const token = { type, pos: this.start, value, line: this.startLine };
    this.ignore();
    return token;
  }

  private ignore(): void {
    for (let i = this.start; i < this.pos; i++)
      if (this.input.charCodeAt(i) === 10) this.startLine++;
    this.start = this.pos;
  }

  private fail(message: string): Token {
    const token: Token = { type: 'error', pos: this.start, value: message, line: this.startLine };
    this.input = '';
    this.pos = 0;
    this.start = 0;
    return token;
  }

  private peek(): string {
    const code = this.input.codePointAt(this.pos);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  private isTrim(at: number): boolean {
    return this.input[at] === '-' && SPACE.test(this.input[at + 1] ?? '');
  }

  private text(): Token {
    for (;;) {
      const open = this.input.indexOf('{{', this.pos);
      if (open < 0) {
        this.pos = this.input.length;
        return this.pos > this.start ? this.emit('text') : { ...this.emit('eof'), value: 'EOF' };
      }
      this.pos = open;
      if (this.isTrim(open + 2))
        while (this.pos > this.start && SPACE.test(this.input[this.pos - 1] as string)) this.pos--;
      const text = this.pos > this.start ? this.emit('text') : undefined;
      this.pos = open;
      this.ignore();
      if (text !== undefined) return text;
      const opened = this.leftDelim();
      if (opened !== undefined) return opened;
    }
  }

  /** Reads `{{`, or a whole comment: then undefined. */
  private leftDelim(): Token | undefined {
    const marker = this.isTrim(this.pos + 2) ? 2 : 0;
    if (this.input.startsWith('/*', this.pos + 2 + marker))
      return this.comment(this.pos + 2 + marker);
    this.pos += 2;
    const token = this.emit('leftDelim');
    this.pos += marker;
    this.ignore();
    this.insideAction = true;
    this.parens = 0;
    return token;
  }

  private comment(at: number): Token | undefined {
    this.pos = at;
    this.ignore();
    const end = this.input.indexOf('*/', at + 2);
    if (end < 0) return this.fail('unclosed comment');
    this.pos = end + 2;
    const close = this.closing();
    if (close === undefined) return this.fail('comment ends before closing delimiter');
    this.pos = close.next;
    this.ignore();
    return undefined;
  }

  /** The closing delimiter at the current position: how long it is, and where the text after it begins. */
  private closing(): { length: number; next: number } | undefined {
    if (this.input.startsWith('}}', this.pos)) return { length: 2, next: this.pos + 2 };
    if (!SPACE.test(this.input[this.pos] ?? '') || !this.input.startsWith('-}}', this.pos + 1))
      return undefined;
    let next = this.pos + 4;
    while (SPACE.test(this.input[next] ?? '')) next++;
    return { length: 4, next };
  }

  private rightDelim(close: { length: number; next: number }): Token {
    this.pos += close.length - 2;
    this.ignore();
    this.pos += 2;
    const token = this.emit('rightDelim');
    this.pos = close.next;
    this.ignore();
    this.insideAction = false;
    return token;
  }

  private action(): Token {
    const close = this.closing();
    if (close !== undefined)
      return this.parens === 0 ? this.rightDelim(close) : this.fail('unclosed left paren');
    const char = this.peek();
    if (char === '') return this.fail('unclosed action');
    if (SPACE.test(char)) return this.space();
    if (/[\d+-]/.test(char)) return this.number();
    if (char === '.')
      return /\d/.test(this.input[this.pos + 1] ?? '0') ? this.number() : this.word('field');
    if (ALPHANUMERIC.test(char)) return this.word('identifier');
    this.pos += char.length;
    switch (char) {
      case '=':
        return this.emit('assign');
      case ':':
        if (this.input[this.pos] !== '=') return this.fail('expected :=');
        this.pos++;
        return this.emit('declare');
      case '|':
        return this.emit('pipe');
      case '"':
        return this.quoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.quoted("'", 'charConstant', 'unterminated character constant');
      case '`':
        return this.raw();
      case '$':
        this.pos--;
        return this.word('variable');
      case '(':
        this.parens++;
        return this.emit('leftParen');
      case ')':
        return --this.parens < 0 ? this.fail('unexpected right paren') : this.emit('rightParen');
    }
    return /^[\x20-\x7e]$/.test(char)
      ? this.emit('char')
      : this.fail(`unrecognized character in action: ${unicode(char)}`);
  }

  private space(): Token {
    while (SPACE.test(this.input[this.pos] ?? '')) this.pos++;
    // The last space may belong to a trimming `-}}`.
    if (this.input.startsWith('-}}', this.pos)) {
      this.pos--;
      const close = this.closing();
      if (this.pos === this.start && close !== undefined) return this.rightDelim(close);
    }
    return this.emit('space');
  }

  /** Reads `.name`, `$name` or `name`. */
  private word(type: 'field' | 'variable' | 'identifier'): Token {
    if (type !== 'identifier') this.pos++;
    while (ALPHANUMERIC.test(this.peek())) this.pos += this.peek().length;
    if (!TERMINATOR.test(this.input.slice(this.pos, this.pos + 2)))
      return this.fail(`bad character ${unicode(this.peek())}`);
    const word = this.input.slice(this.start, this.pos);
    if (word === '.') return this.emit('dot');
    if (KEYWORDS.has(word)) return this.emit(word as Keyword);
    return this.emit(word === 'true' || word === 'false' ? 'bool' : type);
  }

  private number(): Token {
    this.skipNumber();
    const next = this.peek();
    if (ALPHANUMERIC.test(next)) {
      this.pos += next.length;
      return this.fail(`bad number syntax: ${goQuote(this.input.slice(this.start, this.pos))}`);
    }
    if (next !== '+' && next !== '-') return this.emit('number');
    // Two numbers in a row are a complex constant, or wrong.
    this.skipNumber();
    if (ALPHANUMERIC.test(this.peek())) this.pos += this.peek().length;
    else if (this.input[this.pos - 1] === 'i') return this.emit('number');
    return this.fail(`bad number syntax: ${goQuote(this.input.slice(this.start, this.pos))}`);
  }

  /** Goes past what looks like a number; it may be empty. */
  private skipNumber(): void {
    NUMBER.lastIndex = this.pos;
    const [text] = NUMBER.exec(this.input) as RegExpExecArray;
    this.pos += text.length;
  }

  private quoted(quote: string, type: TokenType, unterminated: string): Token {
    for (;;) {
      const char = this.input[this.pos];
      this.pos++;
      if (char === quote) return this.emit(type);
      const escaped = char === '\\' ? this.input[this.pos++] : char;
      if (escaped === undefined || escaped === '\n') return this.fail(unterminated);
    }
  }

  private raw(): Token {
    const end = this.input.indexOf('`', this.pos);
    if (end < 0) return this.fail('unterminated raw quoted string');
    this.pos = end + 1;
    return this.emit('rawString');
  }
}

function unicode(char: string): string {
  const code = (char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code}${isPrint(char) ? ` '${char}'` : ''}`;
}
