import type { Diagnosis, Evidence, Finding, Report } from '../model.ts';
import { commandOf, pathOf } from './lines.ts';
import { areMany, causesOf, readyOf } from './overview.ts';

/** A report as Markdown: for a comment at a pull request, or the summary of a CI job. */
export function renderMarkdown(report: Report, program: string): string {
  const parts = [`## Diagnosis: ${report.verdict}\n`];
  const sick = report.diagnoses.filter(
    ({ verdict, findings }) => verdict !== 'healthy' || findings.length > 0,
  );
  if (areMany(sick)) parts.push(renderOverview(sick));
  for (const diagnosis of sick) parts.push(renderOne(diagnosis, program));
  const healthy = report.diagnoses.length - sick.length;
  if (healthy > 0) parts.push(`${healthy} healthy.\n`);
  if (report.skipped.length > 0) {
    const lines = report.skipped.map(
      ({ resource, verb, reason }) => `- ${escape(`${verb} ${resource}: ${reason}`)}\n`,
    );
    parts.push(`### Not looked at\n\n${lines.join('')}`);
  }
  return parts.join('\n');
}

function renderOverview(diagnoses: readonly Diagnosis[]): string {
  const rows = diagnoses.map(
    (one) =>
      `| ${inline(pathOf(one.target))} | ${one.verdict} | ${readyOf(one)} | ${escape(causesOf(one))} |\n`,
  );
  return `| workload | verdict | ready | cause |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

function renderOne(
  { target, verdict, summary, serving, findings }: Diagnosis,
  program: string,
): string {
  let text = `### \`${pathOf(target)}\`: ${verdict}\n\n`;
  if (findings.every(({ cause }) => cause !== summary)) text += `${escape(summary)}\n\n`;
  if (serving !== undefined) {
    const old =
      serving.oldReady > 0 ? `, ${serving.oldReady} of an older revision still serve` : '';
    text += `${serving.ready} of ${serving.desired} pods are ready${old}.\n\n`;
  }
  return text + findings.map((finding) => renderFinding(finding, program)).join('');
}

function renderFinding(
  { id, title, severity, cause, evidence, fixes }: Finding,
  program: string,
): string {
  let text = `**${severity}: ${escape(cause)}** (${id} ${title})\n\n`;
  for (const one of evidence) text += renderEvidence(one);
  if (evidence.length > 0) text += '\n';
  for (const { command, why } of fixes)
    text += `Fix: ${escape(why)}\n\n${block(commandOf(command, program))}\n`;
  return text;
}

function renderEvidence({ source, text, count }: Evidence): string {
  const times = count === undefined ? '' : ` (${count} times)`;
  const lines = text.includes('\n') ? `\n\n${indent(block(text))}` : ` ${inline(text)}\n`;
  return `- ${escape(source)}${times}:${lines}`;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** A block of code, fenced by more backticks than the text has. */
function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}\n`;
}

function inline(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Untrusted text as text: no links, no HTML, no mentions. */
function escape(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replaceAll('@', '@\u200b')
    .replaceAll('\n', ' ');
}
