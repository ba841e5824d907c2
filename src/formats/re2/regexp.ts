import { parseRE2 } from './parse.ts';
import { compile, type Program } from './program.ts';
import type { Assertion, Ranges } from './syntax.ts';

/** More states than this, and the cache of them begins anew: memory stays bounded. */
const MAX_STATES = 2000;

/** What stands before a place: the beginning, a line feed, a character of a word, another. */
type Before = 'start' | 'newline' | 'word' | 'other';

/** A set of steps that the machine may be in, and what each character makes of it. */
interface State {
  readonly steps: readonly number[];
  readonly before: Before;
  /** Next states by code unit below 128. */
  readonly ascii: (State | undefined)[];
  readonly others: Map<number, State>;
  /** Whether the text may end here; not known before it was asked. */
  ends: boolean | undefined;
}

/** No character: the end of the text. */
const END = -1;

/**
 * A regular expression of Go's syntax (RE2). Finding takes time in proportion to the text, whatever the expression:
 * each character is looked at once. Throws a KubistError in Go's words when the expression is none.
 */
export class GoRegExp {
  readonly source: string;
  readonly #program: Program;
  readonly #found: State = makeState([], 'other');
  #states = new Map<string, State>();

  constructor(source: string) {
    this.source = source;
    this.#program = compile(parseRE2(source));
  }

  /** Whether the expression is found anywhere in the text. */
  test(text: string): boolean {
    let state = this.#state([], 'start');
    for (let index = 0; index < text.length; index++) {
      let code = text.charCodeAt(index);
      let next: State | undefined;
      if (code < 128) {
        next = state.ascii[code];
        if (next === undefined) {
          next = this.#step(state, code);
          state.ascii[code] = next;
        }
      } else {
        code = text.codePointAt(index) ?? code;
        if (code > 0xffff) index++;
        next = state.others.get(code);
        if (next === undefined) {
          next = this.#step(state, code);
          state.others.set(code, next);
        }
      }
      if (next === this.#found) return true;
      state = next;
    }
    return (state.ends ??= this.#closure(state, END).found);
  }

  #step(state: State, code: number): State {
    const { found, steps } = this.#closure(state, code);
    if (found) return this.#found;
    const next = new Set<number>();
    for (const index of steps) {
      const step = this.#program.steps[index];
      if (step?.type === 'chars' && contains(step.ranges, code)) next.add(step.next);
    }
    return this.#state(
      [...next].sort((a, b) => a - b),
      beforeOf(code),
    );
  }

  #state(steps: readonly number[], before: Before): State {
    const key = `${before} ${steps.join(' ')}`;
    let state = this.#states.get(key);
    if (state === undefined) {
      if (this.#states.size >= MAX_STATES) this.#states = new Map();
      state = makeState(steps, before);
      this.#states.set(key, state);
    }
    return state;
  }

  /** All steps that can be reached before the next character, the beginning of the expression among them. */
  #closure(state: State, code: number): { found: boolean; steps: Set<number> } {
    const steps = new Set<number>();
    const stack = [...state.steps, this.#program.start];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      if (steps.has(index)) continue;
      steps.add(index);
      const step = this.#program.steps[index];
      if (step?.type === 'match') return { found: true, steps };
      if (step?.type === 'split') stack.push(step.next, step.other);
      else if (step?.type === 'assert' && holds(step.assertion, state.before, code)) {
        stack.push(step.next);
      }
    }
    return { found: false, steps };
  }
}

function makeState(steps: readonly number[], before: Before): State {
  return { steps, before, ascii: [], others: new Map(), ends: undefined };
}

function beforeOf(code: number): Before {
  if (code === 10) return 'newline';
  return isWord(code) ? 'word' : 'other';
}

function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95
  );
}

function holds(assertion: Assertion, before: Before, code: number): boolean {
  switch (assertion) {
    case 'textStart':
      return before === 'start';
    case 'textEnd':
      return code === END;
    case 'lineStart':
      return before === 'start' || before === 'newline';
    case 'lineEnd':
      return code === END || code === 10;
    case 'word':
      return (before === 'word') !== isWord(code);
    case 'noWord':
      return (before === 'word') === isWord(code);
  }
}

function contains(ranges: Ranges, code: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] as readonly [number, number];
    if (code < first) high = middle - 1;
    else if (code > last) low = middle + 1;
    else return true;
  }
  return false;
}
