import { goType, goValue, type GoValue } from '../go-format.ts';
import { GoNumber } from '../go-values.ts';
import { bytesOf } from '../go-bytes.ts';
import { compare } from './compare.ts';
import type { Node, SliceParam } from './nodes.ts';
import { JSONPathError } from './parser.ts';

/**
 * Applies a parsed template to data. Every node maps the values that it gets to the values that it finds;
 * undefined is the value of a range without elements. One evaluation serves one call of `find`.
 */
export class Evaluation {
  private readonly roots: readonly Node[];
  private readonly allowMissingKeys: boolean;
  // `{range}` and `{end}` are counted while nodes are walked, wherever they stand.
  private opened = 0;
  private depth = 0;
  private closed = 0;
  private lastEnd = -1;

  constructor(roots: readonly Node[], allowMissingKeys: boolean) {
    this.roots = roots;
    this.allowMissingKeys = allowMissingKeys;
  }

  /** The values that each top-level node from `start` on finds. A range adds the results of each of its turns. */
  find(data: GoValue, start = 0): GoValue[][] {
    const input = [data];
    const full: GoValue[][] = [];
    for (let i = start; i < this.roots.length; i++) {
      const results = this.walk(input, this.roots[i] as Node);
      if (this.closed > 0 && this.closed <= this.depth) {
        this.closed--;
        this.lastEnd = i;
        break;
      }
      if (this.opened > 0) {
        this.opened--;
        this.depth++;
        for (const value of results)
          for (const found of this.find(value ?? undefined, i + 1)) full.push(found);
        // Without elements the nodes of the range are walked too, so that its end is found.
        if (results.length === 0) this.find(undefined, i + 1);
        this.depth--;
        if (this.lastEnd > i) i = this.lastEnd;
        continue;
      }
      full.push(results);
    }
    return full;
  }

  private walk(input: GoValue[], node: Node): GoValue[] {
    switch (node.type) {
      case 'list':
        if (node.path !== undefined && input.length === 1) return this.path(input[0], node.path);
        return this.list(input, node.nodes);
      case 'text':
        return [node.text];
      case 'field':
        return this.field(input, node.name);
      case 'array':
        return keeping(input, () => slices(input, node.params));
      case 'filter':
        return this.filter(input, node.left, node.right, node.operator);
      case 'constant':
        return input.map(() => node.value);
      case 'wildcard':
        return input.flatMap(children);
      case 'recursive':
        return this.recursive(input);
      case 'union':
        return keeping(input, () => node.members.flatMap((member) => this.list(input, member)));
      default:
        return this.identifier(input, node.name);
    }
  }

  /** The same as `list` for one value and fields only. */
  private path(input: GoValue, names: readonly string[]): GoValue[] {
    let value = input;
    for (const name of names) {
      if (!isMap(value) || !Object.hasOwn(value, name)) {
        if (this.allowMissingKeys) return [];
        throw new JSONPathError(`${name} is not found`);
      }
      value = value[name];
    }
    return [value];
  }

  private list(input: GoValue[], nodes: readonly Node[]): GoValue[] {
    let current = input;
    for (const node of nodes) current = this.walk(current, node);
    return current;
  }

  private identifier(input: GoValue[], name: string): GoValue[] {
    if (name === 'range') {
      this.opened++;
      return input;
    }
    if (name !== 'end')
      throw new JSONPathError(`unrecognized identifier ${name}`, { found: input });
    if (this.depth === 0) throw new JSONPathError('not in range, nothing to end');
    this.closed++;
    return [];
  }

  private field(input: GoValue[], name: string): GoValue[] {
    const results: GoValue[] = [];
    for (const value of input) {
      if (isMap(value) && Object.hasOwn(value, name)) results.push(value[name]);
    }
    if (results.length === 0 && input.length > 0 && !this.allowMissingKeys)
      throw new JSONPathError(`${name} is not found`);
    return results;
  }

  private recursive(input: readonly GoValue[]): GoValue[] {
    const results: GoValue[] = [];
    for (const value of input) {
      const inner = children(value);
      if (inner.length === 0) continue;
      results.push(value);
      for (const found of this.recursive(inner)) results.push(found);
    }
    return results;
  }

  private filter(input: GoValue[], left: Node[], right: Node[], operator: string): GoValue[] {
    const results: GoValue[] = [];
    for (const value of input) {
      if (!Array.isArray(value)) {
        const shown = value === undefined ? '<invalid reflect.Value>' : goValue(value);
        throw new JSONPathError(`${shown} is not array or slice and cannot be filtered`, {
          found: input,
        });
      }
      for (const element of value) {
        if (operator === 'exists') {
          if (this.exists(element, left)) results.push(element);
          continue;
        }
        const sides = keeping(input, () => this.sides(element, left, right));
        if (
          sides.length === 2 &&
          keeping(results, () => [compare(sides[0], sides[1], operator)])[0] === true
        ) {
          results.push(element);
        }
      }
    }
    return results;
  }

  /** `[?(@.x)]`: true when the path finds something, whatever its value, even if it fails then. */
  private exists(element: GoValue, path: Node[]): boolean {
    try {
      return this.list([element], path).length > 0;
    } catch (error) {
      if (error instanceof JSONPathError) return error.found.length > 0;
      throw error;
    }
  }

  /** Both sides of a comparison; fewer when one finds nothing. */
  private sides(element: GoValue, left: Node[], right: Node[]): GoValue[] {
    const a = onlyOne(this.list([element], left));
    return a.length === 0 ? a : [...a, ...onlyOne(this.list([element], right))];
  }
}

/** Runs a step whose errors leave its input as what was found. */
function keeping(input: GoValue[], step: () => GoValue[]): GoValue[] {
  try {
    return step();
  } catch (error) {
    throw error instanceof JSONPathError
      ? new JSONPathError(error.message, { found: input })
      : error;
  }
}

/** The elements that `[start:end:step]` chooses from each list. */
function slices(
  input: GoValue[],
  params: readonly [SliceParam, SliceParam, SliceParam],
): GoValue[] {
  const results: GoValue[] = [];
  for (const value of input) {
    if (value === null) continue;
    if (!Array.isArray(value)) throw new JSONPathError(`${goType(value)} is not array or slice`);
    const [start, end] = bounds(params, value.length);
    if (start === end) return results;
    const step = params[2].known ? params[2].value : 1;
    if (step <= 0) throw new JSONPathError('step must be > 0');
    for (let i = start; i < end; i += step) results.push(value[i]);
  }
  return results;
}

function onlyOne(values: GoValue[]): GoValue[] {
  if (values.length > 1) throw new JSONPathError('can only compare one element at a time');
  return values;
}

function isMap(value: GoValue): value is { [key: string]: GoValue & null } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof GoNumber)
  );
}

/** What `*` and `..` see in a value: elements, members, and the bytes of a string. */
function children(value: GoValue): GoValue[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string')
    return Array.from(bytesOf(value), (byte) => new GoNumber('uint8', byte));
  return isMap(value) ? Object.values(value) : [];
}

/** The first index and the one after the last, checked against the length as the reference does. */
function bounds(
  params: readonly [SliceParam, SliceParam, SliceParam],
  length: number,
): [number, number] {
  let start = params[0].known ? params[0].value : 0;
  let end = params[1].known ? params[1].value : length;
  if (start < 0) start += length;
  if (end < 0 || (end === 0 && params[1].derived)) end += length;
  if (start === end) return [start, end];
  if (start >= length || start < 0) throw outOfBounds(start, length);
  if (end > length || end < 0) throw outOfBounds(end - 1, length);
  if (start > end)
    throw new JSONPathError(`starting index ${start} is greater than ending index ${end}`);
  return [start, end];
}

function outOfBounds(index: number, length: number): JSONPathError {
  return new JSONPathError(`array index out of bounds: index ${index}, length ${length}`);
}
