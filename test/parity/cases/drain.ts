import type { Fault, ParityCase } from '../case.ts';

/** What the command line alone decides, or nodes that do not exist. */
const lines: readonly string[] = [
  'drain',
  'drain nope',
  'drain node-1 nope',
  'drain ns/parity-read --dry-run=client',
  'drain nosuch/x',
  'drain a,b',
  'drain node-1 -l a=b',
  'drain -l nope=nope',
  'drain -l nope=nope --dry-run=server --chunk-size=7',
  "drain -l 'a b'",
  "drain node-1 --pod-selector='a b' --dry-run=client",
  'drain node-1 --pod-selector=a=b=c --dry-run=client',
  'drain node-1 --dry-run=maybe',
  'drain node-1 --grace-period=x',
  'drain node-1 --timeout=5',
  'drain node-1 --chunk-size=many',
  'drain node-1 --skip-wait-for-delete-timeout=1s',
  'drain node-1 --dry-run=client --pod-selector=nope=nope',
  'drain node-1 node-1 --dry-run=client --pod-selector=nope=nope',
  'drain node/node-1 --dry-run=server --pod-selector=nope=nope --chunk-size=0',
  'drain -l kubernetes.io/hostname=node-1 --dry-run --pod-selector=nope=nope --chunk-size=1',
];

export const refused: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'drain',
  line,
  mask: ['time', 'resourceVersion', 'klog'],
  requests: true,
}));

/** A node without a machine. Its taint keeps everybody's daemon sets away from it. */
const node = (name: string, more = ''): string => `apiVersion: v1
kind: Node
metadata: {name: '${name}', labels: {kubist.example/of: '{ns}'}}
spec:
  taints: [{key: kubist.example/no-machine, effect: NoSchedule}]
${more}`;

interface PodShape {
  /** Its controller; none when missing. The garbage collector leaves Keepers alone, as it does not know them. */
  readonly owner?: 'Keeper' | 'DaemonSet';
  readonly on?: string;
  readonly metadata?: string;
  readonly spec?: string;
  /** Seconds in which it ends; without a kubelet, anything but 0 is never. */
  readonly grace?: number;
}

const GROUPS = { Keeper: 'example.com', DaemonSet: 'apps' } as const;

const pod = (
  name: string,
  { owner, on = '{ns}', metadata = '', spec = '', grace = 0 }: PodShape = {},
): string => {
  const owners =
    owner === undefined
      ? ''
      : `, ownerReferences: [{apiVersion: ${GROUPS[owner]}/v1, kind: ${owner}, name: it, uid: u-1, controller: true}]`;
  return `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}${owners}${metadata}}
spec:
  nodeName: '${on}'
  terminationGracePeriodSeconds: ${grace}
  containers: [{name: c, image: 'localhost/busybox:1'}]
${spec}`;
};

const daemonSet = `---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: it}
spec:
  selector: {matchLabels: {app: it}}
  template:
    metadata: {labels: {app: it}}
    spec:
      nodeSelector: {kubist.example/of: '{ns}'}
      tolerations: [{operator: Exists}]
      terminationGracePeriodSeconds: 0
      containers: [{name: c, image: 'localhost/busybox:1'}]
`;
const kept = { owner: 'Keeper' } as const;
const emptyDir = '  volumes: [{name: v, emptyDir: {}}]\n';
const finalizer = ', finalizers: [kubist.example/keep]';
const one = node('{ns}');
const POD_STATUS = '--subresource=status --type=merge -p';
const phase = (name: string, value: string): string =>
  `patch pod ${name} -n {ns} ${POD_STATUS} '{"status":{"phase":"${value}"}}'`;

function fault(on: RegExp, code: number, reason: string, message: string): Fault {
  return { on, answer: { code, reason, message } };
}

interface DrainCase {
  readonly name?: string;
  readonly line: string;
  readonly setup: string;
  readonly more?: Partial<ParityCase>;
}

const AFTER: readonly string[] = [
  `get nodes -l kubist.example/of={ns} -o 'custom-columns=N:.metadata.name,U:.spec.unschedulable'`,
  'get pods -n {ns} -o custom-columns=N:.metadata.name,D:.metadata.deletionGracePeriodSeconds',
];
const CLEAR = 'delete nodes -l kubist.example/of={ns} --wait=false';
const RELEASE = `patch pod kept -n {ns} --type=merge -p '{"metadata":{"finalizers":null}}'`;

/** Which part of a list comes next is said by a token that the server makes. */
const TOKENS: Partial<ParityCase> = { ignoreQuery: ['continue'] };
/** How often a pod is looked at in that time depends on how busy the machine is. */
const LOOKS: Partial<ParityCase> = { ignorePath: /\/pods\/\w+$/ };

const cases: readonly DrainCase[] = [
  { line: 'drain {ns}', setup: one },
  { line: 'drain {ns} -v=0', setup: one + pod('a', kept) },
  { line: 'drain node/{ns} nodes/{ns}', setup: one + pod('a', kept) },
  { line: 'drain -l kubist.example/of={ns}', setup: one + pod('a', kept) + pod('b', kept) },
  { line: 'drain {ns} --dry-run=client', setup: one + pod('a', kept) },
  { line: 'drain {ns} --dry-run=server', setup: one + pod('a', kept) },
  { line: 'drain {ns} --dry-run=server --grace-period=3', setup: one + pod('a', kept) },
  { line: 'drain {ns} --dry-run', setup: one + pod('a', kept) },
  { line: 'drain {ns} --dry-run=false', setup: one + pod('a', kept) },

  // Pods without a controller.
  {
    line: 'drain {ns} --chunk-size=1',
    setup: one + pod('a') + pod('b') + pod('c', kept),
    more: TOKENS,
  },
  { line: 'drain {ns} --force', setup: one + pod('a') + pod('b') + pod('c', kept) },
  { line: 'drain {ns} --force --dry-run=client', setup: one + pod('a') + pod('b') },
  { line: 'drain {ns} --force --dry-run=server', setup: one + pod('a') + pod('b') },
  { line: 'drain {ns} --force --chunk-size=0', setup: one + pod('a') },
  {
    line: 'drain {ns} --force --chunk-size=1',
    setup: one + pod('a') + pod('b'),
    more: TOKENS,
  },
  { line: 'drain {ns} --force --pod-selector=app=a', setup: one + pod('a') + pod('b') },
  { line: "drain {ns} --force --pod-selector='app in (a,c),app!=c'", setup: one + pod('a') },
  { line: 'drain {ns} --pod-selector=app=nope', setup: one + pod('a') },
  {
    name: 'drain: finished pods need no controller',
    line: 'drain {ns}',
    setup: one + pod('a') + pod('b', { spec: emptyDir }),
    more: { settle: [phase('a', 'Succeeded'), phase('b', 'Failed')] },
  },

  // Pods of daemon sets.
  ...[
    'drain {ns}',
    'drain {ns} --force',
    'drain {ns} --ignore-daemonsets',
    'drain {ns} --ignore-daemonsets --dry-run=client',
    'drain {ns} --ignore-daemonsets --dry-run=server',
  ].map((line) => ({
    name: `${line}, with a daemon set`,
    line,
    setup: one + pod('b', kept) + daemonSet,
    more: {
      settle: ['wait ds/it -n {ns} --for=jsonpath={.status.currentNumberScheduled}=1'],
      mask: ['hash', 'time', 'resourceVersion'] as const,
    },
  })),
  ...[
    'drain {ns} --ignore-daemonsets',
    'drain {ns} --force --timeout=1500ms --grace-period=0',
    'drain {ns} --force --dry-run=client',
  ].map((line) => ({
    name: `${line}, with pods of a daemon set that is gone`,
    line,
    setup: one + pod('kept', { owner: 'DaemonSet', metadata: finalizer }),
    more: { followUp: [RELEASE, CLEAR], ...LOOKS },
  })),
  {
    name: 'drain: daemon sets of other groups are as any controller',
    line: 'drain {ns}',
    setup: one + pod('a', kept).replace('kind: Keeper', 'kind: DaemonSet'),
  },

  // Mirror pods and local data.
  {
    name: 'drain: mirror pods stay',
    line: 'drain {ns}',
    setup:
      one +
      pod('m', { metadata: ", annotations: {kubernetes.io/config.mirror: 'x'}" }) +
      pod('a', kept),
  },
  { line: 'drain {ns} --timeout=30s', setup: one + pod('a', { ...kept, spec: emptyDir }) },
  { line: 'drain {ns} --force --timeout=30s', setup: one + pod('a', { spec: emptyDir }) },
  {
    line: 'drain {ns} --delete-emptydir-data',
    setup: one + pod('a', { ...kept, spec: emptyDir }) + pod('b', kept),
  },
  {
    line: 'drain {ns} --delete-emptydir-data --force',
    setup: one + pod('a', { spec: emptyDir }) + pod('b', { ...kept, spec: emptyDir }),
  },
  {
    line: 'drain {ns} --delete-emptydir-data --force --dry-run=client',
    setup: one + pod('a', { spec: emptyDir }),
  },

  // Waiting.
  {
    line: 'drain {ns} --timeout=1500ms',
    setup: one + pod('a', { ...kept, grace: 30 }),
    more: LOOKS,
  },
  {
    line: 'drain {ns} --timeout=1500ms --grace-period=77',
    setup: one + pod('a', { ...kept, grace: 30 }) + pod('b', { ...kept, grace: 30 }),
    // Two errors on one line have no order either.
    more: { ignoreLines: /pending pods in node|unable to drain node/, ...LOOKS },
  },
  {
    line: 'drain {ns} --grace-period=0 --timeout=9s',
    setup: one + pod('a', { ...kept, grace: 30 }),
  },
  { line: 'drain {ns} --timeout=-1s', setup: one + pod('a', kept) },
  {
    line: 'drain {ns} --timeout=1500ms --disable-eviction',
    setup: one + pod('a', { ...kept, grace: 30 }) + pod('b', kept),
    more: { requests: 'heads', ...LOOKS },
  },
  {
    name: 'drain: pods that were deleted long ago are not waited for',
    line: 'drain {ns} --skip-wait-for-delete-timeout=3',
    setup: one + pod('kept', { ...kept, metadata: finalizer }) + pod('a', kept),
    more: {
      settle: ['delete pod kept -n {ns} --wait=false'],
      followUp: [...AFTER, RELEASE, CLEAR],
      ...LOOKS,
    },
  },
  {
    name: 'drain: pods that were deleted long ago are left out',
    line: 'drain {ns} --skip-wait-for-delete-timeout=1',
    setup: one + pod('kept', { ...kept, metadata: finalizer }) + pod('a', kept),
    more: {
      settle: [
        'delete pod kept -n {ns} --wait=false',
        'drain {ns} --skip-wait-for-delete-timeout=1 --pod-selector=app=kept',
      ],
      followUp: [...AFTER, RELEASE, CLEAR],
    },
  },
  {
    name: 'drain: pods of a namespace that is going',
    line: 'drain {ns} --timeout=1500ms',
    setup: one + pod('kept', { ...kept, metadata: finalizer }),
    more: {
      // The pod first and by hand: the namespace's controller may take minutes on a busy cluster.
      settle: ['delete pod kept -n {ns} --wait=false', 'delete ns {ns} --wait=false'],
      followUp: [...AFTER, RELEASE, CLEAR],
      ...LOOKS,
    },
  },

  // Past disruption budgets.
  ...[
    'drain {ns} --disable-eviction',
    'drain {ns} --disable-eviction --grace-period=0',
    'drain {ns} --disable-eviction --dry-run=client',
  ].map((line) => ({
    line,
    setup: one + pod('a', kept) + pod('b', kept),
    more: { requests: 'heads' } as const,
  })),

  // Several nodes.
  {
    line: 'drain {ns}-1 {ns}-2',
    setup: `${node('{ns}-1', '---')}\n${node('{ns}-2')}${pod('a', { ...kept, on: '{ns}-1' })}${pod('b', { ...kept, on: '{ns}-2' })}`,
  },
  {
    line: 'drain {ns}-1 {ns}-2 --force=false',
    setup: `${node('{ns}-1', '---')}\n${node('{ns}-2')}${pod('a', { on: '{ns}-1' })}${pod('b', { ...kept, on: '{ns}-2' })}`,
  },
  {
    line: 'drain {ns}-2 {ns}-1 {ns}-2',
    setup: `${node('{ns}-1', '---')}\n${node('{ns}-2')}${pod('a', { on: '{ns}-1' })}${pod('b', { on: '{ns}-2' })}`,
  },
  {
    line: 'drain {ns}-1 nope',
    setup: node('{ns}-1') + pod('a', { ...kept, on: '{ns}-1' }),
  },
  {
    name: 'drain: a node that is closed already',
    line: 'drain {ns}',
    setup: `${one}  unschedulable: true\n${pod('a', kept)}`,
  },
];

/** What the server does not do. Nothing is sent twice but lists. */
const faulty: readonly Omit<DrainCase, 'setup'>[] = [
  {
    name: 'drain: one of two pods may not be evicted',
    line: 'drain {ns}',
    more: { faults: [fault(/^POST .*pods\/a\/eviction/, 403, 'Forbidden', 'not this one')] },
  },
  {
    name: 'drain: evictions fail',
    line: 'drain {ns} --pod-selector=app=a',
    more: { faults: [fault(/^POST .*eviction/, 500, 'InternalError', 'broken')] },
  },
  {
    name: 'drain: pods cannot be looked at',
    line: 'drain {ns} --pod-selector=app=a',
    more: { faults: [fault(/^GET .*pods\/a$/, 500, 'InternalError', 'broken')] },
  },
  {
    name: 'drain: pods cannot be listed',
    line: 'drain {ns}',
    more: { faults: [fault(/^GET \/api\/v1\/pods\?/, 403, 'Forbidden', 'pods are not yours')] },
  },
  {
    name: 'drain: nor on the second node',
    line: 'drain {ns} {ns}',
    more: { faults: [fault(/^GET \/api\/v1\/pods\?/, 403, 'Forbidden', 'pods are not yours')] },
  },
  {
    name: 'drain: the node cannot be closed',
    line: 'drain {ns}',
    more: { faults: [fault(/^PATCH .*nodes/, 403, 'Forbidden', 'not your node')] },
  },
  {
    name: 'drain: what evictions there are cannot be told',
    line: 'drain {ns}',
    more: { faults: [fault(/^GET \/api\/v1$/, 500, 'InternalError', 'broken')] },
  },
  {
    name: 'drain: pods cannot be deleted',
    line: 'drain {ns} --disable-eviction',
    more: { faults: [fault(/^DELETE /, 403, 'Forbidden', 'not yours')], requests: 'heads' },
  },
  {
    name: 'drain: pods are gone before they are evicted',
    line: 'drain {ns} --timeout=20s',
    more: { faults: [fault(/^POST .*eviction/, 404, 'NotFound', 'gone')] },
  },
];

/** Evictions go out together, so that nothing has an order. */
export const drained: readonly ParityCase[] = [
  ...cases,
  ...faulty.map((test) => ({ ...test, setup: one + pod('a', kept) + pod('b', kept) })),
].map(({ name, line, setup, more }) => ({
  name: name ?? line,
  covers: 'drain',
  line,
  mutates: true,
  setup: [setup],
  mask: ['time', 'resourceVersion', 'uid', 'klog'],
  unordered: true,
  requests: true,
  followUp: [...AFTER, CLEAR],
  ...more,
}));

const budget = `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: all}
spec: {minAvailable: 1, selector: {matchLabels: {app: a}}}
`;

/** Five seconds each, in which a budget forbids evictions. */
export const budgets: readonly ParityCase[] = [
  {
    name: 'drain: a disruption budget forbids it until time is up',
    line: 'drain {ns} --timeout=4s',
  },
  {
    name: 'drain: a disruption budget forbids it for a while',
    line: 'drain {ns}',
    meanwhile: { when: /evicting pod/, run: ['delete pdb all -n {ns}'] },
  },
  {
    name: 'drain: past a disruption budget',
    line: 'drain {ns} --disable-eviction',
    requests: 'heads' as const,
  },
].map((test) => ({
  requests: true,
  ...test,
  covers: 'drain',
  mutates: true,
  setup: [one + pod('a', kept) + budget],
  settle: [
    phase('a', 'Running'),
    'wait pdb/all -n {ns} --for=jsonpath={.status.observedGeneration}=1',
  ],
  mask: ['time', 'resourceVersion', 'uid'],
  unordered: true,
  followUp: [...AFTER, CLEAR],
}));
