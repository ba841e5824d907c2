/**
 * Fills a script in: `PROGRAM` stands for the program's name, `NAME` for the same as part of a function's name. What
 * TypeScript would read as its own is spelt otherwise: `#{` is a dollar and a brace, `BACKTICK` a backtick.
 */
export function fill(template: string, program: string): string {
  return template
    .replaceAll('PROGRAM', program)
    .replaceAll('NAME', program.replaceAll(/[^a-zA-Z0-9]/g, '_'))
    .replaceAll('#{', '${')
    .replaceAll('BACKTICK', '`');
}
