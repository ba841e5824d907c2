import type { Context } from '../../cli/context.ts';
import type { Report } from '../../diagnose/model.ts';
import { renderText } from '../../diagnose/report/text.ts';

/** Writes a report in one form. */
export type ReportWriter = (report: Report, context: Context) => Promise<string> | string;

/** The forms of a report, by the name that `-o` gives them. */
export const WRITERS: Readonly<Record<string, ReportWriter>> = {
  text: (report, context) => text(report, context, false),
  wide: (report, context) => text(report, context, true),
  json: (report) => json(report),
  yaml: async (report) => (await import('../../formats/yaml/emit.ts')).stringifyYAML(report),
  markdown: async (report, { program }) =>
    (await import('../../diagnose/report/markdown.ts')).renderMarkdown(report, program),
  junit: async (report, { program }) =>
    (await import('../../diagnose/report/junit.ts')).renderJUnit(report, program),
  sarif: async (report, { program }) =>
    json((await import('../../diagnose/report/sarif.ts')).renderSARIF(report, program)),
  github: async (report, { program }) =>
    (await import('../../diagnose/report/github.ts')).renderGitHub(report, program),
};

async function text(report: Report, context: Context, wide: boolean): Promise<string> {
  const { program } = context;
  // Where -n was given, commands need it as well.
  const { namespace, explicit } = await context.namespace();
  return renderText(report, {
    program,
    namespace: explicit ? '' : namespace,
    now: Date.parse(report.checkedAt),
    wide,
  });
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 4)}\n`;
}
