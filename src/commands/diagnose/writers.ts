import type { Context } from '../../cli/context.ts';
import type { Report } from '../../diagnose/model.ts';
import { renderText } from '../../diagnose/report/text.ts';

/** Writes a report in one form. */
export type ReportWriter = (report: Report, context: Context) => Promise<string> | string;

function text(report: Report, { program }: Context, wide: boolean): string {
  return renderText(report, { program, now: Date.parse(report.checkedAt), wide });
}

/** The forms of a report, by the name that `-o` gives them. */
export const WRITERS: Readonly<Record<string, ReportWriter>> = {
  text: (report, context) => text(report, context, false),
  wide: (report, context) => text(report, context, true),
  json: (report) => `${JSON.stringify(report, undefined, 4)}\n`,
  yaml: async (report) => {
    const { stringifyYAML } = await import('../../formats/yaml/emit.ts');
    return stringifyYAML(report);
  },
};
