import type { GoNumber } from '../go-values.ts';

/** One bound of `[start:end:step]`. `derived` marks the end that `[n]` implies. */
export interface SliceParam {
  readonly value: number;
  readonly known: boolean;
  readonly derived: boolean;
}

/**
 * A parsed piece of a template. A `list` is one `{…}`; its nodes are applied one after the other.
 * `path` has the names when all of them are fields, which is the common case and has a short way.
 */
export type Node =
  | { readonly type: 'list'; readonly nodes: Node[]; path?: readonly string[] }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'array'; readonly params: readonly [SliceParam, SliceParam, SliceParam] }
  | {
      readonly type: 'filter';
      readonly left: Node[];
      readonly right: Node[];
      readonly operator: string;
    }
  | { readonly type: 'constant'; readonly value: GoNumber | boolean }
  | { readonly type: 'union'; readonly members: Node[][] }
  | { readonly type: 'identifier'; readonly name: string }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' };
