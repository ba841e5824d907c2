import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { describeMetadata } from '../metadata.ts';
import { LIMIT_COLUMNS, limitRows } from './limit-range.ts';
import { quotaRows, SCOPES } from './resource-quota.ts';

/** Describes a namespace with its quotas and limits. */
export async function describeNamespace(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const status = fields(object['status']);
  const path = `/api/v1/namespaces/${encodeURIComponent(text(fields(object['metadata'])['name']))}`;
  const [quotas, ranges] = await Promise.all([
    tools.list(`${path}/resourcequotas`),
    tools.list(`${path}/limitranges`),
  ]);
  describeMetadata(description, object, ['name', 'labels', 'annotations']);
  description.field('Status', text(status['phase']));
  const conditions = list(status['conditions']);
  if (conditions.length > 0) {
    description.table(
      'Conditions',
      ['Type', 'Status', 'LastTransitionTime', 'Reason', 'Message'],
      conditions.map((condition) =>
        ['type', 'status', 'lastTransitionTime', 'reason', 'message'].map((member) =>
          text(condition[member]),
        ),
      ),
    );
  }
  describeQuotas(description, quotas);
  describeLimits(description, ranges);
}

function describeQuotas(description: Description, quotas: readonly Fields[]): void {
  description.decoration('');
  if (quotas.length === 0) return description.decoration('No resource quota.');
  const section = description.section('Resource Quotas', { heading: 'Resource Quotas' });
  for (const quota of quotas) {
    const body = section.group();
    body.field('Name', text(fields(quota['metadata'])['name']));
    const scopes = texts(fields(quota['spec'])['scopes']);
    if (scopes.length > 0) {
      body.field('Scopes', scopes.join(', '));
      for (const scope of [...scopes].sort()) {
        const help = SCOPES[scope];
        if (help !== undefined) body.decoration(`* ${help}`);
      }
    }
    body.table('Usage', ['Resource', 'Used', 'Hard'], quotaRows(quota), {
      heading: false,
      indent: 0,
      rule: ['--------', '---', '---'],
    });
  }
  return undefined;
}

function describeLimits(description: Description, ranges: readonly Fields[]): void {
  description.decoration('');
  if (ranges.length === 0) return description.decoration('No LimitRange resource.');
  const rows = ranges.flatMap(limitRows);
  // The reference stands one space off the edge.
  const shift = ([first = '', ...rest]: readonly string[]): string[] => [` ${first}`, ...rest];
  const columns = shift(LIMIT_COLUMNS);
  return description.table('Resource Limits', columns, rows.map(shift), {
    heading: 'Resource Limits',
    indent: 0,
    rule: shift(LIMIT_COLUMNS.map((column) => '-'.repeat(column.length))),
  });
}
