import type { ParityCase } from '../case.ts';

const TWO = `apiVersion: v1
kind: ConfigMap
metadata: {name: plain}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: nope}
`;
const files = { 'two.yaml': TWO, 'empty.yaml': '', 'body.json': '{"dryRun":["All"]}' };
const N = '-n parity-read';

/** Nothing goes by these: dry runs, mistakes and what is not there. */
const lines: readonly string[] = [
  'delete',
  'delete cm',
  `delete cm ${N} --dry-run=client`,
  `delete cm plain ${N} --dry-run=client`,
  `delete cm plain ${N} --dry-run=server`,
  `delete cm plain ${N} --dry-run=server -o name`,
  `delete cm plain ${N} --dry-run=client -o name`,
  `delete cm plain ${N} --dry-run`,
  `delete cm plain ${N} --dry-run=true`,
  `delete cm plain ${N} --dry-run=bogus`,
  `delete cm plain ${N} -o json`,
  `delete cm plain ${N} -o NAME --dry-run=client`,
  `delete cm/plain cm/awkward secret/opaque ${N} --dry-run=server`,
  `delete cm,secret plain opaque ${N} --dry-run=server`,
  `delete cm plain nope awkward ${N} --dry-run=server`,
  `delete cm nope ${N}`,
  `delete cm nope other ${N}`,
  `delete cm nope ${N} --ignore-not-found`,
  `delete cm nope plain ${N} --ignore-not-found --dry-run=server`,
  'delete cm nope -n parity-nothing',
  `delete cm --all ${N} --dry-run=client`,
  `delete cm,secret --all ${N} --dry-run=server -o name`,
  `delete cm --all ${N} -l a=b`,
  `delete cm --all ${N} --field-selector metadata.name=plain`,
  `delete cm plain --all ${N}`,
  `delete cm/plain --all ${N}`,
  'delete --all',
  'delete -l a=b',
  `delete svc -l app=web ${N} --dry-run=server`,
  'delete svc -l app=web -A --dry-run=server',
  `delete svc -l nope=nope ${N}`,
  'delete svc -l nope=nope -A -o name',
  `delete svc -l nope=nope ${N} --ignore-not-found=false`,
  `delete svc -l '=bad' ${N}`,
  `delete cm --field-selector metadata.name=plain ${N} --dry-run=server`,
  `delete cm --field-selector nope=plain ${N} --dry-run=server`,
  'delete cm plain -A',
  'delete nosuchtype x',
  'delete nosuchtype --all',
  'delete svc web nope -n parity-read --dry-run=server',
  `delete deployments.apps --all ${N} --dry-run=client`,
  `delete all -l nope=nope ${N}`,
  'delete ns parity-read --dry-run=server',
  'delete ns parity-read -n parity-read --dry-run=server',
  'delete ns,cm parity-read -n parity-read --dry-run=client',
  'delete clusterrole view edit -n default --dry-run=client',
  'delete clusterrole nonesuch -n default',
  'delete clusterrole nonesuch -A',
  `delete cm plain ${N} --cascade --dry-run=server`,
  `delete cm plain ${N} --cascade=true --dry-run=server`,
  `delete cm plain ${N} --cascade=false --dry-run=server`,
  `delete cm plain ${N} --cascade=orphan --dry-run=server`,
  `delete cm plain ${N} --cascade=foreground --dry-run=server`,
  `delete cm plain ${N} --cascade=Orphan --dry-run=server`,
  `delete cm plain ${N} --now --dry-run=server`,
  `delete cm plain ${N} --now --grace-period=3`,
  `delete cm plain ${N} --now --force`,
  `delete cm plain ${N} --force --grace-period=3`,
  `delete cm plain ${N} --force --dry-run=server`,
  `delete cm plain ${N} --force --grace-period=0 --dry-run=server`,
  `delete cm plain ${N} --force --dry-run=client -o name`,
  `delete cm plain ${N} --grace-period=0 --dry-run=server`,
  `delete cm plain ${N} --grace-period=30 --dry-run=server`,
  `delete cm plain ${N} --grace-period=x`,
  `delete cm plain ${N} --timeout=x`,
  `delete cm plain ${N} --wait=maybe`,
  'delete --force',
  'delete -o json',
  `delete -f two.yaml ${N}1`,
  `delete -f two.yaml ${N} --dry-run=server`,
  `delete -f two.yaml ${N} --dry-run=server --ignore-not-found`,
  `delete -f two.yaml ${N} --dry-run=client -o name`,
  `delete -f two.yaml ${N} --dry-run=server -l a=b`,
  `delete -f two.yaml cm ${N}`,
  `delete -f two.yaml cm/plain ${N}`,
  `delete -f two.yaml --all ${N} --dry-run=client`,
  `delete -f two.yaml -A --dry-run=client`,
  'delete -f empty.yaml',
  'delete -f missing.yaml',
  'delete -f .',
  'delete -f two.yaml -k .',
  'delete --raw /api/v1/namespaces/parity-read/configmaps/nope',
  'delete --raw /api/v1/namespaces/parity-read/configmaps/plain?dryRun=All',
  'delete --raw /api/v1/namespaces/parity-read/configmaps/nope -f body.json',
  'delete --raw /api',
  'delete --raw /api -f a -f b',
  'delete --raw /api -f http://a/b',
  'delete --raw /api -f missing.json',
  'delete --raw /api -R',
  'delete --raw /api -o name',
  'delete --raw /api -o json',
  'delete --raw /api -i',
  'delete --raw nothing',
  'delete --raw ::x',
  'delete --raw /api --force --grace-period=3',
];

/** Deletions that only ask: requests are compared as well. */
export const asked: readonly ParityCase[] = lines.map((line) => ({
  name: line,
  covers: 'delete',
  line,
  files,
  requests: true,
  mask: ['uid', 'klog'],
}));

/** Answers to the question of `-i`. */
export const answers: readonly ParityCase[] = [
  ['', 'delete cm plain nope'],
  ['n\n', 'delete cm plain'],
  ['y', 'delete cm plain'],
  ['Y\n', 'delete cm,secret plain opaque'],
  ['yes\n', 'delete cm plain'],
  ['y y\n', 'delete cm plain'],
  ['\ny\n', 'delete cm plain'],
  [' y \n', 'delete cm plain'],
  ['y\n', 'delete svc -l app=web'],
  ['y\n', 'delete svc -l nope=nope'],
  ['y\n', 'delete -f two.yaml'],
  ['y\n', 'delete deployments.apps --all'],
].map(([stdin, line]) => ({
  name: `${line} -i, answered by ${JSON.stringify(stdin)}`,
  covers: 'delete',
  line: `${line} ${N} -i --dry-run=server`,
  stdin: stdin as string,
  files,
}));

const KEPT = `apiVersion: v1
kind: ConfigMap
metadata: {name: kept, finalizers: [kubist.example/keep]}
`;
const SOME = `apiVersion: v1
kind: ConfigMap
metadata: {name: a, labels: {app: web}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b, labels: {app: web}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
`;
const OWNER = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: localhost/busybox:1}]}
`;

const left = ['get cm -n {ns} -o name'];

/** Deletions that are carried out. */
export const deletions: readonly ParityCase[] = [
  ['delete cm a -n {ns}', SOME],
  ['delete cm a b nope -n {ns}', SOME],
  ['delete cm a nope -n {ns} --ignore-not-found', SOME],
  ['delete cm -l app=web -n {ns}', SOME],
  ['delete cm -l app!=web -n {ns} --wait=false', SOME],
  ['delete cm --field-selector metadata.name=b -n {ns}', SOME],
  ['delete cm a b -n {ns} -o name', SOME],
  ['delete cm a -n {ns} --now', SOME],
  ['delete cm a -n {ns} --force', SOME],
  ['delete cm a -n {ns} --grace-period=0', SOME],
  ['delete cm kept -n {ns} --timeout=1s', KEPT],
  ['delete cm kept -n {ns} --wait=false', KEPT],
  ['delete cm kept -n {ns} --timeout=1s --force', KEPT],
  ['delete deployments.apps web -n {ns} --cascade=orphan', OWNER],
  ['delete deployments.apps web -n {ns} --cascade=foreground', OWNER],
  ['delete deployments.apps web -n {ns}', OWNER],
].map(([line, manifest]) => ({
  name: `carried out: ${line}`,
  covers: 'delete',
  line: line as string,
  mutates: true,
  setup: [manifest as string],
  followUp: left,
}));

/** More of them, with input. */
export const manifests: readonly ParityCase[] = [
  {
    name: 'delete -f - of a stream',
    covers: 'delete',
    line: 'delete -f - -n {ns}',
    stdin: SOME,
    mutates: true,
    setup: [SOME],
    followUp: left,
  },
  {
    name: 'delete -i, confirmed',
    covers: 'delete',
    line: 'delete cm -l app=web -n {ns} -i',
    stdin: 'y\n',
    mutates: true,
    setup: [SOME],
    followUp: left,
  },
  {
    name: 'delete --raw of an object',
    covers: 'delete',
    line: 'delete --raw /api/v1/namespaces/{ns}/configmaps/a',
    mutates: true,
    setup: [SOME],
    followUp: left,
    mask: ['uid'],
    requests: true,
  },
  {
    name: 'delete waits until a finalizer is gone',
    covers: 'delete',
    line: 'delete cm kept -n {ns}',
    mutates: true,
    setup: [KEPT],
    meanwhile: {
      when: /deleted/,
      run: [`patch cm kept -n {ns} --type=merge -p '{"metadata":{"finalizers":null}}'`],
    },
    followUp: left,
  },
];
