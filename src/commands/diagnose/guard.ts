import type { Context } from '../../cli/context.ts';
import type { Report } from '../../diagnose/model.ts';
import { writeAs } from '../../printers/write-as.ts';
import { lookAt, type Seen, USUAL } from './look.ts';

/** Diagnoses objects as they are now, as often as it is called. */
export function looker(context: Context, infos: readonly Seen[]): () => Promise<Report> {
  return () => lookAt(context, { infos }, USUAL);
}

/** Tells a report for people on standard error: what the command prints besides is for programs. */
export async function tell(context: Context, report: Report): Promise<void> {
  const { renderText } = await import('../../diagnose/report/text.ts');
  const { program, streams } = context;
  // Where -n was given, commands need it as well.
  const { namespace, explicit } = await context.namespace();
  const text = renderText(report, {
    program,
    namespace: explicit ? '' : namespace,
    now: Date.parse(report.checkedAt),
    wide: false,
    columns: streams.err.columns,
  });
  await writeAs('diagnosis', text, streams.err);
}
