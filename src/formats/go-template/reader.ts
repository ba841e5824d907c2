import { KubistError } from '../../errors.ts';
import { tokenText, type Lexer, type Token, type TokenType } from './lexer.ts';

/** A template that cannot be parsed; the message names template and line. */
export class GoTemplateSyntaxError extends KubistError {
  override name = 'GoTemplateSyntaxError';
}

/** Hands out tokens with lookahead, and words errors. */
export class TokenReader {
  /** The line that the current action starts on; 0 outside. */
  protected actionLine = 0;
  private readonly name: string;
  private readonly lexer: Lexer;
  // As in Go, a stack of up to three tokens that were read ahead; the line of the first is the one that errors name.
  private readonly tokens: [Token, Token, Token];
  private ahead = 0;

  constructor(name: string, lexer: Lexer) {
    this.name = name;
    this.lexer = lexer;
    const none: Token = { type: 'eof', pos: 0, value: '', line: 0 };
    this.tokens = [none, none, none];
  }

  fail(message: string): never {
    throw new GoTemplateSyntaxError(`template: ${this.name}:${this.tokens[0].line}: ${message}`);
  }

  protected next(): Token {
    if (this.ahead > 0) this.ahead--;
    else this.tokens[0] = this.lexer.next();
    return this.tokens[this.ahead] as Token;
  }

  protected backup(): void {
    this.ahead++;
  }

  protected peek(): Token {
    if (this.ahead === 0) {
      this.ahead = 1;
      this.tokens[0] = this.lexer.next();
    }
    return this.tokens[this.ahead - 1] as Token;
  }

  protected nextNonSpace(): Token {
    let token = this.next();
    while (token.type === 'space') token = this.next();
    return token;
  }

  protected peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.backup();
    return token;
  }

  protected expect(type: TokenType, context: string): Token {
    const token = this.nextNonSpace();
    return token.type === type ? token : this.unexpected(token, context);
  }

  protected unexpected(token: Token, context: string): never {
    if (token.type !== 'error') this.fail(`unexpected ${tokenText(token)} in ${context}`);
    let where = '';
    if (this.actionLine !== 0 && this.actionLine !== token.line) {
      where = `${token.value.endsWith(' action') ? '' : ' in action'} started at ${this.name}:${this.actionLine}`;
    }
    this.fail(token.value + where);
  }

  /** Puts tokens back in front of the one that was read last (and put back or not). */
  protected putBack(...earlier: [Token] | [Token, Token]): void {
    this.tokens[1] = earlier.at(-1) as Token;
    if (earlier.length === 2) this.tokens[2] = earlier[0];
    this.ahead = earlier.length + 1;
  }
}
