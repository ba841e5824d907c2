/** The letters of Kubernetes' random suffixes: none that could make a word. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Five random letters, as the API server appends them to `generateName`. */
export function randomSuffix(): string {
  return Array.from(
    { length: 5 },
    () => LETTERS[Math.floor(Math.random() * LETTERS.length)] as string,
  ).join('');
}
