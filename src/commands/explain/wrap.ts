/**
 * Breaks text at spaces so that no line is longer than `width`, a word that is longer excepted.
 * Line breaks in the text stay, and so do the spaces that no break falls on.
 */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const [, gap = '', word = ''] of line.matchAll(/(\s*)(\S+)/g)) {
    if (current === '' || current.length + gap.length + word.length <= width) {
      current += gap + word;
    } else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}
