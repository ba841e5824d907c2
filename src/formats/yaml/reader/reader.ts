import { shortTag } from '../compose.ts';
import { type YAMLNode, YAMLProblem } from '../node.ts';
import type { Mark } from './cursor.ts';
import { Scanner, type Token, type TokenType } from './scanner.ts';

/** Collections nest no deeper than this. The reference allows 10,000; JavaScript's stack does not. */
const MAX_DEPTH = 1_000;
const TAG_PREFIXES: Readonly<Record<string, string>> = { '': '', '!': '!', '!!': '!!' };

/**
 * Reads the first document of a text by the grammar of the reference, which takes some documents that YAML 1.2
 * forbids, forbids some that it takes, and has words of its own for mistakes. Throws YAMLProblem.
 */
export function readNodes(text: string): YAMLNode | undefined {
  return new Reader(text).document();
}

class Reader {
  readonly #scanner: Scanner;
  readonly #anchors = new Map<string, YAMLNode>();
  #depth = 0;

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  document(): YAMLNode | undefined {
    if (this.#is('end')) return undefined;
    const explicit = this.#is('---', 'version', 'tag-directive');
    for (const seen = new Set<TokenType>(); this.#is('version', 'tag-directive');) {
      const token = this.#scanner.next();
      if (token.type !== 'version') continue;
      if (seen.has('version')) fail(token.mark, 'found duplicate %YAML directive');
      seen.add('version');
      if (!/^1\.1(?:\s|$)/.test(token.text)) fail(token.mark, 'found incompatible YAML document');
    }
    if (explicit) {
      if (!this.#is('---'))
        fail(this.#scanner.peek().mark, 'did not find expected <document start>');
      this.#scanner.next();
    }
    const empty = explicit && this.#is('version', 'tag-directive', '---', '...', 'end');
    const node = empty ? emptyScalar(this.#scanner.peek().mark) : this.#node(true, false);
    // The reference looks at the token behind the document, and stumbles where it is none.
    this.#scanner.peek();
    return node;
  }

  #is(...types: TokenType[]): boolean {
    return types.includes(this.#scanner.peek().type);
  }

  /** Takes the next token if it is of the type. */
  #took(type: TokenType): boolean {
    if (!this.#is(type)) return false;
    this.#scanner.next();
    return true;
  }

  #node(block: boolean, indentless: boolean): YAMLNode {
    const first = this.#scanner.peek();
    if (first.type === 'alias') return this.#alias(this.#scanner.next());
    let anchor: string | undefined;
    let tag: Token | undefined;
    for (let i = 0; i < 2; i++) {
      if (this.#is('anchor') && anchor === undefined) anchor = this.#scanner.next().text;
      else if (this.#is('tag') && tag === undefined) tag = this.#scanner.next();
    }
    const keep = <T extends YAMLNode>(node: T): T => {
      if (anchor !== undefined) this.#anchors.set(anchor, node);
      return node;
    };
    const tagText = tag ? resolveTag(tag) : '';
    const base = { tag: tagText, line: first.mark.line + 1 };
    const { type, mark } = this.#scanner.peek();
    if (type === '-' && indentless) {
      const node = keep({ kind: 'sequence', items: [] as YAMLNode[], ...base });
      this.#nested(mark, () => this.#indentless(node.items));
      return node;
    }
    if (type === 'scalar') {
      const token = this.#scanner.next();
      return keep({ kind: 'scalar', text: token.text, plain: token.plain, ...base });
    }
    if (type === '[' || (block && type === 'sequence')) {
      const node = keep({ kind: 'sequence', items: [] as YAMLNode[], ...base });
      this.#nested(mark, () =>
        type === '[' ? this.#flowSequence(node.items) : this.#blockSequence(node.items),
      );
      return node;
    }
    if (type === '{' || (block && type === 'mapping')) {
      const node = keep({ kind: 'mapping', pairs: [] as [YAMLNode, YAMLNode][], ...base });
      this.#nested(mark, () =>
        type === '{' ? this.#flowMapping(node.pairs) : this.#blockMapping(node.pairs),
      );
      return node;
    }
    if (anchor !== undefined || tagText !== '')
      return keep({ kind: 'scalar', text: '', plain: true, ...base });
    return fail(mark, 'did not find expected node content');
  }

  #alias(token: Token): YAMLNode {
    const target = this.#anchors.get(token.text);
    if (!target)
      throw new YAMLProblem(`unknown anchor '${token.text}' referenced`, token.mark.line + 1);
    return { kind: 'alias', name: token.text, target, line: token.mark.line + 1 };
  }

  #nested(mark: Mark, read: () => void): void {
    if (++this.#depth > MAX_DEPTH) fail(mark, `exceeded max depth of ${MAX_DEPTH}`);
    read();
    this.#depth--;
  }

  /** A node, or the empty scalar where one of these tokens stands in its place. */
  #nodeUnless(stops: TokenType[], block: boolean, indentless: boolean): YAMLNode {
    return this.#is(...stops)
      ? emptyScalar(this.#scanner.peek().mark)
      : this.#node(block, indentless);
  }

  #blockSequence(items: YAMLNode[]): void {
    this.#scanner.next();
    while (this.#took('-')) items.push(this.#nodeUnless(['-', 'block-end'], true, false));
    if (!this.#took('block-end'))
      fail(this.#scanner.peek().mark, "did not find expected '-' indicator");
  }

  /** A sequence whose dashes stand under the key of its mapping. */
  #indentless(items: YAMLNode[]): void {
    while (this.#took('-')) items.push(this.#nodeUnless(['-', '?', ':', 'block-end'], true, false));
  }

  #blockMapping(pairs: [YAMLNode, YAMLNode][]): void {
    this.#scanner.next();
    while (this.#took('?')) {
      const key = this.#nodeUnless(['?', ':', 'block-end'], true, true);
      const hasValue = this.#took(':');
      const { mark } = this.#scanner.peek();
      pairs.push([
        key,
        hasValue ? this.#nodeUnless(['?', ':', 'block-end'], true, true) : emptyScalar(mark),
      ]);
    }
    if (!this.#took('block-end')) fail(this.#scanner.peek().mark, 'did not find expected key');
  }

  #flowSequence(items: YAMLNode[]): void {
    this.#scanner.next();
    for (let first = true; !this.#is(']'); first = false) {
      if (!first && !this.#took(','))
        fail(this.#scanner.peek().mark, "did not find expected ',' or ']'");
      if (this.#is(']')) break;
      const { mark } = this.#scanner.peek();
      if (this.#took('?')) items.push(this.#flowPair(mark));
      else items.push(this.#node(false, false));
    }
    this.#scanner.next();
  }

  /** `[a: b]`: a mapping of one pair. */
  #flowPair(mark: Mark): YAMLNode {
    const empty = this.#is(':', ',', ']');
    const key = empty ? emptyScalar(mark) : this.#node(false, false);
    // The reference takes the token behind an empty key for its own.
    const hasValue = empty ? this.#scanner.next().type === ':' : this.#took(':');
    const value = hasValue ? this.#nodeUnless([',', ']'], false, false) : emptyScalar(mark);
    return { kind: 'mapping', pairs: [[key, value]], tag: '', line: mark.line + 1 };
  }

  #flowMapping(pairs: [YAMLNode, YAMLNode][]): void {
    this.#scanner.next();
    for (let first = true; !this.#is('}'); first = false) {
      if (!first && !this.#took(','))
        fail(this.#scanner.peek().mark, "did not find expected ',' or '}'");
      if (this.#is('}')) break;
      if (this.#took('?')) {
        const key = this.#nodeUnless([':', ',', '}'], false, false);
        const hasValue = this.#took(':');
        const { mark } = this.#scanner.peek();
        pairs.push([
          key,
          hasValue ? this.#nodeUnless([',', '}'], false, false) : emptyScalar(mark),
        ]);
      } else {
        const key = this.#node(false, false);
        pairs.push([key, emptyScalar(this.#scanner.peek().mark)]);
      }
    }
    this.#scanner.next();
  }
}

function emptyScalar(mark: Mark): YAMLNode {
  return { kind: 'scalar', text: '', plain: true, tag: '', line: mark.line + 1 };
}

function resolveTag(token: Token): string {
  const prefix = TAG_PREFIXES[token.handle];
  if (prefix === undefined) return fail(token.mark, 'found undefined tag handle');
  return shortTag(prefix + token.text);
}

/** The reference counts the lines of these mistakes from 0, and leaves out a 0. */
function fail(mark: Mark, message: string): never {
  throw new YAMLProblem(mark.line > 0 ? `line ${mark.line}: ${message}` : message, mark.line + 1);
}
