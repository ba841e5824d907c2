import { KubistError } from '../../errors.ts';

/**
 * A field selector as it is sent: its terms sorted, `==` as `=`. Throws a KubistError in the words of the API.
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/.
 */
export function formatFieldSelector(selector: string): string {
  return splitTerms(selector)
    .sort(byCodePoints)
    .map((term) => {
      const [, field, operator, value] = /^(.*?)(!=|==|=)(.*)$/s.exec(term) ?? [];
      if (field === undefined || value === undefined) {
        throw new KubistError(`invalid selector: '${selector}'; can't understand '${term}'`);
      }
      checkEscapes(value);
      return `${field}${operator === '!=' ? '!=' : '='}${value}`;
    })
    .join(',');
}

/** Splits at commas that no backslash stands before. */
function splitTerms(selector: string): string[] {
  return selector.match(/(?:\\.|\\$|[^,\\])+/gs) ?? [];
}

function byCodePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A value has a backslash before each backslash, comma and equals sign, and nowhere else. */
function checkEscapes(value: string): void {
  for (const [sign] of value.matchAll(/\\.|\\$|[,=]/gs)) {
    if (['\\\\', '\\,', '\\='].includes(sign)) continue;
    const problem = sign.startsWith('\\')
      ? `invalid escape sequence: ${sign}`
      : `unescaped character in value: ${sign.charCodeAt(0)}`;
    throw new KubistError(`invalid field selector: ${problem}`);
  }
}
