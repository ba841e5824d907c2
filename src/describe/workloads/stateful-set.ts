import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { annotate } from '../annotations.ts';
import { describeMetadata, timeText } from '../metadata.ts';
import { describePodTemplate } from '../pod-template.ts';
import { describePodsStatus, selectorText } from './pods-status.ts';

/** Describes a StatefulSet with the claims that each of its pods has. */
export async function describeStatefulSet(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const selector = fields(spec['selector']);
  const { type, rollingUpdate } = fields(spec['updateStrategy']);
  describeMetadata(description, object, ['name', 'namespace']);
  description.field('CreationTimestamp', timeText(fields(object['metadata'])['creationTimestamp']));
  description.field('Selector', selectorText(selector));
  describeMetadata(description, object, ['labels', 'annotations']);
  description.field(
    'Replicas',
    `${text(spec['replicas'])} desired | ${text(status['replicas']) || '0'} total`,
  );
  description.field('Update Strategy', text(type));
  if (rollingUpdate !== undefined) {
    const { partition, maxUnavailable } = fields(rollingUpdate);
    const section = description.group(1);
    if (partition !== undefined) section.field('Partition', text(partition));
    if (maxUnavailable !== undefined) section.field('MaxUnavailable', text(maxUnavailable));
  }
  await describePodsStatus(description, object, selector, tools);
  describePodTemplate(description, fields(spec['template']));
  describeClaims(description, list(spec['volumeClaimTemplates']));
  await describeEvents(description, subjectOf(object, 'StatefulSet'), tools);
}

function describeClaims(description: Description, claims: readonly Fields[]): void {
  if (claims.length === 0) return description.field('Volume Claims', '<none>');
  const section = description.section('Volume Claims');
  for (const claim of claims) {
    const { name, labels, annotations } = fields(claim['metadata']);
    const { storageClassName, resources, accessModes } = fields(claim['spec']);
    const one = section.group();
    one.field('Name', text(name));
    one.field('StorageClass', text(storageClassName));
    one.map('Labels', fields(labels));
    annotate(one, fields(annotations));
    const storage = fields(fields(resources)['requests'])['storage'];
    one.field('Capacity', storage === undefined ? '<default>' : text(storage));
    one.field('Access Modes', `[${texts(accessModes).join(' ')}]`);
  }
  return undefined;
}
