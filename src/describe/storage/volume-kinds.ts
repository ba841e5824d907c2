import type { Description } from '../description.ts';
import { fields, type Fields, text, texts } from '../fields.ts';

/** A line about a volume: its name, the member of the source that it shows and how, and what separates the two. */
export type VolumeLine = readonly [
  name: string,
  member: string,
  show?: (value: unknown) => string,
  separator?: string,
];

/** A kind of volume: what it is, and what to say of it. */
export interface VolumeKind {
  readonly title: string;
  readonly lines: readonly VolumeLine[];
}

/** A switch that is off when missing. */
export const yes = (value: unknown): string => String(value === true);
/** A number that is 0 when missing. */
const number = (value: unknown): string => text(value) || '0';
const orNone = (value: unknown): string => text(value) || '<none>';
/** What is not given. */
export const orUnset = (value: unknown): string => text(value) || '<unset>';
const bracketed = (value: unknown): string => `[${texts(value).join(' ')}]`;
const listed = (value: unknown): string => texts(value).join(', ');

function options(value: unknown): string {
  const map = fields(value);
  const keys = Object.keys(map).sort();
  return `map[${keys.map((key) => `${key}:${text(map[key])}`).join(' ')}]`;
}

const FS_TYPE: VolumeLine = ['FSType', 'fsType'];
const READ_ONLY: VolumeLine = ['ReadOnly', 'readOnly', yes];

/** The kinds in common; those that say more of PersistentVolumes by name. */
interface CommonKinds extends Readonly<Record<string, VolumeKind>> {
  readonly glusterfs: VolumeKind;
  readonly azureFile: VolumeKind;
  readonly scaleIO: VolumeKind;
}

/** Describes the volume that a spec holds, by the kinds that are known. */
export function describeKind(
  body: Description,
  spec: Fields,
  kinds: Readonly<Record<string, VolumeKind>>,
): void {
  const type = Object.keys(kinds).find((name) => spec[name] !== undefined);
  const kind = type === undefined ? undefined : kinds[type];
  if (type === undefined || kind === undefined) return body.line('<unknown>');
  const source = fields(spec[type]);
  body.field('Type', kind.title);
  for (const [name, member, show = text, separator] of kind.lines) {
    body.field(name, show(source[member]), separator);
  }
  if (type !== 'csi') return undefined;
  const attributes = fields(source['volumeAttributes']);
  return body.map('VolumeAttributes', attributes, '=', indentedLines(attributes, '='));
}

/** The entries of a map, sorted; the reference indents the values themselves, in some places also where there are none. */
export function indentedLines(map: Fields, separator: string, alsoNone = false): string[] {
  const lines = Object.keys(map)
    .sort()
    .map((key) => `    ${key}${separator}${text(map[key])}`);
  return lines.length === 0 && alsoNone ? ['    <none>'] : lines;
}

/**
 * Kinds of volumes that pods and PersistentVolumes have in common, by the member of the API that holds them.
 *
 * @param reference shows a reference to a secret: pods name one of their namespace, volumes one of any
 */
export function commonKinds(reference: (value: unknown) => string): CommonKinds {
  const secretRef: VolumeLine = ['SecretRef', 'secretRef', reference];
  return {
    ...DISKS,
    ...SHARES,
    iscsi: {
      title:
        "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
      lines: [
        ['TargetPortal', 'targetPortal'],
        ['IQN', 'iqn'],
        ['Lun', 'lun', number],
        // Without a colon, as in the reference.
        ['ISCSIInterface', 'iscsiInterface', text, '\t'],
        FS_TYPE,
        READ_ONLY,
        ['Portals', 'portals', bracketed],
        ['DiscoveryCHAPAuth', 'chapAuthDiscovery', yes],
        ['SessionCHAPAuth', 'chapAuthSession', yes],
        secretRef,
        ['InitiatorName', 'initiatorName', orNone],
      ],
    },
    rbd: {
      title: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
      lines: [
        ['CephMonitors', 'monitors', bracketed],
        ['RBDImage', 'image'],
        FS_TYPE,
        ['RBDPool', 'pool'],
        ['RadosUser', 'user'],
        ['Keyring', 'keyring'],
        secretRef,
        READ_ONLY,
      ],
    },
    cephfs: {
      title: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
      lines: [
        ['Monitors', 'monitors', bracketed],
        ['Path', 'path'],
        ['User', 'user'],
        ['SecretFile', 'secretFile'],
        secretRef,
        READ_ONLY,
      ],
    },
    cinder: {
      title: 'Cinder (a Persistent Disk resource in OpenStack)',
      lines: [['VolumeID', 'volumeID'], FS_TYPE, READ_ONLY, secretRef],
    },
    flexVolume: {
      title:
        'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
      lines: [['Driver', 'driver'], FS_TYPE, secretRef, READ_ONLY, ['Options', 'options', options]],
    },
  };
}

const DISKS = {
  gcePersistentDisk: {
    title: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    lines: [['PDName', 'pdName'], FS_TYPE, ['Partition', 'partition', number], READ_ONLY],
  },
  awsElasticBlockStore: {
    title: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    lines: [['VolumeID', 'volumeID'], FS_TYPE, ['Partition', 'partition', number], READ_ONLY],
  },
  azureDisk: {
    title: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    lines: [
      ['DiskName', 'diskName'],
      ['DiskURI', 'diskURI'],
      ['Kind', 'kind'],
      FS_TYPE,
      ['CachingMode', 'cachingMode'],
      READ_ONLY,
    ],
  },
  vsphereVolume: {
    title: 'vSphereVolume (a Persistent Disk resource in vSphere)',
    lines: [['VolumePath', 'volumePath'], FS_TYPE, ['StoragePolicyName', 'storagePolicyName']],
  },
  photonPersistentDisk: {
    title: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    lines: [['PdID', 'pdID'], FS_TYPE],
  },
  portworxVolume: {
    title: 'PortworxVolume (a Portworx Volume resource)',
    lines: [['VolumeID', 'volumeID']],
  },
  fc: {
    title: 'FC (a Fibre Channel disk)',
    lines: [['TargetWWNs', 'targetWWNs', listed], ['LUN', 'lun', orNone], FS_TYPE, READ_ONLY],
  },
} satisfies Readonly<Record<string, VolumeKind>>;

const SHARES = {
  hostPath: {
    title: 'HostPath (bare host directory volume)',
    lines: [
      ['Path', 'path'],
      ['HostPathType', 'type'],
    ],
  },
  nfs: {
    title: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    lines: [['Server', 'server'], ['Path', 'path'], READ_ONLY],
  },
  glusterfs: {
    title: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    lines: [['EndpointsName', 'endpoints'], ['Path', 'path'], READ_ONLY],
  },
  azureFile: {
    title: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    lines: [['SecretName', 'secretName'], ['ShareName', 'shareName'], READ_ONLY],
  },
  quobyte: {
    title: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    lines: [['Registry', 'registry'], ['Volume', 'volume'], READ_ONLY],
  },
  storageos: {
    title: 'StorageOS (a StorageOS Persistent Disk resource)',
    lines: [
      ['VolumeName', 'volumeName'],
      ['VolumeNamespace', 'volumeNamespace'],
      FS_TYPE,
      READ_ONLY,
    ],
  },
  flocker: {
    title: 'Flocker (a Flocker volume mounted by the Flocker agent)',
    lines: [
      ['DatasetName', 'datasetName'],
      ['DatasetUUID', 'datasetUUID'],
    ],
  },
  scaleIO: {
    title: 'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    lines: [
      ['Gateway', 'gateway'],
      ['System', 'system'],
      ['Protection Domain', 'protectionDomain'],
      ['Storage Pool', 'storagePool'],
      ['Storage Mode', 'storageMode'],
      ['VolumeName', 'volumeName'],
      FS_TYPE,
      READ_ONLY,
    ],
  },
} satisfies Readonly<Record<string, VolumeKind>>;
