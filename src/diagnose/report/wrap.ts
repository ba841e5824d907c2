/** Narrower than this, breaking lines helps nobody. */
const NARROWEST = 40;

/** How kinds of lines go on: what comes before the rest of them, by what they begin with. */
const HANGING: readonly (readonly [RegExp, string])[] = [
  // Commands are copied: the terminal may break them, we do not.
  [/^ {6}\S/, ''],
  [/^ {2}(?:ERROR|WARNING|INFO) /, ' '.repeat(9)],
  [/^ {4}\u251c /, '    \u2502   '],
  [/^ {4}\u2514 /, ' '.repeat(8)],
  // What a program has written stays as it is.
  [/^ {4}\u2502 /, ''],
  [/^ {8}\S/, ' '.repeat(8)],
  [/^ {4}\S/, ' '.repeat(5)],
  [/^ {2}\S/, '  '],
];

/** The text of a report in lines that fit a terminal: broken between words, and indented further. */
export function wrapReport(text: string, columns: number): string {
  if (columns < NARROWEST) return text;
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n');
}

/** The name of a rule stays in one piece. */
function wordsOf(text: string): readonly string[] {
  const [, said = text, rule] = /^(.*) (\[[A-Z]+-\d+ [^\]]*\])$/.exec(text) ?? [];
  return [...said.split(' '), ...(rule === undefined ? [] : [rule])];
}

function wrapLine(line: string, columns: number): string {
  const stem = HANGING.find(([shape]) => shape.test(line))?.[1] ?? '';
  if (line.length <= columns || stem === '') return line;
  const [indent = ''] = /^ *(?:[\u251c\u2514] )?/.exec(line) ?? [];
  const lines: string[] = [];
  let current = indent;
  for (const word of wordsOf(line.slice(indent.length))) {
    const glue = current === indent || current === stem ? '' : ' ';
    const isFirst = glue === '';
    if (!isFirst && current.length + glue.length + word.length > columns) {
      lines.push(current);
      current = stem + word;
    } else current += glue + word;
  }
  return [...lines, current].join('\n');
}
