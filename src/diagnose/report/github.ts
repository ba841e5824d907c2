import type { Report } from '../model.ts';
import { commandOf, isFile, pathOf } from './lines.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * A report as workflow commands of GitHub Actions, which shows them as annotations.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function renderGitHub({ diagnoses }: Report, program: string): string {
  return diagnoses
    .flatMap(({ target, place: where, verdict, findings }) =>
      findings.map(({ id, title, severity, cause, evidence, fixes, place = where }) => {
        const text = [
          `${pathOf(target)} ${verdict}: ${cause}`,
          ...evidence.map((one) => `${one.source}: ${one.text}`),
          ...fixes.map(({ command }) => commandOf(command, program)),
        ].join('\n');
        const at = isFile(place) ? `file=${property(place.file)},line=${place.line},` : '';
        return `::${COMMANDS[severity]} ${at}title=${property(`${id} ${title}`)}::${data(text)}\n`;
      }),
    )
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
