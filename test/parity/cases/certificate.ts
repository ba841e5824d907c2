import type { Fault, ParityCase } from '../case.ts';

/** A request for the name x, made with a key that nobody has. */
const REQUEST =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISE1HNENBUUF3RERFS01BZ0dBMVVFQXd3QmVEQlpNQk1HQnlxR1NNNDlBZ0VHQ0NxR1NNNDlBd0VIQTBJQQpCUGMxd01IOGx5d3pxeE9TYnRua05DN2Jwc29RNHd1ajZ1TXUyeEpwUm90Mjd1bHB1VEhEdlVpcENGSXdjSmZQCkhLcmRXNFc5RVZmRmhNdkJNSUFpeU9XZ0FEQUtCZ2dxaGtqT1BRUURBZ05KQURCR0FpRUF5cTVhZXFmZ2xhREQKRDFvbDN5aHlXRjVjakQxVDJ4YXJJL3ROYWtzQklaa0NJUURxWVRpeFYvVWNBcHNUR3hzRWkvTmQ5QUhyaXRwVQovZjZnNHRRYlkrbVJuUT09Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=';

const csr = (name: string): string => `apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: '${name}', labels: {kubist.example/of: '{ns}'}}
spec: {request: ${REQUEST}, signerName: kubist.example/none, usages: [client auth]}
`;

const CM = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n';
const refusedFiles = {
  'cm.yaml': CM,
  'there.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain, namespace: parity-read}\n',
  'ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: parity-read}\n',
  'gone.yaml': csr('nope'),
  'none.yaml': 'apiVersion: v1\nkind: List\nitems: []\n',
  'bad.yaml': 'kind: [\n',
};

const lines: readonly string[] = [
  'certificate approve',
  'certificate deny',
  'certificate approve --force',
  'certificate approve nope',
  'certificate deny nope other',
  'certificate approve csr/nope',
  'certificate approve csr',
  'certificate approve a,b',
  "certificate approve ''",
  "certificate deny '' nope",
  'certificate approve a/b/c',
  'certificate approve nosuch/x',
  'certificate approve cm/plain -n parity-read',
  'certificate approve ns/parity-read',
  'certificate approve ns/parity-read nope',
  'certificate deny deployments.apps/web',
  'certificate approve nope -o bad',
  'certificate approve nope -o wide',
  'certificate approve nope -o jsonpath={.x',
  'certificate approve -f cm.yaml',
  'certificate approve -f there.yaml',
  'certificate approve -f ns.yaml',
  'certificate approve -f gone.yaml',
  'certificate approve -f gone.yaml -f ns.yaml',
  'certificate approve -f gone.yaml nope',
  'certificate approve -f none.yaml',
  'certificate approve -f bad.yaml',
  'certificate approve -f missing.yaml',
  'certificate approve -k .',
  'certificate approve -k . -f gone.yaml',
  'certificate approve -R',
  'certificate deny -f . -R',
];

export const refused: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: line.startsWith('certificate deny') ? 'certificate deny' : 'certificate approve',
  line,
  files: refusedFiles,
  requests: true,
}));

const files = {
  'one.yaml': csr('{ns}-1'),
  'both.yaml': `${csr('{ns}-1')}---\n${csr('{ns}-2')}`,
  'mixed.yaml': `${csr('{ns}-1')}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: '{ns}'}\n---\n${csr('{ns}-2')}`,
  'deep/er/two.yaml': csr('{ns}-2'),
  'deep/one.yaml': csr('{ns}-1'),
  'built/kustomization.yaml': 'resources: [one.yaml]\n',
  'built/one.yaml': csr('{ns}-1'),
};
const CONFLICT: Fault = {
  on: /^PUT .*approval/,
  answer: { code: 409, reason: 'Conflict', message: 'somebody was faster' },
};
const FIRST = 'get csr {ns}-1';

interface Change {
  readonly name?: string;
  readonly line: string;
  readonly faults?: readonly Fault[];
  /** What has been decided before, by the reference. */
  readonly before?: readonly string[];
}

const changes: readonly Change[] = [
  { line: 'certificate approve {ns}-1' },
  { line: 'certificate deny {ns}-1' },
  { line: 'certificate approve {ns}-1 {ns}-2' },
  { line: 'certificate approve csr/{ns}-1 CertificateSigningRequest/{ns}-2' },
  { line: 'certificate deny csr.v1.certificates.k8s.io/{ns}-1 {ns}-1' },
  { line: 'certificate approve {ns}-1 nope {ns}-2' },
  { line: 'certificate approve nope {ns}-1 ns/{ns}' },
  { line: 'certificate approve -f one.yaml' },
  { line: 'certificate deny -f both.yaml' },
  { line: 'certificate approve -f mixed.yaml' },
  { line: 'certificate approve -f deep' },
  { line: 'certificate approve -f deep -R' },
  { line: 'certificate deny -k built' },
  { line: 'certificate approve -f one.yaml -n kube-system' },
  { line: 'certificate approve {ns}-1 -o name' },
  { line: 'certificate approve {ns}-1 -o json' },
  { line: 'certificate deny {ns}-1 -o yaml' },
  { line: 'certificate approve {ns}-1 {ns}-2 -o kyaml' },
  { line: 'certificate approve {ns}-1 -o jsonpath={.status}' },
  { line: 'certificate deny {ns}-1 -o go-template={{.kind}}' },
  { line: 'certificate approve {ns}-1 --template={{.metadata.name}}' },
  { line: 'certificate approve {ns}-1 -o yaml --show-managed-fields' },
  { line: 'certificate approve {ns}-1 -o jsonpath={.x} --allow-missing-template-keys=false' },
  {
    name: 'certificate approve: somebody is faster twice',
    line: 'certificate approve {ns}-1',
    faults: [{ ...CONFLICT, times: 2 }],
  },
  {
    name: 'certificate deny: somebody is always faster',
    line: 'certificate deny {ns}-1 {ns}-2',
    faults: [CONFLICT],
  },
  {
    name: 'certificate approve: one of two may not be written',
    line: 'certificate approve {ns}-1 {ns}-2',
    faults: [
      {
        on: /^PUT .*-1\/approval/,
        answer: { code: 403, reason: 'Forbidden', message: 'not this one' },
      },
    ],
  },
  ...['approve', 'deny'].flatMap((verb) => {
    const other = verb === 'approve' ? 'deny' : 'approve';
    return [
      { line: `certificate ${verb} {ns}-1`, before: [`certificate ${verb} {ns}-1`] },
      { line: `certificate ${verb} {ns}-1 --force`, before: [`certificate ${verb} {ns}-1`] },
      { line: `certificate ${verb} {ns}-1 -o json`, before: [`certificate ${verb} {ns}-1`] },
      { line: `certificate ${verb} {ns}-1`, before: [`certificate ${other} {ns}-1`] },
      { line: `certificate ${verb} {ns}-1 --force`, before: [`certificate ${other} {ns}-1`] },
      { line: `certificate ${verb} {ns}-1 {ns}-2`, before: [`certificate ${other} {ns}-1`] },
    ];
  }),
];

export const judged: readonly ParityCase[] = changes.map(({ name, line, before = [], faults }) => ({
  name: name ?? [...before, line].join(', then '),
  covers: line.split(' ').slice(0, 2).join(' '),
  line,
  mutates: true,
  ...(faults === undefined ? {} : { faults }),
  setup: [`${csr('{ns}-1')}---\n${csr('{ns}-2')}`],
  settle: before,
  files,
  mask: ['time', 'uid', 'resourceVersion'],
  // The reference writes protobuf.
  requests: 'heads',
  followUp: [
    `${FIRST} -o jsonpath={.status.conditions}`,
    'get csr {ns}-2 -o jsonpath={.status.conditions}',
    `${FIRST} -o jsonpath={.metadata.managedFields[*].fieldsV1}`,
    'delete csr -l kubist.example/of={ns}',
  ],
}));
