import type { ParityCase } from '../case.ts';

/** On the node that all cases share: nothing is kept. */
const lines: readonly string[] = [
  'cordon',
  'cordon node-1 --dry-run=client',
  'cordon node-1 --dry-run=server',
  'cordon node-1 --dry-run=maybe',
  'cordon node/node-1 --dry-run=server',
  'cordon nodes/node-1 --dry-run=client',
  'cordon node-1 node-1 --dry-run=client',
  'cordon nope',
  'cordon node-1 nope --dry-run=client',
  'cordon nope node-1 --dry-run=client',
  'cordon a,b',
  "cordon ''",
  'cordon a/b/c',
  'cordon pod/x',
  'cordon nosuch/x',
  'cordon ns/parity-read',
  'cordon node/node-1 ns/parity-read',
  'cordon node-1 ns/parity-read',
  'cordon node-1 -l a=b',
  'cordon -l nope=nope',
  'cordon -l kubernetes.io/hostname=node-1 --dry-run=server',
  'uncordon',
  'uncordon node-1',
  'uncordon node-1 --dry-run=client',
  'uncordon node-1 --dry-run=server',
  'uncordon nope',
  "uncordon ''",
  'uncordon -l kubernetes.io/hostname=node-1',

  'taint',
  'taint node',
  'taint node node-1',
  'taint node node-1 a',
  'taint node node-1 a=b',
  'taint node node-1 a=b:Bad',
  'taint node node-1 a=b:',
  'taint node node-1 a=b:NoSchedule:x',
  'taint node node-1 a=b=c:NoSchedule',
  "taint node node-1 'a b=b:NoSchedule'",
  "taint node node-1 'a=b c:NoSchedule'",
  'taint node node-1 a/b/c=d:NoSchedule',
  'taint node node-1 /c=d:NoSchedule',
  'taint node node-1 A_b/c=d:NoSchedule',
  'taint node node-1 =d:NoSchedule',
  'taint node node-1 a=b:NoSchedule a=c:NoSchedule',
  'taint node node-1 a=b:NoSchedule a-',
  'taint node node-1 a=b:NoSchedule a:NoSchedule-',
  'taint node node-1 a=b:NoSchedule a:NoExecute-',
  'taint node node-1 a-',
  'taint node node-1 a- b:NoExecute-',
  'taint node node-1 a=b:NoSchedule node-1',
  'taint pod node-1 a=b:NoSchedule',
  'taint node-1 a=b:NoSchedule',
  'taint nodes a=b:NoSchedule',
  'taint nodes --all -l a=b a=b:NoSchedule',
  'taint nodes --all a=b:NoSchedule --dry-run=server',
  'taint nodes node-1 --all a=b:NoSchedule --dry-run=client',
  'taint nodes -l nope=nope a=b:NoSchedule',
  'taint nodes node-1 -l a=b a=b:NoSchedule --dry-run=client',
  'taint nodes -l kubernetes.io/hostname=node-1 a=b:NoSchedule --dry-run=server',
  'taint nodes node-1 a=b:NoSchedule --dry-run=client',
  'taint nodes node-1 a=b:NoSchedule --dry-run=server',
  'taint nodes node-1 a=b:NoSchedule c:NoExecute --dry-run=server -o jsonpath={.spec.taints[0]}',
  'taint nodes node-1 a:NoSchedule --dry-run=client -o jsonpath={.spec.taints}',
  'taint nodes node-1 a=b:NoSchedule --dry-run=server --overwrite',
  'taint nodes node-1 a=b:NoSchedule --dry-run=server -o name',
  'taint nodes node-1 a=b:NoSchedule --dry-run=server -o bad',
  'taint nodes node-1 a=b:NoSchedule --dry-run=server --validate=warn',
  'taint nodes node-1 a=b:NoSchedule --dry-run=server --validate=false --field-manager=me',
  'taint nodes node-1 a=b:NoSchedule --dry-run=server --validate=bad',
  'taint nodes node-1 nope a=b:NoSchedule --dry-run=server',
];

export const nodes: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: line.split(' ')[0] ?? '',
  line,
  mask: ['time', 'resourceVersion'],
  requests: true,
}));

const node = (name: string, more = ''): string => `---
apiVersion: v1
kind: Node
metadata: {name: '${name}', labels: {kubist.example/of: '{ns}'}}
spec:
  taints:
  - {key: kubist.example/no-machine, effect: NoSchedule}
  - {key: a, value: old, effect: NoSchedule}
  - {key: a, effect: NoExecute}
${more}`;
const closed = '  unschedulable: true\n';
const three = [node('{ns}').slice('---\n'.length), node('{ns}-2'), node('{ns}-3', closed)].join('');

/** Nodes without machines; what the node controller does to them on its own is not looked at. */
const changes: readonly string[] = [
  'cordon {ns}',
  'cordon {ns}-3',
  'cordon {ns} {ns}-2 {ns}-3',
  'cordon {ns} {ns}',
  'cordon node/{ns} nodes/{ns}-2 no/{ns}-3',
  'cordon -l kubist.example/of={ns}',
  'cordon {ns} nope',
  'cordon {ns} --dry-run=client',
  'cordon {ns} {ns}-3 --dry-run=server',
  'cordon {ns} --dry-run=false',
  'uncordon {ns}-3',
  'uncordon {ns}',
  'uncordon {ns} {ns}-3',
  'uncordon {ns}-3 {ns}-3',
  'uncordon -l kubist.example/of={ns}',
  'uncordon {ns}-3 nope',
  'uncordon {ns}-3 --dry-run=client',
  'uncordon {ns}-3 --dry-run=server',

  'taint node {ns} b=c:NoSchedule',
  'taint nodes {ns} b:PreferNoSchedule c=d:NoExecute',
  'taint no {ns} {ns}-2 b=c:NoSchedule',
  'taint node {ns} nope {ns}-2 b=c:NoSchedule',
  'taint nodes -l kubist.example/of={ns} b=c:NoSchedule',
  'taint node {ns} a=new:NoSchedule',
  'taint node {ns} a=old:NoSchedule',
  'taint node {ns} a=new:NoSchedule --overwrite',
  'taint node {ns} b=new:NoSchedule --overwrite',
  'taint node {ns} a=new:NoSchedule b=c:NoExecute',
  'taint node {ns} a=new:PreferNoSchedule',
  'taint node {ns} a-',
  'taint node {ns} a:NoSchedule-',
  'taint node {ns} a:NoExecute- a:NoSchedule-',
  'taint node {ns} a:PreferNoSchedule-',
  'taint node {ns} a- nope-',
  'taint node {ns} nope- a-',
  'taint node {ns} b=c:NoSchedule a-',
  'taint node {ns} b=c:NoSchedule a:NoSchedule- --overwrite',
  'taint node {ns} a- --overwrite',
  'taint node {ns} a- -o name',
  'taint node {ns} {ns}-2 a- --dry-run=client',
  'taint node {ns} {ns}-2 a- --dry-run=server',
  'taint node {ns} b=c:NoSchedule --field-manager=me',
  'taint node {ns} b=c:NoSchedule --validate=warn',
  'taint node {ns} b=c:NoSchedule -o \'jsonpath={.spec.taints[?(@.key=="b")]}\'',
  "taint node {ns} b=c:NoSchedule -o 'go-template={{.metadata.name}}'",
];

const ownTaints = ['a', 'b', 'c', 'nope']
  .map((key) => ` {.spec.taints[?(@.key=="${key}")]}`)
  .join('');

export const kept: readonly ParityCase[] = changes.map((line) => ({
  name: line,
  covers: line.split(' ')[0] ?? '',
  line,
  mutates: true,
  setup: [three],
  // The node controller taints these nodes on its own, sooner or later.
  mask: [
    'time',
    'resourceVersion',
    'uid',
    'klog',
    /(?:,\s*\{[^{}]*"node\.kubernetes\.io[^{}]*\})*\s*\]/,
  ],
  requests: true,
  followUp: [
    "get nodes -l kubist.example/of={ns} -o 'custom-columns=N:.metadata.name,U:.spec.unschedulable'",
    `get nodes -l kubist.example/of={ns} -o 'jsonpath={range .items[*]}{.metadata.name}${ownTaints}{"\\n"}{end}'`,
    'delete nodes -l kubist.example/of={ns} --wait=false',
  ],
}));
