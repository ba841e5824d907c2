import { theme } from './theme.ts';

/** Indentation with the dashes of lists, a key, and what follows its colon. */
const ENTRY =
  /^(\s*(?:- )*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s'"#&*!|>{}[\]][^:]*(?::\S[^:]*)*):(?: (.*))?$/;
const ITEM = /^(\s*(?:- )+)(.*)$/;
const SCALAR = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|~|\[\]|\{\})$/;

/**
 * Colours YAML as it is written here, a line at a time: keys, and values that are no text. The lines of block
 * scalars and of folded text stand deeper than the line that began them, and stay as they are.
 */
export function paintYAML(text: string): string {
  /** Lines deeper than this belong to a text; Infinity outside of one. */
  let textAbove = Infinity;
  return text
    .split('\n')
    .map((line) => {
      if (line === '') return line;
      const indent = line.length - line.trimStart().length;
      if (indent > textAbove) return line;
      textAbove = Infinity;
      if (line === '---') return theme.quiet(line);
      const entry = ENTRY.exec(line);
      const [, lead = '', key, value = ''] = entry ?? ITEM.exec(line)?.toSpliced(2, 0, '') ?? [];
      if (lead === '' && !key) return line;
      // The dash of a list's item stands two columns before its text.
      if (value !== '') textAbove = key ? lead.length : lead.length - 2;
      const painted = SCALAR.test(value) ? theme.scalar(value) : value;
      if (!key) return lead + painted;
      return `${lead}${theme.key(key)}:${entry?.[3] === undefined ? '' : ` ${painted}`}`;
    })
    .join('\n');
}
