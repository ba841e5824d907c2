import { KubistError } from '../../errors.ts';

/** Reads `a=b,c=d`. Undefined when it is empty. */
export function readLabels(text: string): Record<string, string> | undefined {
  if (text === '') return undefined;
  const pairs = text.split(',').map((pair): [string, string] => {
    const [key = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0) {
      throw new KubistError(`unexpected label spec: ${pair}`);
    }
    if (key === '') throw new KubistError('unexpected empty label key');
    return [key, value];
  });
  return Object.fromEntries(pairs);
}

/** Reads `KEY=VALUE` annotations. */
export function readAnnotations(texts: readonly string[]): Record<string, string> {
  const pairs = unlessEmpty(texts).map((text): [string, string] => {
    const equals = text.indexOf('=');
    if (equals < 1) throw new KubistError(`invalid annotations format: ${text}`);
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return Object.fromEntries(pairs);
}

/** Values of a flag that may be given again: a single empty one is none. */
export function unlessEmpty(texts: readonly string[]): readonly string[] {
  return texts.length === 1 && texts[0] === '' ? [] : texts;
}
