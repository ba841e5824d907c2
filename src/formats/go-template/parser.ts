import { goQuote, goUnquote, QuoteSyntaxError } from '../go-quote.ts';
import { Lexer, type Token, type TokenType } from './lexer.ts';
import {
  nodeText,
  type BranchNode,
  type ChainNode,
  type CommandNode,
  type ListNode,
  type Node,
  type OperandNode,
  type PipeNode,
  type VariableNode,
} from './nodes.ts';
import { parseChar, parseNumber } from './number.ts';
import { TokenReader } from './reader.ts';

const MAX_PARENS = 10_000;
const OPERANDS: ReadonlySet<TokenType> = new Set<TokenType>([
  'bool',
  'charConstant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);
const CONSTANTS: ReadonlySet<string> = new Set(['bool', 'dot', 'nil', 'number', 'string']);

/** What the parsers of one text share: the main template and its definitions. */
interface Shared {
  readonly name: string;
  readonly lexer: Lexer;
  readonly functions: ReadonlySet<string>;
  readonly trees: Map<string, ListNode>;
}

/**
 * Parses a template and its definitions; the main template is under `name`.
 * Throws GoTemplateSyntaxError in the words of Go's text/template.
 */
export function parse(
  name: string,
  text: string,
  functions: ReadonlySet<string>,
): Map<string, ListNode> {
  const shared: Shared = { name, lexer: new Lexer(text), functions, trees: new Map() };
  const parser = new Parser(shared);
  try {
    parser.parseMain();
  } catch (error) {
    if (error instanceof RangeError) parser.fail('max expression depth exceeded');
    throw error;
  }
  return shared.trees;
}

/** Parses one template: the main one, a `define`, or a `block`. */
class Parser extends TokenReader {
  private readonly shared: Shared;
  private variables = ['$'];
  private rangeDepth = 0;
  private parens = 0;

  constructor(shared: Shared) {
    super(shared.name, shared.lexer);
    this.shared = shared;
  }

  parseMain(): void {
    const root: ListNode = { type: 'list', pos: this.peek().pos, nodes: [] };
    while (this.peek().type !== 'eof') {
      if (this.peek().type === 'leftDelim') {
        const delim = this.next();
        if (this.nextNonSpace().type === 'define') {
          new Parser(this.shared).parseDefinition();
          continue;
        }
        this.putBack(delim);
      }
      const node = this.textOrAction();
      if (node.type === 'end' || node.type === 'else') this.fail(`unexpected ${nodeText(node)}`);
      root.nodes.push(node);
    }
    this.add(this.shared.name, root);
  }

  private parseDefinition(): void {
    const context = 'define clause';
    const token = this.nextNonSpace();
    if (token.type !== 'string' && token.type !== 'rawString') this.unexpected(token, context);
    const name = this.unquote(token.value);
    this.expect('rightDelim', context);
    this.parseBody(name, context);
  }

  /** Parses up to the `{{end}}` of a definition or block and registers it. */
  private parseBody(name: string, context: string): void {
    const { list, end } = this.itemList();
    if (end.type !== 'end') this.fail(`unexpected ${nodeText(end)} in ${context}`);
    this.add(name, list);
  }

  private add(name: string, root: ListNode): void {
    const present = this.shared.trees.get(name);
    if (present === undefined || isEmpty(present)) this.shared.trees.set(name, root);
    else if (!isEmpty(root))
      this.fail(`template: multiple definition of template ${goQuote(name)}`);
  }

  private unquote(literal: string): string {
    try {
      return goUnquote(literal);
    } catch (error) {
      return this.constantError(error);
    }
  }

  private constantError(error: unknown): never {
    if (error instanceof QuoteSyntaxError || error instanceof Error) this.fail(error.message);
    throw error;
  }

  private itemList(): { list: ListNode; end: Node } {
    const list: ListNode = { type: 'list', pos: this.peekNonSpace().pos, nodes: [] };
    while (this.peekNonSpace().type !== 'eof') {
      const node = this.textOrAction();
      if (node.type === 'end' || node.type === 'else') return { list, end: node };
      list.nodes.push(node);
    }
    return this.fail('unexpected EOF');
  }

  private textOrAction(): Node {
    const token = this.nextNonSpace();
    if (token.type === 'text') return { type: 'text', pos: token.pos, text: token.value };
    if (token.type !== 'leftDelim') this.unexpected(token, 'input');
    this.actionLine = token.line;
    const node = this.action();
    this.actionLine = 0;
    return node;
  }

  private action(): Node {
    const token = this.nextNonSpace();
    switch (token.type) {
      case 'block':
        return this.block();
      case 'break':
      case 'continue':
        return this.loopControl(token.type, token.pos);
      case 'else':
        return this.elseControl();
      case 'end':
        return { type: 'end', pos: this.expect('rightDelim', 'end').pos };
      case 'if':
      case 'range':
      case 'with':
        return this.branch(token.type);
      case 'template':
        return this.templateCall();
    }
    this.backup();
    const { pos } = this.peek();
    return { type: 'action', pos, pipe: this.pipeline('command', 'rightDelim') };
  }

  private loopControl(type: 'break' | 'continue', pos: number): Node {
    const token = this.nextNonSpace();
    if (token.type !== 'rightDelim') this.unexpected(token, `{{${type}}}`);
    if (this.rangeDepth === 0) this.fail(`{{${type}}} outside {{range}}`);
    return { type, pos };
  }

  private elseControl(): Node {
    const { type, pos } = this.peekNonSpace();
    return {
      type: 'else',
      pos: type === 'if' || type === 'with' ? pos : this.expect('rightDelim', 'else').pos,
    };
  }

  private branch(type: BranchNode['type']): BranchNode {
    const scope = this.variables.length;
    const pipe = this.pipeline(type, 'rightDelim');
    if (type === 'range') this.rangeDepth++;
    const { list, end } = this.itemList();
    if (type === 'range') this.rangeDepth--;
    const elseList = end.type === 'else' ? this.elseList(type, end.pos) : undefined;
    this.variables.length = scope;
    return { type, pos: pipe.pos, pipe, list, elseList };
  }

  private elseList(type: BranchNode['type'], pos: number): ListNode {
    if (type !== 'range' && this.peek().type === type) {
      this.next();
      return { type: 'list', pos, nodes: [this.branch(type)] };
    }
    const { list, end } = this.itemList();
    if (end.type !== 'end') this.fail(`expected end; found ${nodeText(end)}`);
    return list;
  }

  private block(): Node {
    const context = 'block clause';
    const token = this.nextNonSpace();
    const name = this.templateName(token, context);
    const pipe = this.pipeline(context, 'rightDelim');
    new Parser(this.shared).parseBody(name, context);
    return { type: 'template', pos: token.pos, name, pipe };
  }

  private templateCall(): Node {
    const context = 'template clause';
    const token = this.nextNonSpace();
    const name = this.templateName(token, context);
    if (this.nextNonSpace().type === 'rightDelim')
      return { type: 'template', pos: token.pos, name, pipe: undefined };
    this.backup();
    return { type: 'template', pos: token.pos, name, pipe: this.pipeline(context, 'rightDelim') };
  }

  private templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString') this.unexpected(token, context);
    return this.unquote(token.value);
  }

  private pipeline(context: string, end: TokenType): PipeNode {
    const pipe: PipeNode = {
      type: 'pipe',
      pos: this.peekNonSpace().pos,
      assign: false,
      decl: [],
      cmds: [],
    };
    while (this.declaration(pipe, context));
    for (;;) {
      const token = this.nextNonSpace();
      if (token.type === end) {
        this.checkPipeline(pipe, context);
        return pipe;
      }
      if (!OPERANDS.has(token.type)) this.unexpected(token, context);
      this.backup();
      pipe.cmds.push(this.command());
    }
  }

  /** Reads `$x :=`, `$x =`, or `$x,` of a range; true when another variable follows. */
  private declaration(pipe: PipeNode, context: string): boolean {
    const variable = this.peekNonSpace();
    if (variable.type !== 'variable') return false;
    this.next();
    // Since space is a token, three tokens of lookahead tell `$x foo` from `$x := foo`.
    const after = this.peek();
    const next = this.peekNonSpace();
    if (next.type === 'assign' || next.type === 'declare') {
      pipe.assign = next.type === 'assign';
      this.nextNonSpace();
      this.addVariable(pipe, variable);
      return false;
    }
    if (next.type === 'char' && next.value === ',') {
      this.nextNonSpace();
      this.addVariable(pipe, variable);
      if (context !== 'range' || pipe.decl.length >= 2)
        this.fail(`too many declarations in ${context}`);
      const { type } = this.peekNonSpace();
      if (type === 'variable' || type === 'rightDelim' || type === 'rightParen') return true;
      this.fail('range can only initialize variables');
    }
    if (after.type === 'space') this.putBack(variable, after);
    else this.putBack(variable);
    return false;
  }

  private addVariable(pipe: PipeNode, { pos, value }: Token): void {
    pipe.decl.push(variableNode(pos, value));
    this.variables.push(value);
  }

  private checkPipeline(pipe: PipeNode, context: string): void {
    if (pipe.cmds.length === 0) this.fail(`missing value for ${context}`);
    const index = pipe.cmds.findIndex(
      (cmd, i) => i > 0 && CONSTANTS.has((cmd.args[0] as OperandNode).type),
    );
    if (index > 0) this.fail(`non executable command in pipeline stage ${index + 1}`);
  }

  private command(): CommandNode {
    const command: CommandNode = { type: 'command', pos: this.peekNonSpace().pos, args: [] };
    for (;;) {
      this.peekNonSpace();
      const operand = this.operand();
      if (operand !== undefined) command.args.push(operand);
      const token = this.next();
      if (token.type === 'space') continue;
      if (token.type === 'rightDelim' || token.type === 'rightParen') this.backup();
      else if (token.type !== 'pipe') this.unexpected(token, 'operand');
      break;
    }
    if (command.args.length === 0) this.fail('empty command');
    return command;
  }

  private operand(): OperandNode | undefined {
    const node = this.term();
    if (node === undefined || this.peek().type !== 'field') return node;
    const chain: ChainNode = { type: 'chain', pos: this.peek().pos, node, fields: [] };
    while (this.peek().type === 'field') chain.fields.push(this.next().value.slice(1));
    if (node.type === 'field' || node.type === 'variable') {
      return { type: node.type, pos: chain.pos, ident: [...node.ident, ...chain.fields] };
    }
    if (CONSTANTS.has(node.type)) this.fail(`unexpected . after term ${goQuote(nodeText(node))}`);
    return chain;
  }

  private term(): OperandNode | undefined {
    const token = this.nextNonSpace();
    const { pos, value } = token;
    switch (token.type) {
      case 'identifier':
        if (!this.shared.functions.has(value)) this.fail(`function ${goQuote(value)} not defined`);
        return { type: 'identifier', pos, name: value };
      case 'dot':
      case 'nil':
        return { type: token.type, pos };
      case 'variable':
        if (!this.variables.includes(value)) this.fail(`undefined variable ${goQuote(value)}`);
        return variableNode(pos, value);
      case 'field':
        return { type: 'field', pos, ident: [value.slice(1)] };
      case 'bool':
        return { type: 'bool', pos, value: value === 'true' };
      case 'charConstant':
      case 'number':
        return this.number(token);
      case 'leftParen':
        return this.parenthesised();
      case 'string':
      case 'rawString':
        return { type: 'string', pos, quoted: value, text: this.unquote(value) };
    }
    this.backup();
    return undefined;
  }

  private number({ type, pos, value }: Token): OperandNode {
    try {
      return {
        type: 'number',
        pos,
        text: value,
        value: type === 'number' ? parseNumber(value) : parseChar(value),
      };
    } catch (error) {
      return this.constantError(error);
    }
  }

  private parenthesised(): PipeNode {
    if (this.parens >= MAX_PARENS) this.fail('max expression depth exceeded');
    this.parens++;
    const pipe = this.pipeline('parenthesized pipeline', 'rightParen');
    this.parens--;
    return pipe;
  }
}

function variableNode(pos: number, name: string): VariableNode {
  return { type: 'variable', pos, ident: [name] };
}

/** True for a template of white space and definitions only; such a one may be defined again. */
function isEmpty(root: ListNode): boolean {
  return root.nodes.every((node) => node.type === 'text' && node.text.trim() === '');
}
