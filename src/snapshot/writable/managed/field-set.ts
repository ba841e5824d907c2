import type { JSONObject, JSONValue } from '../../../api/types.ts';
import { parseJSON, stringifyJSON } from '../../../formats/json.ts';
import { isMap, setMember } from '../../../resources/patch/values.ts';

/**
 * Elements of a path, as `fieldsV1` writes them: `f:name`, `k:{"name":"a"}` for an item by its keys, `v:"a"` for an item
 * by its value. Source: "Server-Side Apply", field management.
 */
export type PathElement = string;

/** A set of fields. It is never changed once somebody else has it. */
export class FieldSet {
  /** By element: whether the field itself is in the set, and what is below it. */
  readonly nodes: Map<PathElement, { own: boolean; below: FieldSet }> = new Map();

  get isEmpty(): boolean {
    return this.nodes.size === 0;
  }

  /** Adds a field. */
  insert(path: readonly PathElement[]): void {
    const [first, ...rest] = path;
    if (first === undefined) return;
    let node = this.nodes.get(first);
    if (node === undefined) {
      node = { own: false, below: new FieldSet() };
      this.nodes.set(first, node);
    }
    if (rest.length === 0) node.own = true;
    else node.below.insert(rest);
  }

  /** Whether the field itself is in the set. */
  has(element: PathElement): boolean {
    return this.nodes.get(element)?.own === true;
  }

  /** What is below a field. */
  below(element: PathElement): FieldSet {
    return this.nodes.get(element)?.below ?? EMPTY;
  }

  union(other: FieldSet): FieldSet {
    return combine(this, other, (a, b) => a || b);
  }

  intersection(other: FieldSet): FieldSet {
    return combine(this, other, (a, b) => a && b);
  }

  /** Without the fields of another set; what is below them stays. */
  difference(other: FieldSet): FieldSet {
    return combine(this, other, (a, b) => a && !b);
  }

  /** Without a field and all that is below it. */
  without(element: PathElement): FieldSet {
    const result = new FieldSet();
    for (const [key, node] of this.nodes) if (key !== element) result.nodes.set(key, node);
    return result;
  }

  /** Without fields of this name below one. */
  withoutBelow(element: PathElement, names: readonly PathElement[]): FieldSet {
    const result = new FieldSet();
    for (const [key, node] of this.nodes) {
      const below =
        key === element ? names.reduce((set, one) => set.without(one), node.below) : node.below;
      if (node.own || !below.isEmpty) result.nodes.set(key, { own: node.own, below });
    }
    return result;
  }

  equals(other: FieldSet): boolean {
    return this.difference(other).isEmpty && other.difference(this).isEmpty;
  }

  /** Every field of the set. */
  *paths(): Generator<PathElement[]> {
    for (const [element, { own, below }] of this.nodes) {
      if (own) yield [element];
      for (const path of below.paths()) yield [element, ...path];
    }
  }

  /** As `fieldsV1` has it. */
  toJSON(): JSONObject {
    const result: JSONObject = {};
    for (const element of [...this.nodes.keys()].sort()) {
      const { own, below } = this.nodes.get(element)!;
      const inner = below.toJSON();
      setMember(result, element, own && !below.isEmpty ? { '.': {}, ...inner } : inner);
    }
    return result;
  }

  /** Reads `fieldsV1`. */
  static from(fields: JSONObject): FieldSet {
    const result = new FieldSet();
    for (const key of Object.keys(fields)) {
      if (key === '.') continue;
      const value = fields[key];
      const inner = isMap(value) ? value : {};
      const own = Object.keys(inner).length === 0 || Object.hasOwn(inner, '.');
      result.nodes.set(normalise(key), { own, below: FieldSet.from(inner) });
    }
    return result;
  }
}

const EMPTY = new FieldSet();

/** Keys of items in the same text, however they were written. */
function normalise(element: string): PathElement {
  if (!/^[kv]:/.test(element)) return element;
  try {
    return `${element.slice(0, 2)}${stringifyJSON(parseJSON(element.slice(2)), { sortKeys: true })}`;
  } catch {
    return element;
  }
}

function combine(
  a: FieldSet,
  b: FieldSet,
  keep: (inA: boolean, inB: boolean) => boolean,
): FieldSet {
  const result = new FieldSet();
  for (const element of new Set([...a.nodes.keys(), ...b.nodes.keys()])) {
    const own = keep(a.has(element), b.has(element));
    const below = combine(a.below(element), b.below(element), keep);
    if (own || !below.isEmpty) result.nodes.set(element, { own, below });
  }
  return result;
}

/** A path as messages have it: `.spec.containers[name="web"].image`. */
export function pathText(path: readonly PathElement[]): string {
  return path.map(elementText).join('');
}

function elementText(element: PathElement): string {
  const rest = element.slice(2);
  switch (element.slice(0, 2)) {
    case 'f:':
      return `.${rest}`;
    case 'v:':
      return `[=${rest}]`;
    case 'k:': {
      const keys = parseJSON(rest) as { [key: string]: JSONValue };
      const words = Object.entries(keys).map(([name, value]) => `${name}=${stringifyJSON(value)}`);
      return `[${words.join(',')}]`;
    }
    default:
      return `[${rest}]`;
  }
}
