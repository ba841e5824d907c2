import type { ParityCase } from '../case.ts';

/** Dumps of a namespace that nothing changes, in every format. */
const formats: readonly string[] = [
  '',
  '-o yaml',
  '-o kyaml',
  '-o name',
  '-o jsonpath={.kind}',
  '-o jsonpath={.items[*].metadata.name}',
  '-o go-template={{.kind}}',
  '--template={{.kind}}',
  '-o jsonpath-as-json={.kind}',
];

const mistakes: readonly string[] = [
  'dump -o foo',
  'dump -o custom-columns=A:.x',
  'dump -o go-template',
  'dump --pod-running-timeout=0s',
  'dump --pod-running-timeout=x',
  'dump --namespaces=a/b -o jsonpath={.kind}',
  'dump --nosuch',
  'dump --output-directory=/proc/nope',
];

/** What moves while the node lives. */
const mask: ParityCase['mask'] = ['resourceVersion', 'time'];

export const clusterInfo: readonly ParityCase[] = [
  { name: 'cluster-info', covers: 'cluster-info', line: 'cluster-info', requests: true },
  {
    name: 'cluster-info of another namespace',
    covers: 'cluster-info',
    line: 'cluster-info -n parity-read',
    requests: true,
  },
  {
    name: 'cluster-info with a word too many',
    covers: 'cluster-info',
    line: 'cluster-info nosuch',
  },
  {
    name: 'cluster-info without a server',
    covers: 'cluster-info',
    line: 'cluster-info',
    kubeconfig: 'none',
    mask: ['klog'],
  },
  ...formats.map((format): ParityCase => ({
    name: `cluster-info dump ${format}`,
    covers: 'cluster-info dump',
    line: `cluster-info dump --namespaces=parity-read-2 ${format}`,
    mask,
  })),
  ...mistakes.map((line): ParityCase => ({
    name: `cluster-info ${line}`,
    covers: 'cluster-info dump',
    line: `cluster-info ${line}`,
    mask,
  })),
  {
    name: 'cluster-info dump with logs',
    covers: 'cluster-info dump',
    line: 'cluster-info dump --namespaces=parity-read -o jsonpath={.kind}',
    requests: true,
    mask,
  },
  {
    name: 'cluster-info dump to files',
    covers: 'cluster-info dump',
    line: 'cluster-info dump --namespaces=parity-read-2 --output-directory=out',
    filesAfter: [
      'out/nodes.json',
      'out/parity-read-2/pods.json',
      'out/parity-read-2/replication-controllers.json',
    ],
    mask,
  },
];
