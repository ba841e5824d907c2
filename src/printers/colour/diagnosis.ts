import { type Meaning, theme } from './theme.ts';

const VERDICTS: Readonly<Record<string, Meaning>> = {
  HEALTHY: 'good',
  PROGRESSING: 'waiting',
  BLOCKED: 'waiting',
  UNKNOWN: 'waiting',
  DEGRADED: 'failure',
  FAILED: 'failure',
};

const SEVERITIES: Readonly<Record<string, Meaning>> = {
  ERROR: 'failure',
  WARNING: 'warning',
  INFO: 'key',
};

/** Colours a diagnosis: verdicts, severities, the names of rules, what to type. */
export function paintDiagnosis(text: string): string {
  return text
    .split('\n')
    .map((line) => paintLine(line))
    .join('\n');
}

function paintLine(line: string): string {
  const verdict = /^(\S+\/\S+)( in namespace \S+)?: ([A-Z]+)$/.exec(line);
  if (verdict !== null) {
    const [, target = '', where = '', word = ''] = verdict;
    return `${theme.heading(target)}${where}: ${theme[VERDICTS[word] ?? 'waiting'](word)}`;
  }
  const finding = /^( {2})(ERROR|WARNING|INFO)( .*?)( \[[A-Z]+-\d+ [^\]]*\])$/.exec(line);
  if (finding !== null) {
    const [, indent = '', severity = '', cause = '', rule = ''] = finding;
    return `${indent}${theme[SEVERITIES[severity] ?? 'waiting'](severity)}${theme.heading(cause)}${theme.quiet(rule)}`;
  }
  const evidence = /^( {4})([\u251c\u2514\u2502]) (.*)$/.exec(line);
  if (evidence !== null) {
    const [, indent = '', branch = '', said = ''] = evidence;
    const [, source = '', rest = ''] = /^([^:]*:)?(.*)$/.exec(said) ?? [];
    const shown = branch === '│' ? said : theme.key(source) + rest;
    return `${indent}${theme.quiet(branch)} ${shown}`;
  }
  if (/^ {4}(?:Fix$|Hence also: )/.test(line)) return theme.quiet(line);
  if (/^ {6}\S/.test(line)) return theme.good(line);
  return /^ {8}\S/.test(line) ? theme.quiet(line) : line;
}
