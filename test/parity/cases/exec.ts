import type { ParityCase } from '../case.ts';

/** Pods to run commands in, in a namespace of their own; made once for all cases. */
const pods: Pick<ParityCase, 'setup' | 'settle'> = {
  setup: ['streams/exec.yaml'],
  settle: [
    'wait -n parity-exec pod/plain pod/two pod/annotated pod/misannotated pod/talker pod/echo --for=condition=Ready --timeout=60s',
    'wait -n parity-exec deployment/web --for=condition=Available --timeout=60s',
    'wait -n parity-exec pod/done --for=jsonpath={.status.phase}=Succeeded --timeout=60s',
    'wait -n parity-exec pod/failed --for=jsonpath={.status.phase}=Failed --timeout=60s',
  ],
};

/** The id of one execution, which the runtime tells in its errors. */
const mask: ParityCase['mask'] = [/start exec \\?"[0-9a-f]{64}/g];

const plain =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: plain, namespace: parity-exec}\nspec: {containers: [{name: main, image: x}]}\n';

const lines: readonly string[] = [
  // What the command line says.
  '',
  'plain',
  'plain --',
  "'' -- echo",
  'plain echo hi',
  'plain echo',
  '-- plain echo hi',
  'plain ignored -- echo hi',
  'plain --pod-running-timeout=0 -- echo',
  'plain --pod-running-timeout=-1s -- echo',
  'plain echo --pod-running-timeout=0',
  'plain --pod-running-timeout=x -- echo',
  '-p plain -- echo',
  'plain -- echo -c not-a-flag',
  'plain -- sh -c \'echo "a  b" $0\' zero',
  "plain -- echo ''",
  'plain -- printf %s ä€😀&=?/#+',

  // How the command ends.
  'plain -- true',
  'plain -- false',
  "plain -- sh -c 'exit 3'",
  "plain -- sh -c 'exit 300'",
  "plain -- sh -c 'kill -9 $$'",
  "plain -- sh -c 'echo out; echo err >&2; exit 4'",
  'plain -- no-such-command',
  'plain -- /etc/passwd',
  "plain -- ''",
  "plain -q -- sh -c 'exit 3'",

  // Which pod.
  'nope -- echo',
  'pod/nope -- echo',
  'pods/plain -- echo hi',
  'po/plain -- echo hi',
  'plain/x -- echo',
  'plain/x/y -- echo',
  'pod/ -- echo',
  'pod,svc/x -- echo',
  'pod/plain pod/two -- echo hi',
  'deployment/web -q -- echo hi',
  'deployment/web -c second -- echo hi',
  'deployments.apps/web -- echo hi',
  'svc/web -- echo hi',
  'svc/bare -- echo',
  'deployment/nope -- echo',
  'deployment/nobody --pod-running-timeout=500ms -- echo',
  'deployment web -- echo',
  'nosuch/x -- echo',
  'cm/kube-root-ca.crt -- echo',
  'node/node-1 -- echo',
  'done -- echo',
  'failed -- echo',
  'pending -- echo',
  'plain -n parity-nowhere -- echo',
  'plain --as=nobody -- echo',
  'plain --as=exec-viewer -- echo',

  // Which container.
  'two -- echo hi',
  'two -q -- echo hi',
  'two --quiet=false -- echo hi',
  "two -c second -- sh -c 'echo $HOSTNAME'",
  'two --container=second -- echo hi',
  'two -c nope -- echo hi',
  'two -c prepare -- echo hi',
  "annotated -- sh -c 'echo $WHO'",
  "annotated -c first -- sh -c 'echo $WHO'",
  'misannotated -- echo hi',
  'misannotated -c first -- echo hi',

  // Without a terminal.
  'plain -t -- tty',
  'plain -it -- tty',
  'plain -itq -- tty',
  'plain -i -- cat',
];

const words: readonly ParityCase[] = lines.map((line) => ({
  name: `exec ${line}`.trim(),
  covers: 'exec',
  // Before what follows `--`, which is the command's.
  line: `exec -n parity-exec ${line}`.trim(),
  mask,
  ...pods,
}));

const input: readonly ParityCase[] = [
  { name: 'exec -i: text', line: 'exec -i -n parity-exec plain -- cat', stdin: 'one\ntwo' },
  { name: 'exec without -i reads nothing', line: 'exec -n parity-exec plain -- cat', stdin: 'x' },
  {
    name: 'exec -i: a megabyte keeps its sum',
    line: 'exec -i -n parity-exec plain -- sha256sum',
    stdin: 'kubist\u0000ü'.repeat(131_072),
  },
  {
    name: 'exec -i: there and back again',
    line: 'exec -i -n parity-exec plain -- cat',
    stdin: 'a line of text\n'.repeat(20_000),
  },
  {
    name: 'exec: two megabytes come out',
    line: "exec -n parity-exec plain -- sh -c 'yes kubist | head -c 2000000'",
  },
  {
    name: 'exec -f: the pod of a manifest',
    line: 'exec -n parity-exec -f pod.yaml -- echo hi',
    files: { 'pod.yaml': plain },
  },
  {
    name: 'exec -f: several objects',
    line: 'exec -n parity-exec -f pod.yaml -- echo hi',
    files: { 'pod.yaml': `${plain}---\n${plain}` },
  },
  {
    name: 'exec -f and a name',
    line: 'exec -n parity-exec -f pod.yaml plain -- echo hi',
    files: { 'pod.yaml': plain },
  },
  {
    name: 'exec -f and a command without dashes',
    line: 'exec -n parity-exec -f pod.yaml echo',
    files: { 'pod.yaml': plain },
  },
  {
    name: 'exec -f without a command',
    line: 'exec -n parity-exec -f pod.yaml',
    files: { 'pod.yaml': plain },
  },
  { name: 'exec -f: no such file', line: 'exec -f nope.yaml -- echo' },
  {
    name: 'exec -f: another namespace',
    line: 'exec -n default -f pod.yaml -- echo hi',
    files: { 'pod.yaml': plain },
  },
].map((test) => ({ ...test, covers: 'exec', mask, ...pods }));

/** What is asked for on the way, from the objects to the upgrade. */
const requests: readonly ParityCase[] = [
  'exec -n parity-exec plain -- echo hi there',
  'exec -n parity-exec -i two -c second -- cat',
  'exec -n parity-exec deployment/web -q -- true',
  'exec -n parity-exec svc/web -q -- true',
  'exec -n parity-exec nope -- true',
].map((line) => ({
  name: `the requests of ${line}`,
  covers: 'exec',
  line,
  requests: true,
  ...pods,
}));

/** A server, or somebody before it, that lets no WebSocket through, or nothing at all. */
const status = { code: 403, reason: 'Forbidden', message: 'blocked by policy' } as const;
const noWebSocket = [{ on: /^GET .*\/(?:exec|attach)\?/, answer: status }] as const;
const noUpgrade = [{ on: /\/(?:exec|attach|portforward)(?:\?|$)/, answer: status }] as const;

const fallbacks: readonly ParityCase[] = [
  { line: "exec plain -- sh -c 'echo out; echo err >&2; exit 4'", faults: noWebSocket },
  { line: 'exec plain -- no-such-command', faults: noWebSocket },
  {
    line: 'exec -i plain -- sha256sum',
    faults: noWebSocket,
    stdin: 'kubist\u0000ü'.repeat(90_000),
  },
  { line: 'exec -i plain -- cat', faults: noWebSocket, stdin: 'a line of text\n'.repeat(20_000) },
  { line: "exec plain -- sh -c 'yes kubist | head -c 2000000'", faults: noWebSocket },
  {
    line: 'attach talker -q',
    faults: noWebSocket,
    interruptWhen: /tick/,
    ignoreLines: /^t[io]ck$/,
  },
  {
    line: 'cp plain:/etc/hostname out',
    faults: noWebSocket,
    filesAfter: ['out'],
    ignoreLines: /^tar: /,
  },
  { line: 'exec plain -- true', faults: noUpgrade },
  { line: 'attach plain -q', faults: noUpgrade },
  { line: 'cp plain:/etc/hostname out', faults: noUpgrade },
  { line: 'port-forward plain :80', faults: noUpgrade },
].map(({ line, faults, ...test }) => ({
  ...test,
  name: `${faults === noUpgrade ? 'no upgrade at all' : 'no WebSocket'}: ${line}`,
  covers: line.split(' ', 1)[0] ?? '',
  line: `${line.split(' ', 1)[0]} -n parity-exec ${line.slice(line.indexOf(' ') + 1)}`,
  faults,
  requests: 'heads',
  mask,
  ...pods,
}));

const attachLines: readonly string[] = [
  '',
  'plain two three',
  'plain two',
  'plain --pod-running-timeout=0',
  "''",
  'nope',
  'pod/nope',
  'pod/plain two',
  'pods',
  'done',
  'failed -c main',
  'pending',
  'pending -q',
  'pending -it',
  'two -c nope',
  'two -c prepare',
  'two -c prepare -q -i',
  'misannotated',
  'svc/bare',
  'cm/kube-root-ca.crt',
  'deployment/nobody --pod-running-timeout=500ms',
  'deployment/nope',
  'plain --as=exec-viewer',
  'plain --as=exec-viewer -it',
  '-f x.yaml',
];

const attach: readonly ParityCase[] = [
  ...attachLines.map((line) => ({
    name: `attach ${line}`.trim(),
    line: `attach -n parity-exec ${line}`.trim(),
  })),
  {
    name: 'attach shows what is printed until it is interrupted',
    line: 'attach -n parity-exec talker',
    interruptWhen: /tick/,
    // How many lines come before the interrupt takes effect varies.
    ignoreLines: /^t[io]ck$/,
  },
  {
    name: 'attach -it to a container without a terminal',
    line: 'attach -n parity-exec talker -it',
    interruptWhen: /tick/,
    ignoreLines: /^t[io]ck$/,
  },
  {
    name: 'attach -q',
    line: 'attach -n parity-exec pod talker -q',
    interruptWhen: /tick/,
    ignoreLines: /^t[io]ck$/,
  },
].map((test) => ({ ...test, covers: 'attach', mask, ...pods }));

export const execs: readonly ParityCase[] = [
  ...words,
  ...input,
  ...requests,
  ...fallbacks,
  ...attach,
];
