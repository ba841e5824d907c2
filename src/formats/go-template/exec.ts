import { KubistError } from '../../errors.ts';
import { sortedKeys } from '../compare.ts';
import { goType, goValue, GoNumber, type GoValue } from '../go-format.ts';
import { goQuote } from '../go-quote.ts';
import {
  asMap,
  FUNCTIONS,
  isTrue,
  type ParameterType,
  type TemplateFunction,
} from './functions.ts';
import { isInteger } from './verbs.ts';
import {
  nodeText,
  type BranchNode,
  type ChainNode,
  type CommandNode,
  type IdentifierNode,
  type ListNode,
  type Node,
  type OperandNode,
  type PipeNode,
  type TemplateNode,
  type VariableNode,
} from './nodes.ts';

/** A template that failed on its data. `partial` is what it had written by then. */
export class GoTemplateExecError extends KubistError {
  override name = 'GoTemplateExecError';
  partial = '';
}

const MAX_DEPTH = 100_000;
/** The previous stage of a pipeline gave no value, because there is none. */
const MISSING = Symbol('missing');
type Final = GoValue | typeof MISSING;

/**
 * A value, and whether Go holds it in an `interface {}` (an element of a map or slice) or by its own type:
 * error texts differ. undefined is Go's invalid value, which prints as `<no value>`.
 */
interface Held {
  readonly value: GoValue;
  readonly boxed: boolean;
}

interface Variable extends Held {
  readonly name: string;
  value: GoValue;
  boxed: boolean;
}

/** How a list of nodes ended: at its end, or by `{{break}}` or `{{continue}}`. */
type Flow = 'next' | 'break' | 'continue';

/** What all templates of one execution share. */
export interface Run {
  readonly name: string;
  readonly text: string;
  readonly trees: ReadonlyMap<string, ListNode>;
  readonly failOnMissing: boolean;
  out: string;
}

/** Executes the main template; the output is appended to `run.out`. Throws GoTemplateExecError. */
export function execute(run: Run, data: GoValue): void {
  const state = new State(run, run.name, { value: data, boxed: false }, 0);
  try {
    state.walk({ value: data, boxed: false }, run.trees.get(run.name) as ListNode);
  } catch (error) {
    if (error instanceof GoTemplateExecError) error.partial = run.out;
    throw error;
  }
}

/** The execution of one template; each call of a template has its own. */
class State {
  private readonly run: Run;
  private readonly template: string;
  private readonly depth: number;
  private readonly vars: Variable[];
  private node: Node | undefined;

  constructor(run: Run, template: string, dot: Held, depth: number) {
    this.run = run;
    this.template = template;
    this.depth = depth;
    this.vars = [{ name: '$', ...dot }];
  }

  private fail(message: string): never {
    const { text, name } = this.run;
    const { pos } = this.node as Node;
    const before = text.slice(0, pos);
    const lineStart = before.lastIndexOf('\n') + 1;
    const line = before.split('\n').length;
    const column = Buffer.byteLength(before.slice(lineStart));
    const where = `template: ${name}:${line}:${column}: executing ${goQuote(this.template)}`;
    throw new GoTemplateExecError(`${where} at <${nodeText(this.node as Node)}>: ${message}`);
  }

  walk(dot: Held, node: Node): Flow {
    this.node = node;
    switch (node.type) {
      case 'action': {
        // Variables that the action declares live until the next end.
        const value = this.pipeline(dot, node.pipe);
        this.node = node;
        if (node.pipe.decl.length === 0)
          this.run.out += value === undefined ? '<no value>' : goValue(value);
        return 'next';
      }
      case 'text':
        this.run.out += node.text;
        return 'next';
      case 'list':
        for (const item of node.nodes) {
          const flow = this.walk(dot, item);
          if (flow !== 'next') return flow;
        }
        return 'next';
      case 'if':
      case 'with':
        return this.branch(dot, node);
      case 'range':
        return this.range(dot, node);
      case 'template':
        return this.call(dot, node);
      case 'break':
      case 'continue':
        return node.type;
      default:
        return this.fail(`unknown node: ${nodeText(node)}`);
    }
  }

  private branch(dot: Held, node: BranchNode): Flow {
    const mark = this.vars.length;
    const value = this.pipeline(dot, node.pipe);
    let flow: Flow = 'next';
    if (isTrue(value))
      flow = this.walk(node.type === 'with' ? { value, boxed: false } : dot, node.list);
    else if (node.elseList !== undefined) flow = this.walk(dot, node.elseList);
    this.vars.length = mark;
    return flow;
  }

  private range(dot: Held, node: BranchNode): Flow {
    const outer = this.vars.length;
    const value = this.pipeline(dot, node.pipe);
    const mark = this.vars.length;
    let ran = false;
    for (const [key, element] of this.elements(value, node.pipe)) {
      ran = true;
      this.setRangeVariables(node.pipe, key, element);
      const flow = this.walk(element, node.list);
      this.vars.length = mark;
      if (flow === 'break') break;
    }
    const flow = !ran && node.elseList !== undefined ? this.walk(dot, node.elseList) : 'next';
    this.vars.length = outer;
    return flow;
  }

  private *elements(value: GoValue, pipe: PipeNode): Generator<[key: GoValue, element: Held]> {
    const map = asMap(value);
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++)
        yield [new GoNumber('int', i), { value: value[i], boxed: true }];
    } else if (map !== undefined) {
      for (const key of sortedKeys(map)) yield [key, { value: map[key], boxed: true }];
    } else if (isInteger(value)) {
      if (pipe.decl.length > 1)
        this.fail(`can't use ${goValue(value)} to iterate over more than one variable`);
      const end = Number(value instanceof GoNumber ? value.value : value);
      const typed = value instanceof GoNumber ? value.type : undefined;
      for (let i = 0; i < end; i++)
        yield [
          undefined,
          { value: typed === undefined ? i : new GoNumber(typed, i), boxed: false },
        ];
    } else if (value !== null && value !== undefined) {
      this.fail(`range can't iterate over ${goValue(value)}`);
    }
  }

  private setRangeVariables(pipe: PipeNode, key: GoValue, element: Held): void {
    const [first, second] = pipe.decl;
    if (first === undefined) return;
    const keyHeld = { value: key, boxed: false };
    if (pipe.assign) {
      this.assign(first, second === undefined ? element : keyHeld);
      if (second !== undefined) this.assign(second, element);
      return;
    }
    Object.assign(this.vars.at(-1) as Variable, element);
    if (second !== undefined) Object.assign(this.vars.at(-2) as Variable, keyHeld);
  }

  private assign(variable: VariableNode, held: Held): void {
    Object.assign(this.variable(variable.ident[0] as string), held);
  }

  private variable(name: string): Variable {
    return (
      this.vars.findLast((variable) => variable.name === name) ??
      this.fail(`undefined variable: ${name}`)
    );
  }

  private call(dot: Held, node: TemplateNode): Flow {
    const tree = this.run.trees.get(node.name);
    if (tree === undefined) this.fail(`template ${goQuote(node.name)} not defined`);
    if (this.depth === MAX_DEPTH) this.tooDeep();
    const value = node.pipe === undefined ? undefined : this.pipeline(dot, node.pipe);
    const inner: Held = { value, boxed: false };
    try {
      new State(this.run, node.name, inner, this.depth + 1).walk(inner, tree);
    } catch (error) {
      // The stack of the runtime ends before Go's limit does.
      if (!(error instanceof RangeError)) throw error;
      this.node = node;
      this.tooDeep();
    }
    return 'next';
  }

  private tooDeep(): never {
    this.fail(`exceeded maximum template depth (${MAX_DEPTH})`);
  }

  /** The value of a pipeline, by its own type: a nil element becomes no value. */
  private pipeline(dot: Held, pipe: PipeNode): GoValue {
    this.node = pipe;
    let value: Final = MISSING;
    for (const command of pipe.cmds) value = this.command(dot, command, value) ?? undefined;
    const result = value as GoValue;
    for (const variable of pipe.decl) {
      const name = variable.ident[0] as string;
      if (pipe.assign) this.assign(variable, { value: result, boxed: false });
      else this.vars.push({ name, value: result, boxed: false });
    }
    return result;
  }

  private command(dot: Held, command: CommandNode, final: Final): GoValue {
    const first = command.args[0] as OperandNode;
    const hasArgs = command.args.length > 1 || final !== MISSING;
    switch (first.type) {
      case 'field':
        this.node = first;
        return this.fields(dot, first.ident, first, hasArgs);
      case 'chain':
        return this.chain(dot, first, hasArgs);
      case 'identifier':
        return this.function(dot, first, command, command.args.slice(1), final);
      case 'pipe':
        this.notAFunction(first, hasArgs);
        return this.pipeline(dot, first);
      case 'variable':
        return this.variableFields(dot, first, hasArgs);
    }
    this.node = first;
    this.notAFunction(first, hasArgs);
    if (first.type === 'dot') return dot.value;
    if (first.type === 'nil') this.fail('nil is not a command');
    return this.constant(first);
  }

  private notAFunction(node: Node, hasArgs: boolean): void {
    if (hasArgs) this.fail(`can't give argument to non-function ${nodeText(node)}`);
  }

  private constant(node: OperandNode): GoValue {
    if (node.type === 'bool') return node.value;
    if (node.type === 'string') return node.text;
    if (node.type !== 'number')
      return this.fail(`can't evaluate command ${goQuote(nodeText(node))}`);
    this.node = node;
    const { integer, float, isFloat } = node.value;
    if (isFloat) return new GoNumber('float64', float);
    if (integer === undefined || integer >= 2n ** 63n) this.fail(`${node.text} overflows int`);
    return new GoNumber('int', Number.isSafeInteger(Number(integer)) ? Number(integer) : integer);
  }

  private variableFields(dot: Held, node: VariableNode, hasArgs: boolean): GoValue {
    this.node = node;
    const held = this.variable(node.ident[0] as string);
    if (node.ident.length > 1) return this.fields(held, node.ident.slice(1), node, hasArgs);
    this.notAFunction(node, hasArgs);
    return held.value;
  }

  private chain(dot: Held, node: ChainNode, hasArgs: boolean): GoValue {
    this.node = node;
    if (node.node.type === 'nil')
      this.fail(`indirection through explicit nil in ${nodeText(node)}`);
    const value = this.argument(dot, undefined, node.node);
    return this.fields({ value, boxed: false }, node.fields, node, hasArgs);
  }

  private fields(receiver: Held, names: readonly string[], node: Node, hasArgs: boolean): GoValue {
    let { value, boxed } = receiver;
    for (let i = 0; i < names.length; i++) {
      value = this.field(value, boxed, names[i] as string, hasArgs && i === names.length - 1);
      boxed = true;
    }
    return value;
  }

  private field(value: GoValue, boxed: boolean, name: string, hasArgs: boolean): GoValue {
    if (value === undefined) {
      if (this.run.failOnMissing) this.fail(`nil data; no entry for key ${goQuote(name)}`);
      return undefined;
    }
    if (value === null) this.fail(`nil pointer evaluating interface {}.${name}`);
    const map = asMap(value);
    if (map === undefined)
      this.fail(`can't evaluate field ${name} in type ${boxed ? 'interface {}' : goType(value)}`);
    if (hasArgs) this.fail(`${name} is not a method but has arguments`);
    if (Object.hasOwn(map, name)) return map[name];
    if (this.run.failOnMissing) this.fail(`map has no entry for key ${goQuote(name)}`);
    return undefined;
  }

  private function(
    dot: Held,
    node: IdentifierNode,
    command: Node,
    args: readonly OperandNode[],
    final: Final,
  ): GoValue {
    this.node = node;
    const { name } = node;
    const fn = FUNCTIONS.get(name) as TemplateFunction;
    const count = args.length + (final === MISSING ? 0 : 1);
    if (fn.rest === undefined ? count !== fn.fixed.length : count < fn.fixed.length) {
      const want =
        fn.rest === undefined
          ? `want ${fn.fixed.length} got ${count}`
          : `want at least ${fn.fixed.length} got ${args.length}`;
      this.fail(`wrong number of args for ${name}: ${want}`);
    }
    if (name === 'and' || name === 'or') return this.shortCircuit(dot, name, args, final);
    const types = (i: number): ParameterType => (fn.fixed[i] ?? fn.rest) as ParameterType;
    const values = args.map((arg, i) => this.argument(dot, types(i), arg));
    if (final !== MISSING) values.push(this.checkType(final, types(count - 1)));
    try {
      return name === 'call' ? notCallable(values[0], args[0]) : fn.apply(values);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof RangeError) throw error;
      this.node = command;
      return this.fail(`error calling ${name}: ${error.message}`);
    }
  }

  private shortCircuit(
    dot: Held,
    name: string,
    args: readonly OperandNode[],
    final: Final,
  ): GoValue {
    let value: GoValue;
    for (const arg of args) {
      value = this.argument(dot, 'value', arg);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return final === MISSING ? value : final;
  }

  private argument(dot: Held, type: ParameterType | undefined, node: OperandNode): GoValue {
    this.node = node;
    switch (node.type) {
      case 'dot':
        return this.checkType(dot.value, type);
      case 'nil':
        if (type === 'string') this.fail('cannot assign nil to string');
        return undefined;
      case 'field':
        return this.checkType(this.fields(dot, node.ident, node, false), type);
      case 'variable':
        return this.checkType(this.variableFields(dot, node, false), type);
      case 'pipe':
        return this.checkType(this.pipeline(dot, node), type);
      case 'identifier':
        return this.checkType(this.function(dot, node, node, [], MISSING), type);
      case 'chain':
        return this.checkType(this.chain(dot, node, false), type);
    }
    if (type === 'string' && node.type !== 'string')
      this.fail(`expected string; found ${nodeText(node)}`);
    return this.constant(node);
  }

  private checkType(value: GoValue, type: ParameterType | undefined): GoValue {
    if (type !== 'string' || typeof value === 'string') return value;
    if (value === undefined) this.fail('invalid value; expected string');
    return this.fail(
      `wrong type for value; expected string; got ${value === null ? 'interface {}' : goType(value)}`,
    );
  }
}

/** JSON has no functions, so `call` always fails. */
function notCallable(value: GoValue, node: Node | undefined): never {
  if (value === null || value === undefined) throw new Error('call of nil');
  const piped = typeof value === 'string' ? value : `<${goType(value)} Value>`;
  throw new Error(
    `non-function ${node === undefined ? piped : nodeText(node)} of type ${goType(value)}`,
  );
}
