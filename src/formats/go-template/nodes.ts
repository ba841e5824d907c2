import { goQuote } from '../go-quote.ts';
import type { NumberConstant } from './number.ts';

/** The parse tree of a template. `pos` is the index in the template's text that errors point at. */
export type Node =
  | ListNode
  | PipeNode
  | CommandNode
  | BranchNode
  | OperandNode
  | { readonly type: 'text'; readonly pos: number; readonly text: string }
  | { readonly type: 'action'; readonly pos: number; readonly pipe: PipeNode }
  | { readonly type: 'break' | 'continue' | 'end'; readonly pos: number }
  | { readonly type: 'else'; readonly pos: number }
  | TemplateNode;

export interface ListNode {
  readonly type: 'list';
  readonly pos: number;
  readonly nodes: Node[];
}

/** `$a, $b := cmd | cmd`. */
export interface PipeNode {
  readonly type: 'pipe';
  readonly pos: number;
  assign: boolean;
  readonly decl: VariableNode[];
  readonly cmds: CommandNode[];
}

export interface CommandNode {
  readonly type: 'command';
  readonly pos: number;
  readonly args: OperandNode[];
}

export interface BranchNode {
  readonly type: 'if' | 'range' | 'with';
  readonly pos: number;
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | undefined;
}

export interface TemplateNode {
  readonly type: 'template';
  readonly pos: number;
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}

/** `$x.a.b` is `["$x", "a", "b"]`. */
export interface VariableNode {
  readonly type: 'variable';
  readonly pos: number;
  readonly ident: readonly string[];
}

export interface FieldNode {
  readonly type: 'field';
  readonly pos: number;
  readonly ident: readonly string[];
}

/** Fields of a parenthesised pipeline: `(index .a 0).b`. */
export interface ChainNode {
  readonly type: 'chain';
  readonly pos: number;
  readonly node: OperandNode;
  readonly fields: string[];
}

export interface IdentifierNode {
  readonly type: 'identifier';
  readonly pos: number;
  readonly name: string;
}

export type OperandNode =
  | PipeNode
  | VariableNode
  | FieldNode
  | ChainNode
  | IdentifierNode
  | { readonly type: 'dot' | 'nil'; readonly pos: number }
  | { readonly type: 'bool'; readonly pos: number; readonly value: boolean }
  | {
      readonly type: 'number';
      readonly pos: number;
      readonly text: string;
      readonly value: NumberConstant;
    }
  | {
      readonly type: 'string';
      readonly pos: number;
      readonly quoted: string;
      readonly text: string;
    };

/** A node as source text; errors show it between angle brackets. */
export function nodeText(node: Node): string {
  switch (node.type) {
    case 'list':
      return node.nodes.map(nodeText).join('');
    case 'text':
      return node.text;
    case 'action':
      return `{{${nodeText(node.pipe)}}}`;
    case 'pipe':
      return pipeText(node);
    case 'command':
      return node.args
        .map((arg) => (arg.type === 'pipe' ? `(${nodeText(arg)})` : nodeText(arg)))
        .join(' ');
    case 'if':
    case 'range':
    case 'with':
      return branchText(node);
    case 'template':
      return `{{template ${goQuote(node.name)}${node.pipe === undefined ? '' : ` ${nodeText(node.pipe)}`}}}`;
    case 'break':
    case 'continue':
    case 'end':
    case 'else':
      return `{{${node.type}}}`;
    case 'variable':
      return node.ident.join('.');
    case 'field':
      return node.ident.map((name) => `.${name}`).join('');
    case 'chain': {
      const inner = nodeText(node.node);
      return [node.node.type === 'pipe' ? `(${inner})` : inner, ...node.fields].join('.');
    }
    case 'identifier':
      return node.name;
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    default:
      return node.quoted;
  }
}

function pipeText(pipe: PipeNode): string {
  const names = pipe.decl.map(nodeText).join(', ');
  const decl = names === '' ? '' : `${names} ${pipe.assign ? '=' : ':='} `;
  return decl + pipe.cmds.map(nodeText).join(' | ');
}

function branchText(node: BranchNode): string {
  const rest = node.elseList === undefined ? '' : `{{else}}${nodeText(node.elseList)}`;
  return `{{${node.type} ${nodeText(node.pipe)}}}${nodeText(node.list)}${rest}{{end}}`;
}
