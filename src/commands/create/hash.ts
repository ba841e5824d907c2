import { createHash } from 'node:crypto';
import { stringifyJSON } from '../../formats/json.ts';

/** Letters in place of digits and vowels that could make a word. */
const LETTERS: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** The name with a suffix that follows from the contents, so that a change makes another object: `web-2f48d8f4f8`. */
export function nameWithHash(name: string, contents: object): string {
  const text = stringifyJSON({ ...contents, name }, { sortKeys: true });
  const hex = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return `${name}-${hex.replace(/[013ae]/g, (char) => LETTERS[char] as string)}`;
}
