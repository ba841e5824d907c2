import type { ParityCase } from '../case.ts';

const TWO = `apiVersion: v1
kind: ConfigMap
metadata: {name: plain}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: nope}
`;
const ONE = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: nope}\n';
const files = { 'two.yaml': TWO, 'one.yaml': ONE };
const N = '-n parity-read';
const CM = `wait cm/plain ${N}`;

/** What is there does not change: conditions are met at once, or never. */
const lines: readonly string[] = [
  'wait',
  'wait --for=delete',
  CM,
  `${CM} --for=`,
  `${CM} --for=bogus`,
  `${CM} --for=condition`,
  `${CM} --for=condition= --timeout=0`,
  `${CM} --for=Condition=Ready`,
  `${CM} --for=jsonpath`,
  `${CM} --for=jsonpath=`,
  `${CM} --for=jsonpath={}`,
  `${CM} --for=jsonpath={.a}=`,
  `${CM} --for=jsonpath={.a}=''`,
  `${CM} --for=jsonpath={.a`,
  `${CM} --for=jsonpath={.a}b`,
  `${CM} --for=jsonpath={.a}{.b}=c`,
  `${CM} --for=jsonpath={.a}==b`,
  `${CM} --for=jsonpath={.a}=b=c`,
  `${CM} --for=jsonpath={.a[}=b`,
  `${CM} --for=jsonpath={.metadata.name}`,
  `${CM} --for=jsonpath={.metadata.name} --timeout=0`,
  `${CM} --for=jsonpath={.metadata.name}=plain`,
  `${CM} --for=jsonpath=.metadata.name=plain`,
  `${CM} --for=jsonpath=metadata.name=plain --timeout=0`,
  `${CM} --for=jsonpath={.metadata.name}="plain"`,
  `${CM} --for=jsonpath={.metadata.name}=other --timeout=0`,
  `${CM} --for=jsonpath={.metadata.name}=other --timeout=1s`,
  `${CM} --for=jsonpath={.metadata.nope} --timeout=0`,
  `${CM} --for=jsonpath={.metadata.nope} --timeout=1s`,
  `${CM} --for=jsonpath={.metadata} --timeout=0`,
  `${CM} --for=jsonpath={.metadata}=x --timeout=0`,
  `${CM} --for=jsonpath={.metadata}=x`,
  `${CM} --for=jsonpath={.metadata['name','namespace']}=x --timeout=0`,
  `${CM} --for=jsonpath={.data.*} --timeout=0`,
  `${CM} --for=condition=Ready --timeout=0`,
  `${CM} --for=condition=Ready --timeout=1s`,
  `${CM} --for=delete --timeout=0`,
  `${CM} --for=delete --timeout=1s`,
  `${CM} --for=DELETE --timeout=0`,
  `${CM} --for=create`,
  `${CM} --for=Create --timeout=0`,
  `${CM} --for=create --timeout=-1s`,
  `${CM} --for=create -o name`,
  `${CM} --for=create -o json`,
  `${CM} --for=create -o yaml --show-managed-fields`,
  `${CM} --for=create -o jsonpath={.metadata.name}`,
  `${CM} --for=create --template={{.metadata.name}}`,
  `${CM} --for=create -o wide`,
  `${CM} --for=create -o jsonpath={.x} --allow-missing-template-keys=false`,
  `${CM} --for=jsonpath={.kind}=ConfigMap -o json`,
  `${CM} --for=create --for=jsonpath={.kind}=ConfigMap`,
  `${CM} --for=jsonpath={.kind}=ConfigMap --for=create --for=delete --timeout=0`,
  `${CM} --for=jsonpath={.kind}=ConfigMap --for=jsonpath={.metadata.name}=plain`,
  `${CM} --for=jsonpath={.kind}=X --for=jsonpath={.metadata.name}=plain --timeout=0`,
  `${CM} --for=create --timeout=x`,
  `${CM} --for=create --local`,
  `wait cm plain awkward ${N} --for=jsonpath={.kind}=ConfigMap --for=jsonpath={.metadata.name}=plain --timeout=0`,
  `wait cm plain awkward ${N} --for=delete --timeout=0`,
  `wait cm plain awkward ${N} --for=delete --timeout=1s`,
  `wait cm plain awkward ${N} --for=condition=Ready --timeout=1s`,
  `wait cm plain nope awkward ${N} --for=create --timeout=0`,
  `wait cm plain nope awkward ${N} --for=jsonpath={.kind}=ConfigMap`,
  `wait cm plain nope ${N} --for=delete --timeout=0`,
  `wait cm nope ${N} --for=delete`,
  `wait cm/nope svc/nope ${N} --for=delete`,
  `wait cm nope ${N} --for=create --timeout=1s`,
  `wait cm nope ${N} --for=create --timeout=0`,
  `wait cm nope ${N} --for=condition=Ready`,
  `wait cm nope ${N} --for=delete --for=jsonpath={.a}=b`,
  'wait cm nope -n parity-nothing --for=create --timeout=0',
  'wait cm nope -n parity-nothing --for=delete',
  'wait cm nope other -n parity-nothing --for=create --timeout=1s',
  `wait cm ${N} --for=delete`,
  `wait cm --all ${N} --for=jsonpath={.kind}=ConfigMap`,
  `wait cm --all ${N} --for=delete --timeout=0`,
  `wait cm,secret --all ${N} --for=create -o name`,
  `wait svc -l app=web ${N} --for=jsonpath={.kind}=Service`,
  'wait svc -l app=web -A --for=jsonpath={.kind}=Service -o name',
  `wait svc -l nope=nope ${N} --for=jsonpath={.kind}=Service`,
  `wait svc -l nope=nope ${N} --for=delete`,
  `wait svc -l nope=nope ${N} --for=create --timeout=1s`,
  `wait svc --all -l nope=nope ${N} --for=create --timeout=0`,
  `wait svc --field-selector metadata.name=web ${N} --for=create`,
  'wait svc web -A --for=create',
  'wait nosuchtype/x --for=delete',
  'wait nosuchtype/x --for=create',
  'wait ns/parity-read ns/nope --for=jsonpath={.status.phase}=Active',
  'wait nodes --all --for=condition=Ready',
  'wait nodes --all --for=condition=ready=TRUE --timeout=0',
  'wait nodes --all --for=condition=Ready=False --timeout=1s',
  `wait nodes --all --for=jsonpath='{.status.conditions[?(@.type=="Ready")].status}'=True`,
  'wait nodes --all --for=jsonpath={.status.conditions[*].status}=True --timeout=0',
  `wait deployments.apps --all ${N} --for=condition=Available`,
  `wait deployments.apps --all ${N} --for=condition=Available -o jsonpath={.metadata.name}`,
  `wait deployments.apps --all ${N} --for=jsonpath={.spec.replicas}=1 --timeout=0`,
  `wait -f two.yaml ${N} --for=jsonpath={.kind}=ConfigMap`,
  `wait -f two.yaml ${N} --for=delete --timeout=0`,
  `wait -f one.yaml ${N} --for=create --timeout=1s`,
  `wait -f one.yaml ${N} --for=delete`,
  `wait -f two.yaml ${N} --for=create --timeout=0`,
  `wait -f two.yaml cm/plain ${N} --for=create`,
  'wait -f missing.yaml --for=create',
  'wait -f missing.yaml --for=delete',
];

export const waits: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'wait',
  line,
  files,
  timeout: 20,
  // A watch that the reference ends itself is a warning to it.
  ignoreLines: /^[IW]\d{4} .*reflector\.go/,
}));

const KEPT = `apiVersion: v1
kind: ConfigMap
metadata: {name: kept, finalizers: [kubist.example/keep]}
`;
const POD = `apiVersion: v1
kind: Pod
metadata: {name: runs}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: c, image: 'localhost/busybox:1', imagePullPolicy: IfNotPresent, command: [sleep, '60']}
`;

/** Waits during which something happens. */
export const changes: readonly ParityCase[] = [
  ['wait pod/runs -n {ns} --for=condition=Ready', POD],
  ['wait pod runs -n {ns} --for=create --for=jsonpath={.status.phase}=Running', POD],
  ['wait pod --all -n {ns} --for=condition=Ready -o name', POD],
  ['wait cm/kept -n {ns} --for=delete --timeout=1s', KEPT],
].map(([line, manifest]) => ({
  name: line as string,
  covers: 'wait',
  line: line as string,
  mutates: true,
  setup: [manifest as string],
}));
