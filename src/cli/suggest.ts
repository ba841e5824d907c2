/** cobra's suggestion block for a mistyped command; empty when nothing is near. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const near = names.filter(
    (name) =>
      !UNSUGGESTED.has(name) &&
      (distance(typed.toLowerCase(), name.toLowerCase()) <= 2 ||
        name.toLowerCase().startsWith(typed.toLowerCase())),
  );
  return near.length === 0
    ? ''
    : `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}`;
}

/** Commands that are there, but do nothing that anybody could mean. */
const UNSUGGESTED: ReadonlySet<string> = new Set(['alpha', 'help']);

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const substitute = (row[j] as number) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(substitute, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
