import { isDeepStrictEqual } from 'node:util';
import { formatSelector } from '../../formats/format-selector.ts';
import { describeConditionTable } from '../conditions.ts';
import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, text } from '../fields.ts';
import { describeMetadata, timeText } from '../metadata.ts';
import { describePodTemplate } from '../pod-template.ts';
import { controllerUid, selectorText } from './pods-status.ts';

/** Describes a Deployment with the ReplicaSets of its old and its new pods. */
export async function describeDeployment(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const strategy = fields(spec['strategy']);
  const count = (name: string): string => text(status[name]) || '0';
  describeMetadata(description, object, ['name', 'namespace']);
  description.field('CreationTimestamp', timeText(fields(object['metadata'])['creationTimestamp']));
  describeMetadata(description, object, ['labels', 'annotations']);
  description.field('Selector', selectorText(fields(spec['selector'])));
  description.field(
    'Replicas',
    `${text(spec['replicas'])} desired | ${count('updatedReplicas')} updated | ${count('replicas')} total | ${count('availableReplicas')} available | ${count('unavailableReplicas')} unavailable`,
  );
  description.field('StrategyType', text(strategy['type']));
  description.field('MinReadySeconds', text(spec['minReadySeconds']) || '0');
  if (strategy['rollingUpdate'] !== undefined) {
    const { maxUnavailable, maxSurge } = fields(strategy['rollingUpdate']);
    description.field(
      'RollingUpdateStrategy',
      `${text(maxUnavailable)} max unavailable, ${text(maxSurge)} max surge`,
    );
  }
  describePodTemplate(description, fields(spec['template']));
  describeConditionTable(description, status['conditions'], ['reason']);
  await describeReplicaSets(description, object, tools);
  await describeEvents(description, subjectOf(object, 'Deployment'), tools);
}

async function describeReplicaSets(
  description: Description,
  object: Fields,
  tools: DescribeTools,
): Promise<void> {
  const { namespace, uid } = fields(object['metadata']);
  const spec = fields(object['spec']);
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(text(namespace))}/replicasets`;
  const labelSelector = formatSelector(fields(spec['selector']));
  const all = await tools.list(path, { labelSelector }).catch(() => undefined);
  if (all === undefined || all.length === 0) return;
  const own = all.filter((set) => controllerUid(set) === text(uid)).sort(oldestFirst);
  const wanted = withoutHash(fields(spec['template']));
  const current = own.find((set) =>
    isDeepStrictEqual(withoutHash(fields(fields(set['spec'])['template'])), wanted),
  );
  description.field('OldReplicaSets', setsText(own.filter((set) => set !== current)));
  description.field('NewReplicaSet', setsText(current === undefined ? [] : [current]));
}

function oldestFirst(a: Fields, b: Fields): number {
  const time = (set: Fields): string => text(fields(set['metadata'])['creationTimestamp']);
  const name = (set: Fields): string => text(fields(set['metadata'])['name']);
  const [left, right] = time(a) === time(b) ? [name(a), name(b)] : [time(a), time(b)];
  return left < right ? -1 : 1;
}

/** The template as it was in the deployment: the label of its hash is added for the ReplicaSet. */
function withoutHash(template: Fields): Fields {
  const metadata = fields(template['metadata']);
  const { 'pod-template-hash': _, ...labels } = fields(metadata['labels']);
  return { ...template, metadata: { ...metadata, labels } };
}

function setsText(sets: readonly Fields[]): string {
  const texts = sets.map((set) => {
    const created = text(fields(set['status'])['replicas']) || '0';
    const wanted = text(fields(set['spec'])['replicas']);
    return `${text(fields(set['metadata'])['name'])} (${created}/${wanted} replicas created)`;
  });
  return texts.join(', ') || '<none>';
}
