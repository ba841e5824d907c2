import type { Scenario } from '../scenario.ts';
import {
  available,
  claim,
  claimed,
  deployment,
  mounted,
  unschedulable,
  volume,
  podsAre,
} from './workloads.ts';

const storageClass = (mode: string, provisioner = 'disks.example.com'): string => `---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: "{ns}"}
provisioner: ${provisioner}
volumeBindingMode: ${mode}
`;

/** Claims without volumes, volumes that are not mounted. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'claim-missing',
    manifest: deployment({ pod: claimed('data'), container: mounted }),
    settle: unschedulable(),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['VOL-01'],
    causes: [/claim data/],
  },
  {
    name: 'claim-without-class',
    manifest:
      claim('data', '', 'ReadWriteOnce', '900Ti') +
      deployment({ pod: claimed('data'), container: mounted }),
    settle: unschedulable(),
    events: ['FailedBinding'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['VOL-02'],
    causes: [/claim data.*storage class/],
  },
  {
    name: 'claim-class-missing',
    manifest:
      claim('data', 'storageClassName: fast-ssd') +
      deployment({ pod: claimed('data'), container: mounted }),
    settle: unschedulable(),
    events: ['ProvisioningFailed'],
    reader: ['persistentvolumes', 'storageclasses'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['VOL-03'],
    causes: [/fast-ssd/],
  },
  {
    name: 'claim-provisioner-not-running',
    manifest:
      storageClass('Immediate') +
      claim('data', 'storageClassName: "{ns}"') +
      deployment({ pod: claimed('data'), container: mounted }),
    settle: unschedulable(),
    events: ['ExternalProvisioning'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['VOL-04'],
    causes: [/disks\.example\.com/],
  },
  {
    name: 'claim-waits-for-consumer',
    manifest:
      storageClass('WaitForFirstConsumer') +
      claim('data', 'storageClassName: "{ns}"') +
      deployment({
        pod: `nodeSelector: {disktype: ssd}, ${claimed('data')}`,
        container: mounted,
      }),
    settle: unschedulable(),
    events: ['WaitForFirstConsumer'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-03'],
  },
  {
    name: 'claim-volume-too-small',
    manifest:
      volume() +
      claim('data', 'storageClassName: "{ns}"', 'ReadWriteOnce', '5Gi') +
      deployment({ pod: claimed('data'), container: mounted }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['VOL-09'],
    causes: [/1Gi.*5Gi/],
  },
  {
    name: 'claim-volume-mode-differs',
    manifest:
      volume() +
      claim('data', 'storageClassName: "{ns}"', 'ReadWriteMany') +
      deployment({ pod: claimed('data'), container: mounted }),
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['VOL-09'],
    causes: [/ReadWriteMany/],
  },
  {
    name: 'claim-lost',
    manifest:
      volume() +
      claim('data', 'storageClassName: "{ns}"') +
      deployment({ replicas: 0, pod: claimed('data'), container: mounted }),
    next: [
      'wait pvc/data -n {ns} --for=jsonpath={.status.phase}=Bound --timeout=60s',
      'delete pv/{ns} --wait=false',
      `patch pv/{ns} --type=json '-p=[{"op":"remove","path":"/metadata/finalizers"}]'`,
      'wait pvc/data -n {ns} --for=jsonpath={.status.phase}=Lost --timeout=60s',
      'scale deploy/web -n {ns} --replicas=1',
    ],
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['VOL-08'],
    causes: [/lost its volume/],
  },
  {
    name: 'volume-on-another-node',
    manifest:
      volume(
        'nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-9]}]}]}}',
      ) +
      claim('data', 'storageClassName: "{ns}"') +
      deployment({ replicas: 0, pod: claimed('data'), container: mounted }),
    next: [
      'wait pvc/data -n {ns} --for=jsonpath={.status.phase}=Bound --timeout=60s',
      'scale deploy/web -n {ns} --replicas=1',
    ],
    settle: unschedulable(),
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['SCH-06'],
    causes: [/node-9/],
  },
  {
    name: 'volume-of-one-pod',
    manifest:
      volume('', 'ReadWriteOncePod') +
      claim('data', 'storageClassName: "{ns}"', 'ReadWriteOncePod') +
      deployment({ name: 'first', pod: claimed('data'), container: mounted }) +
      deployment({ replicas: 0, pod: claimed('data'), container: mounted }),
    next: [available('first'), 'scale deploy/web -n {ns} --replicas=1'],
    settle: unschedulable(),
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['SCH-06'],
    causes: [/data.*ReadWriteOncePod/],
  },
  {
    name: 'host-path-not-there',
    manifest: deployment({
      pod: 'volumes: [{name: data, hostPath: {path: /no/such/folder, type: Directory}}]',
      container: mounted,
    }),
    settle: podsAre('--for=condition=PodScheduled'),
    events: ['FailedMount'],
    target: 'deployment/web',
    verdict: 'failed',
    finds: ['VOL-07'],
    causes: [/\/no\/such\/folder/],
  },
  {
    name: 'volume-driver-missing',
    manifest: deployment({
      pod: 'volumes: [{name: data, csi: {driver: disks.example.com}}]',
      container: mounted,
    }),
    settle: podsAre('--for=condition=PodScheduled'),
    events: ['FailedMount'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['VOL-07'],
    causes: [/disks\.example\.com/],
  },
  {
    name: 'volume-nfs-fails',
    manifest: deployment({
      pod: 'volumes: [{name: data, nfs: {server: 127.0.0.1, path: /export}}]',
      container: mounted,
    }),
    settle: podsAre('--for=condition=PodScheduled'),
    events: ['FailedMount'],
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['VOL-07'],
    causes: [/127\.0\.0\.1:\/export/],
  },
  {
    name: 'claim-waits-for-the-first-pod',
    manifest:
      storageClass('WaitForFirstConsumer') +
      claim('data', 'storageClassName: "{ns}"') +
      deployment({ spec: 'paused: true', pod: claimed('data'), container: mounted }),
    settle: ['wait deploy/web -n {ns} --for=jsonpath={.status.observedGeneration}=1 --timeout=30s'],
    events: ['WaitForFirstConsumer'],
    target: 'deployment/web',
    verdict: 'blocked',
    finds: ['VOL-05', 'ROL-03'],
    causes: [/claim data gets its volume when/],
  },
  {
    name: 'volume-not-attached',
    manifest:
      volume().replace(
        'hostPath: {path: /tmp}',
        'csi: {driver: disks.example.com, volumeHandle: one}',
      ) +
      claim('data', 'storageClassName: "{ns}"') +
      deployment({ pod: claimed('data'), container: mounted }),
    settle: podsAre('--for=condition=PodScheduled'),
    events: ['FailedAttachVolume'],
    slow: true,
    target: 'deployment/web',
    grace: 0,
    verdict: 'failed',
    finds: ['VOL-06'],
    causes: [/attach/],
  },
  {
    name: 'volume-bound',
    manifest:
      volume() +
      claim('data', 'storageClassName: "{ns}"') +
      deployment({ pod: claimed('data'), container: mounted }),
    settle: [available()],
    target: 'deployment/web',
    verdict: 'healthy',
    finds: [],
  },
];
