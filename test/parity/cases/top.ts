import type { Fault, ParityCase } from '../case.ts';
import { words } from '../words.ts';

/**
 * The test cluster serves no metrics while cases run, since one more API group would be seen by all others:
 * the recording proxy answers in place of metrics-server. The end-to-end tests have the real one.
 */
const VERSION = 'metrics.k8s.io/v1beta1';

/** Groups that the server names. */
const groups = (...versions: readonly string[]): Fault => ({
  on: /^GET \/apis(\?|$)/,
  answer: {
    object: {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: versions.map((groupVersion) => {
        const [name, version] = groupVersion.split('/');
        const one = { groupVersion, version };
        return { name, versions: [one], preferredVersion: one };
      }),
    },
  },
});
const metricsAPI = groups('apps/v1', VERSION);

const list = (on: RegExp, kind: string, apiVersion: string, items: readonly object[]): Fault => ({
  on,
  answer: { object: { kind, apiVersion, metadata: {}, items } },
});
const NODE_METRICS = /^GET \/apis\/metrics\.k8s\.io\/v1beta1\/nodes(\?|$)/;
const nodeMetricsList = (...items: readonly object[]): Fault =>
  list(NODE_METRICS, 'NodeMetricsList', VERSION, items);
const podMetricsList = (...items: readonly object[]): Fault =>
  list(/^GET \/apis\/metrics\.k8s\.io\/.*\/pods(\?|$)/, 'PodMetricsList', VERSION, items);
const nodeList = (...items: readonly object[]): Fault =>
  list(/^GET \/api\/v1\/nodes(\?|$)/, 'NodeList', 'v1', items);
const podList = (...items: readonly object[]): Fault =>
  list(/^GET \/api\/v1\/namespaces\/[^/]+\/pods(\?|$)/, 'PodList', 'v1', items);
const one = (on: RegExp, kind: string, apiVersion: string, object: object): Fault => ({
  on,
  answer: { object: { kind, apiVersion, ...object } },
});

type Amounts = Readonly<Record<string, string>>;
const seen = { timestamp: '2026-01-01T00:00:00Z', window: '10s' };
const nodeMetrics = (name: string, usage: Amounts = { cpu: '1', memory: '1Gi' }): object => ({
  metadata: { name },
  ...seen,
  usage,
});
const podMetrics = (
  namespace: string,
  name: string,
  usages: Readonly<Record<string, Amounts>>,
): object => ({
  metadata: { name, namespace },
  ...seen,
  containers: Object.entries(usages).map(([container, usage]) => ({ name: container, usage })),
});
const node = (
  name: string,
  allocatable: Amounts = { cpu: '2', memory: '2Gi' },
  more: { capacity?: Amounts; swap?: object } = {},
): object => ({
  metadata: { name },
  status: {
    allocatable,
    capacity: more.capacity ?? allocatable,
    ...(more.swap && { nodeInfo: { swap: more.swap } }),
  },
});
const refusal = (on: RegExp, code: number, reason: string, message: string): Fault => ({
  on,
  answer: { code, reason, message },
});

type More = Partial<Omit<ParityCase, 'name' | 'covers' | 'line' | 'faults'>>;

/** Lines that the same server answers, all of whose requests are compared. */
const cases = (
  title: string,
  faults: readonly Fault[],
  lines: readonly string[],
  more: More = {},
) =>
  lines.map((line): ParityCase => ({
    name: `${title}: ${line}`,
    covers: covered(line),
    line,
    faults,
    requests: 'all',
    ...more,
  }));

/** `top node` under any of its names; the family's own misuse counts for `top`. */
function covered(line: string): string {
  const [command = '', subcommand = ''] = words(line);
  if (command !== 'top') return command;
  if (/^(no|nodes?)$/.test(subcommand)) return 'top node';
  return /^(po|pods?)$/.test(subcommand) ? 'top pod' : 'top';
}

const ORDINARY_NODES = [
  metricsAPI,
  nodeMetricsList(
    nodeMetrics('b', { cpu: '1193915439n', memory: '2000992Ki', swap: '100Mi' }),
    nodeMetrics('a', { cpu: '250m', memory: '1Gi' }),
    nodeMetrics('c', { cpu: '1', memory: '500Mi', swap: '0' }),
  ),
  nodeList(
    node(
      'a',
      { cpu: '4', memory: '8Gi' },
      { capacity: { cpu: '8', memory: '16Gi' }, swap: { capacity: 2147483648 } },
    ),
    node(
      'b',
      { cpu: '1930m', memory: '3000Mi' },
      { capacity: { cpu: '2', memory: '4Gi' }, swap: { capacity: 1073741824 } },
    ),
    node('c', { cpu: '3', memory: '1000Mi' }),
    node('d', { cpu: '2', memory: '4Gi' }),
  ),
];

const ODD_NODES = [
  metricsAPI,
  nodeMetricsList(
    nodeMetrics('only-cpu'),
    nodeMetrics('zero'),
    nodeMetrics('unlisted', { cpu: '3', memory: '500Mi' }),
    nodeMetrics('no-usage', {}),
    nodeMetrics('no-swap', { cpu: '1', memory: '2Gi', swap: '10Mi' }),
    nodeMetrics('swap-of-nothing', { cpu: '0', memory: '0', swap: '0' }),
    nodeMetrics('empty-swap', { cpu: '1n', memory: '1', swap: '1Gi' }),
    nodeMetrics('huge', { cpu: '100k', memory: '9Ei', swap: '1' }),
    nodeMetrics('twice'),
    nodeMetrics('twice', { cpu: '1e3', memory: '1.5G', swap: '3Mi' }),
  ),
  nodeList(
    node('only-cpu', { cpu: '2' }),
    node('zero', { cpu: '0', memory: '0' }),
    node('no-usage'),
    node('no-swap'),
    node('swap-of-nothing', undefined, { swap: { capacity: 0 } }),
    node('empty-swap', undefined, { swap: {} }),
    node('huge', { cpu: '1m', memory: '1' }, { swap: { capacity: 1 } }),
    node('twice'),
  ),
];

const LETTERS = 'qwertyuiopasdfghjklzxcvbnm'.split('');

export const topNode: ParityCase[] = [
  ...cases('nodes', ORDINARY_NODES, [
    'top node',
    'top nodes --no-headers',
    'top no --show-capacity',
    'top node --show-swap',
    'top node --show-swap --show-capacity --no-headers',
    'top node --sort-by=cpu',
    'top node --sort-by memory --show-swap',
    'top node --use-protocol-buffers=false',
    'top node "" --request-timeout=7s',
    'top node -n parity-read',
    'top node -l a=b',
    'top node -l c=d,a==b,!z,b!=,a',
    'top node -l "x in (b,a,b,),y notin (1),c>1,d<2"',
  ]),
  ...cases('odd nodes', ODD_NODES, [
    'top node',
    'top node --show-swap',
    'top node --show-capacity --show-swap --sort-by=memory',
    'top node --no-headers --sort-by=cpu',
  ]),
  ...cases(
    'nodes without metrics',
    [
      metricsAPI,
      nodeMetricsList(nodeMetrics('e')),
      nodeList(...['g', 'e', 'b', 'a'].map((name) => node(name))),
    ],
    ['top node', 'top node --show-swap --sort-by=cpu'],
    // The reference walks a map.
    { unordered: true },
  ),
  ...cases(
    'many equal nodes',
    [
      metricsAPI,
      nodeMetricsList(
        ...LETTERS.map((name, i) => nodeMetrics(name, { cpu: `${i % 3}n`, memory: `${i % 5}Mi` })),
      ),
      nodeList(),
    ],
    ['top node', 'top node --sort-by=cpu', 'top node --sort-by=memory'],
  ),
  ...cases(
    'one node',
    [
      metricsAPI,
      one(/^GET .*metrics.*\/nodes\/a$/, 'NodeMetrics', VERSION, nodeMetrics('a')),
      one(/^GET .*metrics.*\/nodes\/gone$/, 'NodeMetrics', VERSION, nodeMetrics('gone')),
      one(/^GET \/api\/v1\/nodes\/a$/, 'Node', 'v1', node('a', { cpu: '3', memory: '3Gi' })),
    ],
    [
      'top node a --request-timeout=7s',
      'top no a --no-headers --show-swap',
      'top node no-such-node',
      'top node gone',
      'top node a/b',
      'top node ..',
    ],
  ),
  ...cases(
    'no node metrics yet',
    [metricsAPI, nodeMetricsList(), nodeList()],
    ['top node', 'top node -l a=b --no-headers'],
  ),
  ...cases(
    'node metrics refused',
    [metricsAPI, refusal(/metrics/, 403, 'Forbidden', 'nodes.metrics.k8s.io is forbidden')],
    ['top node', 'top node a'],
  ),
  ...cases(
    'nodes refused',
    [
      metricsAPI,
      nodeMetricsList(nodeMetrics('a')),
      refusal(/\/api\/v1\/nodes/, 403, 'Forbidden', 'nodes is forbidden'),
    ],
    ['top node'],
  ),
  ...cases(
    'bad amounts',
    [
      metricsAPI,
      nodeMetricsList(nodeMetrics('a', { cpu: '-250m', memory: '-1Gi' })),
      nodeList(node('a')),
    ],
    ['top node'],
  ),
];

const PODS = [
  metricsAPI,
  podMetricsList(
    podMetrics('default', 'web', {
      z: { cpu: '1n', memory: '1Ki' },
      a: { cpu: '1500m', memory: '2Gi', swap: '50Mi' },
    }),
    podMetrics('default', 'db', { db: { cpu: '250m', memory: '300Mi', swap: '1Gi' } }),
    podMetrics('kube-system', 'db', { db: { cpu: '10', memory: '300M' } }),
    podMetrics('alpha', 'none', {}),
    podMetrics('default', 'odd', { x: { memory: '5Mi', 'example.com/gpu': '1' } }),
  ),
];

const MANY_PODS = [
  metricsAPI,
  podMetricsList(
    ...LETTERS.map((name, i) =>
      podMetrics(`ns-${i % 4}`, name, {
        [`c${i % 7}`]: { cpu: `${i % 3}n`, memory: `${i % 5}` },
        b: { cpu: `${i}n`, memory: '1' },
      }),
    ),
  ),
];

const created = (name: string, creationTimestamp?: string): object => ({
  metadata: { name, namespace: 'shop', ...(creationTimestamp && { creationTimestamp }) },
});
/** Younger than any, whenever the suite runs. */
const young = (name: string): object => created(name, '2060-01-01T00:00:00Z');
const noPodMetrics = (...pods: readonly object[]): Fault[] => [
  metricsAPI,
  podMetricsList(),
  podList(...pods),
];

export const topPod: ParityCase[] = [
  ...cases('pods', PODS, [
    'top pod',
    'top pods --no-headers',
    'top po -A',
    'top pod -A -n parity-read',
    'top pod --containers',
    'top pod -A --containers',
    'top pod --sort-by=cpu',
    'top pod -A --sort-by=memory',
    'top pod --sort-by=memory --containers',
    'top pod -A --sort-by cpu --containers',
    'top pod --show-swap',
    'top pod --sum',
    'top pod --sum --no-headers',
    'top pod --sum --containers',
    'top pod -A --sum',
    'top pod -A --sum --containers',
    'top pod -A --sum --containers --no-headers',
    'top pod --sum --show-swap',
    'top pod --sum --show-swap --no-headers',
    'top pod -A --sum --show-swap --containers',
    'top pod --use-protocol-buffers=false',
    'top pod ""',
    'top pod -l "c in (z,y),a"',
    'top pod --field-selector metadata.name=x',
    'top pod --field-selector status.phase!=b,metadata.name==x,, -l a -A',
    'top pod --field-selector ,',
    String.raw`top pod --field-selector a\,b=x\\y\=\,`,
    'top pod --field-selector "b=1, a=2"',
    'top pod --field-selector =x',
  ]),
  ...cases('many equal pods', MANY_PODS, [
    'top pod',
    'top pod -A',
    'top pod -A --sort-by=cpu',
    'top pod --sort-by=memory --containers',
  ]),
  ...cases(
    'one pod',
    [
      metricsAPI,
      one(
        /^GET .*metrics.*\/namespaces\/[^/]+\/pods\/web$/,
        'PodMetrics',
        VERSION,
        podMetrics('default', 'web', {
          z: { cpu: '1n', memory: '1Ki' },
          a: { cpu: '1500m', memory: '2Gi', swap: '50Mi' },
        }),
      ),
      refusal(
        /metrics.*\/pods\/young$/,
        404,
        'NotFound',
        'podmetrics.metrics.k8s.io "default/young" not found',
      ),
    ],
    [
      'top pod web',
      'top po web --containers --sum --show-swap',
      'top pod web -n parity-read --no-headers',
      'top pod web -A',
      'top pod no-such-pod',
      'top pod young',
      'top pod web/x',
      'top pod -n a/b',
      'top pod web -n ..',
    ],
  ),
  ...cases('no pods', noPodMetrics(), [
    'top pod',
    'top pod -A',
    'top pod -n parity-read --no-headers -l a=b',
    'top pod --field-selector metadata.name=x',
  ]),
  ...cases('young pods', noPodMetrics(young('one'), young('two')), ['top pod', 'top pod -A']),
  ...cases('young pods, told of', noPodMetrics(young('one'), young('two')), ['top pod -v=2'], {
    ignoreLines: /envvar\.go/,
    mask: ['klog', /age: .*/],
  }),
  ...cases(
    'old pods',
    noPodMetrics(
      young('one'),
      created('two', '2026-01-02T00:00:00Z'),
      created('three', '2026-01-01T00:00:00Z'),
    ),
    ['top pod', 'top pod -A -l a=b'],
    { mask: [/age: .*/] },
  ),
  ...cases('a pod without a date', noPodMetrics(created('one')), ['top pod']),
  ...cases(
    'pod metrics refused',
    [metricsAPI, refusal(/metrics/, 403, 'Forbidden', 'pods.metrics.k8s.io is forbidden')],
    ['top pod', 'top pod web'],
  ),
  ...cases(
    'pods refused',
    [
      metricsAPI,
      podMetricsList(),
      refusal(/\/api\/v1\/namespaces\/default\/pods/, 403, 'Forbidden', 'pods is forbidden'),
    ],
    ['top pod', 'top pod -A'],
  ),
];

/** What the reference says of these is not what the server says. */
const REFUSALS = [
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'NotFound'],
  [500, 'InternalError'],
  [503, 'ServiceUnavailable'],
] as const;

export const topAPI: ParityCase[] = [
  ...cases(
    'no metrics API',
    [],
    ['top node', 'top pod', 'top pod web -A', 'top node -l a=b --sort-by=cpu'],
  ),
  ...cases(
    'metrics in another version',
    [groups('metrics.k8s.io/v1', 'x.metrics.k8s.io/v1beta1')],
    ['top node', 'top pod'],
  ),
  ...cases(
    'metrics do not answer',
    [
      metricsAPI,
      refusal(
        /metrics/,
        503,
        'ServiceUnavailable',
        'the server is currently unable to handle the request',
      ),
    ],
    ['top node', 'top pod -A', 'top pod web'],
  ),
  ...cases(
    'no core group',
    [refusal(/^GET \/api(\?|$)/, 404, 'NotFound', 'x'), ...PODS],
    ['top pod'],
  ),
  ...REFUSALS.filter(([code]) => code !== 401).flatMap(([code, reason]) =>
    cases(
      `groups with ${code}`,
      [refusal(/^GET \/apis(\?|$)/, code, reason, 'not told')],
      ['top pod'],
    ),
  ),
  ...REFUSALS.filter(([code]) => code !== 404).flatMap(([code, reason]) =>
    cases(
      `the core group with ${code}`,
      [refusal(/^GET \/api(\?|$)/, code, reason, 'not told')],
      ['top node'],
    ),
  ),
  ...cases(
    'groups forbidden',
    [refusal(/^GET \/apis(\?|$)/, 403, 'Forbidden', 'not told')],
    ['api-resources', 'api-versions'],
    { mask: ['klog'], cache: 'cold' },
  ),
  ...cases(
    'version forbidden',
    [refusal(/^GET \/version/, 403, 'Forbidden', 'not told')],
    ['version'],
    { ignoreLines: /^(Client|Kustomize) Version/ },
  ),
];

export const topMisuse: ParityCase[] = [
  ...cases(
    'misuse',
    [],
    [
      'top node a b',
      'top pod a b',
      'top node a -l x=y',
      'top node a -l "x=(" --sort-by=z',
      'top node a -l "x=("',
      'top node -l "x=(" --sort-by=z',
      'top node --sort-by=CPU',
      'top node --sort-by=swap',
      'top node -l ,',
      'top node -l a=_',
      'top node -A',
      'top node -o json',
      'top node --containers',
      'top pod a -l x=y',
      'top pod a --field-selector x=y',
      'top pod a --field-selector x',
      'top pod --sort-by=name --field-selector x',
      'top pod -l "x=(" --field-selector x',
      'top pod --field-selector a',
      'top pod --field-selector a=b,c',
      'top pod --field-selector a=b=c',
      String.raw`top pod --field-selector a=b\c`,
      String.raw`top pod --field-selector a=b\ `,
      'top pod --show-capacity',
      'top pod --sum=x',
      'top foo',
      'top nod',
      'top deployments web',
      'top --foo',
    ],
  ),
];
