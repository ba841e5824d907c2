/** The order of mapping keys in YAML output: letters by code point, runs of digits by value, other signs first. */

const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;

function isLetter(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return LETTER.test(String.fromCodePoint(code));
}

function isDigit(code: number | undefined): boolean {
  if (code === undefined) return false;
  if (code < 128) return code >= 48 && code <= 57;
  return DIGIT.test(String.fromCodePoint(code));
}

/** Compares two keys as go-yaml does: `a2` comes before `a10`. */
export function compareNatural(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    if (x < 128 && y < 128) {
      const letterX = isLetter(x);
      const letterY = isLetter(y);
      if (letterX && letterY) return x - y;
      if (letterX || letterY) return letterY ? -1 : 1;
      if (!isDigit(x) && !isDigit(y)) return x - y;
    }
    return compareAtDifference(Array.from(a, code), Array.from(b, code));
  }
  return a.length - b.length;
}

function code(char: string): number {
  return char.codePointAt(0)!;
}

function compareAtDifference(a: readonly number[], b: readonly number[]): number {
  let i = 0;
  while (a[i] === b[i]) i++;
  const x = a[i]!;
  const y = b[i]!;
  const letterX = isLetter(x);
  const letterY = isLetter(y);
  if (letterX && letterY) return x - y;
  if (letterX || letterY) return letterY ? -1 : 1;
  const lead = x === 48 || y === 48 ? leadingOne(a, i) : 0n;
  const runX = digitRun(a, i, lead);
  const runY = digitRun(b, i, lead);
  if (runX.value !== runY.value) return runX.value < runY.value ? -1 : 1;
  return runX.end !== runY.end ? runX.end - runY.end : x - y;
}

/** 1 where digits other than zero stand before the difference, so that zeros in it count as places. */
function leadingOne(codes: readonly number[], at: number): bigint {
  for (let j = at - 1; j >= 0 && isDigit(codes[j]); j--) if (codes[j] !== 48) return 1n;
  return 0n;
}

function digitRun(
  codes: readonly number[],
  from: number,
  lead: bigint,
): { value: bigint; end: number } {
  let value = lead;
  let end = from;
  while (isDigit(codes[end])) value = BigInt.asIntN(64, value * 10n + BigInt(codes[end++]! - 48));
  return { value, end };
}

/** The keys of an object in that order. */
export function naturalKeys(object: object): string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i++) {
    if (compareNatural(keys[i - 1]!, keys[i]!) > 0) return keys.sort(compareNatural);
  }
  return keys;
}
