import { editDistance } from '../formats/edit-distance.ts';

/** cobra's suggestion block for a mistyped command; empty when nothing is near. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const near = names.filter(
    (name) =>
      !UNSUGGESTED.has(name) &&
      (editDistance(typed.toLowerCase(), name.toLowerCase()) <= 2 ||
        name.toLowerCase().startsWith(typed.toLowerCase())),
  );
  return near.length === 0
    ? ''
    : `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}`;
}

/** Commands that are there, but do nothing that anybody could mean. */
const UNSUGGESTED: ReadonlySet<string> = new Set(['alpha', 'help']);
