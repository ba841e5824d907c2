import type { Description } from '../description.ts';
import { fields, type Fields, text } from '../fields.ts';

const UNKNOWN = '<unknown>';

/** What a metric is about, and the member of its target and of its state that counts. */
interface MetricText {
  readonly name: string;
  readonly member: 'value' | 'averageValue' | 'averageUtilization';
}

/** How each type of metric is named; the type is the member too that says more, but for its first letter. */
const TYPES: Readonly<Record<string, (source: Fields, target: Fields) => MetricText>> = {
  External: ({ metric }, target) =>
    target['averageValue'] === undefined
      ? { name: `"${nameOf(metric)}" (target value)`, member: 'value' }
      : { name: `"${nameOf(metric)}" (target average value)`, member: 'averageValue' },
  Pods: ({ metric }) => ({ name: `"${nameOf(metric)}" on pods`, member: 'averageValue' }),
  Object: ({ metric, describedObject }, target) => {
    const { kind, name } = fields(describedObject);
    const subject = `"${nameOf(metric)}" on ${text(kind)}/${text(name)}`;
    return target['type'] === 'AverageValue'
      ? { name: `${subject} (target average value)`, member: 'averageValue' }
      : { name: `${subject} (target value)`, member: 'value' };
  },
  Resource: ({ name }, target) => usage(`resource ${text(name)} on pods`, target),
  ContainerResource: ({ name, container }, target) =>
    usage(`resource ${text(name)} of container "${text(container)}" on pods`, target),
};

const nameOf = (metric: unknown): string => text(fields(metric)['name']);

function usage(subject: string, target: Fields): MetricText {
  return target['averageValue'] === undefined
    ? { name: `${subject}  (as a percentage of request)`, member: 'averageUtilization' }
    : { name: subject, member: 'averageValue' };
}

/**
 * Describes the metrics of an autoscaler.
 *
 * @param states what was measured, in the order of the metrics
 */
export function describeMetrics(
  description: Description,
  metrics: readonly Fields[],
  states: readonly Fields[],
): void {
  const section = description.section('Metrics', { value: '( current / target )' });
  metrics.forEach((metric, index) => {
    const type = text(metric['type']);
    const nameAs = TYPES[type];
    if (nameAs === undefined) return section.line(`<unknown metric type "${type}">`);
    const key = type.charAt(0).toLowerCase() + type.slice(1);
    const target = fields(fields(metric[key])['target']);
    const { name, member } = nameAs(fields(metric[key]), target);
    const current = fields(fields(states[index]?.[key])['current']);
    const isPercent = member === 'averageUtilization';
    section.field(
      name,
      isPercent
        ? `${percentText(current)} / ${text(target[member]) === '' ? '<auto>' : `${text(target[member])}%`}`
        : `${text(current[member]) || UNKNOWN} / ${text(target[member])}`,
    );
    return undefined;
  });
}

/** `40% (100m)`: of what is requested, and how much that is. */
function percentText({ averageUtilization, averageValue }: Fields): string {
  const percent = text(averageUtilization);
  return percent === '' ? UNKNOWN : `${percent}% (${text(averageValue)})`;
}
