import { FlagError } from './error.ts';
import { parseFlagValue } from './values.ts';
import type { FlagSpec, FlagValue } from './flags.ts';

/** What the arguments of one command came to. */
export interface ParsedArguments {
  /** Values of the flags that were given, by name. */
  readonly values: ReadonlyMap<string, FlagValue>;
  readonly positional: readonly string[];
  /** How many positional arguments stood before `--`; -1 without one. */
  readonly dash: number;
  /** Messages about deprecated flags that were used. */
  readonly deprecations: readonly string[];
}

/** Flags by long and short name; `_` in a long name counts as `-`. */
export class FlagIndex {
  readonly #byName = new Map<string, FlagSpec>();
  readonly #byShort = new Map<string, FlagSpec>();

  constructor(specs: Iterable<FlagSpec>) {
    for (const spec of specs) {
      this.#byName.set(spec.name, spec);
      if (spec.short !== undefined) this.#byShort.set(spec.short, spec);
    }
  }

  /** As they are typed, without hidden ones: `--output`. */
  get names(): string[] {
    return [...this.#byName.values()]
      .filter(({ hidden }) => hidden !== true)
      .map(({ name }) => `--${name}`);
  }

  long(name: string): FlagSpec | undefined {
    return this.#byName.get(name.replaceAll('_', '-'));
  }

  short(letter: string): FlagSpec | undefined {
    return this.#byShort.get(letter);
  }
}

/** The value of a flag that stands alone; undefined when it needs an argument. */
export function valueWhenAlone(spec: FlagSpec | undefined): string | undefined {
  return spec?.noOptDefault ?? (spec?.type === 'bool' ? 'true' : undefined);
}

/**
 * Parses arguments as pflag does: flags and operands mixed, `--x=1`, `--x 1`, `-xyz`, `-n1`,
 * `-n=1`, and `--` ends the flags. Throws UsageError in pflag's words.
 */
export function parseArguments(args: readonly string[], index: FlagIndex): ParsedArguments {
  const values = new Map<string, FlagValue>();
  const positional: string[] = [];
  const deprecations: string[] = [];
  let dash = -1;
  let next = 0;

  const set = (spec: FlagSpec, text: string): void => {
    values.set(spec.name, parseFlagValue(spec, text, values.get(spec.name)));
    if (spec.deprecated !== undefined) {
      deprecations.push(`Flag --${spec.name} has been deprecated, ${spec.deprecated}`);
    }
  };
  const argument = (missing: string): string => {
    const text = args[next++];
    if (text === undefined) throw new FlagError(`flag needs an argument: ${missing}`);
    return text;
  };

  while (next < args.length) {
    const arg = args[next++] as string;
    if (arg === '--') {
      dash = positional.length;
      positional.push(...args.slice(next));
      break;
    }
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=');
      const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
      if (name === '' || name.startsWith('-')) throw new FlagError(`bad flag syntax: ${arg}`);
      const spec = index.long(name);
      if (spec === undefined) throw new FlagError(`unknown flag: --${name}`);
      set(spec, equals >= 0 ? arg.slice(equals + 1) : (valueWhenAlone(spec) ?? argument(arg)));
    } else if (arg.startsWith('-') && arg !== '-') {
      let letters = arg.slice(1);
      while (letters !== '') {
        const letter = String.fromCodePoint(letters.codePointAt(0) as number);
        const rest = letters.slice(letter.length);
        const spec = index.short(letter);
        if (spec === undefined) {
          throw new FlagError(`unknown shorthand flag: '${letter}' in -${letters}`);
        }
        const alone = valueWhenAlone(spec);
        letters = '';
        if (rest.length > 1 && rest.startsWith('=')) set(spec, rest.slice(1));
        else if (alone !== undefined) {
          set(spec, alone);
          letters = rest;
        } else set(spec, rest !== '' ? rest : argument(`'${letter}' in -${letter}`));
      }
    } else {
      positional.push(arg);
    }
  }
  return { values, positional, dash, deprecations };
}
