import { KubistError } from '../../errors.ts';
import type { GoValue } from '../go-format.ts';
import { GoNumber } from '../go-values.ts';
import { isPrint, QuoteSyntaxError, unquoteBody } from '../go-quote.ts';
import type { Node, SliceParam } from './nodes.ts';

/** A template that cannot be parsed or applied; the message has the reference's words. */
export class JSONPathError extends KubistError {
  override name = 'JSONPathError';
  /** What was found before it failed: `[?(@.x)]` asks for nothing else, and takes a bad index for existence. */
  readonly found: readonly GoValue[];
  constructor(message: string, options: ErrorOptions & { found?: readonly GoValue[] } = {}) {
    super(message, options);
    this.found = options.found ?? [];
  }
}

const DICT_KEY = /^'([^']*)'$/;
const SLICE = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const COMPARISON = /^([^!<>=]+)([!<>=]+)([^\n]+?)$/;
const DIGIT = /^\p{Nd}$/u;
const WORD = /^[_\p{L}\p{Nd}]$/u;
const TERMINATORS = new Set(['', ' ', '\t', '\r', '\n', '.', ',', '[', ']', '$', '@', '{', '}']);

/** Parses a template into its top-level nodes: texts and lists. Throws JSONPathError. */
export function parse(text: string): Node[] {
  return new Parser(text).parse();
}

/** Parses what stands between braces. */
function parseAction(text: string): Node[] {
  const first = parse(`{${text}}`)[0];
  return first?.type === 'list' ? first.nodes : [];
}

class Parser {
  private readonly input: string;
  private readonly root: Node[] = [];
  private pos = 0;

  constructor(input: string) {
    this.input = input;
  }

  parse(): Node[] {
    for (;;) {
      const open = this.input.indexOf('{', this.pos);
      const text = this.input.slice(this.pos, open < 0 ? undefined : open);
      if (text !== '') this.root.push({ type: 'text', text });
      if (open < 0) return this.root;
      this.pos = open + 1;
      const nodes: Node[] = [];
      const list: Node = { type: 'list', nodes };
      this.root.push(list);
      while (this.insideAction(nodes));
      const names = nodes.map((node) => (node.type === 'field' ? node.name : undefined));
      if (names.every((name) => name !== undefined)) list.path = names;
    }
  }

  /** The next character, consumed; empty at the end of the input. */
  private next(): string {
    const char = this.peek();
    this.pos += char.length;
    return char;
  }

  private peek(): string {
    const code = this.input.codePointAt(this.pos);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  /** Reads one piece of an action; false when its closing brace was read. */
  private insideAction(nodes: Node[]): boolean {
    if (this.input.startsWith('[?(', this.pos)) return this.filter(nodes);
    if (this.input.startsWith('..', this.pos)) return this.recursive(nodes);
    const start = this.pos;
    const char = this.next();
    switch (char) {
      case '}':
        return false;
      case '':
      case '\r':
      case '\n':
        throw new JSONPathError('unclosed action');
      case ' ':
      case '@':
      case '$':
        return true;
      case '[':
        return this.array(nodes, start);
      case '"':
      case "'":
        return this.quote(nodes, start, char);
      case '.':
        return this.field(nodes);
    }
    this.pos = start;
    if (char === '+' || char === '-' || DIGIT.test(char)) return this.number(nodes);
    if (WORD.test(char)) return this.identifier(nodes);
    const code = (char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
    const shown = isPrint(char) ? ` '${char}'` : '';
    throw new JSONPathError(`unrecognized character in action: U+${code}${shown}`);
  }

  private identifier(nodes: Node[]): true {
    const start = this.pos;
    while (!TERMINATORS.has(this.peek())) this.next();
    const name = this.input.slice(start, this.pos);
    if (name === 'true' || name === 'false')
      nodes.push({ type: 'constant', value: name === 'true' });
    else nodes.push({ type: 'identifier', name });
    return true;
  }

  private recursive(nodes: Node[]): true {
    if (nodes.at(-1)?.type === 'recursive')
      throw new JSONPathError('invalid multiple recursive descent');
    this.pos += 2;
    nodes.push({ type: 'recursive' });
    return WORD.test(this.peek()) ? this.field(nodes) : true;
  }

  private number(nodes: Node[]): true {
    const start = this.pos;
    if (this.peek() === '+' || this.peek() === '-') this.next();
    while (this.peek() === '.' || DIGIT.test(this.peek())) this.next();
    const text = this.input.slice(start, this.pos);
    if (/^[+-]?\d+$/.test(text) && isInt(BigInt(text.replace('+', '')))) {
      const integer = BigInt(text.replace('+', ''));
      const small = Number(integer);
      nodes.push({
        type: 'constant',
        value: new GoNumber('int', Number.isSafeInteger(small) ? small : integer),
      });
    } else if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) && Number.isFinite(Number(text))) {
      nodes.push({ type: 'constant', value: new GoNumber('float64', Number(text)) });
    } else {
      throw new JSONPathError(`cannot parse number ${text}`);
    }
    return true;
  }

  private array(nodes: Node[], start: number): true {
    const end = endOf(this.input, ']', this.pos);
    if (end < 0) throw new JSONPathError('unterminated array');
    this.pos = end + 1;
    let text = this.input.slice(start + 1, end);
    if (text === '*') text = ':';
    const members = text.split(',');
    const key = DICT_KEY.exec(text);
    if (members.length > 1) {
      nodes.push({
        type: 'union',
        members: members.map((member) => parseAction(`[${trimSpaces(member)}]`)),
      });
    } else if (key !== null) {
      nodes.push(...parseAction(`.${key[1]}`));
    } else {
      nodes.push({ type: 'array', params: sliceParams(text) });
    }
    return true;
  }

  private filter(nodes: Node[]): true {
    const start = this.pos + 3;
    this.pos = start;
    this.skipFilter();
    const text = this.input.slice(start, this.pos - 1);
    if (this.next() !== ']') throw new JSONPathError('unclosed array expect ]');
    const comparison = COMPARISON.exec(text);
    if (comparison === null) {
      nodes.push({ type: 'filter', left: parseAction(text), right: [], operator: 'exists' });
    } else {
      const [, left, operator, right] = comparison as unknown as [string, string, string, string];
      nodes.push({ type: 'filter', left: parseAction(left), right: parseAction(right), operator });
    }
    return true;
  }

  /** Goes past the closing parenthesis of a filter; one inside the (only) quoted text does not count. */
  private skipFilter(): void {
    let quote = '';
    let closed = false;
    for (;;) {
      const char = this.next();
      if (char === '' || char === '\n') throw new JSONPathError('unterminated filter');
      if (char === ')' && (quote === '' || closed)) return;
      if (char !== '"' && char !== "'") continue;
      if (quote === '') quote = char;
      else if (char === quote && this.input[this.pos - 2] !== '\\') closed = true;
    }
  }

  private quote(nodes: Node[], start: number, quote: string): true {
    for (;;) {
      const char = this.next();
      if (char === '' || char === '\n') throw new JSONPathError('unterminated quoted string');
      if (char === quote && this.input[this.pos - 2] !== '\\') break;
    }
    const body = this.input.slice(start + 1, this.pos - 1);
    try {
      nodes.push({ type: 'text', text: /[\\'"]/.test(body) ? unquoteBody(body, quote) : body });
    } catch (error) {
      if (!(error instanceof QuoteSyntaxError)) throw error;
      throw new JSONPathError(`unquote string ${quote}${body}${quote} error ${error.message}`);
    }
    return true;
  }

  private field(nodes: Node[]): true {
    const start = this.pos;
    for (;;) {
      const char = this.peek();
      if (TERMINATORS.has(char)) break;
      this.next();
      if (char === '\\') this.next();
    }
    const name = this.input.slice(start, this.pos);
    nodes.push(
      name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') },
    );
    return true;
  }
}

function isInt(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** The index of a closing character; -1 when the line ends before it. */
function endOf(text: string, close: string, from: number): number {
  const end = text.indexOf(close, from);
  const newline = text.indexOf('\n', from);
  return newline >= 0 && newline < end ? -1 : end;
}

function trimSpaces(text: string): string {
  return text.replace(/^ +| +$/g, '');
}

function sliceParams(text: string): [SliceParam, SliceParam, SliceParam] {
  const match = SLICE.exec(text);
  if (match === null) throw new JSONPathError(`invalid array index ${text}`);
  const start = sliceParam(match[1] ?? '');
  const end =
    match[2] === undefined || match[2] === ''
      ? { value: start.value + 1, known: true, derived: true }
      : sliceParam(match[2].slice(1));
  return [start, end, sliceParam((match[3] ?? '').slice(1))];
}

function sliceParam(text: string): SliceParam {
  if (text === '') return { value: 0, known: false, derived: false };
  const value = Number(text);
  if (Number.isNaN(value) || Math.abs(value) >= 2 ** 63)
    throw new JSONPathError(`array index ${text} is not a number`);
  return { value, known: true, derived: false };
}
