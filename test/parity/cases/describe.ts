import type { Fault, ParityCase } from '../case.ts';

/** Events tell their age, and their columns are as wide as the ages. */
const AGE =
  /(?<![\w.-])(?:\d+[ydhms]){1,3}(?: \(x\d+ over (?:\d+[ydhms]){1,3}\))? *(?=\s|$)| +(?=From +Message)| +(?=---- +-------$)/;
const mask: ParityCase['mask'] = [AGE];

const inRead = (rest: string): string => `describe ${rest} -n parity-read`;
const inOwn = (rest: string): string => `describe ${rest} -n parity-describe`;

const pods = [
  'running',
  'two-containers',
  'not-ready',
  'completed',
  'failed',
  'crashing',
  'init-crashing',
  'no-image',
  'no-config',
  'unschedulable',
  'gated',
];

/** Objects of the shared fixtures, a kind a line. */
const kinds: readonly string[] = [
  'deployments',
  'deployment web',
  'deployment stuck',
  'deployment idle',
  'replicasets',
  'rs -l app=web',
  'statefulset db',
  'daemonset agent',
  'replicationcontroller old',
  'jobs',
  'job done',
  'job broken',
  'job halted',
  'cronjobs',
  'cronjob yearly',
  'cronjob switched-off',
  'services',
  'service web',
  'service db',
  'service outside',
  'service public',
  'service nobody',
  'endpoints web',
  'endpoints',
  'endpointslices',
  'ingress',
  'ingress web',
  'ingress fallback',
  'networkpolicies',
  'networkpolicy deny',
  'networkpolicy web',
  'configmap plain',
  'configmap awkward',
  'secrets',
  'secret opaque',
  'secret basic',
  'secret registry',
  'serviceaccount robot',
  'serviceaccounts',
  'resourcequota quota',
  'limitrange limits',
  'roles',
  'role reader',
  'rolebinding readers',
  'pvc bound',
  'pvc waiting',
  'hpa web',
  'pdb',
  'pdb web',
  'pdb db',
  'podtemplate stamp',
  'lease leader',
  'widgets',
  'widget small',
  'gadgets first',
  'deployments.shadow.kubist.example shadow',
  'event running.note',
  'events.events.k8s.io series.note',
];

const clusterKinds: readonly string[] = [
  'namespace parity-read',
  'namespace parity-read parity-read-2',
  'clusterrole parity-viewer',
  'clusterrole parity-aggregate',
  'clusterrole view',
  'clusterrolebinding parity-viewers',
  'storageclass parity-fast',
  'pv parity-volume',
  'csidriver parity.example.com',
  'ingressclass parity-none',
  'priorityclass parity-high',
  'priorityclasses',
  'runtimeclass parity-runtime',
  'validatingwebhookconfiguration parity-validate',
  'servicecidr kubernetes',
  'ipaddress 10.0.0.1',
  'apiservice v1.apps',
  'flowschema exempt',
  'prioritylevelconfiguration exempt',
];

const choices: readonly string[] = [
  'describe pods running completed -n parity-read',
  'describe pod/running service/web -n parity-read',
  'describe pod/running pod/nope -n parity-read',
  'describe pod nope -n parity-read',
  'describe pod nope other -n parity-read',
  'describe pods comp -n parity-read',
  'describe pods init -n parity-read',
  'describe pods comp -n parity-read --show-events',
  'describe pods c -n parity-read --show-events=false',
  'describe po/c -n parity-read',
  'describe po,svc w -n parity-read',
  'describe po,svc web -n parity-read',
  'describe pods -l app=single -n parity-read',
  'describe pods -l app=single,tier=front -n parity-read',
  'describe pods -l app=nope -n parity-read',
  'describe pods -l app= -n parity-read',
  'describe pods -l "app in (once, pull)" -n parity-read',
  'describe pods running -l app=single -n parity-read',
  'describe configmaps -l kind=demo -A',
  'describe widgets -A',
  'describe widgets small -A',
  'describe pod running -n parity-read --show-events=false',
  'describe pod running -n parity-read --show-events=true',
  'describe deployment web -n parity-read --show-events=false',
  'describe pods completed failed -n parity-read --show-events',
  'describe configmap plain -n parity-read --chunk-size=1',
  'describe pods -n parity-read --chunk-size=2',
  'describe pods -n parity-read --chunk-size=0 -l app=once',
  'describe svc,ingress -n parity-read',
  'describe deploy/web sts/db -n parity-read',
  'describe configmaps -n parity-describe-nothing',
  'describe configmaps plain -n parity-describe-nothing',
  'describe',
  'describe nope',
  'describe nope one',
  'describe pods -f x.yaml',
  'describe -f nope.yaml',
  'describe pods running --all-namespaces',
  'describe pods --chunk-size=x',
  'describe pods --nope',
  'describe pods -l "a in b"',
  'describe pods/running running -n parity-read',
  'describe pods/ -n parity-read',
  'describe pod running -n parity-read --as=nobody',
  'describe pods -n parity-read --as=nobody',
  'describe pods runn -n parity-read --as=nobody',
  'describe deployment web -n parity-read --as=system:serviceaccount:parity-read:robot',
  'describe namespace parity-read --as=system:serviceaccount:parity-read:robot',
];

const running = 'apiVersion: v1\nkind: Pod\nmetadata: {name: running, namespace: parity-read}\n';
const plain = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain, namespace: parity-read}\n';

const files = {
  'pod.yaml': running,
  'both.yaml': `${running}---\n${plain}`,
  'dir/pod.yaml': running,
  'dir/deep/plain.yaml': plain,
  'built/kustomization.yaml': 'resources: [plain.yaml]\n',
  'built/plain.yaml': plain,
};

const fromFiles: readonly string[] = [
  'describe -f pod.yaml',
  'describe -f pod.yaml --show-events=false',
  'describe -f both.yaml',
  'describe -f dir',
  'describe -f dir -R',
  'describe -k built',
  'describe -f pod.yaml -n other',
];

/** Objects that say more than the shared ones. */
const POLICY = 'describe/policy.yaml';

const policies: readonly string[] = [
  inOwn('hpa plain'),
  inOwn('hpa tuned'),
  inOwn('hpa'),
  inOwn('hpa.v1.autoscaling plain'),
  inOwn('pdb most'),
  inOwn('pdb'),
  inOwn('resourcequotas'),
  inOwn('quota scoped'),
  inOwn('serviceaccount missing'),
  inOwn('networkpolicies'),
  inOwn('networkpolicy much'),
  inOwn('ingress much'),
  inOwn('service balanced'),
  inOwn('service by-hand'),
  inOwn('endpointslices by-hand empty'),
  inOwn('endpoints classic'),
  inOwn('pvc old'),
  inOwn('csistoragecapacity room'),
  inOwn('resourceclaim device'),
  inOwn('resourceclaimtemplate device'),
  inOwn('controllerrevision words'),
  inOwn('configmap noted'),
  inOwn('pod waits'),
  inOwn('statefulset none'),
  'describe namespace parity-describe-bare',
  'describe priorityclass parity-d-low',
  'describe clusterrole parity-d-mixed',
  'describe ingressclass parity-d-class',
  'describe storageclass parity-d-class',
  'describe storageclass parity-d',
  'describe volumeattributesclass parity-d-gold',
  'describe csinode parity-d-node',
  'describe deviceclass parity-d-device',
];

/** Limits are listed in no order. */
const unordered: readonly string[] = [inOwn('limitrange all'), 'describe ns parity-describe'];

const describeCase = (line: string, more: Partial<ParityCase> = {}): ParityCase => ({
  name: line,
  covers: 'describe',
  line,
  mask,
  ...more,
});

/** What is read of the shared namespaces and of a namespace of objects that nothing runs for. */
export const reading: readonly ParityCase[] = [
  // Events at about the same time stand in the order of the moment.
  ...pods.map((name) => describeCase(inRead(`pod ${name}`), { unordered: true })),
  ...kinds.map((kind) => describeCase(inRead(kind))),
  ...clusterKinds.map((kind) => describeCase(`describe ${kind}`)),
  ...choices.map((line) => describeCase(line)),
  ...fromFiles.map((line) => describeCase(line, { files })),
  ...policies.map((line) => describeCase(line, { setup: [POLICY] })),
  ...unordered.map((line) => describeCase(line, { setup: [POLICY], unordered: true })),
  describeCase(inOwn('rc vols'), { setup: ['describe/volumes.yaml'] }),
  describeCase('describe pv parity-d-', { setup: ['describe/persistent-volumes.yaml'] }),
  describeCase('describe pv parity-d-local', { setup: ['describe/persistent-volumes.yaml'] }),
  describeCase('describe pod knows-itself -n parity-describe-bare', {
    setup: ['describe/environment.yaml'],
  }),
];

/** What an autoscaler has measured. */
const measured = {
  currentReplicas: 2,
  desiredReplicas: 3,
  conditions: [
    {
      type: 'AbleToScale',
      status: 'True',
      lastTransitionTime: '2026-01-01T00:00:00Z',
      reason: 'R',
      message: 'm x',
    },
  ],
  currentMetrics: [
    {
      type: 'Resource',
      resource: { name: 'cpu', current: { averageUtilization: 40, averageValue: '100m' } },
    },
    { type: 'Resource', resource: { name: 'memory', current: { averageValue: '50' } } },
    { type: 'Pods', pods: { metric: { name: 'reqs' }, current: { averageValue: '5' } } },
  ],
};
const patch = JSON.stringify({ status: measured });

/** Events that happened often and those of new clients. */
const events = `apiVersion: v1
kind: ConfigMap
metadata: {name: told, namespace: '{ns}'}
---
apiVersion: v1
kind: Event
metadata: {name: often}
involvedObject: {apiVersion: v1, kind: ConfigMap, name: told, namespace: '{ns}'}
type: Warning
reason: Often
message: "  padded  "
count: 4
firstTimestamp: "2026-01-01T00:00:00Z"
lastTimestamp: "2026-01-02T00:00:00Z"
source: {component: c, host: h}
---
apiVersion: v1
kind: Event
metadata: {name: once}
involvedObject: {apiVersion: v1, kind: ConfigMap, name: told, namespace: '{ns}', fieldPath: 'data{x}'}
type: Normal
reason: Once
message: "tab\\there\\nline"
firstTimestamp: "2026-01-01T00:00:00Z"
lastTimestamp: "2026-01-01T00:00:00Z"
---
apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: series}
eventTime: "2026-01-04T00:00:00.000000Z"
regarding: {apiVersion: v1, kind: ConfigMap, name: told, namespace: '{ns}'}
type: Normal
reason: Repeated
action: Repeat
note: A new-style event
reportingController: example.com/parity
reportingInstance: parity-1
series: {count: 7, lastObservedTime: "2026-01-05T00:00:00.000000Z"}
`;

/** Requests for certificates: by name alone, with all of a subject, and one with two values in a part. */
const requestsByName: Readonly<Record<string, string>> = {
  bob: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlISk1IQUNBUUF3RGpFTU1Bb0dBMVVFQXd3RFltOWlNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRApRZ0FFb2NNVXJkM1V2OXZZQzVVNE1qQlh2L0NKYnU5NEdTbHpQODNPOXFuM3FSbE1oZTNtQlFybU1ja09OZ0JoCncvd3Q0MHhaVEY4NlUzSkI0dHdIaHJBNTdhQUFNQW9HQ0NxR1NNNDlCQU1DQTBrQU1FWUNJUUN5WDg4ZnY1bmEKYWhOUXRnU1AvVkxhemsxS2wwNkFzN0dYSHlmdVFBa3ZGd0loQU9GMGNGQndaTzZJR1VyM1Mzd3NydWZTOXRLLwpjRXNLQXNGTGtldXZXSTQvCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=',
  full: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlJQ05UQ0NBZHNDQVFBd2dkZ3hDekFKQmdOVkJBWVRBa1JGTVFzd0NRWURWUVFHRXdKR1VqRVBNQTBHQTFVRQpDQXdHUW1WeWJHbHVNUTR3REFZRFZRUUhEQVZOYVhSMFpURVFNQTRHQTFVRUNRd0hVMjl0WlNCVGRERU9NQXdHCkExVUVFUXdGTVRBeE1UVXhGekFWQmdOVkJBb01Ebk41YzNSbGJUcHRZWE4wWlhKek1RNHdEQVlEVlFRS0RBVnYKZEdobGNqRU5NQXNHQTFVRUN3d0VkVzVwZERFT01Bd0dBMVVFQ3d3RmRXNXBkREl4RGpBTUJnTlZCQU1NQldGcwphV05sTVFzd0NRWURWUVFGRXdJM056RVVNQklHQ1NxR1NJYjNEUUVKQVJZRmVFQjVMbm93V1RBVEJnY3Foa2pPClBRSUJCZ2dxaGtqT1BRTUJCd05DQUFTaHd4U3QzZFMvMjlnTGxUZ3lNRmUvOElsdTczZ1pLWE0vemM3MnFmZXAKR1V5RjdlWUZDdVl4eVE0MkFHSEQvQzNqVEZsTVh6cFRja0hpM0FlR3NEbnRvSUdmTUlHY0Jna3Foa2lHOXcwQgpDUTR4Z1k0d2dZc3dmQVlEVlIwUkJIVXdjNElOWVM1bGVHRnRjR3hsTG1OdmJZSU5ZaTVsZUdGdGNHeGxMbU52CmJZY0VDZ0FBQVljUUFBQUFBQUFBQUFBQUFBQUFBQUFBQVlFT2JXVkFaWGhoYlhCc1pTNWpiMjJCQldKQVl5NWsKaGd4emNHbG1abVU2THk5NEwzbUdGbWgwZEhCek9pOHZlaTVsZUdGdGNHeGxMbU52YlM4d0N3WURWUjBQQkFRRApBZ2VBTUFvR0NDcUdTTTQ5QkFNQ0EwZ0FNRVVDSVFEUmMzQjRBaklISG8wOVljODEyZC9OUjMzSDNTNmhjdWltCi9ia3QzUXB5OUFJZ1pqZTVkaXBtc2wzNTVRZVBZMHJGL040eExFeXVsQWcxcnRIZ1lObHVneGM9Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=',
  multi:
    'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlINk1JR2dBZ0VBTUQ0eENqQUlCZ05WQkFNTUFXRXhDakFJQmdOVkJBTU1BV0l4Q2pBSUJnTlZCQVVUQVRFeApHREFJQmdOVkJBVVRBVEl3REFZRFZRUUtEQVZ0ZFd4MGFUQlpNQk1HQnlxR1NNNDlBZ0VHQ0NxR1NNNDlBd0VICkEwSUFCS0hERkszZDFML2IyQXVWT0RJd1Y3L3dpVzd2ZUJrcGN6L056dmFwOTZrWlRJWHQ1Z1VLNWpISkRqWUEKWWNQOExlTk1XVXhmT2xOeVFlTGNCNGF3T2UyZ0FEQUtCZ2dxaGtqT1BRUURBZ05KQURCR0FpRUE2alc0enlIcAo4YXBIWHZzUWVTemlFeTJ5SmNtVWZqY3poNFBoOGFjWHdrQUNJUURSNFlRMWY4aW4zQkpEanRwRVFMcWJPYjA4Ck00cFlEU3ZqRzd6UTZMWUZjdz09Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=',
  utf: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIYU1JR0JBZ0VBTUI4eEVEQU9CZ05WQkFNTUIwckR2SEpuWlc0eEN6QUpCZ05WQkFvTUFzT0VNRmt3RXdZSApLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFb2NNVXJkM1V2OXZZQzVVNE1qQlh2L0NKYnU5NEdTbHpQODNPCjlxbjNxUmxNaGUzbUJRcm1NY2tPTmdCaHcvd3Q0MHhaVEY4NlUzSkI0dHdIaHJBNTdhQUFNQW9HQ0NxR1NNNDkKQkFNQ0EwZ0FNRVVDSUNPa1dCYXJVUHNVS2RYRWR4TlR5NEw4QTVhM2RrRVFiNmNXNTlBVGJxcExBaUVBODhILwpVZHJzYUdlZnJJRDZVNEFSYzdzY09iMVFKUzR2V2Jibzl1aGYrQU09Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=',
  empty:
    'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlHNk1HSUNBUUF3QURCWk1CTUdCeXFHU000OUFnRUdDQ3FHU000OUF3RUhBMElBQktIREZLM2QxTC9iMkF1VgpPREl3Vjcvd2lXN3ZlQmtwY3ovTnp2YXA5NmtaVElYdDVnVUs1akhKRGpZQVljUDhMZU5NV1V4Zk9sTnlRZUxjCkI0YXdPZTJnQURBS0JnZ3Foa2pPUFFRREFnTklBREJGQWlCQ2JPdFFGR0FVc0s0a3p5T0hDUjNqVVIxVSt3c2sKTEhYa1JxZUR0K3pQdmdJaEFMTEZhT0s0eTVZYTJiaVRlMkk3UW4vWGVQMktWV1Z0NUFUSVVSdU8zMVJqCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=',
};

const signing = (name: string, request: string): string =>
  `apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: '{ns}-${name}', labels: {x: "y", a: b}, annotations: {c: d, a: b}}
spec: {request: ${request}, signerName: example.com/${name}, usages: [client auth]${name === 'full' ? ', expirationSeconds: 7200' : ''}}
`;

/** What depends on a state of its own. */
export const changing: readonly ParityCase[] = [
  describeCase('describe hpa h2 -n {ns}', {
    mutates: true,
    setup: [
      `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h2}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: none2}
  maxReplicas: 5
  metrics:
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
  - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 100Mi}}}
  - {type: Pods, pods: {metric: {name: reqs}, target: {type: AverageValue, averageValue: "10"}}}
`,
    ],
    settle: [`patch hpa h2 -n {ns} --subresource=status --type=merge -p '${patch}'`],
    mask: [AGE, 'time'],
  }),
  ...['configmap told', 'configmap told --show-events=false', 'configmaps --show-events'].map(
    (rest) => describeCase(`describe ${rest} -n {ns}`, { mutates: true, setup: [events] }),
  ),
  ...Object.entries(requestsByName).map(([name, request]) =>
    describeCase(`describe csr {ns}-${name}`, {
      mutates: true,
      setup: [signing(name, request)],
      mask: [AGE, 'time'],
    }),
  ),
  describeCase('describe csr {ns}-', {
    mutates: true,
    setup: Object.entries(requestsByName).map(([name, request]) => signing(name, request)),
    settle: ['certificate approve {ns}-bob', 'certificate deny {ns}-multi'],
    mask: [AGE, 'time'],
  }),
  describeCase('describe pod bound -n {ns}', {
    mutates: true,
    setup: [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: bound, finalizers: [example.com/keep]}\nspec: {schedulerName: none, containers: [{name: a, image: b}]}\n',
    ],
    settle: ['delete pod bound -n {ns} --wait=false'],
    followUp: [`patch pod bound -n {ns} -p '{"metadata":{"finalizers":null}}' -o name`],
    mask: [AGE, 'time', /kube-api-access-\w{5}/, /lasts \w+/],
  }),
];

const missing = (name: string): string => running.replace('running', name);
const unknown = (apiVersion: string): string =>
  `apiVersion: ${apiVersion}\nkind: Unknown\nmetadata: {name: x}\n`;

const wrongFiles = {
  'pod.yaml': running.replace('}', ', labels: {a: b}}'),
  'plain.yaml': plain,
  'missing.yaml': missing('missing'),
  'gone.yaml': missing('gone'),
  'one-missing.yaml': `${running}---\n${missing('missing')}`,
  'list.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${plain.trimEnd().replaceAll('\n', '\n  ')}\n- ${missing('missing').trimEnd().replaceAll('\n', '\n  ')}\n`,
  'elsewhere.yaml': running.replace('parity-read', 'parity-nowhere'),
  'nameless.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {namespace: parity-read}\n',
  'versionless.yaml': 'kind: Unknown\n',
  'unknown.yaml': unknown('v1'),
  'other-group.yaml': unknown('example.com/v1'),
  'broken.yaml': 'a: [',
  'dir/pod.yaml': running,
  'dir/missing.yaml': missing('missing'),
};

/** Manifests only name what is described; what they are wrong in is told before what the server has not. */
export const manifests: readonly ParityCase[] = [
  'describe -f pod.yaml -l a=b',
  'describe -f plain.yaml -l a=b',
  'describe -f pod.yaml -f plain.yaml -l "a in (b)"',
  'describe -f plain.yaml -l "a in b"',
  'describe -f missing.yaml',
  'describe -f missing.yaml -f gone.yaml -f missing.yaml',
  'describe -f plain.yaml -f missing.yaml',
  'describe -f missing.yaml -f pod.yaml',
  'describe -f missing.yaml -f plain.yaml --show-events',
  'describe -f one-missing.yaml',
  'describe -f dir',
  'describe -f list.yaml',
  'describe -f elsewhere.yaml',
  'describe -f elsewhere.yaml -n parity-read',
  'describe -f elsewhere.yaml -f plain.yaml -n parity-read',
  'describe -f elsewhere.yaml -f unknown.yaml -n parity-read',
  'describe -f nameless.yaml',
  'describe -f versionless.yaml',
  'describe -f unknown.yaml',
  'describe -f other-group.yaml',
  'describe -f unknown.yaml -f other-group.yaml',
  'describe -f plain.yaml -f unknown.yaml',
  'describe -f missing.yaml -f unknown.yaml',
  'describe -f missing.yaml -f unknown.yaml -f other-group.yaml',
  'describe -f broken.yaml',
  'describe -f plain.yaml -f broken.yaml',
  'describe -k nowhere',
  'describe pods running missing -n parity-read',
  'describe pod/running pod/missing -n parity-read',
  'get -f versionless.yaml',
].map((line) => describeCase(line, { name: `manifests: ${line}`, files: wrongFiles }));

const answer = (on: RegExp, object: object): Fault => ({ on, answer: { object } });
const slice = (driver: string, pool: string, devices: number): object => ({
  metadata: { name: `${driver}-${pool}-${devices}` },
  spec: {
    driver,
    pool: { name: pool },
    devices: Array.from({ length: devices }, (_, index) => ({ name: `d${index}` })),
  },
});
/** A node without pods or a kubelet. */
const bareNode: readonly Fault[] = [
  answer(/^GET \/api\/v1\/nodes\/bare$/, {
    kind: 'Node',
    apiVersion: 'v1',
    metadata: { name: 'bare' },
    spec: { podCIDR: '10.1.0.0/24' },
    status: { capacity: { cpu: '1' } },
  }),
  answer(/^GET \/api\/v1\/pods/, { kind: 'PodList', apiVersion: 'v1', items: [] }),
];
const slices = (...items: readonly object[]): Fault =>
  answer(/\/resourceslices\?/, {
    kind: 'ResourceSliceList',
    apiVersion: 'resource.k8s.io/v1',
    metadata: {},
    items,
  });

export const devices: readonly ParityCase[] = Object.entries({
  'no slices': slices(),
  'slices of several pools': slices(
    slice('net.example.com', 'q', 0),
    slice('gpu.example.com', 'long-name-of-a-pool', 3),
    slice('net.example.com', 'a', 1),
    slice('gpu.example.com', 'long-name-of-a-pool', 2),
    slice('', '', 0),
  ),
  'slices refused': {
    on: /\/resourceslices\?/,
    answer: { code: 403, reason: 'Forbidden', message: 'slices are forbidden' },
  } satisfies Fault,
}).map(([name, fault]) =>
  describeCase('describe node bare --show-events=false', {
    name: `a node's devices: ${name}`,
    faults: [fault, ...bareNode],
  }),
);

const oldAutoscaler = (more: object, status: object = {}): Fault =>
  answer(/^GET \/apis\/autoscaling\/v1\/.*\/horizontalpodautoscalers\/web$/, {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v1',
    metadata: { name: 'web', namespace: 'parity-read', labels: { a: 'b' } },
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 9, ...more },
    status: { currentReplicas: 3, desiredReplicas: 4, ...status },
  });

/** A server that does not give the version that is read otherwise. */
export const older: readonly ParityCase[] = [
  oldAutoscaler({}),
  oldAutoscaler(
    { minReplicas: 2, targetCPUUtilizationPercentage: 50 },
    { currentCPUUtilizationPercentage: 77, lastScaleTime: '2026-01-02T00:00:00Z' },
  ),
  oldAutoscaler({ targetCPUUtilizationPercentage: 50 }),
].map((fault, index) =>
  describeCase(
    'describe horizontalpodautoscalers.v1.autoscaling web -n parity-read --show-events=false',
    {
      name: `an autoscaler of autoscaling/v1: ${index + 1}`,
      faults: [
        {
          on: /^GET \/apis\/autoscaling\/v2\//,
          answer: { code: 404, reason: 'NotFound', message: 'not found' },
        },
        fault,
      ],
    },
  ),
);
