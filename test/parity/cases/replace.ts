import type { ParityCase } from '../case.ts';

const ONE =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain, labels: {app: q}}\ndata: {k: v2}\n';
const NOPE = ONE.replace('plain', 'nope');
const files = {
  'one.yaml': ONE,
  'two.yaml': `${ONE}---\n${NOPE}`,
  'extra.yaml': `${ONE}extra: 1\n`,
  'old.yaml': ONE.replace('name: plain', 'name: plain, resourceVersion: "1"'),
  'annotated.yaml': ONE.replace(
    'labels:',
    'annotations: {kubectl.kubernetes.io/last-applied-configuration: x, a: b}, labels:',
  ),
  'one.json':
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"plain"},"data":{"raw":"x"}}',
  'empty.yaml': '',
};
const SERVER = '-n parity-read --dry-run=server';
const RAW = '/api/v1/namespaces/parity-read/configmaps/plain?dryRun=All';

/** Replacements that change nothing for good. */
const lines: readonly string[] = [
  'replace',
  'replace foo',
  `replace foo -f one.yaml ${SERVER}`,
  `replace -f one.yaml ${SERVER}`,
  `replace -f one.yaml ${SERVER} -o yaml`,
  `replace -f one.yaml ${SERVER} -o name`,
  `replace -f one.yaml ${SERVER} -o jsonpath={.data}`,
  `replace -f one.yaml ${SERVER} -o wide`,
  `replace -f one.yaml ${SERVER} --save-config -o yaml`,
  `replace -f one.yaml ${SERVER} --field-manager=me`,
  `replace -f one.yaml ${SERVER} --cascade=foreground`,
  `replace -f one.yaml ${SERVER} --cascade=bogus`,
  `replace -f one.yaml ${SERVER} --wait`,
  `replace -f one.yaml ${SERVER} --subresource=status`,
  `replace -f two.yaml ${SERVER}`,
  `replace -f extra.yaml ${SERVER}`,
  `replace -f extra.yaml ${SERVER} --validate=warn`,
  `replace -f extra.yaml ${SERVER} --validate=ignore`,
  `replace -f extra.yaml ${SERVER} --validate=false`,
  `replace -f extra.yaml ${SERVER} --validate=bogus`,
  `replace -f old.yaml ${SERVER}`,
  `replace -f annotated.yaml ${SERVER} -o yaml`,
  'replace -f one.yaml -n parity-read --dry-run=client',
  'replace -f one.yaml -n parity-read --dry-run=client -o yaml',
  'replace -f one.yaml -n parity-read --dry-run=client --save-config -o json',
  'replace -f one.yaml -n parity-read --dry-run=bogus',
  'replace -f one.yaml -n parity-nothing',
  'replace -f one.yaml -n parity-read --grace-period=5',
  'replace -f one.yaml -n parity-read --timeout=5s',
  'replace -f one.yaml -n parity-read --force --dry-run=client',
  'replace -f one.yaml -n parity-read --force --dry-run=server',
  'replace -f one.yaml -n parity-nothing --force',
  'replace -f one.yaml -k .',
  'replace -f missing.yaml',
  'replace -f empty.yaml',
  'replace -f empty.yaml --force',
  'replace -f one.yaml cm --force',
  `replace --raw ${RAW}`,
  `replace --raw ${RAW} -f one.json`,
  `replace --raw ${RAW} -f one.yaml`,
  `replace --raw ${RAW} -f one.json -f one.yaml`,
  `replace --raw ${RAW} -f missing.json`,
  `replace --raw ${RAW} -f one.json -R`,
  `replace --raw ${RAW} -f one.json -o yaml`,
  'replace --raw xx -f one.json',
  'replace --raw /api -f http://a/b',
];

export const replacements: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'replace',
  line,
  files,
  requests: true,
  mask: ['time'],
}));

const KEPT = ONE.replace('name: plain', 'name: plain, finalizers: [kubist.example/keep]');
const more = ['get cm -n {ns} -o jsonpath={.items[*].metadata.name}{.items[*].data.k}'];

/** Replacements that are kept. */
export const kept: readonly ParityCase[] = [
  ['replace -f one.yaml -n {ns}', ONE],
  ['replace -f two.yaml -n {ns}', ONE],
  ['replace -f one.yaml -n {ns} --save-config', ONE],
  ['replace -f one.yaml -n {ns} --force', ONE],
  ['replace -f one.yaml -n {ns} --force -o name', ONE],
  ['replace -f one.yaml -n {ns} --force --save-config -o jsonpath={.metadata.annotations}', ONE],
  ['replace -f two.yaml -n {ns} --force', ONE],
  ['replace -f one.yaml -n {ns} --force --grace-period=0', ONE],
  ['replace -f one.yaml -n {ns} --force --grace-period=5 --cascade=orphan', ONE],
  ['replace -f one.yaml -n {ns} --force --wait --timeout=5s', ONE],
  ['replace -f extra.yaml -n {ns} --force', ONE],
  ['replace -f one.yaml -n {ns} --force --timeout=1s', KEPT],
  ['replace -f one.yaml -n {ns} --force --timeout=1s --wait', KEPT],
].map(([line, manifest]) => ({
  name: `kept: ${line}`,
  covers: 'replace',
  line: line as string,
  files,
  mutates: true,
  setup: [(manifest as string).replace('k: v2', 'k: v1')],
  followUp: more,
}));

export const streams: readonly ParityCase[] = ['', '--force'].map((flag) => ({
  name: `replace -f - ${flag}`,
  covers: 'replace',
  line: `replace -f - -n {ns} ${flag}`.trim(),
  stdin: ONE,
  mutates: true,
  setup: [ONE.replace('k: v2', 'k: v1')],
  followUp: more,
}));
