import type { ParityCase } from '../case.ts';

const plain = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain, namespace: parity-read}\n';
const awkward = plain.replace('plain', 'awkward');
const missing = plain.replace('plain', 'missing');
const nowhere = plain.replace(', namespace: parity-read', '');
const broken = 'a: b\n  c: d\n';
const list = (...names: string[]): string =>
  `apiVersion: v1\nkind: List\nitems:\n${names.map((name) => `- {apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: parity-read}}\n`).join('')}`;

const files: Readonly<Record<string, string>> = {
  'plain.yaml': plain,
  'nowhere.yaml': nowhere,
  'missing.yaml': missing,
  'plain.json':
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"plain","namespace":"parity-read"}}',
  'two.yaml': `${plain}---\n${awkward}`,
  'with-missing.yaml': `${missing}---\n${plain}`,
  'with-broken.yaml': `${plain}---\n${broken}---\n${awkward}`,
  'with-kindless.yaml': `${plain}---\na: b\n---\n${awkward}`,
  'list.yaml': list('plain', 'missing'),
  'list-missing.yaml': list('missing', 'missing-too'),
  'broken.yaml': broken,
  'kindless.yaml': 'a: b\n',
  'nameless.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n',
  'unversioned.yaml': 'kind: ConfigMap\nmetadata: {name: plain}\n',
  'unknown.yaml': 'apiVersion: v1\nkind: Nosuch\nmetadata: {name: x}\n',
  'unknown-group.yaml': 'apiVersion: nosuch.example/v1\nkind: Nosuch\nmetadata: {name: x}\n',
  'empty.yaml': '',
  'comment.yaml': '# nothing\n---\n',
  'sequence.yaml': '- a\n- b\n',
  'scalar.yaml': 'hello\n',
  'number-name.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 5}\n',
  'number-label.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a: 5}}\n',
  'node.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: parity-read, namespace: x}\n',
  'configmaplist.yaml':
    'apiVersion: v1\nkind: ConfigMapList\nitems:\n- {metadata: {name: plain, namespace: parity-read}}\n',
  'dir/a.yaml': plain,
  'dir/b.yml': awkward,
  'dir/note.txt': 'not a manifest\n',
  'dir/deep/c.json':
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"opaque","namespace":"parity-read"}}',
  'no-manifests/note.txt': 'nothing here\n',
};

const lines: readonly string[] = [
  'get -f plain.yaml',
  'get -f plain.yaml -o yaml',
  'get -f plain.json -o name',
  'get -f ./plain.yaml -f plain.json',
  'get -f plain.yaml,plain.json -o name',
  'get -f plain.yaml -n parity-read',
  'get -f plain.yaml -n parity-read-2',
  'get -f plain.yaml -n parity-read-2 -o json',
  'get -f nowhere.yaml -n parity-read',
  'get -f nowhere.yaml -n parity-nothing',
  'get -f nowhere.yaml -A',
  'get -f plain.yaml -A',
  'get -f two.yaml',
  'get -f two.yaml -o name',
  'get -f two.yaml -o jsonpath={.kind}',
  'get -f two.yaml -l a=b',
  "get -f two.yaml -l 'a=b=c'",
  "get -f two.yaml -o name -l '!nope'",
  'get -f plain.yaml --field-selector metadata.name=nope',
  'get -f missing.yaml',
  'get -f missing.yaml -o json',
  'get -f missing.yaml --ignore-not-found',
  'get -f missing.yaml --ignore-not-found -o json',
  'get -f with-missing.yaml',
  'get -f with-missing.yaml -o name',
  'get -f with-missing.yaml --ignore-not-found -o name',
  'get -f with-broken.yaml',
  'get -f with-broken.yaml -o name',
  'get -f with-kindless.yaml',
  'get -f with-kindless.yaml -o name',
  'get -f list.yaml',
  'get -f list.yaml -o name',
  'get -f list.yaml -f plain.yaml -o name',
  'get -f list-missing.yaml',
  'get -f list-missing.yaml -o name',
  'get -f list-missing.yaml -f kindless.yaml',
  'get -f list-missing.yaml --ignore-not-found',
  'get -f configmaplist.yaml',
  'get -f broken.yaml',
  'get -f broken.yaml -o name',
  'get -f broken.yaml -f kindless.yaml',
  'get -f broken.yaml -f kindless.yaml -o name',
  'get -f kindless.yaml',
  'get -f nameless.yaml -n parity-read',
  'get -f nameless.yaml -n parity-read -o yaml',
  'get -f nameless.yaml -o name',
  'get -f unversioned.yaml',
  'get -f unknown.yaml',
  'get -f unknown.yaml -o name',
  'get -f unknown.yaml -f unknown.yaml',
  'get -f unknown-group.yaml',
  'get -f empty.yaml',
  'get -f empty.yaml -o json',
  'get -f comment.yaml -o name',
  'get -f sequence.yaml',
  'get -f scalar.yaml',
  'get -f number-name.yaml',
  'get -f number-label.yaml',
  'get -f node.yaml',
  'get -f dir',
  'get -f dir -R',
  'get -f dir/ -R -o name',
  'get -f dir/deep -o jsonpath={.kind}',
  'get -f no-manifests',
  'get -f no-manifests -f plain.yaml',
  "get -f 'dir/*.yaml'",
  "get -f 'dir/*'",
  "get -f 'dir/*.nope'",
  "get -f 'dir/['",
  'get -f dir/note.txt',
  'get -f nosuch.yaml',
  'get -f nosuch.yaml -f nosuch2.yaml',
  'get -f nosuch.yaml cm',
  'get -f plain.yaml cm',
  'get -f plain.yaml cm plain',
  'get -f plain.yaml cm/plain',
  "get -f ''",
  'get -f plain.yaml --subresource status',
  'get -f plain.yaml --show-labels --show-kind',
  'get -f two.yaml --sort-by=.metadata.name',
  'get -f two.yaml --sort-by=.metadata.name -o name',
  'get -f two.yaml --server-print=false',
  'get -f plain.yaml -k dir',
  'get -k dir -R',
  'get -f http://127.0.0.1:1/plain.yaml',
  'get -f ftp://127.0.0.1:1/plain.yaml',
  'get -f http://',
  'get -f - -f -',
  'get -f -',
  'get cm plain -R -n parity-read',
];

export const manifests: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'get',
  line,
  files,
  mask: ['age'],
}));

export const standardInput: readonly ParityCase[] = [
  { name: 'get -f - with one object', stdin: plain },
  { name: 'get -f - with two objects', stdin: `${plain}---\n${awkward}` },
  { name: 'get -f - with a broken document', stdin: `${plain}---\n${broken}` },
  { name: 'get -f - with JSON after JSON', stdin: `${files['plain.json']}${files['plain.json']}` },
  { name: 'get -f - with no kind', stdin: 'a: b\n' },
  { name: 'get -f - with binary data', stdin: '\u0000\u0001\u0002' },
].flatMap(({ name, stdin }) =>
  ['', ' -o jsonpath={.kind}'].map((output) => ({
    name: name + output,
    covers: 'get',
    line: `get -f -${output}`,
    stdin,
    mask: ['age'] as const,
  })),
);

/** Lists of a kind: there must be such a kind, of which it is a list. */
export const lists: readonly ParityCase[] = [
  'v1/List',
  'apps/v1/List',
  'v1/ConfigMapList',
  'v1/PodList',
  'apps/v1/ConfigMapList',
  'v1/FooList',
  'nope.io/v1/FooList',
  'policy/v1/EvictionList',
].flatMap((type) => {
  const at = type.lastIndexOf('/');
  const head = `apiVersion: ${type.slice(0, at)}\nkind: ${type.slice(at + 1)}\nmetadata: {}\n`;
  const stdin = `${head}items:\n- ${plain.trimEnd().replaceAll('\n', '\n  ')}\n`;
  return ['get -f -', 'label --local -f - a=b -o name', 'delete --dry-run=client -f -'].map(
    (line) => ({
      name: `${line} with a ${type}`,
      covers: 'get',
      line,
      stdin,
      mask: ['age'] as const,
    }),
  );
});
