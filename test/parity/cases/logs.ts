import type { ParityCase } from '../case.ts';

/** Pods that have written something, and pods that have not, in a namespace of their own. */
export const pods: Pick<ParityCase, 'setup' | 'settle'> = {
  setup: ['streams/pods.yaml'],
  settle: [
    'wait -n parity-logs pod/one pod/two pod/three pod/baddef --for=condition=Ready --timeout=60s',
    'wait -n parity-logs deployment/web --for=condition=Available --timeout=60s',
    'wait -n parity-logs pod/done --for=jsonpath={.status.phase}=Failed --timeout=60s',
    'wait -n parity-logs job/job --for=condition=Complete --timeout=60s',
    'wait -n parity-logs pod/again --for=jsonpath={.status.containerStatuses[0].restartCount}=1 --timeout=60s',
    'wait -n parity-logs pod/again --for=condition=Ready --timeout=60s',
    'wait -n parity-logs pod/waiting --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ErrImageNeverPull --timeout=60s',
    'wait -n parity-logs pod/creating --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ContainerCreating --timeout=60s',
    'wait -n parity-logs pod/initing --for=jsonpath={.status.initContainerStatuses[0].started}=true --timeout=60s',
  ],
};

/** One log, or none: what is printed has one order. */
const single: readonly string[] = [
  '',
  'one',
  'one --tail=2',
  'one --tail=0',
  'one -c main --tail=1',
  'one main --tail=1',
  'one main -c main',
  'one nope',
  'one -c nope',
  'one two three',
  'pod/one --tail=1',
  'pods/one --tail=1',
  'pods one',
  'one/main',
  'pods/',
  'one --limit-bytes=10',
  'one --limit-bytes=-1',
  'one --tail=3 --limit-bytes=4',
  'one --since=-1s',
  'one --since=1ns',
  'one --since=24h --tail=1',
  'one --since=1s --since-time=2020-01-01T00:00:00Z',
  'one --since-time=2020-01-01T00:00:00.5+02:00 --tail=1',
  'one --since-time=2999-01-01T00:00:00Z',
  'one --since-time=2020',
  'one --since-time=2020-13-01T00:00:00Z',
  'one --since-time=2020-02-30T00:00:00Z',
  'one --since-time=2020-02-20T05:00:00+0200',
  'one --since-time=2020-02-20T05:00:00Zx',
  'one --tail=1 --timestamps',
  'one --tail=1 --timestamps --prefix',
  'one --tail=-2',
  'one --tail=-2 --limit-bytes=-1 --since=-1s',
  'one --tail=x',
  'one --prefix --tail=2',
  'one --all-pods --tail=1',
  'one --all-containers --tail=1',
  'one --all-containers main',
  'one --all-containers -c main',
  'one --pod-running-timeout=0',
  'one --insecure-skip-tls-verify-backend --tail=1',
  'one --max-log-requests=0 --tail=1',
  'two',
  'two -c setup',
  'two --prefix',
  'three',
  'baddef',
  'baddef -c nope',
  'waiting',
  'waiting --ignore-errors --prefix',
  'waiting -f --ignore-errors',
  'waiting -p',
  'creating',
  'unscheduled',
  'unscheduled -c nope',
  'unscheduled -f',
  'initing',
  'initing -c setup',
  'initing -c main -p',
  'done',
  'done -p',
  'again',
  'again -p',
  'again -p --all-containers',
  'nope',
  'nope --tail=-2',
  'pod/nope',
  'deployments.apps/web',
  'deployments.apps/web --prefix',
  'deployments.apps/web -c nope',
  'deployments.apps/web main',
  'deployments.apps/nope',
  'deployments.apps/none --pod-running-timeout=200ms',
  'deployments.apps/web --max-log-requests=1 --all-pods -f',
  'svc/web',
  'svc/noselector',
  'job/job',
  'cronjob/cron',
  'rc/rc0 --pod-running-timeout=200ms',
  'cm/kube-root-ca.crt',
  'ns/parity-logs',
  'nodes/nope',
  'gadgets.parity.kubist.example/first',
  '-l nope=nope',
  '-l grp=g one',
  '-l grp=g one main',
  '-l app=one --tail=1',
  '-l app=one --tail=-1',
  '-l app=one',
  '-l grp=g -c alpha',
  '-l app=web -f --max-log-requests=1',
  'two --all-containers -f --max-log-requests=2',
  '--all-pods',
];

/** Several logs: the reference prints them in the order of a Go map. */
const several: readonly string[] = [
  'two --all-containers',
  'two --all-containers --prefix --tail=1',
  'two --all-containers --timestamps',
  'two -p --all-containers --ignore-errors',
  'three --all-containers --prefix',
  'initing --all-containers --ignore-errors --prefix',
  '-l grp=g',
  '-l grp=g --prefix',
  '-l grp=g --all-containers --prefix --tail=1',
  '-l app=web --all-pods',
  'deployments.apps/web --all-pods',
  'svc/web --all-pods --prefix=false --limit-bytes=3',
];

export const read: readonly ParityCase[] = [
  ...single.map((line) => oneCase(line)),
  ...several.map((line) => ({ ...oneCase(line), unordered: true })),
  {
    name: 'logs of a namespace that is not there',
    covers: 'logs',
    line: 'logs one -n nope',
  },
];

function oneCase(line: string): ParityCase {
  return {
    name: `logs ${line}`.trim(),
    covers: 'logs',
    line: `logs -n parity-logs ${line}`,
    ...pods,
    // Following asks for timestamps, so that a dropped connection can be taken up.
    requests: !/ -f/.test(line),
    ignoreQuery: ['resourceVersion'],
  };
}

/** Followed until Ctrl-C, or until the container ends. */
export const following: readonly ParityCase[] = [
  ['one -f', /line 12/],
  ['one -f --tail=1', /line 12/],
  ['one -f --tail=1 --timestamps --prefix', /line 12/],
  ['one -f --tail=1 --limit-bytes=4', /never/],
  ['two -f -c beta', /b2/],
  ['done -f', /never/],
  ['done -f --timestamps', /never/],
  ['again -f -p', /never/],
  ['-l app=web -f --prefix', /started[^]*started/],
  ['deployments.apps/web --all-pods -f', /started[^]*started/],
  ['initing -f --all-containers --ignore-errors', /init line[^]*error|error[^]*init line/],
  ['two -f --all-containers --prefix', /(line|a2|b2)[^]*(line|a2|b2)[^]*(line|a2|b2)/],
].map(([line, seen]) => ({
  ...oneCase(line as string),
  requests: false,
  unordered: true,
  interruptWhen: seen as RegExp,
}));

export const mutate: readonly ParityCase[] = [
  {
    name: 'logs -f waits until the container starts, and ends with it',
    covers: 'logs',
    line: 'logs -n {ns} late -f',
    mutates: true,
    setup: [
      `apiVersion: v1
kind: Pod
metadata: {name: late}
spec:
  restartPolicy: Never
  containers:
  - {name: main, image: "localhost/busybox:1", imagePullPolicy: IfNotPresent, command: [sh, -c, 'echo here; sleep 1; echo there']}
`,
    ],
    // How often it is told that the container has not started depends on the moment.
    ignoreLines: /is waiting to start/,
  },
];
