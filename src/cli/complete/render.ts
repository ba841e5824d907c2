import { Directive, type Candidates } from '../../commands/completion/source.ts';
import type { Env } from '../context.ts';

/** How candidates are told. */
export interface Rendering {
  /** Whether descriptions are wanted. */
  readonly described: boolean;
  readonly program: string;
  readonly env: Env;
}

/** The answer to a shell: a line for each candidate, and `:DIRECTIVE`. */
export function renderCandidates(
  { values, directive }: Candidates,
  { described, program, env }: Rendering,
): string {
  const texts = described && !isOff(env, program, 'COMPLETION_DESCRIPTIONS', ['0', 'false', 'f']);
  const activeHelp = !isOff(env, program, 'ACTIVE_HELP', ['0']);
  const lines = values
    .filter((value) => activeHelp || !value.startsWith('_activeHelp_ '))
    .map((value) => toLine(value, texts, program))
    .filter((line) => line !== undefined);
  return [...lines, `:${directive}`, ''].join('\n');
}

/** Whether the user has turned something off, for this program or for all that complete as it does. */
function isOff(env: Env, program: string, what: string, values: readonly string[]): boolean {
  const own = env[`${program.toUpperCase()}_${what}`];
  return values.includes((own || env[`COBRA_${what}`] || '').toLowerCase());
}

/** One line of the answer. A name with control characters is no candidate: it would reach the terminal. */
function toLine(candidate: string, described: boolean, program: string): string | undefined {
  const [value = '', ...rest] = (candidate.split('\n', 1)[0] ?? '').split('\t');
  if (/\p{Cc}|\p{Cf}/u.test(value)) return undefined;
  if (!described || rest.length === 0) return value.trim();
  const text = rest
    .join('\t')
    .replaceAll('{program}', program)
    .replaceAll(/[^\P{Cc}\t]/gu, ' ');
  return `${value}\t${text}`.trim();
}

const DIRECTIVE_NAMES = [
  ['Error', Directive.error],
  ['NoSpace', Directive.noSpace],
  ['NoFileComp', Directive.noFiles],
  ['FilterFileExt', Directive.fileEndings],
  ['FilterDirs', Directive.onlyFolders],
  ['KeepOrder', Directive.keepOrder],
] as const;

/** The bits of a directive by cobra's names. */
export function directiveNames(directive: number): string {
  const names = DIRECTIVE_NAMES.filter(([, bit]) => (directive & bit) !== 0);
  if (directive > 63) return `ERROR: unexpected ShellCompDirective value: ${directive}`;
  if (names.length === 0) return 'ShellCompDirectiveDefault';
  return names.map(([name]) => `ShellCompDirective${name}`).join(', ');
}
