import { texts } from '../../../describe/fields.ts';

/** An option whose value is the next word. */
const SECRET_OPTION = /^--?[\w-]*(?:pass(?:word|wd|phrase)?|token|secret|api-?key|credentials?)$/i;

/** The words of a command without what follows an option for something secret. */
export function commandWords(value: unknown): readonly string[] {
  const words = texts(value);
  return words.map((word, index) =>
    index > 0 && SECRET_OPTION.test(words[index - 1] as string) ? '[redacted]' : word,
  );
}
