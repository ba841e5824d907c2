import type { Fault, ParityCase } from '../case.ts';

const map = (name: string, value = 'b'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: ${value}}\n`;
const ten = Array.from({ length: 10 }, (_, index) => `n${index}`);

const files: Readonly<Record<string, string>> = {
  'changed.yaml': map('one', 'changed'),
  'new.yaml': map('new'),
  'ten.yaml': ten.map((name) => map(name)).join('---\n'),
};

const setup = [
  `${map('one')}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 0, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: 'localhost/busybox:1'}]}}}\n`,
];

const WRITES = /^(?:POST|PUT|PATCH|DELETE) /;
const refusal = (code: number, reason: string, message: string) => ({ code, reason, message });
const conflict = refusal(
  409,
  'Conflict',
  'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
);
const forbidden = refusal(403, 'Forbidden', 'configmaps "n3" is forbidden: not today');

/** Names and lines by what goes wrong. */
function cases(title: string, faults: readonly Fault[], lines: readonly string[]): ParityCase[] {
  return lines.map((line) => ({
    name: `${title}: ${line}`,
    covers: line.split(' ')[0] ?? '',
    line: `${line} -n {ns}`,
    files,
    setup,
    settle: ['create configmap plain --from-literal=a=b -n {ns}'],
    faults,
    mutates: true,
    requests: true,
    // Objects of a type are asked for side by side.
    unordered: / ten.yaml/.test(line),
    // kubist asks for it once, the reference for each new object.
    ignorePath: /^\/api\/v1\/namespaces\/\{ns\}$/,
    mask: ['uid', 'time', 'resourceVersion'],
    followUp: [
      'get configmaps -n {ns} -o jsonpath={range .items[*]}{.metadata.name}{.metadata.labels}{.data.a}{"\\n"}{end}',
      'get deployments.apps -n {ns} -o jsonpath={.items[*].spec.replicas}',
    ],
  }));
}

/** Another client is faster, twice. */
export const conflicts: ParityCase[] = cases(
  '409 twice',
  [{ on: WRITES, times: 2, answer: conflict }],
  [
    'apply -f changed.yaml',
    'apply -f changed.yaml --server-side',
    'patch configmap one -p \'{"data":{"a":"z"}}\'',
    'patch configmap one --type=json -p \'[{"op":"replace","path":"/data/a","value":"z"}]\'',
    'label configmap one x=y',
    'annotate configmap one x=y',
    'scale deployments.apps web --replicas=0',
    'replace -f changed.yaml',
    'delete configmap one',
  ],
);

export const refused: ParityCase[] = [
  ...cases(
    'dry run refused',
    [{ on: /dryRun=All/, answer: refusal(403, 'Forbidden', 'configmaps "one" is forbidden: no') }],
    [
      'create -f new.yaml --dry-run=server',
      'apply -f changed.yaml --dry-run=server',
      'patch configmap one -p \'{"data":{"a":"z"}}\' --dry-run=server',
      'label configmap one x=y --dry-run=server',
      'replace -f changed.yaml --dry-run=server',
    ],
  ),
  ...cases(
    'one of ten forbidden',
    [
      { on: /^(?:PATCH|PUT|DELETE) .*\/n3\b/, answer: forbidden },
      { on: /^GET .*\/n3\b/, answer: forbidden },
    ],
    [
      'apply -f ten.yaml',
      'apply -f ten.yaml --server-side',
      'delete -f ten.yaml --ignore-not-found',
      'replace -f ten.yaml',
    ],
  ),
];

/** The server did it, and the connection broke in place of its answer. */
export const resets: ParityCase[] = cases(
  'reset after it was sent',
  [{ on: WRITES, answer: 'reset' }],
  [
    'create -f new.yaml',
    'create configmap new --from-literal=a=b',
    'apply -f new.yaml',
    'apply -f changed.yaml',
    'apply -f changed.yaml --server-side',
    'patch configmap one -p \'{"data":{"a":"z"}}\'',
    'label configmap one x=y',
    'replace -f changed.yaml',
    'delete configmap one',
    'delete -f changed.yaml',
    'scale deployments.apps web --replicas=1',
    'create -f ten.yaml',
  ],
).map((test) => ({
  ...test,
  // kubist's own advice; and generators send JSON.
  ignoreLines: /^The request was sent/,
  ...(/create configmap/.test(test.line ?? '') ? { requests: 'heads' as const } : {}),
}));

/** More than a server takes in one request. */
export const large: ParityCase[] = [
  'create -f large.yaml',
  'create -f large.yaml -f new.yaml',
  'apply -f large.yaml',
  'apply -f large.yaml --server-side',
  'apply -f large-one.yaml',
  'apply -f large-annotation.yaml',
  'replace -f large-one.yaml',
].map((line) => ({
  name: `5 MB: ${line}`,
  covers: line.split(' ')[0] ?? '',
  line: `${line} -n {ns}`,
  files: {
    ...files,
    'large.yaml': map('large', 'x'.repeat(5_000_000)),
    'large-one.yaml': map('one', 'x'.repeat(5_000_000)),
    // Taken without apply's annotation only.
    'large-annotation.yaml': map('large', 'x'.repeat(300_000)),
  },
  setup,
  mutates: true,
  mask: [/x{1000,}/],
  followUp: ['get configmaps -n {ns} -o name'],
}));
