import { IN_TEMPLATE } from './containers.ts';
import type { Description, SectionOptions } from './description.ts';
import { fields, type Fields, list, text } from './fields.ts';

type Line = readonly [name: string, value: unknown];

/** A kind of volume: what it is, and what to say of it. */
interface VolumeKind {
  readonly title: string;
  readonly lines: (source: Fields) => readonly Line[];
}

const no = (value: unknown): boolean => value === true;

const KINDS: Readonly<Record<string, VolumeKind>> = {
  hostPath: {
    title: 'HostPath (bare host directory volume)',
    lines: ({ path, type }) => [
      ['Path', path],
      ['HostPathType', type],
    ],
  },
  emptyDir: {
    title: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    lines: ({ medium, sizeLimit }) => [
      ['Medium', medium],
      ['SizeLimit', sizeLimit ?? '<unset>'],
    ],
  },
  secret: {
    title: 'Secret (a volume populated by a Secret)',
    lines: ({ secretName, optional }) => [
      ['SecretName', secretName],
      ['Optional', no(optional)],
    ],
  },
  configMap: {
    title: 'ConfigMap (a volume populated by a ConfigMap)',
    lines: ({ name, optional }) => [
      ['Name', name],
      ['Optional', no(optional)],
    ],
  },
  nfs: {
    title: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    lines: ({ server, path, readOnly }) => [
      ['Server', server],
      ['Path', path],
      ['ReadOnly', no(readOnly)],
    ],
  },
  persistentVolumeClaim: {
    title: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    lines: ({ claimName, readOnly }) => [
      ['ClaimName', claimName],
      ['ReadOnly', no(readOnly)],
    ],
  },
  projected: {
    title: 'Projected (a volume that contains injected data from multiple sources)',
    lines: ({ sources }) => list(sources).flatMap(projection),
  },
  csi: {
    title: 'CSI (a Container Storage Interface (CSI) volume source)',
    lines: ({ driver, fsType, readOnly }) => [
      ['Driver', driver],
      ['FSType', fsType],
      ['ReadOnly', no(readOnly)],
    ],
  },
};

function projection(source: Fields): readonly Line[] {
  const { secret, configMap, serviceAccountToken } = source;
  if (secret !== undefined) {
    return [
      ['SecretName', fields(secret)['name']],
      ['Optional', no(fields(secret)['optional'])],
    ];
  }
  if (source['downwardAPI'] !== undefined) return [['DownwardAPI', true]];
  if (configMap !== undefined) {
    return [
      ['ConfigMapName', fields(configMap)['name']],
      ['Optional', no(fields(configMap)['optional'])],
    ];
  }
  if (serviceAccountToken === undefined) return [];
  return [['TokenExpirationSeconds', fields(serviceAccountToken)['expirationSeconds']]];
}

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
  if (volume['downwardAPI'] !== undefined) {
    body.field('Type', 'DownwardAPI (a volume populated by information about the pod)');
    const items = body.section('Items');
    for (const item of list(fields(volume['downwardAPI'])['items'])) {
      const { fieldRef, resourceFieldRef, path } = item;
      if (fieldRef !== undefined) {
        items.line(`${text(fields(fieldRef)['fieldPath'])} -> ${text(path)}`);
      }
      if (resourceFieldRef !== undefined) {
        items.line(`${text(fields(resourceFieldRef)['resource'])} -> ${text(path)}`);
      }
    }
    return;
  }
  if (volume['ephemeral'] !== undefined) return describeEphemeral(body, volume);
  const type = Object.keys(KINDS).find((name) => volume[name] !== undefined);
  const kind = type === undefined ? undefined : KINDS[type];
  if (type === undefined || kind === undefined) return body.line('<unknown>');
  const source = fields(volume[type]);
  body.field('Type', kind.title);
  for (const [name, value] of kind.lines(source)) body.field(name, text(value));
  if (type === 'csi') {
    body.values('VolumeAttributes', indented(source['volumeAttributes']), NONE);
  }
  return undefined;
}

/** The reference indents the values themselves. */
const INDENTED = '    ';
const NONE = `${INDENTED}<none>`;

function indented(map: unknown): string[] {
  const entries = Object.entries(fields(map)).map(([key, value]) => `${key}=${text(value)}`);
  return entries.sort().map((entry) => INDENTED + entry);
}

function describeEphemeral(body: Description, volume: Fields): void {
  const { metadata, spec } = fields(fields(volume['ephemeral'])['volumeClaimTemplate']);
  const { storageClassName, volumeName, volumeMode } = fields(spec);
  body.field(
    'Type',
    'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
  );
  body.field('StorageClass', text(storageClassName));
  body.field('Volume', text(volumeName));
  body.values('Labels', indented(fields(metadata)['labels']), NONE);
  body.values('Annotations', indented(fields(metadata)['annotations']), NONE);
  // A claim that does not exist yet has no capacity and no modes.
  body.field('Capacity', '');
  body.field('Access Modes', '');
  if (volumeMode !== undefined) body.field('VolumeMode', text(volumeMode));
}
