import type { Fault, ParityCase } from '../case.ts';

const map = (name: string, rest: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, labels: {set: "1"}}\n${rest}`;
const secret = (name: string, rest: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, labels: {set: "1"}}\n${rest}`;
const deployment = (
  replicas: number,
  container: string,
  app = 'one',
): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {set: "1"}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${app}}}
  template:
    metadata: {labels: {app: ${app}}}
    spec:
      containers: [{name: c, image: "localhost/busybox:1"${container}}]
`;
const widget = (size: number): string =>
  `apiVersion: parity.kubist.example/v1\nkind: Widget\nmetadata: {name: w, labels: {set: "1"}}\nspec: {size: ${size}, colours: [red, green]}\n`;

const files: Readonly<Record<string, string>> = {
  'same.yaml': map('one', 'data: {a: b, long: "x\\ny\\n"}\n'),
  'changed.yaml': map('one', 'data: {a: c, other: "<&>"}\n'),
  'bad-key.yaml': map('one', 'data: {"<&>": "1"}\n'),
  'bad-type.yaml': map('one', 'data: {a: yes}\n'),
  'new.yaml': map('new', 'data: {a: b}\n'),
  'two.yaml': map('two', 'data: {a: d}\n'),
  'twice.yaml': `${map('new', 'data: {a: "a long value, to be overwritten"}\n')}---\n${map('new', 'data: {a: b}\n')}`,
  'made.yaml': map('made', 'data: {a: b}\n'),
  'gone.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: gone, finalizers: [kubist.example/stay]}\ndata: {a: b}\n',
  'secret.yaml': secret('s', 'data: {a: YQ==, b: eA==, d: ZA==}\nstringData: {e: f}\n'),
  'secret-same.yaml': secret('s', 'data: {a: YQ==, b: Yg==, c: Yw==}\n'),
  'secret-empty.yaml': secret('s', ''),
  'secret-new.yaml': secret('fresh', 'stringData: {a: b}\n'),
  'secret-new-empty.yaml': secret('fresh', ''),
  'web.yaml': deployment(1, ', env: [{name: A, value: "1"}], ports: [{containerPort: 80}]'),
  'web-same.yaml': deployment(0, ''),
  'web-other.yaml': deployment(0, '', 'two'),
  'widget.yaml': widget(2),
  'widget-same.yaml': widget(1),
  'widget-new.yaml': widget(1).replace('name: w,', 'name: v,'),
  'widget-made.yaml': widget(1).replace('name: w,', 'name: made,'),
  'widget-invalid.yaml': widget(-1),
  'clusterrole.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "parity:diff"}\nrules: []\n',
  'no-name.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n',
  'no-kind.yaml': 'apiVersion: v1\nmetadata: {name: x}\n',
  'generate.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x-}\ndata: {a: b}\n',
  'no-such.yaml': 'apiVersion: no.such/v1\nkind: Thing\nmetadata: {name: t}\n',
  'unknown.yaml': map('one', 'datas: {a: b}\n'),
  'invalid.yaml': map('A_', ''),
  'several.yaml': `${map('A_', '')}---\n${map('two', 'data: {a: d}\n')}`,
  'list.yaml': `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: A_}}\n- {apiVersion: no.such/v1, kind: Thing, metadata: {name: t}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: B_}}\n`,
  'list-good.yaml': `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: in-list}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: two}, data: {x: z}}\n`,
  'elsewhere.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: parity-nothing}\n',
  'broken.yaml': 'a: b: c\n',
  'empty.yaml': '',
  'folder/a.yaml': map('one', 'data: {a: folder}\n'),
  'folder/sub/b.yaml': map('from-sub', 'data: {a: b}\n'),
  'kustomization.yaml': 'resources: [new.yaml]\nnamePrefix: k-\nimages: []\n',
};

/** Folders have random names, and files the time of their making. */
const mask = [
  'klog',
  'uid',
  'time',
  'resourceVersion',
  /(?<=(?:LIVE|MERGED)-)\w+/,
  /(?<=\t)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ \+0000/,
] as const;

const test = (line: string, more: Partial<ParityCase> = {}): ParityCase => ({
  name: line,
  covers: 'diff',
  line: / -n /.test(line) ? line : `${line} -n parity-diff`,
  files,
  settle: [
    'apply --server-side -f fixtures/manifests/diff/made.yaml',
    'apply -f fixtures/manifests/diff/base.yaml',
    'wait deployment/web -n parity-diff --for=jsonpath={.status.observedGeneration}=1',
  ],
  requests: true,
  mask,
  ...more,
});

const lines: readonly string[] = [
  'diff',
  'diff x',
  'diff -f same.yaml x y',
  'diff -f nope.yaml',
  'diff -f same.yaml --bad',
  'diff -f same.yaml -o yaml',
  'diff -f same.yaml --concurrency=x',
  'diff -f same.yaml -k .',
  'diff -f same.yaml --force-conflicts',
  'diff -f same.yaml --prune --force-conflicts --prune-allowlist=foo',
  'diff -f same.yaml --prune --prune-allowlist=foo',
  'diff -f same.yaml --prune --prune-allowlist=core/v1/Foo',
  'diff -f same.yaml',
  'diff -f changed.yaml',
  'diff -f new.yaml',
  'diff -f twice.yaml',
  'diff -f changed.yaml -f same.yaml -f new.yaml -f two.yaml',
  'diff -f two.yaml -f changed.yaml -f web.yaml -f secret.yaml --concurrency=1',
  'diff -f changed.yaml --field-manager=me --show-managed-fields',
  'diff -f changed.yaml --show-managed-fields',
  'diff -f new.yaml --show-managed-fields',
  'diff -f changed.yaml --server-side',
  'diff -f changed.yaml --server-side --field-manager=me',
  'diff -f changed.yaml --server-side --field-manager=me --force-conflicts',
  'diff -f same.yaml --server-side',
  'diff -f new.yaml --server-side --show-managed-fields',
  'diff -f web.yaml --server-side',
  'diff -f secret.yaml --server-side --show-secrets',
  'diff -f secret.yaml',
  'diff -f secret.yaml --show-secrets',
  'diff -f secret-same.yaml',
  'diff -f secret-empty.yaml',
  'diff -f secret-new.yaml',
  'diff -f secret-new.yaml --show-secrets',
  'diff -f secret-new-empty.yaml',
  'diff -f web.yaml',
  'diff -f web-same.yaml',
  'diff -f web-other.yaml',
  'diff -f widget.yaml',
  'diff -f widget.yaml --server-side',
  'diff -f widget-same.yaml',
  'diff -f widget-new.yaml',
  'diff -f widget-invalid.yaml',
  'diff -f clusterrole.yaml',
  'diff -f no-name.yaml',
  'diff -f no-kind.yaml',
  'diff -f generate.yaml',
  'diff -f bad-key.yaml',
  'diff -f bad-type.yaml',
  'diff -f generate.yaml --server-side',
  'diff -f generate.yaml -f changed.yaml',
  'diff -f no-such.yaml -f changed.yaml',
  'diff -f unknown.yaml',
  'diff -f invalid.yaml -f no-such.yaml',
  'diff -f several.yaml -f changed.yaml',
  'diff -f list.yaml',
  'diff -f list-good.yaml',
  'diff -f elsewhere.yaml',
  'diff -f broken.yaml -f same.yaml',
  'diff -f empty.yaml',
  'diff -f changed.yaml -f new.yaml -l set=1',
  'diff -f changed.yaml -l set=2',
  'diff -f changed.yaml -l a=(',
  'diff -f folder',
  'diff -f folder -R',
  'diff -k .',
  'diff -f new.yaml -n parity-nothing',
  'diff -f new.yaml --server-side -n parity-nothing',
  'diff -f changed.yaml -f new.yaml --as=nobody',
  'diff -f same.yaml --as=reader',
  'diff -f changed.yaml --as=reader',
  'diff -f new.yaml -f same.yaml --as=reader',
  'diff -f changed.yaml --server-side --as=reader',
  'diff -f same.yaml --prune -l set=1 --prune-allowlist=core/v1/ConfigMap --prune-allowlist=apps/v1/Deployment',
  'diff -f same.yaml --prune -l set=1 --prune-allowlist=core/v1/Secret --prune-allowlist=rbac.authorization.k8s.io/v1/ClusterRole --show-secrets',
  'diff -f changed.yaml --prune --prune-allowlist=parity.kubist.example/v1/Widget',
  'diff -f changed.yaml --prune -l set=2 --prune-allowlist=core/v1/ConfigMap',
  'diff -f same.yaml --prune -l set=3',
  'diff -f same.yaml -f no-such.yaml --prune --prune-allowlist=core/v1/Secret',
  'diff -f generate.yaml --prune --prune-allowlist=core/v1/Secret',
  'diff -f same.yaml --prune --prune-allowlist=core/v1/ConfigMap --prune-allowlist=core/v1/Secret --as=reader',
  'diff -f same.yaml --prune --prune-allowlist=core/v1/Namespace --as=reader',
  'diff -f made.yaml',
  'diff -f made.yaml --server-side',
  'diff -f widget-made.yaml',
];

export const differences: readonly ParityCase[] = lines.map((line) => test(line));

export const more: readonly ParityCase[] = [
  test('diff -f -', { stdin: files['changed.yaml'] ?? '' }),
  // The reference works on files side by side, so the order of requests is open.
  test('diff -f changed.yaml -f new.yaml -f two.yaml -f web.yaml --concurrency=4', {
    requests: false,
  }),
  test('diff -f gone.yaml -n {ns}', {
    name: 'diff of an object that is being deleted',
    mutates: true,
    settle: [
      'create -f fixtures/manifests/apply/gone.yaml -n {ns}',
      'delete configmap gone --wait=false -n {ns}',
    ],
    // A finalizer keeps it in its namespace.
    followUp: ['patch configmap gone --type=merge -p {"metadata":{"finalizers":null}} -n {ns}'],
  }),
  test('diff -f changed.yaml -f secret.yaml -f new.yaml -n {ns}', {
    name: 'diff leaves everything as it was',
    mutates: true,
    settle: ['create configmap one --from-literal=a=b -n {ns}'],
    followUp: ['get configmaps,secrets -n {ns} -o yaml --show-managed-fields'],
  }),
];

const programs: readonly (readonly [program: string, line: string])[] = [
  ['echo', 'diff -f changed.yaml'],
  ['echo -N -u', 'diff -f same.yaml'],
  ['echo --label=x -a=b;c a/b x_y "q" $HOME --color a.b', 'diff -f changed.yaml'],
  ['echo  two', 'diff -f changed.yaml'],
  [' echo', 'diff -f changed.yaml'],
  ['ls', 'diff -f changed.yaml -f new.yaml'],
  ['diff', 'diff -f changed.yaml'],
  ['diff --brief', 'diff -f changed.yaml'],
  ['diff --no-such', 'diff -f changed.yaml'],
  ['cat', 'diff -f changed.yaml'],
  ['true', 'diff -f changed.yaml'],
  ['false', 'diff -f same.yaml'],
  ['no-such-program', 'diff -f changed.yaml'],
  ['./same.yaml', 'diff -f changed.yaml'],
  ['/no/such -u', 'diff -f changed.yaml'],
];

export const external: readonly ParityCase[] = [
  ...programs.map(([program, line]) =>
    test(line, { name: `${line} by "${program}"`, env: { KUBECTL_EXTERNAL_DIFF: program } }),
  ),
  test('diff -f changed.yaml', {
    name: 'diff without a diff program',
    // Where the program itself is, but no diff.
    env: { KUBECTL_EXTERNAL_DIFF: '', PATH: '/nonexistent' },
  }),
  test('diff -f changed.yaml', {
    name: 'diff without a folder for temporary files',
    env: { TMPDIR: '/nonexistent' },
  }),
  test('diff -f changed.yaml', {
    name: 'diff in a folder of ours',
    env: { TMPDIR: '.' },
  }),
];

const conflict: Fault['answer'] = {
  code: 409,
  reason: 'Conflict',
  message:
    'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
};

export const conflicts: readonly ParityCase[] = [
  test('diff -f changed.yaml', {
    name: 'diff while others change the object',
    faults: [{ on: /^PATCH/, times: 1, answer: conflict }],
  }),
  test('diff -f changed.yaml --server-side', {
    name: 'diff --server-side while others change the object',
    faults: [{ on: /^PATCH/, times: 2, answer: conflict }],
  }),
  test('diff -f changed.yaml --server-side', {
    name: 'diff --server-side while others never stop changing the object',
    faults: [{ on: /^PATCH/, answer: conflict }],
  }),
  test('diff -f changed.yaml', {
    name: 'diff of an object that goes away meanwhile',
    faults: [
      {
        on: /^PATCH/,
        answer: { code: 404, reason: 'NotFound', message: 'configmaps "one" not found' },
      },
    ],
  }),
];
