import { describe, expect, test } from 'vitest';
import { mismatches } from '../../../src/diagnose/rules/volumes/mismatch.ts';
import { deploymentOf, eventOf, judged, type Json, podOf, told, unscheduled } from './judged.ts';

const UNBOUND =
  '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found';

const spec = {
  containers: [{ name: 'app' }],
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'pgdata' } }],
  nodeName: 'node-1',
};

const claim = (more: Json, phase = 'Bound'): Json => ({
  metadata: { namespace: 'shop', name: 'pgdata', uid: 'pvc' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more },
  status: { phase },
});

const mounting = (reason: string, message: string, pod = podOf('web-a', spec)) =>
  judged({
    ...deploymentOf(spec),
    Pod: [pod],
    PersistentVolumeClaim: [claim({ volumeName: 'pv-1' })],
    PersistentVolume: [
      { metadata: { name: 'pv-1' }, spec: { claimRef: { namespace: 'shop', name: 'pgdata' } } },
    ],
    Event: [eventOf('web-a', reason, message)],
  });

describe('a volume that does not come', () => {
  // Texts of Kubernetes 1.34's attach/detach controller and kubelet.
  test.each([
    [
      'FailedAttachVolume',
      'Multi-Attach error for volume "pv-1" Volume is already exclusively attached to one node and can\'t be attached to another',
      'VOL-06 The volume of the claim pgdata can be attached to one node only, and is still attached to another.',
    ],
    [
      'FailedAttachVolume',
      'AttachVolume.Attach failed for volume "pv-1" : rpc error: code = Internal desc = disk is in use',
      'VOL-06 The volume of the claim pgdata cannot be attached to the node: rpc error: code = Internal desc = disk is in use.',
    ],
    [
      'FailedMount',
      'MountVolume.SetUp failed for volume "pv-1" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs nas:/export /var/lib/kubelet/pods/e89182d4-d693-4c59-bcd2-801859aae0c2/volumes/kubernetes.io~nfs/pv-1\nOutput: mount.nfs: access denied by server while mounting nas:/export\n',
      'VOL-07 The volume of the claim pgdata cannot be mounted: mount.nfs: access denied by server while mounting nas:/export.',
    ],
    [
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data kube-api-access-x]: timed out waiting for the condition',
      'VOL-07 Volumes of the pod (data) cannot be mounted: the kubelet has waited in vain.',
    ],
  ])('%s: %s', (reason, message, cause) => {
    expect(told(mounting(reason, message))).toEqual([cause]);
  });

  test('does not count once a container has begun', () => {
    const begun = podOf('web-a', spec, {
      phase: 'Running',
      containerStatuses: [{ name: 'app', containerID: 'containerd://1', state: { running: {} } }],
    });
    const message = 'MountVolume.SetUp failed for volume "pv-1" : rpc error: timeout';
    expect(mounting('FailedMount', message, begun).findings).toEqual([]);
  });

  test('is not told of ConfigMaps and Secrets, which have rules of their own', () => {
    const message = 'MountVolume.SetUp failed for volume "config" : configmap "web" not found';
    expect(mounting('FailedMount', message).findings.filter(({ id }) => id === 'VOL-07')).toEqual(
      [],
    );
  });
});

describe('a claim', () => {
  const { nodeName: _, ...unplaced } = spec;
  const waiting = (object: Json, more: Json = {}) =>
    judged({
      ...deploymentOf(unplaced),
      Pod: [podOf('web-a', unplaced, unscheduled(UNBOUND))],
      PersistentVolumeClaim: [object],
      ...more,
    });
  const ids = (diagnosis: ReturnType<typeof waiting>) =>
    diagnosis.findings.map(({ id }) => id).filter((id) => id.startsWith('VOL'));

  test('without a class is no failure where a class is the default', () => {
    const classes = [
      {
        metadata: {
          name: 'standard',
          annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
        },
      },
    ];
    expect(ids(waiting(claim({}, 'Pending'), { StorageClass: classes }))).toEqual([]);
    expect(ids(waiting(claim({}, 'Pending'), { StorageClass: [] }))).toEqual(['VOL-02']);
  });

  test('of a class that is not there is told the nearest', () => {
    const classes = [{ metadata: { name: 'fast-ssd' } }];
    const diagnosis = waiting(claim({ storageClassName: 'fastssd' }, 'Pending'), {
      StorageClass: classes,
    });
    expect(diagnosis.findings[0]?.cause).toBe(
      'The volume claim pgdata asks for the storage class fastssd, which does not exist; there is one named fast-ssd.',
    );
  });

  test('gets no volume when the driver says why', () => {
    const diagnosis = waiting(claim({ storageClassName: 'standard' }, 'Pending'), {
      StorageClass: [{ metadata: { name: 'standard' }, provisioner: 'disks.example.com' }],
      Event: [
        eventOf(
          'pvc',
          'ProvisioningFailed',
          'failed to provision volume with StorageClass "standard": rpc error: code = ResourceExhausted desc = quota of disks',
        ),
      ],
    });
    expect(told(diagnosis)[0]).toMatch(
      /^VOL-04 No volume could be made for the claim pgdata: .*quota of disks\.$/,
    );
  });

  test('whose volume was released has it no more', () => {
    const diagnosis = waiting(claim({ volumeName: 'pv-1', storageClassName: 'x' }, 'Pending'), {
      PersistentVolume: [{ metadata: { name: 'pv-1' }, status: { phase: 'Released' } }],
    });
    expect(ids(diagnosis)).toContain('VOL-08');
  });

  test('that nobody may list is not called missing', () => {
    const diagnosis = judged({ ...deploymentOf(unplaced), Pod: [podOf('web-a', unplaced)] });
    expect(ids(diagnosis)).toEqual([]);
  });
});

test('a volume is told in what it differs from a claim', () => {
  const volume = {
    metadata: { name: 'pv-1', labels: { tier: 'slow' } },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '1Gi' },
      volumeMode: 'Block',
      claimRef: { namespace: 'shop', name: 'other' },
    },
  };
  const wants = claim({
    accessModes: ['ReadWriteMany'],
    resources: { requests: { storage: '1025Mi' } },
    selector: { matchLabels: { tier: 'fast' } },
  });
  expect(mismatches(wants, volume)).toEqual([
    'belongs to the claim shop/other',
    'is ReadWriteOnce, not ReadWriteMany',
    'has 1Gi, and the claim asks for 1025Mi',
    'is a Block volume, not a Filesystem one',
    'has not the label tier=fast',
  ]);
});
