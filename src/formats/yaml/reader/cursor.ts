import { YAMLProblem } from '../node.ts';

/** A place in the text; all counted from 0. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

const CONTROL =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/** Throws YAMLProblem where the text holds characters that YAML does not allow. */
export function checkCharacters(text: string): void {
  if (CONTROL.test(text)) throw new YAMLProblem('control characters are not allowed');
}

/** The text of one document and the place in it. The end reads as "". */
export class Cursor {
  readonly text: string;
  index = 0;
  line = 0;
  column = 0;

  /** Throws YAMLProblem where the text holds characters that YAML does not allow. */
  constructor(text: string) {
    checkCharacters(text);
    this.text = text;
  }

  get mark(): Mark {
    return { index: this.index, line: this.line, column: this.column };
  }

  /** The character at the place, or `ahead` of it. */
  at(ahead = 0): string {
    return this.text.charAt(this.index + ahead);
  }

  skip(count = 1): void {
    this.index += count;
    this.column += count;
  }

  /** Goes on by one character and returns it. */
  read(): string {
    const char = this.at();
    this.skip();
    return char;
  }

  /** Goes past a line break and returns what it stands for. */
  readLine(): string {
    const char = this.at();
    this.index += char === '\r' && this.at(1) === '\n' ? 2 : 1;
    this.column = 0;
    this.line++;
    return char === '\u2028' || char === '\u2029' ? char : '\n';
  }

  /** Reads while the characters match. */
  readWhile(test: (char: string) => boolean): string {
    const start = this.index;
    while (test(this.at())) this.skip();
    return this.text.slice(start, this.index);
  }

  /** Reads what a sticky pattern without line breaks matches here. */
  readRun(pattern: RegExp): string {
    pattern.lastIndex = this.index;
    const run = pattern.exec(this.text)?.[0] ?? '';
    this.skip(run.length);
    return run;
  }

  /** `---` or `...` alone at the start of a line. */
  atIndicator(sign: '-' | '.'): boolean {
    return (
      this.column === 0 &&
      this.text.startsWith(sign.repeat(3), this.index) &&
      isBlankOrEnd(this.at(3))
    );
  }

  /** A mistake that shows at this place. */
  fail(message: string): never {
    throw new YAMLProblem(
      this.line > 0 ? `line ${this.line + 1}: ${message}` : message,
      this.line + 1,
    );
  }
}

export function isBlank(char: string): boolean {
  return char === ' ' || char === '\t';
}

export function isBreak(char: string): boolean {
  return (
    char === '\n' || char === '\r' || char === '\u0085' || char === '\u2028' || char === '\u2029'
  );
}

export function isBreakOrEnd(char: string): boolean {
  return char === '' || isBreak(char);
}

export function isBlankOrEnd(char: string): boolean {
  return char === '' || isBlank(char) || isBreak(char);
}

/** Letters, digits, `_` and `-`: what names of anchors and tags are made of. */
export function isWord(char: string): boolean {
  const code = char.charCodeAt(0) | 0x20;
  return (
    (code >= 97 && code <= 122) || (char >= '0' && char <= '9') || char === '_' || char === '-'
  );
}
