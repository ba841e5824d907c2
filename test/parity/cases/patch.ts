import type { ParityCase } from '../case.ts';

const files = {
  'cm.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain, labels: {app: q}}\ndata: {k: v}\n',
  'pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: x, ports: [{containerPort: 1}]}, {name: b, image: y}]}\n',
  'odd.yaml': 'apiVersion: nope.example/v1\nkind: Odd\nmetadata: {name: odd}\nspec: {l: [1]}\n',
  'p.json': '{"data":{"f":"file"}}',
  'p.yaml': 'data:\n  a: yaml\n',
  'empty.yaml': '',
};
const CM = 'patch cm plain -n parity-read --dry-run=server';
const HERE = 'patch cm plain -n parity-read --dry-run=client';
const LOCAL = 'patch -f cm.yaml --local';
const POD = 'patch -f pod.yaml --local -o yaml';

/** Patches that change nothing for good. */
const lines: readonly string[] = [
  'patch',
  'patch cm plain',
  `patch -p '{}'`,
  `patch cm -p '{}'`,
  `patch --local -p '{}'`,
  `patch cm plain --local -p '{}'`,
  `patch -f cm.yaml --local --dry-run=server -p '{}'`,
  `patch cm plain -p '{}' --patch-file p.json`,
  `patch cm plain --patch-file nofile`,
  `patch cm plain --type=bogus -p '{}'`,
  `patch cm plain -p '{}' --dry-run=bogus`,
  `patch cm nope -p '{}' -n parity-read`,
  `patch cm nope -p '{}' -n parity-nothing`,
  `patch nosuchtype x -p '{}'`,
  `${CM} -p '{"data":{"a":"b"}}'`,
  `${CM} -p '{}'`,
  `${CM} -p null`,
  `${CM} -p 'data: {a: e}'`,
  `${CM} -p 'a: b: c'`,
  `${CM} -p text`,
  `${CM} -p '{not: [yaml'`,
  `${CM} -p '{"data":{"a":1}}'`,
  `${CM} -p '{"bogus":1}'`,
  `${CM} -p '{"metadata":{"name":"x"}}'`,
  `${CM} --patch-file p.json`,
  `${CM} --patch-file p.yaml`,
  `${CM} -p '{"data":{"a":"b"}}' -o yaml`,
  `${CM} -p '{"data":{"a":"b"}}' -o json`,
  `${CM} -p '{"data":{"a":"b"}}' -o name`,
  `${CM} -p '{"data":{"a":"b"}}' -o jsonpath={.data.a}`,
  `${CM} -p '{"data":{"a":"b"}}' --template={{.data.a}}`,
  `${CM} -p '{"data":{"a":"b"}}' --field-manager=me -o json --show-managed-fields`,
  `${CM} --type=merge -p '{"data":{"a":"b"}}'`,
  `${CM} --type=MERGE -p '{"data":null}'`,
  `${CM} --type=merge -p '[]'`,
  `${CM} --type=json -p '[{"op":"add","path":"/metadata/labels","value":{"a":"b"}}]'`,
  `${CM} --type=json -p '[{"op":"test","path":"/data/j","value":"2"}]'`,
  `${CM} --type=json -p '{"a":1}'`,
  `${CM} --subresource=nope --type=merge -p '{}'`,
  `patch cm plain nope awkward -n parity-read --dry-run=server -p '{"data":{"a":"b"}}'`,
  `patch cm/plain secret/nope -n parity-read --dry-run=server -p '{"metadata":{"labels":{"a":"b"}}}'`,
  `patch deployments.apps web -n parity-read --dry-run=server --subresource=scale --type=merge -p '{"spec":{"replicas":7}}'`,
  `patch deployments.apps web -n parity-read --dry-run=server --subresource=scale --type=merge -p '{}' -o name`,
  `patch -f cm.yaml -n parity-read --dry-run=server -p '{"data":{"a":"b"}}'`,
  `patch -f cm.yaml -n parity-read --dry-run=client -p '{"data":{"a":"b"}}' -o yaml`,
  `patch -f empty.yaml -p '{}'`,
  `patch -f missing.yaml -p '{}'`,
  `patch -f odd.yaml -p '{}'`,
  `patch clusterrole/view --dry-run=server -p '{"metadata":{"labels":{"a":null}}}'`,
  `${HERE} -p '{"data":{"a":"b"}}'`,
  `${HERE} -p '{"data":{"a":"b"}}' -o yaml`,
  `${HERE} -p '{}'`,
  `${HERE} -p null`,
  `${HERE} -p text`,
  `${HERE} -p '[]'`,
  `${HERE} -p '{"data":{"a":1}}'`,
  `${HERE} -p '{"bogus":1}'`,
  `${HERE} -p '{"metadata":{"name":"x"}}'`,
  `${HERE} -p '{"kind":null}'`,
  `${HERE} --type=merge -p '[]'`,
  `${HERE} --type=merge -p text`,
  `${HERE} --type=json -p '[]'`,
  `${HERE} --type=json -p '{"a":1}'`,
  `${HERE} --type=json -p '[{"op":"remove","path":"/data/zz"}]'`,
  `${HERE} --type=json -p '[{"op":"add","path":"/data/zz","value":"1"}]' -o json`,
  `${LOCAL} -p '{"data":{"a":"zz"}}'`,
  `${LOCAL} -p '{"data":{"k":"v"}}'`,
  `${LOCAL} -p '{"data":{"k":"v"}}' -n other -o json`,
  `${LOCAL} -p '{"data":{"k":null}}' -o yaml`,
  `${LOCAL} -p '{"data":{"k":"w"}}' -o name`,
  `${LOCAL} --dry-run=client -p '{"data":{"k":"w"}}'`,
  `${POD} -p '{"spec":{"containers":[{"name":"b","image":"z"}]}}'`,
  `${POD} -p '{"spec":{"containers":[{"name":"b","$patch":"delete"}]}}'`,
  `${POD} -p '{"spec":{"containers":[{"name":"c","image":"z"}],"$setElementOrder/containers":[{"name":"c"},{"name":"a"},{"name":"b"}]}}'`,
  `${POD} --type=merge -p '{"spec":{"containers":[{"name":"b","image":"z"}]}}'`,
  `${POD} --type=json -p '[{"op":"replace","path":"/spec/containers/0/image","value":"z"}]'`,
  `patch -f odd.yaml --local -p '{"spec":{"x":1}}' -o yaml`,
  `patch -f odd.yaml --local --type=merge -p '{"spec":{"x":1}}' -o yaml`,
  `patch -f odd.yaml --local --type=json -p '[{"op":"add","path":"/spec/l/-","value":4}]' -o yaml`,
];

export const patches: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'patch',
  line,
  files,
  requests: true,
  mask: ['time'],
}));

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: 'localhost/busybox:1'}]}
`;
const WEB = 'patch deployments.apps web -n {ns}';

/** Patches that are kept. */
export const kept: readonly ParityCase[] = [
  `${WEB} -p '{"spec":{"template":{"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"b"}]}]}}}}'`,
  `${WEB} --type=merge -p '{"spec":{"paused":true}}'`,
  `${WEB} --type=json -p '[{"op":"add","path":"/spec/paused","value":true}]'`,
  `${WEB} -p '{"spec":{"replicas":"x"}}'`,
  `${WEB} -p '{"spec":{"replicas":0}}'`,
  `${WEB} --field-manager=me -p 'metadata: {labels: {a: b}}'`,
].map((line) => ({
  name: `kept: ${line}`,
  covers: 'patch',
  line,
  mutates: true,
  setup: [DEPLOYMENT],
  requests: true,
  followUp: ['get deployments.apps web -n {ns} -o jsonpath={.spec}{.metadata.labels}'],
}));
