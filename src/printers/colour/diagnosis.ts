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
  let isSaid = false;
  return text
    .split('\n')
    .map((line) => {
      // What follows the last piece of evidence belongs to it, until something else comes.
      isSaid = /^ {4}\u2514 /.test(line) || (isSaid && INDENTED.test(line));
      return isSaid && INDENTED.test(line) ? line : paintLine(line);
    })
    .join('\n');
}

const INDENTED = /^ {8}/;

/** A row of the overview: namespace, name, verdict, pods, cause. */
const ROW = /^((?:\S+ +)?)(\S+\/\S+ +)([A-Z]+)( +(?:-|\d+\/\d+) +\S.*)$/;

function paintLine(line: string): string {
  if (/^(?:NAMESPACE +)?NAME +VERDICT +READY +CAUSE$/.test(line)) return theme.heading(line);
  const row = ROW.exec(line);
  if (row !== null) {
    const [, place = '', target = '', word = '', rest = ''] = row;
    return `${place}${target}${theme[VERDICTS[word] ?? 'waiting'](word)}${rest}`;
  }
  const verdict = /^(\S+\/\S+)( in namespace \S+)?: ([A-Z]+)$/.exec(line);
  if (verdict !== null) {
    const [, target = '', where = '', word = ''] = verdict;
    return `${theme.heading(target)}${where}: ${theme[VERDICTS[word] ?? 'waiting'](word)}`;
  }
  const finding = /^( {2})(ERROR|WARNING|INFO)( .*?)( \[[A-Z]+-\d+ [^\]]*\])?$/.exec(line);
  if (finding !== null) {
    const [, indent = '', severity = '', cause = '', rule = ''] = finding;
    return `${indent}${theme[SEVERITIES[severity] ?? 'waiting'](severity)}${theme.heading(cause)}${theme.quiet(rule)}`;
  }
  // Where that is longer than the terminal is wide.
  const longer = /^( {9})(?=\S)(.*?)( ?\[[A-Z]+-\d+ [^\]]*\])?$/.exec(line);
  if (longer !== null) {
    const [, indent = '', cause = '', rule = ''] = longer;
    return `${indent}${theme.heading(cause)}${theme.quiet(rule)}`;
  }
  const evidence = /^( {4})([\u251c\u2514\u2502]) (.*)$/.exec(line);
  if (evidence !== null) {
    const [, indent = '', branch = '', said = ''] = evidence;
    const [, source = '', rest = ''] = /^([^:]*:)?(.*)$/.exec(said) ?? [];
    const shown = branch === '│' ? said : theme.key(source) + rest;
    return `${indent}${theme.quiet(branch)} ${shown}`;
  }
  if (/^ {4}(?:Fix$|From this follows: )/.test(line)) return theme.quiet(line);
  if (/^ {6}\S/.test(line)) return theme.good(line);
  return /^ {8}\S/.test(line) ? theme.quiet(line) : line;
}
