import { IN_TEMPLATE } from './containers.ts';
import type { Description, SectionOptions } from './description.ts';
import { fields, type Fields, list, text } from './fields.ts';
import {
  commonKinds,
  describeKind,
  indentedLines,
  orUnset,
  type VolumeKind,
  yes,
} from './storage/volume-kinds.ts';

/** A reference to a secret of the pod's namespace. */
function reference(value: unknown): string {
  return value === undefined
    ? 'nil'
    : `&LocalObjectReference{Name:${text(fields(value)['name'])},}`;
}

const KINDS: Readonly<Record<string, VolumeKind>> = {
  ...commonKinds(reference),
  emptyDir: {
    title: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    lines: [
      ['Medium', 'medium'],
      ['SizeLimit', 'sizeLimit', orUnset],
    ],
  },
  secret: {
    title: 'Secret (a volume populated by a Secret)',
    lines: [
      ['SecretName', 'secretName'],
      ['Optional', 'optional', yes],
    ],
  },
  configMap: {
    title: 'ConfigMap (a volume populated by a ConfigMap)',
    lines: [
      ['Name', 'name'],
      ['Optional', 'optional', yes],
    ],
  },
  persistentVolumeClaim: {
    title: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    lines: [
      ['ClaimName', 'claimName'],
      ['ReadOnly', 'readOnly', yes],
    ],
  },
  gitRepo: {
    title: 'GitRepo (a volume that is pulled from git when the pod is created)',
    lines: [
      ['Repository', 'repository'],
      ['Revision', 'revision'],
    ],
  },
  image: {
    title: 'Image (a container image or OCI artifact)',
    lines: [
      ['Reference', 'reference'],
      ['PullPolicy', 'pullPolicy'],
    ],
  },
  csi: {
    title: 'CSI (a Container Storage Interface (CSI) volume source)',
    lines: [
      ['Driver', 'driver'],
      ['FSType', 'fsType'],
      ['ReadOnly', 'readOnly', yes],
    ],
  },
};

/** Kinds that say more than lines of their members. */
const SPECIAL: Readonly<Record<string, (body: Description, source: Fields) => void>> = {
  downwardAPI: describeDownwardAPI,
  projected: describeProjected,
  ephemeral: describeEphemeral,
};

/** Describes the volumes of a pod or of a pod template. */
export function describeVolumes(
  description: Description,
  volumes: readonly Fields[],
  place: SectionOptions = IN_TEMPLATE,
): void {
  if (volumes.length === 0) return description.field('Volumes', '<none>');
  const all = description.section('Volumes', { indent: 0 });
  for (const volume of volumes) describeVolume(all.section(text(volume['name']), place), volume);
  return undefined;
}

function describeVolume(body: Description, volume: Fields): void {
  const special = Object.keys(SPECIAL).find((name) => volume[name] !== undefined);
  if (special === undefined) describeKind(body, volume, KINDS);
  else SPECIAL[special]?.(body, fields(volume[special]));
}

function describeDownwardAPI(body: Description, { items }: Fields): void {
  body.field('Type', 'DownwardAPI (a volume populated by information about the pod)');
  const section = body.section('Items');
  for (const { fieldRef, resourceFieldRef, path } of list(items)) {
    const from = fields(fieldRef)['fieldPath'] ?? fields(resourceFieldRef)['resource'];
    section.line(`${text(from)} -> ${text(path)}`);
  }
}

function describeProjected(body: Description, { sources }: Fields): void {
  body.field('Type', 'Projected (a volume that contains injected data from multiple sources)');
  for (const { secret, configMap, downwardAPI, serviceAccountToken } of list(sources)) {
    if (secret !== undefined) describeOptional(body, 'SecretName', fields(secret));
    else if (downwardAPI !== undefined) body.field('DownwardAPI', true);
    else if (configMap !== undefined) describeOptional(body, 'ConfigMapName', fields(configMap));
    else if (serviceAccountToken !== undefined) {
      const { expirationSeconds } = fields(serviceAccountToken);
      body.field('TokenExpirationSeconds', text(expirationSeconds));
    }
  }
}

function describeOptional(body: Description, title: string, { name, optional }: Fields): void {
  body.field(title, text(name));
  body.field('Optional', yes(optional));
}

function describeEphemeral(body: Description, { volumeClaimTemplate }: Fields): void {
  const { metadata, spec } = fields(volumeClaimTemplate);
  const { storageClassName, volumeName, volumeMode } = fields(spec);
  body.field(
    'Type',
    'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
  );
  body.field('StorageClass', text(storageClassName));
  body.field('Volume', text(volumeName));
  const labels = fields(fields(metadata)['labels']);
  body.map('Labels', labels, '=', indentedLines(labels, '=', true));
  const annotations = fields(fields(metadata)['annotations']);
  body.map('Annotations', annotations, ': ', indentedLines(annotations, ': ', true));
  // A claim that does not exist yet has no capacity and no modes.
  body.field('Capacity', text(volumeName) === '' ? '' : '0');
  body.field('Access Modes', '');
  body.optional('VolumeMode', volumeMode);
}
