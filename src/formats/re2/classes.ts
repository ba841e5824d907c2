import { negate, normalize, type Ranges } from './syntax.ts';

const DIGIT: Ranges = [[48, 57]];
const SPACE: Ranges = [
  [9, 10],
  [12, 13],
  [32, 32],
];
const UPPER: Ranges = [[65, 90]];
const LOWER: Ranges = [[97, 122]];
const ALPHA: Ranges = [...UPPER, ...LOWER];
const WORD: Ranges = [...DIGIT, ...UPPER, [95, 95], ...LOWER];

/** `\d` and the like. */
export const perlClasses: Readonly<Record<string, Ranges>> = {
  d: DIGIT,
  D: negate(DIGIT),
  s: SPACE,
  S: negate(SPACE),
  w: WORD,
  W: negate(WORD),
};

/** `[[:alpha:]]` and the like. */
export const posixClasses: Readonly<Record<string, Ranges>> = {
  alnum: [...DIGIT, ...ALPHA],
  alpha: ALPHA,
  ascii: [[0, 127]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit: DIGIT,
  graph: [[33, 126]],
  lower: LOWER,
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper: UPPER,
  word: WORD,
  xdigit: [...DIGIT, [65, 70], [97, 102]],
};

const unicode = new Map<string, Ranges | undefined>();

/** Code points of a Unicode category or script, `\p{Greek}`, `\pN`; undefined when there is no such one. */
export function unicodeClass(name: string): Ranges | undefined {
  if (name === 'Any') return [[0, 0x10ffff]];
  if (!unicode.has(name)) unicode.set(name, readUnicode(name));
  return unicode.get(name);
}

function readUnicode(name: string): Ranges | undefined {
  const pattern = propertyPattern(name);
  if (pattern === undefined) return undefined;
  const ranges: [number, number][] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    if (!pattern.test(String.fromCodePoint(code))) continue;
    const before = ranges.at(-1);
    if (before?.[1] === code - 1) before[1] = code;
    else ranges.push([code, code]);
  }
  return ranges;
}

function propertyPattern(name: string): RegExp | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  for (const property of [`gc=${name}`, `Script=${name}`]) {
    try {
      return new RegExp(`^\\p{${property}}$`, 'u');
    } catch {
      // Not a property of this sort.
    }
  }
  return undefined;
}

/** Adds the other case of every character. */
export function foldCase(ranges: Ranges): Ranges {
  const added: [number, number][] = [];
  for (const [first, last] of ranges) {
    // Beyond the scripts that have cases there is nothing to add.
    for (let code = first; code <= Math.min(last, 0x1e943); code++) {
      const char = String.fromCodePoint(code);
      for (const other of [char.toLowerCase(), char.toUpperCase()]) {
        const folded = other.codePointAt(0) ?? code;
        if (folded !== code && other.length === String.fromCodePoint(folded).length) {
          added.push([folded, folded]);
        }
      }
    }
  }
  return normalize([...ranges, ...added]);
}
