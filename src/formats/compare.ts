/** Orders of text that Go has and JavaScript lacks. */

const SURROGATE = /[\ud800-\udfff]/;

/** Compares as Go compares strings: by bytes of UTF-8. JavaScript's own order differs past U+FFFF. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return bytesRank(a, i) - bytesRank(b, i);
  }
  return a.length - b.length;
}

/** Places surrogates, which stand for U+10000 and up, after all other units. */
function bytesRank(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return (unit & 0xf800) === 0xd800 ? unit + 0x10000 : unit;
}

/** The keys of an object in byte order, as Go's encoding/json writes maps. */
export function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  let previous = '';
  for (const key of keys) {
    if (key < previous) return sortKeys(keys);
    previous = key;
  }
  // In order already by UTF-16; only pairs of surrogates could disagree, and they are rare.
  return keys.some((key) => SURROGATE.test(key)) ? keys.toSorted(compareBytes) : keys;
}

function sortKeys(keys: string[]): string[] {
  keys.sort();
  return keys.some((key) => SURROGATE.test(key)) ? keys.sort(compareBytes) : keys;
}
