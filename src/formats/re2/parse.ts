import { KubistError } from '../../errors.ts';
import { foldCase, perlClasses, posixClasses, unicodeClass } from './classes.ts';
import { type Assertion, LAST, negate, type Node, normalize, type Ranges } from './syntax.ts';

const MAX_REPEAT = 1000;
const MAX_DEPTH = 1000;

/** `(?i)` and the like. */
interface Modes {
  readonly fold: boolean;
  readonly lines: boolean;
  readonly dotAll: boolean;
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  A: 'textStart',
  z: 'textEnd',
  b: 'word',
  B: 'noWord',
};

/** Reads a regular expression of Go's syntax. Throws a KubistError in Go's words. */
export function parseRE2(text: string): Node {
  return new Parser(text).parse();
}

class Parser {
  readonly #chars: string[];
  #at = 0;
  #depth = 0;
  #modes: Modes = { fold: false, lines: false, dotAll: false };

  constructor(text: string) {
    this.#chars = Array.from(text);
  }

  parse(): Node {
    const node = this.#alternatives();
    if (this.#at < this.#chars.length) throw this.#error('unexpected )', this.#chars.join(''));
    return node;
  }

  #error(problem: string, part: string): KubistError {
    return new KubistError(`error parsing regexp: ${problem}: \`${part}\``);
  }

  get #next(): string | undefined {
    return this.#chars[this.#at];
  }

  #eat(char: string): boolean {
    if (this.#next !== char) return false;
    this.#at++;
    return true;
  }

  #from(start: number): string {
    return this.#chars.slice(start, this.#at).join('');
  }

  #alternatives(): Node {
    const nodes: Node[] = [this.#sequence()];
    while (this.#eat('|')) nodes.push(this.#sequence());
    return nodes.length === 1 ? (nodes[0] as Node) : { type: 'alternate', nodes };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    let repeated: number | undefined;
    while (this.#next !== undefined && this.#next !== '|' && this.#next !== ')') {
      const start = this.#at;
      const limits = this.#repetition();
      if (limits === undefined) {
        const node = this.#atom();
        repeated = undefined;
        if (node !== undefined) nodes.push(node);
        continue;
      }
      const last = nodes.pop();
      if (last === undefined) {
        throw this.#error('missing argument to repetition operator', this.#from(start));
      }
      if (repeated !== undefined) {
        throw this.#error('invalid nested repetition operator', this.#from(repeated));
      }
      repeated = start;
      nodes.push({ type: 'repeat', node: last, ...limits });
    }
    return nodes.length === 1 ? (nodes[0] as Node) : { type: 'concat', nodes };
  }

  /** `*`, `+`, `?`, `{n,m}`, each with `?` after it for a lazy one, which matches the same texts. */
  #repetition(): { min: number; max: number } | undefined {
    const start = this.#at;
    const limits = this.#limits();
    if (limits === undefined) return undefined;
    this.#eat('?');
    const { min, max } = limits;
    if (min > MAX_REPEAT || (max !== Infinity && (max > MAX_REPEAT || max < min))) {
      throw this.#error('invalid repeat count', this.#from(start).replace(/\?$/, ''));
    }
    return limits;
  }

  #limits(): { min: number; max: number } | undefined {
    if (this.#eat('*')) return { min: 0, max: Infinity };
    if (this.#eat('+')) return { min: 1, max: Infinity };
    if (this.#eat('?')) return { min: 0, max: 1 };
    if (this.#next !== '{') return undefined;
    const match = /^\{(\d+)(,(\d*))?\}/.exec(this.#chars.slice(this.#at, this.#at + 32).join(''));
    // Otherwise it is an ordinary brace.
    if (match === null) return undefined;
    this.#at += match[0].length;
    const min = Number(match[1]);
    return { min, max: match[2] === undefined ? min : match[3] ? Number(match[3]) : Infinity };
  }

  #atom(): Node | undefined {
    const char = this.#chars[this.#at++] ?? '';
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#charsNode(this.#set());
      case '.':
        return { type: 'chars', ranges: this.#modes.dotAll ? [[0, LAST]] : negate([[10, 10]]) };
      case '^':
        return { type: 'assert', assertion: this.#modes.lines ? 'lineStart' : 'textStart' };
      case '$':
        return { type: 'assert', assertion: this.#modes.lines ? 'lineEnd' : 'textEnd' };
      case '\\':
        return this.#escaped();
      default:
        return this.#literal(char.codePointAt(0) ?? 0);
    }
  }

  #literal(code: number): Node {
    return this.#charsNode([[code, code]]);
  }

  #charsNode(ranges: Ranges): Node {
    return { type: 'chars', ranges: this.#modes.fold ? foldCase(ranges) : normalize(ranges) };
  }

  #group(): Node | undefined {
    const start = this.#at - 1;
    const outer = this.#modes;
    if (++this.#depth > MAX_DEPTH) {
      throw this.#error('expression nests too deeply', this.#chars.join(''));
    }
    if (this.#eat('?') && !this.#prefixOfGroup(start)) {
      this.#depth--;
      return undefined;
    }
    const node = this.#alternatives();
    if (!this.#eat(')')) throw this.#error('missing closing )', this.#chars.join(''));
    this.#modes = outer;
    this.#depth--;
    return node;
  }

  /** What stands between `(?` and the expression: a name, or modes. False when there is no expression: `(?i)`. */
  #prefixOfGroup(start: number): boolean {
    const rest = this.#chars.slice(this.#at).join('');
    const name = /^P?<([^>]*)(>?)/.exec(rest);
    if (name !== null) {
      this.#at += Array.from(name[0]).length;
      if (!/^\w+$/.test(name[1] ?? '') || name[2] === '') {
        throw this.#error('invalid named capture', this.#from(start));
      }
      return true;
    }
    const modes = /^([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (modes === null || modes[0] === ')') {
      this.#at += /^[imsU-]*/.exec(rest)?.[0].length ?? 0;
      this.#at = Math.min(this.#at + 1, this.#chars.length);
      throw this.#error('invalid or unsupported Perl syntax', this.#from(start));
    }
    this.#at += modes[0].length;
    const [, on = '', off = '', end] = modes;
    const mode = (letter: string, before: boolean): boolean =>
      off.includes(letter) ? false : before || on.includes(letter);
    this.#modes = {
      fold: mode('i', this.#modes.fold),
      lines: mode('m', this.#modes.lines),
      dotAll: mode('s', this.#modes.dotAll),
    };
    return end === ':';
  }

  #escaped(): Node {
    const start = this.#at - 1;
    const char = this.#next;
    if (char === undefined) {
      throw new KubistError('error parsing regexp: trailing backslash at end of expression: ``');
    }
    const assertion = Object.hasOwn(ASSERTIONS, char) ? ASSERTIONS[char] : undefined;
    if (assertion !== undefined) {
      this.#at++;
      return { type: 'assert', assertion };
    }
    if (char === 'Q') return this.#quoted();
    return this.#charsNode(this.#class(start) ?? [[this.#code(start), this.#lastCode]]);
  }

  /** `\Q…\E`: as it stands. */
  #quoted(): Node {
    this.#at++;
    const nodes: Node[] = [];
    while (this.#next !== undefined) {
      const char = this.#next;
      this.#at++;
      if (char === '\\' && this.#eat('E')) break;
      nodes.push(this.#literal(char.codePointAt(0) ?? 0));
    }
    return { type: 'concat', nodes };
  }

  /** `\d`, `\pL`, `\P{Greek}` after the backslash; undefined when it is something else. */
  #class(start: number): Ranges | undefined {
    const char = this.#next ?? '';
    const perl = Object.hasOwn(perlClasses, char) ? perlClasses[char] : undefined;
    if (perl !== undefined) {
      this.#at++;
      return perl;
    }
    if (char !== 'p' && char !== 'P') return undefined;
    const rest = this.#chars.slice(this.#at, this.#at + 64).join('');
    const match = /^[pP](?:\{(\^?)([^}]*)\}|(.))/u.exec(rest);
    this.#at += Array.from(match?.[0] ?? rest).length;
    const ranges = unicodeClass(match?.[2] ?? match?.[3] ?? '');
    if (ranges === undefined) {
      throw this.#error('invalid character class range', this.#from(start));
    }
    return (char === 'P') === (match?.[1] === '^') ? ranges : negate(ranges);
  }

  /** The character of the escape that was read last. */
  #lastCode = 0;

  /** One escaped character after the backslash. */
  #code(start: number): number {
    const rest = this.#chars.slice(this.#at, this.#at + 12).join('');
    const match =
      /^(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{1,2})|([aftnrv])|([!-/:-@[-`{-~]))/.exec(
        rest,
      );
    this.#at += match?.[0].length ?? 1;
    const [, braced, hex, octal, letter, punctuation] = match ?? [];
    const code =
      braced !== undefined || hex !== undefined
        ? Number.parseInt(braced ?? hex ?? '', 16)
        : octal !== undefined
          ? Number.parseInt(octal, 8)
          : letter !== undefined
            ? ESCAPES[letter]
            : punctuation?.codePointAt(0);
    if (code === undefined || code > LAST) {
      throw this.#error('invalid escape sequence', this.#from(start));
    }
    this.#lastCode = code;
    return code;
  }

  /** A class in brackets, after the first one. */
  #set(): Ranges {
    const start = this.#at - 1;
    const negative = this.#eat('^');
    const ranges: (readonly [number, number])[] = [];
    let first = true;
    while (first || this.#next !== ']') {
      const from = this.#at;
      if (this.#next === undefined) {
        throw this.#error('missing closing ]', this.#chars.slice(start).join(''));
      }
      first = false;
      const named = this.#posix() ?? (this.#next === '\\' ? this.#setClass() : undefined);
      if (named !== undefined) {
        ranges.push(...named);
        continue;
      }
      const low = this.#setChar(start);
      let high = low;
      if (
        this.#next === '-' &&
        this.#at + 1 < this.#chars.length &&
        this.#chars[this.#at + 1] !== ']'
      ) {
        this.#at++;
        high = this.#setChar(start);
        if (high < low) throw this.#error('invalid character class range', this.#from(from));
      }
      ranges.push([low, high]);
    }
    this.#at++;
    // Folded before it is negated: `(?i)[^a]` is not A either.
    const folded = this.#modes.fold ? foldCase(ranges) : ranges;
    return negative ? negate(folded) : folded;
  }

  #posix(): Ranges | undefined {
    const match = /^\[:(\^?)(\w+):\]/.exec(this.#chars.slice(this.#at, this.#at + 16).join(''));
    if (match === null) return undefined;
    const [text, negative, name = ''] = match;
    const ranges = Object.hasOwn(posixClasses, name) ? posixClasses[name] : undefined;
    if (ranges === undefined) throw this.#error('invalid character class range', text);
    this.#at += text.length;
    return negative === '^' ? negate(ranges) : ranges;
  }

  #setClass(): Ranges | undefined {
    const start = this.#at++;
    const ranges = this.#class(start);
    if (ranges === undefined) this.#at = start;
    return ranges;
  }

  #setChar(start: number): number {
    const char = this.#next;
    if (char === undefined) {
      throw this.#error('missing closing ]', this.#chars.slice(start).join(''));
    }
    const from = this.#at++;
    return char === '\\' ? this.#code(from) : (char.codePointAt(0) ?? 0);
  }
}
