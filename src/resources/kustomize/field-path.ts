import type { JSONObject, JSONValue } from '../../api/types.ts';
import { goValue } from '../../formats/go-format.ts';
import { isMap, member, setMember } from '../patch/values.ts';
import type { Slot } from './field-spec.ts';

/** One step of a field path: a key or index, every item, or the items with a member of some value. */
export type FieldPart =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'all' }
  | { readonly type: 'match'; readonly key: string; readonly value: string };

/** Reads `spec.containers.[name=web].args.0`. A dot after a backslash, or in brackets, is part of a name. */
export function splitFieldPath(path: string): FieldPart[] {
  const words = path.match(/(?:\[[^\]]*\]|\\.|[^.\\])+/g) ?? [];
  return words.map((word): FieldPart => {
    if (word === '*') return { type: 'all' };
    const match = /^\[([^=\]]+)=(.*)\]$/.exec(word);
    if (match !== null) return { type: 'match', key: match[1]!, value: unquote(match[2]!) };
    const key = /^\[(.*)\]$/.exec(word)?.[1] ?? word.replaceAll(/\\(.)/g, '$1');
    return { type: 'key', key };
  });
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

/** The places that are there. */
export function placesAt(node: JSONObject, parts: readonly FieldPart[]): Slot[] {
  return walk(node, parts, false);
}

/** The places that are there, or the one that is made: maps on the way come into being. */
export function createAt(node: JSONObject, parts: readonly FieldPart[]): Slot[] {
  return walk(node, parts, true);
}

function walk(node: JSONValue, parts: readonly FieldPart[], create: boolean): Slot[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [];
  const slots = slotsOf(node, part);
  if (create && slots.length === 0) slots.push(...madeItem(node, part));
  return slots.flatMap((slot) => {
    const { value } = slot;
    if (rest.length === 0) return value === undefined && !create ? [] : [slot];
    if (value === undefined || value === null) {
      if (!create) return [];
      const made: JSONValue = {};
      slot.set(made);
      return walk(made, rest, create);
    }
    return walk(value, rest, create);
  });
}

/** The item that a list lacks: a map with the member that was looked for. */
function madeItem(node: JSONValue, part: FieldPart): Slot[] {
  if (!Array.isArray(node) || part.type !== 'match') return [];
  const value: JSONObject = {};
  setMember(value, part.key, part.value);
  const index = node.push(value) - 1;
  return [{ value, set: (changed) => void (node[index] = changed) }];
}

function slotsOf(node: JSONValue, part: FieldPart): Slot[] {
  if (isMap(node)) {
    const keys = part.type === 'key' ? [part.key] : part.type === 'all' ? Object.keys(node) : [];
    return keys.map((key) => ({
      value: member(node, key),
      set: (value) => setMember(node, key, value),
    }));
  }
  if (!Array.isArray(node)) return [];
  return node.flatMap((value, index): Slot[] => {
    const isMeant =
      part.type === 'all' ||
      (part.type === 'key' && part.key === String(index)) ||
      (part.type === 'match' && isMap(value) && goValue(member(value, part.key)) === part.value);
    return isMeant ? [{ value, set: (changed) => void (node[index] = changed) }] : [];
  });
}
