import type { DescribeTools } from '../describer.ts';
import type { Description } from '../description.ts';
import { describeEvents, subjectOf } from '../events.ts';
import { fields, type Fields, list, text, texts } from '../fields.ts';
import { describeMetadata, pairs, timeText } from '../metadata.ts';
import { describeSource } from './volume-sources.ts';

/** Short names of access modes. */
const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function modesText(modes: unknown): string {
  const all = texts(modes);
  return Object.entries(MODES)
    .filter(([mode]) => all.includes(mode))
    .map(([, short]) => short)
    .join(',');
}

/** The class of a claim or a volume; an old annotation counts more. */
function classOf(object: Fields): string {
  const { annotations } = fields(object['metadata']);
  const old = fields(annotations)['volume.beta.kubernetes.io/storage-class'];
  return text(old ?? fields(object['spec'])['storageClassName']);
}

function phaseOf(object: Fields): string {
  const { deletionTimestamp } = fields(object['metadata']);
  const phase = text(fields(object['status'])['phase']);
  return deletionTimestamp === undefined ? phase : `Terminating`;
}

/** Describes a PersistentVolume. */
export async function describeVolume(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const { finalizers } = fields(object['metadata']);
  const { namespace, name } = fields(spec['claimRef']);
  describeMetadata(description, object, ['name', 'labels', 'annotations']);
  description.field('Finalizers', `[${texts(finalizers).join(' ')}]`);
  description.field('StorageClass', classOf(object));
  description.field('Status', phaseOf(object));
  description.field(
    'Claim',
    spec['claimRef'] === undefined ? '' : `${text(namespace)}/${text(name)}`,
  );
  description.field('Reclaim Policy', text(spec['persistentVolumeReclaimPolicy']));
  description.field('Access Modes', modesText(spec['accessModes']));
  description.optional('VolumeMode', spec['volumeMode']);
  description.field('Capacity', text(fields(spec['capacity'])['storage']));
  describeAffinity(description, spec['nodeAffinity']);
  description.field('Message', text(fields(object['status'])['message']));
  describeSource(description, spec);
  await describeEvents(description, subjectOf(object, 'PersistentVolume'), tools);
}

function describeAffinity(description: Description, affinity: unknown): void {
  if (affinity === undefined) return description.field('Node Affinity', '<none>');
  const section = description.section('Node Affinity', { value: '' });
  const { required } = fields(affinity);
  if (required === undefined) return section.field('Required Terms', '<none>');
  const terms = list(fields(required)['nodeSelectorTerms']);
  const body = section.section('Required Terms', { value: '' });
  terms.forEach((term, index) => {
    body.values(`Term ${index}`, list(term['matchExpressions']).map(expressionText));
  });
  return undefined;
}

function expressionText({ key, operator, values }: Fields): string {
  const word = text(operator).toLowerCase();
  const all = texts(values);
  return all.length === 0 ? `${text(key)} ${word}` : `${text(key)} ${word} [${all.join(', ')}]`;
}

/** Describes a PersistentVolumeClaim with the pods that use it. */
export async function describeClaim(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const spec = fields(object['spec']);
  const status = fields(object['status']);
  const { namespace, name, finalizers } = fields(object['metadata']);
  const pods = await tools
    .list(`/api/v1/namespaces/${encodeURIComponent(text(namespace))}/pods`)
    .catch(() => []);
  describeMetadata(description, object, ['name', 'namespace']);
  description.field('StorageClass', classOf(object));
  description.field('Status', phaseOf(object));
  description.field('Volume', text(spec['volumeName']));
  describeMetadata(description, object, ['labels', 'annotations']);
  description.field('Finalizers', `[${texts(finalizers).join(' ')}]`);
  const isBound = text(spec['volumeName']) !== '';
  description.field('Capacity', isBound ? text(fields(status['capacity'])['storage']) : '');
  description.field('Access Modes', isBound ? modesText(status['accessModes']) : '');
  description.optional('VolumeMode', spec['volumeMode']);
  if (spec['dataSource'] !== undefined) {
    const { apiGroup, kind, name: source } = fields(spec['dataSource']);
    const section = description.section('DataSource');
    section.optional('APIGroup', apiGroup);
    section.field('Kind', text(kind));
    section.field('Name', text(source));
  }
  const users = pods.filter((pod) => usesClaim(pod, text(name)));
  description.values(
    'Used By',
    users.map((pod) => text(fields(pod['metadata'])['name'])),
  );
  describeClaimConditions(description, list(status['conditions']));
  await describeEvents(description, subjectOf(object, 'PersistentVolumeClaim'), tools);
}

function usesClaim(pod: Fields, claim: string): boolean {
  const podName = text(fields(pod['metadata'])['name']);
  return list(fields(pod['spec'])['volumes']).some((volume) => {
    if (volume['ephemeral'] !== undefined) return `${podName}-${text(volume['name'])}` === claim;
    return fields(volume['persistentVolumeClaim'])['claimName'] === claim;
  });
}

function describeClaimConditions(description: Description, conditions: readonly Fields[]): void {
  if (conditions.length === 0) return;
  const members = ['type', 'status', 'lastProbeTime', 'lastTransitionTime', 'reason', 'message'];
  description.table(
    'Conditions',
    ['Type', 'Status', 'LastProbeTime', 'LastTransitionTime', 'Reason', 'Message'],
    conditions.map((condition) => members.map((member) => text(condition[member]))),
  );
}

/** Describes a StorageClass. */
export async function describeStorageClass(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  const annotations = fields(fields(object['metadata'])['annotations']);
  const isDefault = [
    'storageclass.kubernetes.io/is-default-class',
    'storageclass.beta.kubernetes.io/is-default-class',
  ].some((name) => annotations[name] === 'true');
  describeMetadata(description, object, ['name']);
  description.field('IsDefaultClass', isDefault ? 'Yes' : 'No');
  description.field('Annotations', pairs(annotations));
  description.field('Provisioner', text(object['provisioner']));
  description.field('Parameters', pairs(fields(object['parameters'])));
  const expansion = object['allowVolumeExpansion'];
  description.field(
    'AllowVolumeExpansion',
    expansion === undefined ? '<unset>' : expansion === true ? 'True' : 'False',
  );
  const options = texts(object['mountOptions']);
  if (options.length === 0) description.field('MountOptions', '<none>');
  else {
    const section = description.section('MountOptions');
    for (const option of options) section.line(option);
  }
  description.optional('ReclaimPolicy', object['reclaimPolicy']);
  description.optional('VolumeBindingMode', object['volumeBindingMode']);
  const terms = list(object['allowedTopologies']);
  if (terms.length > 0) {
    const section = description.section('AllowedTopologies', { value: '' });
    terms.forEach((term, index) => {
      const expressions = list(term['matchLabelExpressions']);
      const lines = expressions.map((one) => expressionText({ ...one, operator: 'in' }));
      section.values(`Term ${index}`, lines);
    });
  }
  await describeEvents(description, subjectOf(object, 'StorageClass'), tools);
}

/** Describes a CSINode. */
export async function describeCSINode(
  object: Fields,
  description: Description,
  tools: DescribeTools,
): Promise<void> {
  describeMetadata(description, object, ['name', 'labels', 'annotations']);
  description.field('CreationTimestamp', timeText(fields(object['metadata'])['creationTimestamp']));
  const section = description.section('Spec');
  const drivers = list(fields(object['spec'])['drivers']);
  if (drivers.length > 0) {
    const all = section.section('Drivers');
    for (const { name, nodeID, allocatable, topologyKeys } of drivers) {
      const driver = all.section(text(name));
      driver.field('Node ID', text(nodeID));
      const count = fields(allocatable)['count'];
      if (count !== undefined) driver.section('Allocatables').field('Count', text(count));
      const keys = texts(topologyKeys);
      if (keys.length > 0) driver.field('Topology Keys', `[${keys.join(' ')}]`);
    }
  }
  await describeEvents(description, subjectOf(object, 'CSINode'), tools);
}
