import type { Description } from '../description.ts';
import { fields, type Fields, text, texts } from '../fields.ts';

type Line = readonly [name: string, value: string, separator?: string];

/** A source of a PersistentVolume: what it is, and what to say of it. */
interface SourceKind {
  readonly title: string;
  readonly lines: (source: Fields) => readonly Line[];
}

const orNone = (value: unknown): string => text(value) || '<none>';
const yes = (value: unknown): string => String(value === true);

const KINDS: Readonly<Record<string, SourceKind>> = {
  hostPath: {
    title: 'HostPath (bare host directory volume)',
    lines: ({ path, type }) => [
      ['Path', text(path)],
      ['HostPathType', text(type)],
    ],
  },
  nfs: {
    title: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    lines: ({ server, path, readOnly }) => [
      ['Server', text(server)],
      ['Path', text(path)],
      ['ReadOnly', yes(readOnly)],
    ],
  },
  iscsi: {
    title:
      "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    lines: (source) => [
      ['TargetPortal', text(source['targetPortal'])],
      ['IQN', text(source['iqn'])],
      ['Lun', text(source['lun']) || '0'],
      // Without a colon, as in the reference.
      ['ISCSIInterface', text(source['iscsiInterface'])],
      ['FSType', text(source['fsType'])],
      ['ReadOnly', yes(source['readOnly'])],
      ['Portals', `[${texts(source['portals']).join(' ')}]`],
      ['DiscoveryCHAPAuth', yes(source['chapAuthDiscovery'])],
      ['SessionCHAPAuth', yes(source['chapAuthSession'])],
      ['SecretRef', referenceText(source['secretRef'])],
      ['InitiatorName', orNone(source['initiatorName'])],
    ],
  },
  local: {
    title: 'LocalVolume (a persistent volume backed by local storage on a node)',
    lines: ({ path }) => [['Path', text(path)]],
  },
  fc: {
    title: 'FC (a Fibre Channel disk)',
    lines: ({ targetWWNs, lun, fsType, readOnly }) => [
      ['TargetWWNs', texts(targetWWNs).join(', ')],
      ['LUN', text(lun) || '<none>'],
      ['FSType', text(fsType)],
      ['ReadOnly', yes(readOnly)],
    ],
  },
  csi: {
    title: 'CSI (a Container Storage Interface (CSI) volume source)',
    lines: ({ driver, fsType, volumeHandle, readOnly }) => [
      ['Driver', text(driver)],
      ['FSType', text(fsType)],
      ['VolumeHandle', text(volumeHandle)],
      ['ReadOnly', yes(readOnly)],
    ],
  },
};

function referenceText(reference: unknown): string {
  if (reference === undefined) return 'nil';
  const { name, namespace } = fields(reference);
  return `&SecretReference{Name:${text(name)},Namespace:${text(namespace)},}`;
}

/** Describes where a PersistentVolume is. */
export function describeSource(description: Description, spec: Fields): void {
  const type = Object.keys(KINDS).find((name) => spec[name] !== undefined);
  const kind = type === undefined ? undefined : KINDS[type];
  if (type === undefined || kind === undefined) {
    description.section('Source').line('<unknown>');
    return;
  }
  const source = fields(spec[type]);
  const body = description.section('Source', { indent: 2 });
  body.field('Type', kind.title);
  for (const [name, value] of kind.lines(source)) body.field(name, value);
  if (type !== 'csi') return;
  const attributes = fields(source['volumeAttributes']);
  const entries = Object.keys(attributes).sort();
  const values = entries.map((key) => `    ${key}=${text(attributes[key])}`);
  body.values('VolumeAttributes', values, '    <none>');
}
