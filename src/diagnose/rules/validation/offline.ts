import { type Fields, fields, list, text } from '../../../describe/fields.ts';
import { stringifyJSON } from '../../../formats/json.ts';
import type { ManifestCheck } from '../../manifest.ts';
import { selects } from '../../related.ts';
import type { Match, ManifestRule } from '../../rule.ts';
import { metadataOf, nameOf } from '../../world.ts';
import { placeOf, saidOf } from './shared.ts';

const head = { severity: 'error', class: 'fatal', confidence: 'high' } as const;

/** What the server would say, where it was not asked: the mistakes that are made most. */
export const offlineRules: readonly ManifestRule[] = [
  { ...head, id: 'VAL-03', title: 'no-name', manifest: nameless },
  { ...head, id: 'VAL-03', title: 'bad-name', manifest: badNames },
  { ...head, id: 'VAL-03', title: 'selector', manifest: selectorMismatch },
];

function nameless(check: ManifestCheck): Match | undefined {
  const { object, refusal } = check;
  if (object === undefined || refusal !== undefined || nameOf(object) !== '') return undefined;
  if (text(metadataOf(object)['generateName']) !== '') return undefined;
  return {
    cause: 'metadata.name is missing',
    place: placeOf(check, 'metadata'),
    evidence: [saidOf(check, 'metadata', 'resource name may not be empty')],
  };
}

/** Kinds whose names may have other characters. Source: API reference, "Object Names and IDs", path segment names. */
const FREE_NAMES = /^(?:Cluster)?Role(?:Binding)?$|^APIService$/;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

function badNames(check: ManifestCheck): readonly Match[] {
  const { object, judge } = check;
  if (object === undefined || judge === 'server') return [];
  const wrong: (readonly [field: string, name: string])[] = [];
  const name = nameOf(object);
  if (
    name !== '' &&
    !FREE_NAMES.test(text(object['kind'])) &&
    !(SUBDOMAIN.test(name) && name.length <= 253)
  )
    wrong.push(['metadata.name', name]);
  const [path, spec] = podSpecOf(object);
  for (const field of ['initContainers', 'containers'])
    list(spec[field]).forEach((container, index) => {
      const one = text(container['name']);
      if (one !== '' && !(LABEL.test(one) && one.length <= 63))
        wrong.push([`${path}.${field}[${index}].name`, one]);
    });
  return wrong.map(([field, one]) => ({
    cause: `${field} cannot be ${JSON.stringify(one)}: names consist of lower case letters, digits and '-', and begin and end with a letter or digit`,
    place: placeOf(check, field),
    evidence: [saidOf(check, field, JSON.stringify(one))],
  }));
}

function selectorMismatch(check: ManifestCheck): Match | undefined {
  const { object, judge } = check;
  if (object === undefined || judge === 'server') return undefined;
  if (!/^(?:Deployment|ReplicaSet|StatefulSet|DaemonSet)$/.test(text(object['kind'])))
    return undefined;
  const spec = fields(object['spec']);
  const wanted = fields(fields(spec['selector'])['matchLabels']);
  const labels = fields(metadataOf(fields(spec['template']))['labels']);
  if (Object.keys(wanted).length === 0 || selects(wanted, labels)) return undefined;
  const field = 'spec.template.metadata.labels';
  return {
    cause: `The selector asks for pods with ${json(wanted)}, but the labels of the pod template are ${json(labels)}: they have to match`,
    place: placeOf(check, field),
    evidence: [saidOf(check, field, '`selector` does not match template `labels`')],
  };
}

function json(value: Fields): string {
  return stringifyJSON(value);
}

function podSpecOf(object: Fields): readonly [path: string, spec: Fields] {
  const spec = fields(object['spec']);
  if (object['kind'] === 'Pod') return ['spec', spec];
  if (object['kind'] === 'CronJob') {
    const job = fields(fields(spec['jobTemplate'])['spec']);
    return ['spec.jobTemplate.spec.template.spec', fields(fields(job['template'])['spec'])];
  }
  return ['spec.template.spec', fields(fields(spec['template'])['spec'])];
}

/** Fields that the server does not let change, by kind. Source: API reference of the kinds. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec.selector'],
  ReplicaSet: ['spec.selector'],
  DaemonSet: ['spec.selector'],
  StatefulSet: ['spec.selector', 'spec.serviceName', 'spec.podManagementPolicy'],
  Job: ['spec.selector', 'spec.template', 'spec.completionMode', 'spec.podFailurePolicy'],
  PersistentVolumeClaim: [
    'spec.accessModes',
    'spec.storageClassName',
    'spec.volumeMode',
    'spec.volumeName',
    'spec.selector',
  ],
  Service: ['spec.clusterIP'],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  PersistentVolume: ['spec.persistentVolumeSource', 'spec.volumeMode'],
};

/** Which of a live object's fields that cannot be changed a manifest has otherwise. */
export function fixedFields(manifest: Fields, live: Fields): readonly string[] {
  const frozen = live['immutable'] === true ? ['data', 'binaryData', 'immutable'] : [];
  return [...(FIXED[text(manifest['kind'])] ?? []), ...frozen].filter((field) => {
    const wanted = at(manifest, field);
    return wanted !== undefined && wanted !== null && !isWithin(wanted, at(live, field));
  });
}

function at(object: Fields, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => fields(value)[key], object);
}

/** True when all that is asked for is there; servers add their defaults to it. */
function isWithin(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      wanted.length === found.length &&
      wanted.every((one, index) => isWithin(one, found[index]))
    );
  }
  if (typeof wanted === 'object' && wanted !== null)
    return Object.entries(wanted).every(([key, value]) => isWithin(value, fields(found)[key]));
  return text(wanted) === text(found);
}
