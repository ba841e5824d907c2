import { theme } from './theme.ts';
import { isNothing, meaningOf, paintStatus } from './words.ts';

/** A name, which has no two spaces in a row, its colon, and what follows. */
const FIELD = /^(\s*)((?:[^\s:]| (?! ))[^\s:]*(?:(?: |:(?=\S))[^\s:]+)*):(?:(\s+)(.*))?$/;
/** The rule below the headers of a table. */
const RULE = /^\s*-+(?:\s+-+)*\s*$/;
/** The headers of a table of conditions, which has no rule. */
const CONDITIONS = /^\s+Type\s{2,}Status\b/;
/** Conditions for which True is good. */
const WANTED =
  /^(?:Ready|Available|ContainersReady|Initialized|PodScheduled|PodReadyToStartContainers|Progressing|Complete|Established|NamesAccepted|AbleToScale|ScalingActive)$/;
const UNWANTED = /(?:Pressure|Unavailable|Failure|Failed)$/;

/** Colours what `describe` says, line by line, after it has been aligned. */
export function paintDescription(text: string): string {
  const lines = text.split('\n');
  let inTable = false;
  /** Where the value of the field above begins: lines that stand there go on with it. */
  let valueAt = -1;
  return lines
    .map((line, index) => {
      if (line === '') return line;
      if (RULE.test(line)) return theme.quiet(line);
      if (CONDITIONS.test(line) || (RULE.test(lines[index + 1] ?? '') && !line.includes(':'))) {
        inTable = true;
        return theme.heading(line);
      }
      if (line.search(/\S/) === valueAt) return line;
      const [, indent = '', name, space, value = ''] = FIELD.exec(line) ?? [];
      if (name === undefined) return inTable ? paintRow(line) : line;
      inTable = false;
      valueAt = value === '' ? -1 : line.length - value.length;
      const head = `${indent}${theme.key(`${name}:`)}`;
      return space === undefined ? head : head + space + paintValue(name, value);
    })
    .join('\n');
}

function paintValue(name: string, value: string): string {
  if (isNothing(value)) return theme.quiet(value);
  return paintTruth(name, value) ?? paintStatus(value);
}

/** `True` and `False` of a condition; undefined for other values, and conditions that may be either. */
function paintTruth(condition: string, value: string): string | undefined {
  if (value !== 'True' && value !== 'False') return undefined;
  if (WANTED.test(condition)) return value === 'True' ? theme.good(value) : theme.bad(value);
  if (UNWANTED.test(condition)) return value === 'True' ? theme.bad(value) : value;
  return undefined;
}

/** A row of conditions or events: its first two cells are what counts, `Ready  False`, `Warning  BackOff`. */
function paintRow(line: string): string {
  const [, indent = '', first = '', space = '', second = '', rest = ''] =
    /^(\s*)(\S+)(\s+)(\S+)(.*)$/.exec(line) ?? [];
  if (first === '') return line;
  const truth = paintTruth(first, second);
  if (truth !== undefined) return indent + first + space + truth + rest;
  const isEvent = first === 'Warning' || first === 'Normal';
  return indent + (isEvent ? paintStatus(first) : first) + space + paintReason(second) + rest;
}

function paintReason(word: string): string {
  return meaningOf(word) === 'bad' ? theme.bad(word) : word;
}
