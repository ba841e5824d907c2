import type { Description } from '../description.ts';
import { fields, type Fields, text } from '../fields.ts';
import {
  commonKinds,
  describeKind,
  orUnset,
  type VolumeKind,
  type VolumeLine,
  yes,
} from './volume-kinds.ts';

/** A reference to a secret of any namespace. */
function reference(value: unknown): string {
  if (value === undefined) return 'nil';
  const { name, namespace } = fields(value);
  return `&SecretReference{Name:${text(name)},Namespace:${text(namespace)},}`;
}

const { glusterfs, azureFile, scaleIO, ...common } = commonKinds(reference);

const SCALE_IO_SECRET: readonly VolumeLine[] = [
  ['SecretName', 'secretRef', (value) => text(fields(value)['name'])],
  ['SecretNamespace', 'secretRef', (value) => text(fields(value)['namespace'])],
];

const KINDS: Readonly<Record<string, VolumeKind>> = {
  ...common,
  glusterfs: {
    title: glusterfs.title,
    lines: [
      ['EndpointsName', 'endpoints'],
      ['EndpointsNamespace', 'endpointsNamespace', orUnset],
      ['Path', 'path'],
      ['ReadOnly', 'readOnly', yes],
    ],
  },
  azureFile: {
    title: azureFile.title,
    lines: [
      ['SecretName', 'secretName'],
      ['SecretNamespace', 'secretNamespace'],
      ['ShareName', 'shareName'],
      ['ReadOnly', 'readOnly', yes],
    ],
  },
  scaleIO: {
    title: scaleIO.title,
    lines: scaleIO.lines.flatMap((line) =>
      line[0] === 'VolumeName' ? [line, ...SCALE_IO_SECRET] : [line],
    ),
  },
  local: {
    title: 'LocalVolume (a persistent volume backed by local storage on a node)',
    lines: [['Path', 'path']],
  },
  csi: {
    title: 'CSI (a Container Storage Interface (CSI) volume source)',
    lines: [
      ['Driver', 'driver'],
      ['FSType', 'fsType'],
      ['VolumeHandle', 'volumeHandle'],
      ['ReadOnly', 'readOnly', yes],
    ],
  },
};

/** Describes where a PersistentVolume is. */
export function describeSource(description: Description, spec: Fields): void {
  describeKind(description.section('Source', { indent: 2 }), spec, KINDS);
}
