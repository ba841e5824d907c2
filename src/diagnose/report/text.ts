import { humanDuration } from '../../formats/duration.ts';
import { commandOf, nameOf } from './lines.ts';
import { renderOverview } from './overview.ts';
import { wrapReport } from './wrap.ts';
import type { Diagnosis, Evidence, Finding, ObjectRef, Report } from '../model.ts';

/** How the text is to be written. */
export interface TextOptions {
  readonly program: string;
  /** The namespace that commands are in by themselves. */
  readonly namespace: string;
  /** Milliseconds since 1970, for ages. */
  readonly now: number;
  /** Healthy workloads and hints too, all evidence, all objects. */
  readonly wide: boolean;
  /** Lines are broken so that they fit so many columns; as long as they are when missing. */
  readonly columns?: number | undefined;
}

/** Objects that are named; of more the number is told. */
const MOST_OBJECTS = 2;

/** A report to be read by people: verdict, cause, evidence, fix. */
export function renderText(report: Report, options: TextOptions): string {
  const text = renderReport(report, options);
  return options.columns === undefined ? text : wrapReport(text, options.columns);
}

function renderReport(report: Report, options: TextOptions): string {
  const { diagnoses, skipped } = report;
  const shown = options.wide
    ? diagnoses
    : diagnoses.filter(({ verdict, findings }) => verdict !== 'healthy' || tells(findings));
  const unapplied = options.wide || diagnoses.length === 1 ? [] : shown.filter(isUnapplied);
  const told = diagnoses.length === 1 ? diagnoses : shown.filter((one) => !unapplied.includes(one));
  const overview = renderOverview(told);
  const parts = told.map((one) => renderOne(one, options));
  const healthy = diagnoses.length - parts.length - unapplied.length;
  if (overview !== '') parts.unshift(overview);
  if (unapplied.length > 0) {
    const names = unapplied.map(({ target }) => nameOf(target));
    parts.push(`Not in the cluster yet, as nobody has applied it: ${names.join(', ')}.\n`);
  }
  if (healthy > 0) parts.push(`${healthy} healthy${shown.length > 0 ? ' besides' : ''}.\n`);
  if (diagnoses.length === 0) parts.push('No workloads found.\n');
  if (skipped.length > 0) {
    const lines = skipped.map(({ resource, verb, reason }) => `  ${verb} ${resource}: ${reason}\n`);
    parts.push(`Not looked at, so that causes may be missing:\n${lines.join('')}`);
  }
  return parts.join('\n');
}

/** Of what is well in its manifest and not there yet, there is nothing to tell but its name. */
function isUnapplied({ verdict, place, findings }: Diagnosis): boolean {
  return verdict === 'blocked' && place !== undefined && findings.length === 0;
}

/** A warning of a healthy workload is worth a line; a hint is not. */
function tells(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity !== 'info');
}

function renderOne(diagnosis: Diagnosis, options: TextOptions): string {
  const { target, verdict, summary, serving, findings } = diagnosis;
  const where = target.namespace === '' ? '' : ` in namespace ${target.namespace}`;
  let text = `${nameOf(target)}${where}: ${verdict.toUpperCase()}\n`;
  if (findings.every(({ cause }) => cause !== summary)) text += `  ${summary}\n`;
  if (serving !== undefined && serving.desired + serving.oldReady > 0 && verdict !== 'healthy') {
    const { desired, ready, oldReady } = serving;
    const old =
      oldReady > 0
        ? `; ${oldReady} of an older revision still serve${oldReady === 1 ? 's' : ''}`
        : '';
    text += `  ${ready} of ${desired} pods are ready${old}.\n`;
  }
  const told = options.wide
    ? findings
    : findings.filter((one, at) => at === 0 || !isHint(one) || one.cause === summary);
  for (const finding of told) text += `\n${renderFinding(finding, options)}`;
  return text;
}

function isHint({ severity }: Finding): boolean {
  return severity === 'info';
}

function renderFinding(finding: Finding, options: TextOptions): string {
  const { id, title, severity, confidence, cause, objects, evidence, fixes, consequences } =
    finding;
  const sure = confidence === 'high' ? '' : `, ${confidence} confidence`;
  let text = `  ${severity.toUpperCase()} ${cause} [${id} ${title}${sure}]\n`;
  text += `    ${describeObjects(objects, options.wide)}\n`;
  const shown = options.wide ? evidence : evidence.slice(0, 4);
  shown.forEach((one, at) => {
    text += renderEvidence(one, at === shown.length - 1, options.now);
  });
  if (fixes.length > 0) text += '    Fix\n';
  for (const { command, why } of fixes) {
    text += `      ${commandOf(command, options.program).replace(namespaceOf(options), '')}\n        ${why}\n`;
  }
  if (consequences.length > 0) {
    const told = consequences.map(({ id: other, title: name }) => `${name} (${other})`);
    text += `    From this follows: ${told.join(', ')}\n`;
  }
  return text;
}

/** What says in a command that it is about the namespace which is in force anyway. */
function namespaceOf({ namespace }: TextOptions): RegExp | string {
  return namespace === '' ? '' : new RegExp(` -n ${namespace}(?= |$)`);
}

function renderEvidence(
  { source, text, time, count }: Evidence,
  last: boolean,
  now: number,
): string {
  const [first = '', ...more] = text.split('\n');
  const age = time === undefined ? '' : `${humanDuration(now - Date.parse(time))} ago`;
  const times = count === undefined ? '' : `${count} times`;
  const notes = [times, age].filter((note) => note !== '').join(', ');
  const branch = last ? '└ ' : '├ ';
  const stem = last ? '  ' : '│ ';
  const head = `    ${branch}${source}${notes === '' ? '' : ` (${notes})`}: ${first}\n`;
  return head + more.map((line) => `    ${stem}  ${line}\n`).join('');
}

function describeObjects(objects: readonly ObjectRef[], all: boolean): string {
  const names = objects.map(
    (one) => nameOf(one) + (one.container === undefined ? '' : ` container ${one.container}`),
  );
  const shown = all ? names : names.slice(0, MOST_OBJECTS);
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
