import type { ParityCase } from '../case.ts';

const map = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${more}}\ndata: {a: b}\n`;
const one = map('one');
const two = map('two');

const files: Readonly<Record<string, string>> = {
  'one.yaml': one,
  'two.yaml': `${one}---\n${two}`,
  'list.yaml': `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: one, labels: {x: z}}}\n- {apiVersion: v1, kind: Secret, metadata: {name: two}, stringData: {a: b}}\n`,
  'unknown.yaml': one.replace('data:', 'dota:'),
  'unknown-two.yaml': `${one.replace('data:', 'dota:')}---\n${two}`,
  'nameless.yaml': map('', '').replace('name: ', 'labels: {a: b}'),
  'generated.yaml': one.replace('name: one', 'generateName: gen-'),
  'elsewhere.yaml': map('one', ', namespace: default'),
  'versioned.yaml': map('one', ', resourceVersion: "7", uid: abc'),
  'annotated.yaml': map(
    'one',
    ", annotations: {kubectl.kubernetes.io/last-applied-configuration: '{}', b: c}",
  ),
  'invalid.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 0}, {port: 99999}]}\n',
  'pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: nowhere, containers: [{name: c, image: i}]}\n',
  'crd.yaml': 'apiVersion: nosuch.example/v1\nkind: Nosuch\nmetadata: {name: x}\n',
  'proto.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {__proto__: x, constructor: y}\n',
  'dir/a.yaml': one,
  'dir/b.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"two"}}',
  'dir/deep/c.yaml': map('three'),
  'raw.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"raw"}}',
};

/** Nothing is kept: what would be sent, and mistakes. */
const dry: readonly string[] = [
  '-f one.yaml',
  '-f one.yaml -o yaml',
  '-f one.yaml -o json',
  '-f one.yaml -o name',
  '-f one.yaml -o jsonpath={.metadata}',
  '-f two.yaml -o yaml',
  '-f two.yaml -l x=z',
  '-f list.yaml',
  '-f list.yaml -l x=z -o json',
  '-f one.yaml --save-config -o yaml',
  '-f annotated.yaml -o yaml',
  '-f versioned.yaml -o yaml',
  '-f unknown.yaml',
  '-f nameless.yaml',
  '-f generated.yaml',
  '-f elsewhere.yaml -n parity-read',
  '-f crd.yaml',
  '-f dir',
  '-f dir -R',
  '-f proto.yaml -o json --save-config',
  '-f two.yaml -f one.yaml -o name',
  '-f nosuch.yaml',
];

const mistakes: readonly string[] = [
  'create',
  'create foo',
  'create foo bar',
  'create -f one.yaml x',
  'create -f nosuch -R x',
  'create --edit',
  'create -f one.yaml -o foo',
  'create -f one.yaml --dry-run=foo',
  'create -f one.yaml --validate=foo',
  'create -f -',
  'create --raw=/foo',
  'create --raw=/foo -f one.yaml -f two.yaml',
  'create --raw=/foo -f one.yaml --edit',
  'create --raw=/foo -f one.yaml -o json',
  'create --raw=foo -f one.yaml -R',
  'create --raw=foo -f one.yaml',
  'create --raw=/foo -f https://localhost:1/x',
  'create --raw=/foo -f one.yaml -l a=b',
  'create --raw=/foo -f nosuch',
  'create --raw=/foo -f one.yaml',
  'create -f one.yaml --edit -o name',
];

/** What the server makes of it; the cluster is read back. */
const writes: readonly string[] = [
  '-f one.yaml',
  '-f one.yaml -o yaml',
  '-f one.yaml -o json',
  '-f one.yaml -o name',
  '-f two.yaml --save-config',
  '-f list.yaml',
  '-f dir -R',
  '-f unknown.yaml',
  '-f unknown.yaml --validate=warn',
  '-f unknown.yaml --validate=ignore',
  '-f unknown-two.yaml',
  '-f nameless.yaml',
  '-f elsewhere.yaml',
  '-f versioned.yaml',
  '-f annotated.yaml',
  '-f invalid.yaml',
  '-f pod.yaml --field-manager=someone',
  '-f proto.yaml',
  '-f two.yaml -f one.yaml',
  '-f one.yaml --dry-run=server',
  '-f one.yaml --dry-run=server -o yaml',
  '--raw=/api/v1/namespaces/{ns}/configmaps -f raw.json',
  '--raw=/api/v1/namespaces/{ns}/configmaps?dryRun=All -f raw.json',
];

const followUp: readonly string[] = [
  'get configmaps,secrets,services,pods -n {ns} -o yaml --field-selector=metadata.name!=kube-root-ca.crt',
];

export const dryRuns: ParityCase[] = dry.map((flags) => ({
  name: `create ${flags} (dry run)`,
  covers: 'create',
  line: `create ${flags} --dry-run=client`,
  files,
}));

export const wrong: ParityCase[] = mistakes.map((line) => ({
  name: `${line} (mistake)`,
  covers: 'create',
  line,
  files,
}));

export const real: ParityCase[] = writes.map((flags) => ({
  name: `create ${flags} (real)`,
  covers: 'create',
  line: `create ${flags}${flags.includes('--raw') ? '' : ' -n {ns}'}`,
  files,
  mutates: true,
  // The reference sends raw files without saying what they are.
  requests: flags.includes('--raw') ? 'heads' : true,
  mask: ['uid', 'time', 'resourceVersion', 'ip', /(?<=kube-api-access-)\w{5}/],
  followUp,
}));

export const fromStdin: ParityCase[] = [
  {
    name: 'create -f - from stdin',
    covers: 'create',
    line: 'create -f - -n {ns}',
    stdin: `${one}---\n${two}`,
    mutates: true,
    requests: true,
    followUp: ['get configmap one two -n {ns} -o name'],
  },
  {
    name: 'create what exists already',
    covers: 'create',
    line: 'create -f two.yaml -n {ns}',
    files,
    setup: [one],
    mutates: true,
    requests: true,
    followUp: ['get configmap one two -n {ns} -o name'],
  },
];

/** An editor that applies the sed script of $SED, and ends with $RC. */
const editor = 'sed "$SED" "$1" > edited && cat edited > "$1"; exit ${RC:-0}\n';

export const edited: ParityCase[] = [
  { SED: 's/a: b/a: c/' },
  { SED: 's/a: b/a: c/;s/name: one/name: other/' },
  { SED: 's/x/x/' },
  { SED: '/^[^#]/d' },
  { SED: 's/kind: /: :/' },
  { SED: 's/data/dota/' },
  { SED: 's/x/x/', RC: '3' },
].flatMap((env) =>
  ['', ' --save-config'].map((flags) => ({
    name: `create --edit${flags} ${JSON.stringify(env)}`,
    covers: 'create',
    line: `create -f two.yaml --edit${flags} -n {ns}`,
    files: { ...files, 'editor.sh': editor },
    env: { KUBE_EDITOR: 'sh {dir}/editor.sh', ...env },
    mutates: true,
    requests: true,
    mask: ['uid', 'time', 'resourceVersion', /kubectl-edit-\d+/, /\{dir\}|\S+(?=\/editor\.sh)/],
    followUp,
  })),
);
