import { KubistError } from '../../errors.ts';
import type { Assertion, Node, Ranges } from './syntax.ts';

/** A larger program is refused: `((a{999}){999}){999}`. */
const MAX_SIZE = 50_000;

/** One step of a nondeterministic machine; `next` and `other` are indexes of steps. */
export type Step =
  | { readonly type: 'match' }
  | { readonly type: 'chars'; readonly ranges: Ranges; readonly next: number }
  | { readonly type: 'assert'; readonly assertion: Assertion; readonly next: number }
  | { readonly type: 'split'; next: number; other: number };

/** A machine that finds an expression: the steps, and where to begin. */
export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
}

/** Makes the machine for an expression (Thompson's construction, built from the end). */
export function compile(node: Node): Program {
  const steps: Step[] = [{ type: 'match' }];
  const add = (step: Step): number => {
    if (steps.length > MAX_SIZE) {
      throw new KubistError('error parsing regexp: expression too large: ``');
    }
    return steps.push(step) - 1;
  };
  /** Where to begin so that `node` is found and then `next`. */
  const build = (node: Node, next: number): number => {
    switch (node.type) {
      case 'empty':
        return next;
      case 'chars':
        return add({ type: 'chars', ranges: node.ranges, next });
      case 'assert':
        return add({ type: 'assert', assertion: node.assertion, next });
      case 'concat':
        return node.nodes.reduceRight((after, part) => build(part, after), next);
      case 'alternate':
        return node.nodes
          .map((part) => build(part, next))
          .reduce((one, other) => add({ type: 'split', next: one, other }));
      case 'repeat':
        return repeat(node, next);
    }
  };
  const repeat = ({ node, min, max }: Extract<Node, { type: 'repeat' }>, next: number): number => {
    let after = next;
    if (max === Infinity) {
      const loop: Step = { type: 'split', next: 0, other: next };
      after = add(loop);
      loop.next = build(node, after);
    } else {
      for (let times = min; times < max; times++) {
        after = add({ type: 'split', next: build(node, after), other: next });
      }
    }
    for (let times = 0; times < min; times++) after = build(node, after);
    return after;
  };
  const start = build(node, 0);
  return { steps, start };
}
