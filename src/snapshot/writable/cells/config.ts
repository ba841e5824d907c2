import type { JSONValue, KubeObject } from '../../../api/types.ts';
import { at, listAt, mapAt, textAt, textOf } from '../../values.ts';
import { maps } from '../defaults/fill.ts';
import type { Row } from './cells.ts';

/** Rows of configuration, permissions, storage and limits, as kubectl's own Table has them. */
export const CONFIG_ROWS: Readonly<Record<string, Row>> = {
  ConfigMap: (object) => ({ Data: count(object, 'data') + count(object, 'binaryData') }),
  Secret: (object) => ({ Type: textAt(object, ['type']), Data: count(object, 'data') }),
  Namespace: (object) => ({ Status: textAt(object, ['status', 'phase']) }),
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  PersistentVolumeClaim: (object) => ({
    Status: phase(object),
    Volume: textAt(object, ['spec', 'volumeName']),
    Capacity: textAt(object, ['status', 'capacity', 'storage']),
    'Access Modes': accessModes(listAt(object, ['status', 'accessModes'])),
    StorageClass: textAt(object, ['spec', 'storageClassName']),
    VolumeAttributesClass: textAt(object, ['spec', 'volumeAttributesClassName']) || '<unset>',
    VolumeMode: textAt(object, ['spec', 'volumeMode']) || '<unset>',
  }),
  PersistentVolume: (object) => {
    const [namespace, name] = [
      textAt(object, ['spec', 'claimRef', 'namespace']),
      textAt(object, ['spec', 'claimRef', 'name']),
    ];
    return {
      Capacity: textAt(object, ['spec', 'capacity', 'storage']),
      'Access Modes': accessModes(listAt(object, ['spec', 'accessModes'])),
      'Reclaim Policy': textAt(object, ['spec', 'persistentVolumeReclaimPolicy']),
      Status: phase(object),
      Claim: name === '' ? '' : `${namespace}/${name}`,
      StorageClass: textAt(object, ['spec', 'storageClassName']),
      VolumeAttributesClass: textAt(object, ['spec', 'volumeAttributesClassName']) || '<unset>',
      Reason: textAt(object, ['status', 'reason']),
      VolumeMode: textAt(object, ['spec', 'volumeMode']) || '<unset>',
    };
  },
  PodDisruptionBudget: (object) => ({
    'Min Available': textAt(object, ['spec', 'minAvailable']) || 'N/A',
    'Max Unavailable': textAt(object, ['spec', 'maxUnavailable']) || 'N/A',
    'Allowed Disruptions': Number(textAt(object, ['status', 'disruptionsAllowed'])),
  }),
  AutoscalingV2HorizontalPodAutoscaler: (object) => {
    const { kind, name } = mapAt(object, ['spec', 'scaleTargetRef']);
    return {
      Reference: `${textOf(kind)}/${textOf(name)}`,
      MinPods: textAt(object, ['spec', 'minReplicas']) || '<unset>',
      MaxPods: Number(textAt(object, ['spec', 'maxReplicas'])),
      Replicas: Number(textAt(object, ['status', 'currentReplicas'])),
    };
  },
  StorageClass: (object) => ({
    Provisioner: textAt(object, ['provisioner']),
    ReclaimPolicy: textAt(object, ['reclaimPolicy']),
    VolumeBindingMode: textAt(object, ['volumeBindingMode']),
    AllowVolumeExpansion: at(object, ['allowVolumeExpansion']) === true,
  }),
  PriorityClass: (object) => ({
    Value: at(object, ['value']) ?? 0,
    'Global-Default': at(object, ['globalDefault']) === true,
    PreemptionPolicy: textAt(object, ['preemptionPolicy']),
  }),
  Lease: (object) => ({ Holder: textAt(object, ['spec', 'holderIdentity']) }),
};

function count(object: KubeObject, key: string): number {
  return Object.keys(mapAt(object, [key])).length;
}

function phase(object: KubeObject): string {
  const isEnding = object.metadata?.deletionTimestamp !== undefined;
  return isEnding ? 'Terminating' : textAt(object, ['status', 'phase']);
}

function binding(object: KubeObject): Readonly<Record<string, JSONValue>> {
  const { kind, name } = mapAt(object, ['roleRef']);
  const subjects = maps(listAt(object, ['subjects']));
  const of = (wanted: string): string =>
    subjects
      .filter((one) => one['kind'] === wanted)
      .map((one) => {
        const namespace = wanted === 'ServiceAccount' ? `${textOf(one['namespace'])}/` : '';
        return `${namespace}${textOf(one['name'])}`;
      })
      .join(', ');
  return {
    Role: `${textOf(kind)}/${textOf(name)}`,
    Users: of('User'),
    Groups: of('Group'),
    ServiceAccounts: of('ServiceAccount'),
  };
}

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function accessModes(modes: readonly JSONValue[]): string {
  const said = new Set(modes.map(textOf));
  return Object.keys(MODES)
    .filter((mode) => said.has(mode))
    .map((mode) => MODES[mode])
    .join(',');
}
