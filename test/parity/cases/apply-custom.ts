import type { Fault, ParityCase } from '../case.ts';

/** Custom resources as they were applied before: `w` has a schema, `g`, of a kind named Deployment, has none. */
const BASE = 'fixtures/manifests/apply/custom.yaml';
const ONE = 'fixtures/manifests/apply/base.yaml';

const widget = (spec: string, metadata = ''): string =>
  `apiVersion: parity.kubist.example/v1\nkind: Widget\nmetadata: {name: w${metadata}}\nspec: ${spec}\n`;
const shadow = (rest: string, name = 'g'): string =>
  `apiVersion: shadow.kubist.example/v1\nkind: Deployment\nmetadata: {name: ${name}}\n${rest}\n`;

const files: Readonly<Record<string, string>> = {
  'same.yaml': widget(
    '{size: 1, colours: [red, green], parts: [{name: a, count: 1}, {name: b}], options: {keep: 1, drop: 2, deep: {x: 1, z: [1, 2]}}}',
    ', labels: {set: "1"}',
  ),
  'changed.yaml': widget(
    '{size: 2, colours: [blue], parts: [{name: b, count: 3}], options: {keep: 1, deep: {z: [3]}}}',
  ),
  'null.yaml': widget('{size: 1, options: null, ratio: 1.5}'),
  'nulls.yaml': widget('{size: 1, options: {a: null, b: [null, {c: null}]}}'),
  'huge.yaml': widget('{size: 2147483647, options: {n: 9007199254740991, f: 1e21, small: 1e-7}}'),
  'proto.yaml': widget(
    '{size: 1, options: {__proto__: {x: 1}, constructor: y, "größe": "\\u00fc"}}',
  ),
  'unknown.yaml': widget('{size: 1, sise: 2}'),
  'invalid.yaml': widget('{size: -1}'),
  'new.yaml': shadow('spec: {x: 1}', 'new'),
  'shadow.yaml': shadow('spec: {any: [2], more: {c: d}}'),
  'shadow-version.yaml': shadow('spec: {}').replace(
    'metadata: {',
    'metadata: {resourceVersion: "1", ',
  ),
  'old-version.yaml': widget('{size: 3}').replace('/v1\n', '/v1alpha1\n'),
  'one.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one, labels: {set: "1"}}\ndata: {a: c}\n',
};

const lines: readonly string[] = [
  'apply -f same.yaml',
  'apply -f changed.yaml',
  'apply -f changed.yaml --dry-run=client -o yaml',
  'apply -f changed.yaml --dry-run=server -o json',
  'apply -f changed.yaml --openapi-patch=false',
  'apply -f changed.yaml --overwrite=false',
  'apply -f changed.yaml --field-manager=me',
  'apply -f changed.yaml --server-side',
  'apply -f changed.yaml --server-side --field-manager=me',
  'apply -f changed.yaml --server-side --field-manager=me --force-conflicts',
  'apply -f null.yaml',
  'apply -f nulls.yaml',
  'apply -f huge.yaml',
  'apply -f proto.yaml',
  'apply -f unknown.yaml',
  'apply -f unknown.yaml --validate=warn',
  'apply -f unknown.yaml --validate=false',
  'apply -f invalid.yaml',
  'apply -f invalid.yaml --force',
  'apply -f new.yaml',
  'apply -f shadow.yaml',
  'apply -f shadow.yaml --server-side',
  'apply -f shadow-version.yaml',
  'apply -f old-version.yaml',
  'apply -f old-version.yaml --server-side',
  'apply -f changed.yaml --prune -l set=1 --prune-allowlist=shadow.kubist.example/v1/Deployment',
];

const READ_BACK =
  'get widgets.parity.kubist.example,deployments.shadow.kubist.example -n {ns} -o json --show-managed-fields';
const masks = [
  /(?<=resourceVersion\\":\\")\d+/,
  'uid',
  'time',
  'resourceVersion',
  /(?<="value": )"\d+"/,
] as const;

export const custom: readonly ParityCase[] = lines.map((line) => ({
  name: `custom resource: ${line}`,
  covers: 'apply',
  line: `${line} -n {ns}`,
  files,
  mutates: true,
  settle: [`apply -f ${BASE} -n {ns}`],
  mask: masks,
  requests: true,
  // Owners of fields are ordered by the second in which they came.
  unordered: true,
  followUp: [READ_BACK],
}));

/** From client-side apply to the server's, with others who own fields, and with steps that fail. */
const migrations: readonly {
  line: string;
  before?: readonly string[];
  faults?: readonly Fault[];
}[] = [
  { line: 'apply -f one.yaml --server-side' },
  { line: 'apply -f one.yaml --server-side', before: ['label cm one set=2 --overwrite -n {ns}'] },
  {
    line: 'apply -f one.yaml --server-side',
    before: [`apply -f ${ONE} --field-manager=ci -n {ns}`],
  },
  {
    line: 'apply -f one.yaml --server-side',
    before: [`patch cm one -p '{"data":{"b":"c"}}' -n {ns}`],
  },
  {
    line: 'apply -f one.yaml --server-side',
    before: [`apply -f ${ONE} --server-side -n {ns}`],
  },
  {
    line: 'apply -f one.yaml --server-side --field-manager=me',
    before: [`apply -f ${ONE} --server-side -n {ns}`],
  },
  { line: 'apply -f one.yaml', before: [`apply -f ${ONE} --server-side -n {ns}`] },
  {
    line: 'apply -f one.yaml --server-side',
    faults: [
      {
        on: /PATCH .*fieldManager=kubectl-last-applied/,
        answer: { code: 403, reason: 'Forbidden', message: 'no annotation' },
      },
    ],
  },
  {
    line: 'apply -f one.yaml --server-side',
    faults: [
      {
        on: /PATCH [^?]*\?fieldManager=kubectl(?:&fieldValidation=\w+)?$/,
        answer: { code: 403, reason: 'Forbidden', message: 'no migration' },
      },
    ],
  },
  {
    line: 'apply -f one.yaml --server-side',
    faults: [
      { on: /PATCH [^?]*\?fieldManager=kubectl(?:&fieldValidation=\w+)?$/, answer: 'reset' },
    ],
  },
  {
    line: 'apply -f one.yaml --server-side',
    faults: [
      {
        on: /PATCH [^?]*\?fieldManager=kubectl(?:&fieldValidation=\w+)?$/,
        times: 2,
        answer: { code: 409, reason: 'Conflict', message: 'changed meanwhile' },
      },
    ],
  },
];

export const migrated: readonly ParityCase[] = migrations.map(
  ({ line, before = [], faults }, index) => ({
    name: `migration ${index + 1}: ${line}`,
    covers: 'apply',
    line: `${line} -n {ns}`,
    files,
    mutates: true,
    settle: [`apply -f ${ONE} -n {ns}`, ...before],
    ...(faults === undefined ? {} : { faults }),
    mask: masks,
    requests: true,
    unordered: true,
    followUp: ['get cm one -n {ns} -o json --show-managed-fields'],
  }),
);
