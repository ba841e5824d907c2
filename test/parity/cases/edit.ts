import type { Fault, ParityCase } from '../case.ts';

/** An editor that notes what it was shown, applies the sed script $S1 the first time, $S2 the second, and ends with $R1, $R2. */
const editor = `n=$(($(cat n 2>/dev/null || echo 0) + 1))
echo $n > n
{ echo "opened $n: \${1##*.}"; cat "$1"; } >> opened
eval "s=\\$S$n; r=\\$R$n"
[ -z "$s" ] || { sed "$s" "$1" > edited && cat edited > "$1"; }
exit \${r:-0}
`;

const map = (name: string, rest = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${rest}}\ndata: {k: v, other: w}\n`;
const maps = `${map('a', ', labels: {x: "y"}')}---\n${map('b')}`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: 'localhost/busybox:1', env: [{name: A, value: a}, {name: B, value: b}]}
        - {name: side, image: 'localhost/busybox:1'}
`;
const widget = `apiVersion: parity.kubist.example/v1
kind: Widget
metadata: {name: w}
spec: {size: 3, colours: [red, green]}
`;

const files: Readonly<Record<string, string>> = {
  'editor.sh': editor,
  'a.yaml': map('a'),
  'both.yaml': maps,
  'nope.yaml': map('nope'),
  'widget.yaml': widget,
  'new.yaml': map('new'),
  'dir/a.yaml': map('a'),
  'kz/a.yaml': map('a'),
  'kz/kustomization.yaml': 'resources: [a.yaml]\n',
};

/** What the objects of the setup have become. Controllers write the status of deployments meanwhile. */
function followUp(setup: string): readonly string[] {
  const types = setup.includes('kind: Widget')
    ? 'configmaps,widgets.parity.kubist.example'
    : 'configmaps';
  return [
    `get ${types} -n {ns} -o yaml --show-managed-fields --field-selector=metadata.name!=kube-root-ca.crt`,
    ...(setup.includes('kind: Deployment')
      ? [
          'get deployments.apps -n {ns} -o jsonpath={.items[*].spec}{.items[*].metadata.labels}{.items[*].status.collisionCount}',
        ]
      : []),
  ];
}

interface Edit {
  readonly line: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly setup?: string;
  readonly stdin?: string;
  readonly faults?: readonly Fault[];
}

function cases(covers: string, edits: readonly Edit[]): ParityCase[] {
  return edits.map(({ line, env = {}, setup = maps, stdin, faults }) => ({
    name: `${covers} ${line} ${JSON.stringify(env)}${faults ? ` when ${JSON.stringify(faults)} of ${String(faults[0]?.on)}` : ''}`,
    covers,
    line: `${covers} ${line}${/ -n /.test(line) ? '' : ' -n {ns}'}`,
    files,
    env: { TMPDIR: '{dir}', KUBE_EDITOR: 'sh {dir}/editor.sh', ...env },
    setup: [setup],
    ...(stdin === undefined ? {} : { stdin }),
    // An answer that never came is told of in one line more.
    ...(faults === undefined ? {} : { faults, ignoreLines: /^The request was sent/ }),
    mutates: true,
    requests: true,
    // The reference looks whether an unknown kind is a custom resource.
    ignorePath: /customresourcedefinitions$/,
    filesAfter: ['opened'],
    mask: [
      'uid',
      'time',
      'resourceVersion',
      'hash',
      /kubectl-edit-\d+/,
      /(?<=resourceVersion\\":\\")\d+/,
    ],
    followUp: followUp(setup),
  }));
}

/** Objects that count as applied; in a namespace each, as the annotation says. */
const applied = (name: string): string =>
  `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","data":{"k":"v"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"${name}"}}
data: {k: v, more: "1"}
`;
const appliedMaps = `${applied('a')}---\n${applied('b')}`;
const appliedWidget = widget.replace(
  'name: w',
  `name: w, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"apiVersion":"parity.kubist.example/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"size":3}}'}`,
);

const V = 's/k: v/k: changed/';
const both = [deployment, widget].join('---\n');

/** What is changed, and what becomes of it. */
export const edits: ParityCase[] = cases('edit', [
  { line: 'configmap a' },
  { line: 'configmap a', env: { S1: V } },
  { line: 'configmap/a --output-patch', env: { S1: V } },
  { line: 'cm a --output-patch', env: { S1: '/other/d' } },
  { line: 'cm a --output-patch', env: { S1: 's/k: v/k: <a \\&b>\\n  new: "é\\\\u2028"/' } },
  { line: 'cm a --output-patch', env: { S1: 's/x: "y"/x: "z"\\n    p: q/' } },
  { line: 'cm a --output-patch', env: { S1: '/labels:/d;/ x: /d' } },
  { line: 'cm a --output-patch', env: { S1: 's/^metadata:/metadata:\\n  finalizers: []/' } },
  { line: 'cm a', env: { S1: 's/k: v/k: "v"/' } },
  { line: 'cm a', env: { S1: '/^kind/d;$akind: ConfigMap' } },
  { line: 'cm a', env: { S1: '$a# a remark' } },
  { line: 'cm a', env: { S1: 's/k: v/k: one\\n  k: two/' } },
  { line: 'cm a -o yaml', env: { S1: V } },
  { line: 'cm a -o json', env: { S1: 's/"k": "v"/"k": "j"/' } },
  { line: 'cm a -o kyaml', env: { S1: 's/k: "v"/k: "y"/' } },
  { line: 'cm a -o JSON', env: { S1: 's/"k": "v"/"k": "j"/' } },
  { line: 'cm a --template={{.metadata.name}}', env: { S1: V } },
  { line: 'cm a -o yaml --template={{.metadata.name}}', env: { S1: V } },
  { line: 'cm a -o yaml --show-managed-fields', env: { S1: V } },
  { line: 'cm a --show-managed-fields', env: { S1: V } },
  { line: 'cm a --windows-line-endings', env: { S1: V } },
  { line: 'cm a --windows-line-endings', env: { S1: 's/^kind:.*/kind: [/' } },
  { line: 'cm a --field-manager=someone', env: { S1: V } },
  { line: 'cm a --field-manager=', env: { S1: V } },
  { line: 'cm a --save-config --output-patch', env: { S1: V } },
  { line: 'cm a --save-config' },
  { line: 'cm a b --save-config --output-patch', env: { S1: '0,/k: v/s/k: v/k: w/' } },
  { line: 'cm a --output-patch', env: { S1: '/resourceVersion/d' } },
  { line: 'cm a --output-patch', env: { S1: '/^  namespace/d' } },
  { line: 'cm a --output-patch', env: { S1: 's/^metadata:/metadata:\\n  managedFields: []/' } },
  { line: 'cm a --output-patch', env: { S1: 's/^metadata:/metadata:\\n  generation: 4/' } },
]);

/** Several objects at once. */
export const several: ParityCase[] = cases('edit', [
  { line: 'cm a b' },
  { line: 'cm a b --output-patch', env: { S1: V } },
  { line: 'cm a b', env: { S1: '0,/k: v/s/k: v/k: first/' } },
  { line: 'cm a b -o json', env: { S1: '0,/"k": "v"/s/"k": "v"/"k": "first"/' } },
  { line: 'cm a b -o yaml', env: { S1: V } },
  { line: 'cm a b -o name', env: { S1: V } },
  { line: 'cm/a cm/b', env: { S1: V } },
  { line: 'cm', env: { S1: V } },
  {
    line: 'cm,widgets.parity.kubist.example --output-patch',
    setup: `${maps}---\n${widget}`,
    env: { S1: `${V};s/size: 3/size: 4/` },
  },
  {
    line: 'cm/a widgets.parity.kubist.example/w',
    setup: `${maps}---\n${widget}`,
    env: { S1: 's/size: 3/size: 4/' },
  },
  {
    line: 'cm a b',
    env: { S1: '/^- apiVersion/,/uid/{/name: a/,/uid/!b};/^- api.*/,/uid: /{0,/uid: /d}' },
  },
  { line: 'cm a b', env: { S1: 's/^kind: List/kind: ConfigMapList/;s/k: v/k: typed/' } },
  { line: 'cm a b', env: { S1: 's/^- apiVersion: v1/- apiVersion: v2/' } },
  { line: 'jobs,cronjobs' },
  { line: '-f both.yaml', env: { S1: V } },
  { line: '-f a.yaml', env: { S1: V } },
  { line: '-f a.yaml -n default', env: { S1: V } },
  { line: '-f -', stdin: map('b'), env: { S1: V } },
  { line: '-k kz', env: { S1: V } },
  { line: '-R -f dir', env: { S1: V } },
  { line: '-f nope.yaml' },
  { line: '-f nope.yaml -f a.yaml', env: { S1: V } },
]);

/** Which patch is made of what. */
export const patches: ParityCase[] = cases(
  'edit',
  [
    { line: 'deployments.apps web --output-patch', env: { S1: 's/value: a/value: z/' } },
    {
      line: 'deployments.apps web --output-patch',
      env: { S1: '/name: A$/d;/value: a$/d;s/^        - name: B/        env:\\n&/' },
    },
    {
      line: 'deployments.v1.apps/web --output-patch',
      env: { S1: 's/- image: .*/- image: localhost\\/busybox:2/' },
    },
    {
      line: 'deployments.apps web --output-patch',
      env: {
        S1: 's/type: RollingUpdate/type: Recreate/;/rollingUpdate:/d;/maxSurge/d;/maxUnavail/d',
      },
    },
    { line: 'deployments.apps web --output-patch', env: { S1: 's/name: side/name: other/' } },
    {
      line: 'deployments.apps web --output-patch',
      env: { S1: 's/^  labels:/&\\n    n: m/;s/^metadata:/metadata:\\n  labels: {n: m}/' },
    },
    {
      line: 'deployments.apps web --output-patch --save-config',
      env: { S1: 's/replicas: 0/replicas: 0\\n  paused: true/' },
    },
    { line: 'widgets.parity.kubist.example/w --output-patch', env: { S1: 's/size: 3/size: 7/' } },
    { line: 'widgets.parity.kubist.example/w --output-patch', env: { S1: 's/- green/- blue/' } },
    {
      line: 'widgets.parity.kubist.example/w --output-patch',
      env: { S1: '/colours/d;/- red/d;/- green/d' },
    },
    { line: '-f widget.yaml --output-patch --save-config', env: { S1: 's/size: 3/size: 7/' } },
    {
      line: 'widgets.parity.kubist.example/w --subresource=status --output-patch',
      env: { S1: '$astatus: {size: 3}' },
    },
    {
      line: 'deployments.apps web --subresource=status --output-patch',
      env: { S1: 's/^status:/status:\\n  collisionCount: 3/' },
    },
    { line: 'deployments.apps web --subresource=scale' },
    { line: 'deployments.apps web --subresource=foo' },
    { line: 'deployments.apps --subresource=status' },
  ].map((one) => ({ ...one, setup: both })),
);

/** The editor opens again, or the edit ends without being saved. */
export const refused: ParityCase[] = cases('edit', [
  { line: 'cm a', env: { S1: 's/^kind:.*/kind: [/' } },
  {
    line: 'cm a',
    env: { S1: 's/^kind:.*/kind: [/', S2: 's/^kind:.*/kind: ConfigMap/;s/k: v/k: fixed/' },
  },
  { line: 'cm a', env: { S1: 's/^kind:.*/kind: [/', S2: 's/^kind:.*/kind: ConfigMap/' } },
  { line: 'cm a', env: { S1: 's/^kind:.*/kind: [/', S2: 's/^kind:.*/kind: {/' } },
  { line: 'cm a --validate=false', env: { S1: 's/^kind:.*/kind: [/' } },
  {
    line: 'cm a --validate=false',
    env: { S1: 's/^kind:.*/kind: [/', S2: 's/^kind:.*/kind: ConfigMap/' },
  },
  { line: 'cm a', env: { S1: 'd' } },
  { line: 'cm a', env: { S1: '/^[^#]/d' } },
  { line: 'cm a --validate=ignore', env: { S1: 'd' } },
  { line: 'cm a --validate=ignore', env: { S1: '/^[^#]/d' } },
  { line: 'cm a', env: { S1: 's/.*/foo/' } },
  { line: 'cm a', env: { S1: 's/.*/- foo/' } },
  { line: 'cm a', env: { S1: '/^kind/d' } },
  { line: 'cm a --validate=false', env: { S1: '/^kind/d' } },
  { line: 'cm a', env: { S1: '/^apiVersion/d' } },
  { line: 'cm a', env: { S1: '/^apiVersion/d;/^kind/d' } },
  { line: 'cm a', env: { S1: 's/^kind:.*/kind: Foo/' } },
  {
    line: 'cm a',
    env: { S1: 's/^kind:.*/kind: Foo/', S2: 's/^kind:.*/kind: ConfigMap/;s/k: v/k: w/' },
  },
  { line: 'cm a', env: { S1: 's/^apiVersion:.*/apiVersion: v2/' } },
  { line: 'cm a', env: { S1: 's/^kind:.*/kind: Secret/' } },
  { line: 'cm a', env: { S1: 's/^  name:.*/  name: other/' } },
  { line: 'cm a', env: { S1: '/^  name:/d' } },
  { line: 'cm a', env: { S1: 's/^  namespace:.*/  namespace: elsewhere/' } },
  { line: 'cm a', env: { S1: 's/^  uid:.*/  uid: x/' } },
  { line: 'cm a', env: { S1: '/^  uid:/d' } },
  { line: 'cm a', env: { S1: 's/^  resourceVersion:.*/  resourceVersion: "1"/;s/k: v/k: w/' } },
  { line: 'cm a', env: { S1: 's/^data:/dota:/' } },
  { line: 'cm a --validate=warn', env: { S1: 's/^data:/dota:/' } },
  { line: 'cm a --validate=ignore', env: { S1: 's/^data:/dota:/' } },
  { line: 'cm a', env: { S1: 's/k: v/k: true/' } },
  { line: 'cm a', env: { S1: 's/k: v/k: true/', S2: 's/k: true/k: "true"/' } },
  { line: 'cm a -o json', env: { S1: 's/"k": "v"/"k": 3/' } },
  { line: 'cm a -o json', env: { S1: 's/"k": "v"/"k": 3/', R2: '4' } },
  { line: 'cm a', env: { S1: 's/k: v/k: true/', R2: '1' } },
  { line: 'cm a', env: { R1: '3' } },
  { line: 'cm a --as=nobody' },
]);

/** The same for what only the server knows. */
export const refusedByServer: ParityCase[] = cases(
  'edit',
  [
    {
      line: 'deployments.apps web',
      env: { S1: 's/replicas: 0/replicas: -1/;s/restartPolicy: .*/restartPolicy: Never/' },
    },
    {
      line: 'deployments.apps web',
      env: {
        S1: 's/replicas: 0/replicas: -1/',
        S2: 's/replicas: -1/replicas: 0\\n  paused: true/',
      },
    },
    { line: 'widgets.parity.kubist.example/w --output-patch', env: { S1: 's/size: 3/size: big/' } },
    { line: 'widgets.parity.kubist.example/w', env: { S1: 's/size: 3/size: 3\\n  foo: bar/' } },
    {
      line: 'widgets.parity.kubist.example/w --validate=warn',
      env: { S1: 's/size: 3/size: 5\\n  foo: bar/' },
    },
    {
      line: 'widgets.parity.kubist.example/w --validate=false',
      env: { S1: 's/size: 3/size: 5\\n  foo: bar/' },
    },
    { line: 'widgets.parity.kubist.example/w', env: { S1: 's/^kind:.*/kind: Gadget/' } },
    { line: 'widgets.parity.kubist.example/w', env: { S1: 's/^  name:.*/  name: w3/' } },
    {
      line: '-f widget.yaml',
      env: { S1: 's/^kind:.*/kind: ConfigMap/;s/^apiVersion:.*/apiVersion: v1/' },
    },
  ].map((one) => ({ ...one, setup: both })),
);

/** Several objects are looked at before any of them is sent. */
export const validated: ParityCase[] = cases(
  'edit',
  [
    's/k: v/k: {}/',
    's/k: v/k: null/',
    's/k: v/k: 5/',
    's/^  data:/  dota:/',
    's/^  metadata:/  metadata:\n    foo: 5\n    labels: {a: null, b: [], c: 3}/',
    's/replicas: 0/replicas: x/',
    's/replicas: 0/replicas: true/',
    's/paused: .*/paused: 3/;s/replicas: 0/replicas: 0\n    paused: 3\n    minReadySeconds: []/',
    's/image: .*/imige: 5/',
    's/name: web$/nome: web/',
    's/^    selector:/    silector:/',
    's/^    template:/    template: a\n    x:/',
    's/resources: {}/resources: {limits: {cpu: [], memory: 3}, foo: 1}/',
    's/resources: {}/ports: [{containerPort: x}, {}]\n          args: [{}]/',
    's/maxSurge: .*/maxSurge: []/',
    's/size: 3/size: big/',
    's/size: 3/foo: bar/',
    's/size: 3/size: 3\n    enabled: 1\n    ratio: x/',
    's/- green/- null/',
    's/- green/- {}/',
    's/size: 3/size: 3\n    parts: [{count: x}, 5, {name: a}]/',
    's/size: 3/size: 3\n    parts: {}/',
    's/size: 3/size: 3\n    options: {any: [thing]}/',
    's/^  status:/  status:\n    foo: 4/',
  ].map((S1) => ({
    line: 'deployments.apps/web cm/a widgets.parity.kubist.example/w',
    setup: [maps, deployment, widget].join('---\n'),
    env: { S1 },
  })),
);

const PATCHES = /^PATCH /;
const missing = { code: 404, reason: 'NotFound', message: 'configmaps "a" not found' };
const forbidden = {
  code: 403,
  reason: 'Forbidden',
  message: 'configmaps "a" is forbidden: not today',
};
const conflict = {
  code: 409,
  reason: 'Conflict',
  message: 'Operation cannot be fulfilled on configmaps "b": the object has been modified',
};
const invalid = {
  code: 422,
  reason: 'Invalid',
  message: 'ConfigMap "a" is invalid: two\nlines',
};

/** What happens while the editor is open. */
export const faults: ParityCase[] = cases('edit', [
  { line: 'cm a', env: { S1: V }, faults: [{ on: PATCHES, answer: missing }] },
  { line: 'cm a b', env: { S1: V }, faults: [{ on: /^PATCH .*\/a\?/, answer: missing }] },
  { line: 'cm a', env: { S1: V }, faults: [{ on: PATCHES, answer: forbidden }] },
  { line: 'cm a b', env: { S1: V }, faults: [{ on: /^PATCH .*\/a\?/, answer: forbidden }] },
  { line: 'cm a b', env: { S1: V }, faults: [{ on: /^PATCH .*\/a\?/, answer: invalid }] },
  {
    line: 'cm a b',
    env: { S1: V, S2: 's/changed/again/' },
    faults: [{ on: /^PATCH .*\/a\?/, times: 1, answer: invalid }],
  },
]);

/** The server did it, but its answer never came. */
export const unanswered: ParityCase[] = [
  ...cases('edit', [
    { line: 'cm a', env: { S1: V }, faults: [{ on: PATCHES, answer: 'reset' }] },
    { line: 'cm a b', env: { S1: V }, faults: [{ on: /^PATCH .*\/a\?/, answer: 'reset' }] },
    { line: 'cm a b', env: { S1: V }, faults: [{ on: /^PATCH .*\/b\?/, answer: conflict }] },
  ]),
  ...cases('apply edit-last-applied', [
    {
      line: 'cm a',
      setup: appliedMaps,
      env: { S1: V },
      faults: [{ on: PATCHES, answer: 'reset' }],
    },
  ]),
];

/** `create --edit`, beyond what create-manifests has. */
export const creates: ParityCase[] = cases('create', [
  { line: '--edit -f new.yaml', env: { S1: 's/  namespace: .*/  namespace: elsewhere/' } },
  {
    line: '--edit -f new.yaml',
    env: { S1: `${V};$a---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: more}` },
  },
  { line: '--edit -f new.yaml', env: { S1: 's/^kind:.*/kind: Foo/' } },
  {
    line: '--edit -f new.yaml',
    env: { S1: 's/^kind:.*/kind: [/', S2: 's/^kind:.*/kind: ConfigMap/;s/k: v/k: w/' },
  },
  { line: '--edit -f new.yaml -o yaml', env: { S1: V } },
  { line: '--edit -f new.yaml -o kyaml', env: { S1: 's/k: "v"/k: "y"/' } },
  { line: '--edit -f new.yaml -o json', env: { S1: 's/"k": "v"/"k": [/' } },
  { line: '--edit -f new.yaml -o json', env: { S1: 's/"k": "v"/"k": "w"/' } },
  { line: '--edit -f new.yaml -f a.yaml', env: { S1: V } },
  { line: '--edit -f new.yaml --validate=false', env: { S1: 'd' } },
  { line: '--edit -f new.yaml', env: { R1: '3' } },
  { line: '--edit -f new.yaml', env: { S1: 's/^  name:.*/  name: a/' } },
]);

/** How the editor is started. */
export const editors: ParityCase[] = cases(
  'edit',
  [
    { KUBE_EDITOR: 'no-such-editor' },
    { KUBE_EDITOR: '/no/such/editor' },
    { KUBE_EDITOR: 'no-such-editor -w' },
    { KUBE_EDITOR: "no-such-editor '-w'" },
    { KUBE_EDITOR: "sh -c 'exit 3'" },
    { KUBE_EDITOR: 'sed -i s/v$/z/' },
    { KUBE_EDITOR: "sed -i 's/k: v/k: two words/'" },
    { KUBE_EDITOR: 'sed -i s/k:\\ v/k:\\ z/' },
    { KUBE_EDITOR: `sh -c 'sed -i "s/k: v/k: quoted/" "$0"'` },
    { KUBE_EDITOR: '', EDITOR: "sed -i 's/k: v/k: editor/'" },
    { KUBE_EDITOR: "sed -i 's/k: v/k: z/'", SHELL: '/no/such/shell' },
    { KUBE_EDITOR: 'rm' },
    { TMPDIR: '{dir}/nowhere' },
  ].map((env) => ({ line: 'cm a', env })),
);

/** Command lines that cannot be. No editor opens for them. */
export const mistakes: ParityCase[] = [
  '',
  'cm nope',
  'cm kube-root-ca.crt nope',
  'cm kube-root-ca.crt -n no-such-namespace',
  'foo a',
  'foo a -o foo',
  'foo a --validate=foo',
  'cm kube-root-ca.crt --validate=foo -o foo',
  'cm kube-root-ca.crt -o wide',
  'cm nope -o jsonpath={.data}',
  'cm/kube-root-ca.crt b',
  'cm kube-root-ca.crt -l x=y',
  'cm kube-root-ca.crt -A',
  'cm kube-root-ca.crt --dry-run=client',
  '-f a.yaml cm',
  '-f nowhere.yaml',
  '-f a.yaml -k kz',
  '-k kz -R',
].map((line) => ({
  name: `edit ${line} (mistake)`,
  covers: 'edit',
  line: `edit ${line}${/ -n /.test(line) ? '' : ' -n parity-read'}`,
  files,
  env: { KUBE_EDITOR: 'no-such-editor' },
  requests: true,
}));

/** What was applied last, in the editor. */
export const lastApplied: ParityCase[] = cases(
  'apply edit-last-applied',
  (
    [
      { line: 'cm a' },
      { line: 'cm a', env: { S1: V } },
      { line: 'cm/a -o yaml', env: { S1: V } },
      { line: 'cm a -o json', env: { S1: 's/"k": "v"/"k": "j"/' } },
      { line: 'cm a -o kyaml', env: { S1: 's/k: "v"/k: "y"/' } },
      { line: 'cm a -o name', env: { S1: V } },
      { line: 'cm a b', env: { S1: V } },
      { line: 'cm', env: { S1: V } },
      { line: '-f both.yaml', env: { S1: V } },
      { line: '-f a.yaml --field-manager=me', env: { S1: V } },
      { line: '-k kz', env: { S1: V } },
      { line: 'cm a --windows-line-endings', env: { S1: V } },
      { line: 'cm a --validate=warn', env: { S1: 's/^data:/dota:/' } },
      { line: 'cm a --validate=false', env: { S1: 's/^kind:.*/kind: [/' } },
      { line: 'cm a', env: { S1: 's/^data:/dota:/' } },
      { line: 'cm a', env: { S1: 's/k: v/k: [/' } },
      { line: 'cm a', env: { S1: 's/k: v/k: [/', S2: 's/k: \\[/k: fixed/' } },
      { line: 'cm a', env: { S1: 'd' } },
      { line: 'cm a', env: { S1: '/^kind/d' } },
      { line: 'cm a', env: { S1: 's/^kind:.*/kind: Foo/' } },
      { line: 'cm a', env: { S1: 's/^  name:.*/  name: other/' } },
      { line: 'cm a', env: { S1: 's/^  name:.*/  name: b/' } },
      { line: 'cm a', env: { S1: 's/^kind:.*/kind: Secret/' } },
      { line: 'cm a', env: { S1: 's/^  name:.*/  name: a\\n  uid: x/' } },
      { line: 'cm a', env: { S1: 's/^  namespace:.*/  namespace: elsewhere/' } },
      { line: 'cm a', env: { S1: '/^  namespace:/d' } },
      { line: 'cm a', env: { R1: '2' } },
      { line: 'cm a', env: { S1: V }, faults: [{ on: PATCHES, answer: forbidden }] },
      { line: 'cm kube-root-ca.crt' },
      { line: 'cm kube-root-ca.crt a', env: { S1: V } },
      { line: 'cm nope' },
      { line: '' },
      { line: 'cm a --subresource=status' },
      { line: 'cm a --output-patch' },
      {
        line: 'widgets.parity.kubist.example/w',
        setup: appliedWidget,
        env: { S1: 's/size: 3/size: 9/' },
      },
    ] as Edit[]
  ).map((one) => ({ setup: appliedMaps, ...one })),
);
