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
  describeHead(description, object);
  describeMetrics(description, list(spec['metrics']), list(status['currentMetrics']));
  describeRange(description, spec);
  if (spec['behavior'] !== undefined) {
    const { scaleUp, scaleDown } = fields(spec['behavior']);
    const section = description.section('Behavior');
    if (scaleUp !== undefined) describeRules(section.section('Scale Up'), fields(scaleUp));
    if (scaleDown !== undefined) describeRules(section.section('Scale Down'), fields(scaleDown));
  }
  describePods(description, spec, status);
  describeConditions(description, list(status['conditions']));
  await describeEvents(description, subjectOf(object, 'HorizontalPodAutoscaler'), tools);
}

/** Describes a HorizontalPodAutoscaler of autoscaling/v1, which knows no metric but CPU. */
export async function describeOldAutoscaler(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const target = spec['targetCPUUtilizationPercentage'];
  const current = status['currentCPUUtilizationPercentage'];
  describeHead(description, object);
  if (target !== undefined) {
    description.field('Target CPU utilization', `${text(target)}%`);
    description.field('Current CPU utilization', `${text(current) || '<unknown>'}%`);
  }
  describeRange(description, spec);
  describePods(description, spec, status);
  await describeEvents(description, subjectOf(object, 'HorizontalPodAutoscaler'), tools);
}

function describeHead(description: Description, object: Fields): void {
  const { kind, name } = fields(fields(object['spec'])['scaleTargetRef']);
  describeMetadata(description, object);
  description.field('CreationTimestamp', timeText(fields(object['metadata'])['creationTimestamp']));
  description.field('Reference', `${text(kind)}/${text(name)}`);
}

function describeRange(description: Description, { minReplicas, maxReplicas }: Fields): void {
  description.field('Min replicas', text(minReplicas) || '<unset>');
  description.field('Max replicas', text(maxReplicas) || '0');
}

function describePods(description: Description, spec: Fields, status: Fields): void {
  const { currentReplicas, desiredReplicas } = status;
  description.field(
    `${text(fields(spec['scaleTargetRef'])['kind'])} pods`,
    `${text(currentReplicas) || '0'} current / ${text(desiredReplicas) || '0'} desired`,
  );
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
