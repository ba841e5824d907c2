import { fields, type Fields, type Lines, list, text } from './lines.ts';

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

/** Describes the volumes of a pod. */
export function describeVolumes(lines: Lines, level: number, volumes: readonly Fields[]): void {
  if (volumes.length === 0) return lines.add(level, 'Volumes:\t<none>');
  lines.add(level, 'Volumes:');
  for (const volume of volumes) {
    lines.add(level, ` ${text(volume['name'])}:`);
    describeVolume(lines, level + 1, volume);
  }
  return undefined;
}

function describeVolume(lines: Lines, level: number, volume: Fields): void {
  if (volume['downwardAPI'] !== undefined) {
    lines.add(level, 'Type:\tDownwardAPI (a volume populated by information about the pod)');
    lines.add(level, 'Items:');
    for (const item of list(fields(volume['downwardAPI'])['items'])) {
      const { fieldRef, resourceFieldRef, path } = item;
      if (fieldRef !== undefined) {
        lines.add(level + 1, `${text(fields(fieldRef)['fieldPath'])} -> ${text(path)}`);
      }
      if (resourceFieldRef !== undefined) {
        lines.add(level + 1, `${text(fields(resourceFieldRef)['resource'])} -> ${text(path)}`);
      }
    }
    return;
  }
  if (volume['ephemeral'] !== undefined) return describeEphemeral(lines, level, volume);
  const type = Object.keys(KINDS).find((name) => volume[name] !== undefined);
  const kind = type === undefined ? undefined : KINDS[type];
  if (type === undefined || kind === undefined) return lines.add(level, '<unknown>');
  const source = fields(volume[type]);
  lines.add(level, `Type:\t${kind.title}`);
  for (const [name, value] of kind.lines(source)) lines.add(level, `${name}:\t${text(value)}`);
  if (type === 'csi') {
    const attributes = fields(source['volumeAttributes']);
    // The reference indents the value itself.
    const keys = Object.keys(attributes).sort();
    const values = keys.map((key) => `${key}=${text(attributes[key])}`);
    values.forEach((value, index) => {
      const head = index === 0 ? `${'  '.repeat(level)}VolumeAttributes:` : '';
      lines.add(0, `${head}\t    ${value}`);
    });
    if (values.length === 0) lines.add(level, 'VolumeAttributes:\t    <none>');
  }
  return undefined;
}

function describeEphemeral(lines: Lines, level: number, volume: Fields): void {
  const { metadata, spec } = fields(fields(volume['ephemeral'])['volumeClaimTemplate']);
  const { storageClassName, volumeName, volumeMode } = fields(spec);
  lines.add(
    level,
    'Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
  );
  lines.add(level, `StorageClass:\t${text(storageClassName)}`);
  lines.add(level, `Volume:\t${text(volumeName)}`);
  for (const [name, map] of [
    ['Labels', fields(metadata)['labels']],
    ['Annotations', fields(metadata)['annotations']],
  ] as const) {
    const entries = Object.entries(fields(map)).map(([key, value]) => `${key}=${text(value)}`);
    lines.add(level, `${name}:\t    ${entries.sort().join(`\n\t    `) || '<none>'}`);
  }
  // A claim that does not exist yet has no capacity and no modes.
  lines.add(level, 'Capacity:\t');
  lines.add(level, 'Access Modes:\t');
  if (volumeMode !== undefined) lines.add(level, `VolumeMode:\t${text(volumeMode)}`);
}
