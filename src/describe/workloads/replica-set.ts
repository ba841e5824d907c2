import { describeConditionTable } from '../conditions.ts';
import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, text } from '../fields.ts';
import { controllerOf, describeMetadata } from '../metadata.ts';
import { describePodTemplate } from '../pod-template.ts';
import { describePodsStatus, fromLabels, selectorText } from './pods-status.ts';

/** Describes a ReplicaSet. */
export async function describeReplicaSet(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  await describeReplicas(object, description, tools, fields(fields(object['spec'])['selector']));
  await describeEvents(description, subjectOf(object, 'ReplicaSet'), tools);
}

/** Describes a ReplicationController, whose selector is a plain map. */
export async function describeReplicationController(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const selector = fromLabels(fields(object['spec'])['selector']);
  await describeReplicas(object, description, tools, selector);
  await describeEvents(description, subjectOf(object, 'ReplicationController'), tools);
}

async function describeReplicas(
  object: Fields,
  description: Description,
  tools: DescribeTools,
  selector: Fields,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  describeMetadata(description, object, ['name', 'namespace']);
  description.field('Selector', selectorText(selector));
  describeMetadata(description, object, ['labels', 'annotations']);
  const controller = controllerOf(object);
  if (controller !== undefined) description.field('Controlled By', controller);
  description.field(
    'Replicas',
    `${text(status['replicas']) || '0'} current / ${text(spec['replicas'])} desired`,
  );
  await describePodsStatus(description, object, selector, tools);
  describePodTemplate(description, fields(spec['template']));
  describeConditionTable(description, status['conditions'], ['reason']);
}
