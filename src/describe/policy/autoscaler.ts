import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text } from '../fields.ts';
import { describeMetadata, timeText } from '../metadata.ts';
import { describeMetrics } from './metrics.ts';

/** Describes a HorizontalPodAutoscaler. */
export async function describeAutoscaler(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const { kind, name } = fields(spec['scaleTargetRef']);
  describeMetadata(description, object);
  description.field('CreationTimestamp', timeText(fields(object['metadata'])['creationTimestamp']));
  description.field('Reference', `${text(kind)}/${text(name)}`);
  describeMetrics(description, list(spec['metrics']), list(status['currentMetrics']));
  description.field('Min replicas', text(spec['minReplicas']) || '<unset>');
  description.field('Max replicas', text(spec['maxReplicas']) || '0');
  if (spec['behavior'] !== undefined) {
    const { scaleUp, scaleDown } = fields(spec['behavior']);
    const section = description.section('Behavior');
    if (scaleUp !== undefined) describeRules(section.section('Scale Up'), fields(scaleUp));
    if (scaleDown !== undefined) describeRules(section.section('Scale Down'), fields(scaleDown));
  }
  const { currentReplicas, desiredReplicas } = status;
  description.field(
    `${text(kind)} pods`,
    `${text(currentReplicas) || '0'} current / ${text(desiredReplicas) || '0'} desired`,
  );
  describeConditions(description, list(status['conditions']));
  await describeEvents(description, subjectOf(object, 'HorizontalPodAutoscaler'), tools);
}

function describeRules(section: Description, rules: Fields): void {
  const { stabilizationWindowSeconds, selectPolicy, policies } = rules;
  if (stabilizationWindowSeconds !== undefined) {
    section.field('Stabilization Window', `${text(stabilizationWindowSeconds)} seconds`, ': ');
  }
  if (list(policies).length === 0) return;
  section.field('Select Policy', text(selectPolicy) || 'Max', ': ');
  const all = section.section('Policies');
  for (const { type, value, periodSeconds } of list(policies)) {
    all.line(
      `- Type: ${text(type)}\tValue: ${text(value)}\tPeriod: ${text(periodSeconds)} seconds`,
    );
  }
}

function describeConditions(description: Description, conditions: readonly Fields[]): void {
  if (conditions.length === 0) return;
  description.table(
    'Conditions',
    ['Type', 'Status', 'Reason', 'Message'],
    conditions.map(({ type, status, reason, message }) =>
      [type, status, reason, message].map(text),
    ),
  );
}
