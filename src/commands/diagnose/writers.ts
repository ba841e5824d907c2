import type { TextKind } from '../../api/painter.ts';
import type { Context } from '../../cli/context.ts';
import type { Report } from '../../diagnose/model.ts';
import { renderText } from '../../diagnose/report/text.ts';

/** A form of a report. */
export interface ReportWriter {
  /** How it is coloured; undefined for what other programs show. */
  readonly kind: TextKind | undefined;
  readonly write: (report: Report, context: Context) => Promise<string> | string;
}

/** The forms of a report, by the name that `-o` gives them. */
export const WRITERS: Readonly<Record<string, ReportWriter>> = {
  text: { kind: 'diagnosis', write: (report, context) => text(report, context, false) },
  wide: { kind: 'diagnosis', write: (report, context) => text(report, context, true) },
  json: { kind: 'json', write: (report) => json(report) },
  yaml: {
    kind: 'yaml',
    write: async (report) => (await import('../../formats/yaml/emit.ts')).stringifyYAML(report),
  },
  markdown: {
    kind: undefined,
    write: async (report, { program }) =>
      (await import('../../diagnose/report/markdown.ts')).renderMarkdown(report, program),
  },
  junit: {
    kind: undefined,
    write: async (report, { program }) =>
      (await import('../../diagnose/report/junit.ts')).renderJUnit(report, program),
  },
  sarif: {
    kind: 'json',
    write: async (report, { program }) =>
      json((await import('../../diagnose/report/sarif.ts')).renderSARIF(report, program)),
  },
  github: {
    kind: undefined,
    write: async (report, { program }) =>
      (await import('../../diagnose/report/github.ts')).renderGitHub(report, program),
  },
};

async function text(report: Report, context: Context, wide: boolean): Promise<string> {
  const { program, streams } = context;
  // Where -n was given, commands need it as well.
  const { namespace, explicit } = await context.namespace();
  return renderText(report, {
    program,
    namespace: explicit ? '' : namespace,
    now: Date.parse(report.checkedAt),
    wide,
    columns: streams.out.columns,
  });
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 4)}\n`;
}
