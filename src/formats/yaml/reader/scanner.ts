import { Cursor, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, type Mark } from './cursor.ts';
import { scanDirective, scanName, scanTag } from './names.ts';
import { scanBlock, scanPlain, scanQuoted } from './scalars.ts';

/** What a token is; indicators go by their sign. */
export type TokenType =
  | 'end'
  | 'version'
  | 'tag-directive'
  | '---'
  | '...'
  | 'sequence'
  | 'mapping'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | '?'
  | ':'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** A token. `text` is a scalar's value, a name, or a tag; `handle` the handle of a tag. */
export interface Token {
  readonly type: TokenType;
  readonly mark: Mark;
  readonly text: string;
  readonly plain: boolean;
  readonly handle: string;
}

/** A token that becomes a key if `:` follows it on its line. */
interface SimpleKey {
  possible: boolean;
  readonly required: boolean;
  readonly token: number;
  readonly mark: Mark;
}

const MAX_KEY_LENGTH = 1024;
const MAX_DEPTH = 10_000;

/**
 * Splits a document into tokens the way YAML 1.1's reference scanner (libyaml) does, mistakes included.
 * Source: https://yaml.org/spec/1.1/.
 */
export class Scanner {
  readonly #cursor: Cursor;
  readonly #queue: Token[] = [];
  readonly #indents: number[] = [];
  #keys: (SimpleKey | undefined)[] = [undefined];
  #taken = 0;
  #ready = false;
  #indent = -1;
  #keyAllowed = true;

  constructor(text: string) {
    this.#cursor = new Cursor(text);
  }

  /** The next token, which stays. Throws YAMLProblem. */
  peek(): Token {
    while (!this.#ready) {
      if (this.#queue.length > 0 && !this.#headMayBeKey()) this.#ready = true;
      else this.#fetch();
    }
    return this.#queue[0]!;
  }

  /** Takes the token that `peek` returned. */
  next(): Token {
    const token = this.peek();
    this.#queue.shift();
    this.#ready = false;
    this.#taken++;
    return token;
  }

  get #inFlow(): boolean {
    return this.#keys.length > 1;
  }

  /** A `:` to come may still put tokens before the first one. */
  #headMayBeKey(): boolean {
    const key = this.#keys.find(
      (candidate) => candidate?.possible && candidate.token === this.#taken,
    );
    return key !== undefined && this.#isValid(key);
  }

  #isValid(key: SimpleKey): boolean {
    const cursor = this.#cursor;
    if (!key.possible) return false;
    if (key.mark.line === cursor.line && key.mark.index + MAX_KEY_LENGTH >= cursor.index)
      return true;
    if (key.required) cursor.fail("could not find expected ':'");
    key.possible = false;
    return false;
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    const { mark } = this.#cursor;
    const required = !this.#inFlow && this.#indent === mark.column;
    this.#dropKey();
    this.#keys[this.#keys.length - 1] = {
      possible: true,
      required,
      token: this.#taken + this.#queue.length,
      mark,
    };
  }

  #dropKey(): void {
    const key = this.#keys.at(-1);
    if (!key?.possible) return;
    if (key.required) this.#cursor.fail("could not find expected ':'");
    key.possible = false;
  }

  #push(
    type: TokenType,
    mark: Mark,
    more: Partial<Token> = {},
    at: number = this.#queue.length,
  ): void {
    this.#queue.splice(at, 0, { type, mark, text: '', plain: false, handle: '', ...more });
  }

  /** Starts a block collection where the column is deeper than the last one. */
  #rollIndent(type: 'sequence' | 'mapping', mark: Mark, at?: number): void {
    if (this.#inFlow || this.#indent >= mark.column) return;
    this.#indents.push(this.#indent);
    this.#indent = mark.column;
    if (this.#indents.length > MAX_DEPTH) this.#cursor.fail(`exceeded max depth of ${MAX_DEPTH}`);
    this.#push(type, mark, {}, at);
  }

  #unrollIndent(column: number): void {
    if (this.#inFlow) return;
    while (this.#indent > column) {
      this.#push('block-end', this.#cursor.mark);
      this.#indent = this.#indents.pop()!;
    }
  }

  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      const tabs = this.#inFlow || !this.#keyAllowed;
      cursor.readWhile((char) => char === ' ' || (tabs && char === '\t'));
      if (cursor.at() === '#') cursor.readWhile((char) => !isBreakOrEnd(char));
      if (!isBreak(cursor.at())) return;
      cursor.readLine();
      if (!this.#inFlow) this.#keyAllowed = true;
    }
  }

  #fetch(): void {
    this.#skipToToken();
    const cursor = this.#cursor;
    this.#unrollIndent(cursor.column);
    const char = cursor.at();
    const spaced = isBlankOrEnd(cursor.at(1));
    const flow = this.#inFlow;
    if (char === '') this.#fetchEnd();
    else if (cursor.column === 0 && char === '%') this.#fetchDirective();
    else if (cursor.atIndicator('-')) this.#fetchDocumentMark('---');
    else if (cursor.atIndicator('.')) this.#fetchDocumentMark('...');
    else if (char === '[' || char === '{') this.#fetchFlowStart(char);
    else if (char === ']' || char === '}') this.#fetchFlowEnd(char);
    else if (char === ',') this.#fetchIndicator(',', true);
    else if (char === '-' && spaced) this.#fetchEntry();
    else if (char === '?' && (flow || spaced)) this.#fetchKey();
    else if (char === ':' && (flow || spaced)) this.#fetchValue();
    else if (char === '*') this.#fetchProperty('alias');
    else if (char === '&') this.#fetchProperty('anchor');
    else if (char === '!') this.#fetchProperty('tag');
    else if ((char === '|' || char === '>') && !flow) this.#fetchBlock();
    else if (char === "'" || char === '"')
      this.#fetchFlowScalar(() => ({ text: scanQuoted(cursor), plain: false }));
    else if (this.#startsPlain(char)) this.#fetchPlain();
    else cursor.fail('found character that cannot start any token');
  }

  #startsPlain(char: string): boolean {
    const next = this.#cursor.at(1);
    if (char === '-') return !isBlank(next);
    if (char === '?' || char === ':') return !this.#inFlow && !isBlankOrEnd(next);
    return !isBlank(char) && !',[]{}#&*!|>\'"%@`'.includes(char);
  }

  #fetchEnd(): void {
    if (this.#cursor.column !== 0) {
      this.#cursor.column = 0;
      this.#cursor.line++;
    }
    this.#unrollIndent(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#push('end', this.#cursor.mark);
  }

  #fetchDocumentMark(type: '---' | '...'): void {
    this.#unrollIndent(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#push(type, this.#cursor.mark);
    this.#cursor.skip(3);
  }

  #fetchIndicator(type: TokenType, keyAllowed: boolean): void {
    this.#dropKey();
    this.#keyAllowed = keyAllowed;
    this.#push(type, this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchFlowStart(type: '[' | '{'): void {
    this.#saveKey();
    this.#keys.push(undefined);
    if (this.#keys.length > MAX_DEPTH) this.#cursor.fail(`exceeded max depth of ${MAX_DEPTH}`);
    this.#keyAllowed = true;
    this.#push(type, this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchFlowEnd(type: ']' | '}'): void {
    this.#dropKey();
    if (this.#inFlow) this.#keys.pop();
    this.#keyAllowed = false;
    this.#push(type, this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchEntry(): void {
    if (!this.#inFlow) {
      if (!this.#keyAllowed)
        this.#cursor.fail('block sequence entries are not allowed in this context');
      this.#rollIndent('sequence', this.#cursor.mark);
    }
    this.#fetchIndicator('-', true);
  }

  #fetchKey(): void {
    if (!this.#inFlow) {
      if (!this.#keyAllowed) this.#cursor.fail('mapping keys are not allowed in this context');
      this.#rollIndent('mapping', this.#cursor.mark);
    }
    this.#fetchIndicator('?', !this.#inFlow);
  }

  #fetchValue(): void {
    const key = this.#keys.at(-1);
    if (key && this.#isValid(key)) {
      this.#push('?', key.mark, {}, key.token - this.#taken);
      this.#rollIndent('mapping', key.mark, key.token - this.#taken);
      key.possible = false;
      this.#keyAllowed = false;
    } else {
      if (!this.#inFlow) {
        if (!this.#keyAllowed) this.#cursor.fail('mapping values are not allowed in this context');
        this.#rollIndent('mapping', this.#cursor.mark);
      }
      this.#keyAllowed = !this.#inFlow;
    }
    this.#push(':', this.#cursor.mark);
    this.#cursor.skip();
  }

  #fetchFlowScalar(scan: () => Partial<Token>): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const { mark } = this.#cursor;
    this.#push('scalar', mark, scan());
  }

  #fetchPlain(): void {
    let ended = false;
    this.#fetchFlowScalar(() => {
      const { text, broken } = scanPlain(this.#cursor, this.#indent + 1, this.#inFlow);
      ended = broken;
      return { text, plain: true };
    });
    if (ended) this.#keyAllowed = true;
  }

  #fetchBlock(): void {
    this.#dropKey();
    this.#keyAllowed = true;
    const { mark } = this.#cursor;
    this.#push('scalar', mark, { text: scanBlock(this.#cursor, this.#indent) });
  }

  /** Anchors, aliases and tags, which may begin a key. */
  #fetchProperty(type: 'alias' | 'anchor' | 'tag'): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const { mark } = this.#cursor;
    this.#push(
      type,
      mark,
      type === 'tag' ? scanTag(this.#cursor) : { text: scanName(this.#cursor) },
    );
  }

  #fetchDirective(): void {
    this.#unrollIndent(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    const { mark } = this.#cursor;
    const { name, text } = scanDirective(this.#cursor);
    this.#push(name === 'YAML' ? 'version' : 'tag-directive', mark, { text });
  }
}
