import type { Diagnosis, Report } from '../model.ts';
import { commandOf, pathOf } from './lines.ts';

/** A report in the form of JUnit: a test case for each workload, a failure where it fails or is degraded. */
export function renderJUnit({ diagnoses, checkedAt }: Report, program: string): string {
  const count = (which: (one: Diagnosis) => boolean): number => diagnoses.filter(which).length;
  const head =
    `<testsuite name="diagnose" tests="${diagnoses.length}" failures="${count(isFailure)}" ` +
    `errors="0" skipped="${count(isSkipped)}" timestamp="${escape(checkedAt)}">`;
  const cases = diagnoses.map((one) => renderCase(one, program));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${head}\n${cases.join('')}</testsuite>\n</testsuites>\n`;
}

function isFailure({ verdict }: Diagnosis): boolean {
  return verdict === 'failed' || verdict === 'degraded';
}

/** What is neither well nor broken: a test that was not brought to its end. */
function isSkipped({ verdict }: Diagnosis): boolean {
  return verdict === 'progressing' || verdict === 'blocked' || verdict === 'unknown';
}

function renderCase(diagnosis: Diagnosis, program: string): string {
  const { target, verdict, summary, findings } = diagnosis;
  const name = `name="${escape(pathOf(target))}" classname="${escape(target.kind)}" time="0"`;
  if (isSkipped(diagnosis))
    return `<testcase ${name}><skipped message="${escape(`${verdict}: ${summary}`)}"/></testcase>\n`;
  if (!isFailure(diagnosis)) return `<testcase ${name}/>\n`;
  const text = findings.flatMap(({ id, severity, cause, evidence, fixes }) => [
    `${id} ${severity}: ${cause}`,
    ...evidence.map((one) => `  ${one.source}: ${one.text}`),
    ...fixes.map(({ command }) => `  fix: ${commandOf(command, program)}`),
  ]);
  return (
    `<testcase ${name}><failure type="${verdict}" message="${escape(summary)}">` +
    `${escape(text.join('\n'))}</failure></testcase>\n`
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text in XML 1.0, which has no other control characters than these. */
function escape(text: string): string {
  return text
    .replace(/[&<>"]/g, (char) => ENTITIES[char] as string)
    .replace(/(?![\n\t])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '');
}
