import type { ParityCase } from '../case.ts';

/** Of what is there. */
const reading: readonly string[] = [
  'rollout history',
  'rollout history deployments.apps -n parity-read',
  'rollout history deployments.apps web -n parity-read',
  'rollout history deployments.apps web --revision=1 -n parity-read',
  'rollout history deployments.apps web --revision=99 -n parity-read',
  'rollout history deployments.apps web --revision=-1 -n parity-read',
  'rollout history deployments.apps web -n parity-read -o yaml',
  'rollout history deployments.apps web --revision=1 -n parity-read -o yaml',
  'rollout history deployments.apps web -n parity-read -o bad',
  'rollout history deployments.apps web nope -n parity-read',
  'rollout history sts,ds -n parity-read',
  'rollout history sts db --revision=1 -n parity-read',
  'rollout history ds agent --revision=1 -n parity-read',
  'rollout history ds agent -n parity-read -o yaml',
  'rollout history deployments.apps web --revision=1 -n parity-read -o json',
  'rollout history deployments.apps web -n parity-read -o json',
  'rollout history ds agent --revision=1 -n parity-read -o json',
  'rollout history sts db --revision=1 -n parity-read -o json',
  'rollout history sts db -n parity-read -o jsonpath={.spec.template.spec.containers}',
  'rollout history cm plain -n parity-read',
  'rollout history cm plain -n parity-read -o name',
  'rollout history deployments.apps -l nope=nope -n parity-read',
  'rollout status',
  'rollout status deployments.apps web -n parity-read',
  'rollout status deployments.apps web --watch=false -n parity-read',
  'rollout status deployments.apps web --revision=99 -n parity-read',
  'rollout status deployments.apps nope -n parity-read',
  'rollout status deployments.apps -l nope=nope -n parity-read',
  'rollout status ds agent -n parity-read',
  'rollout status sts db --watch=false -n parity-read',
  'rollout status cm plain -n parity-read',
  'rollout status cm/plain deployments.apps/web -n parity-read',
  'rollout undo',
  'rollout undo deployments.apps web --to-revision=99 -n parity-read',
  'rollout undo deployments.apps web --to-revision=1 --dry-run=client -n parity-read',
  'rollout undo deployments.apps web --to-revision=-1 -n parity-read',
  'rollout undo cm plain -n parity-read',
  'rollout undo deployments.apps nope -n parity-read',
  'rollout undo deployments.apps web --dry-run=maybe -n parity-read',
  'rollout pause',
  'rollout pause cm plain -n parity-read',
  'rollout pause sts db -n parity-read',
  'rollout pause deployments.apps nope -n parity-read',
  'rollout resume',
  'rollout resume deployments.apps web -n parity-read',
  'rollout resume deployments.apps -l nope=nope -n parity-read',
  'rollout restart',
  'rollout restart cm plain -n parity-read',
  'rollout restart cm/plain svc/web pods/nope -n parity-read',
  'rollout restart deployments.apps -l nope=nope -n parity-read',
  'rollout restart deployments.apps nope -n parity-read',
];

export const read: readonly ParityCase[] = reading.map((line) => ({
  name: line,
  covers: line.split(' ').slice(0, 2).join(' '),
  line,
  mask: ['time', 'resourceVersion', 'uid'],
  // A rollout is followed by a get and a watch, not by a watch that begins with a list.
  requests: !line.startsWith('rollout status'),
}));

const pods = (app: string): string => `selector: {matchLabels: {app: ${app}}}
  template:
    metadata: {labels: {app: ${app}}}
    spec: {terminationGracePeriodSeconds: 0, containers: [{name: c, image: 'localhost/busybox:1', command: [sleep, '1000']}]}
`;
const setup = [
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: one}
spec:
  replicas: 1
  ${pods('one')}---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: two}
spec:
  replicas: 0
  ${pods('two')}---
apiVersion: v1
kind: ConfigMap
metadata: {name: other}
`,
];
const settle = [
  'rollout status deployments.apps/one -n {ns}',
  'set env deployments.apps/one A=b -n {ns}',
  'rollout status deployments.apps/one -n {ns}',
  'set env sts/two A=b -n {ns}',
];

const changes: readonly string[] = [
  'rollout restart deployments.apps one nope -n {ns}',
  'rollout restart deployments.apps/one sts/two cm/other -n {ns} --field-manager=me',
  'rollout restart deployments.apps one -n {ns} -o name',
  'rollout restart deployments.apps/one sts/two -n {ns} -o yaml',
  'rollout pause deployments.apps one -n {ns} -o json',
  'rollout undo deployments.apps one -n {ns} -o json',
  'rollout undo sts two -n {ns} -o json',
  'rollout pause deployments.apps one -n {ns}',
  'rollout undo deployments.apps one -n {ns}',
  'rollout undo deployments.apps one --to-revision=1 --dry-run=server -n {ns}',
  'rollout undo deployments.apps one --to-revision=2 -n {ns}',
  'rollout undo deployments.apps one --dry-run=client -n {ns}',
  'rollout undo sts two -n {ns}',
  'rollout undo sts two --to-revision=2 -n {ns}',
  'rollout undo sts two --dry-run=client -n {ns}',
];

export const kept: readonly ParityCase[] = changes.map((line) => ({
  name: line,
  covers: line.split(' ').slice(0, 2).join(' '),
  line,
  mutates: true,
  setup,
  settle,
  mask: ['time', 'uid', 'resourceVersion', 'hash'],
  requests: true,
  followUp: [
    'get deployments.apps,sts -n {ns} -o jsonpath={.items[*].spec.template}',
    'get deployments.apps,sts -n {ns} -o jsonpath={.items[*].spec.paused}',
  ],
}));

/** A pod template with everything that its description knows. */
export const described: readonly ParityCase[] = [
  {
    name: 'rollout history of a template with everything',
    covers: 'rollout history',
    line: 'rollout history deployments.apps full --revision=1 -n {ns}',
    mutates: true,
    setup: ['rollout-full.yaml'],
    settle: ['rollout status deployments.apps/full -n {ns}'],
    mask: [/pod-template-hash=\w+/],
  },
];
